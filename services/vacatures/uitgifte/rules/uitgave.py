"""One public vacancy, with everything that any form of it needs: the one source of all forms."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from services.vacatures.vacature.rules import (
    Contractsoort,
    Niveau,
    Opleidingsniveau,
    Taalniveau,
    Vacaturesoort,
)


@dataclass(frozen=True, slots=True)
class Uitgavewerkgever:
    """An employer as outsiders see it. `naam`: that of the register; `merk`: its own brand."""

    oin: str
    naam: str
    merk: str | None = None
    tekst: str | None = None
    website: str | None = None
    tooi: str | None = None


@dataclass(frozen=True, slots=True)
class Uitgave:
    """A vacancy that everybody may see and apply for now.

    Hours per week; money in euro cents per month at full time. Every text is clean (`tekst.schoon`)
    and `omschrijving_html` holds only the elements of `tekst.ELEMENTEN`, without attributes.
    """

    id: UUID
    titel: str
    omschrijving: str  # plain, lines with \n
    omschrijving_html: str
    werkgevers: tuple[Uitgavewerkgever, ...]  # who leads first
    verbanden: tuple[UUID, ...]  # that it was opened with
    gepubliceerd_op: datetime  # the first moment that everybody could apply; never later moved
    gewijzigd_op: datetime
    sluit_op: datetime  # the end of the closing day, in UTC
    sluitings_datum: date  # last day to apply
    versie: int = 1
    kenmerk: str | None = None
    functie: str | None = None
    normfunctie: str | None = None
    niveau: Niveau | None = None
    domein: str | None = None
    uren_min: Decimal | None = None
    uren_max: Decimal | None = None
    schaal_min: str | None = None
    schaal_max: str | None = None
    salaris_min: int | None = None
    salaris_max: int | None = None
    cao: str | None = None
    contractsoort: Contractsoort | None = None
    soort: Vacaturesoort = Vacaturesoort.VACATURE
    plaats: str | None = None
    gemeente_code: str | None = None
    pc4: str | None = None
    opleidingsniveau: Opleidingsniveau | None = None
    aantal_plaatsen: int = 1
    start_datum: date | None = None
    einde_datum: date | None = None
    zsm: bool = False
    competenties: tuple[str, ...] = ()
    taalniveau: Taalniveau | None = None
    banenafspraak: bool = False
    sollicitatie_url: str | None = None  # at the employer; None: through Doorstroom

    @property
    def werkgever(self) -> Uitgavewerkgever:
        """The employer that leads."""
        return self.werkgevers[0]


@dataclass(frozen=True, slots=True)
class Uitgavekeuze:
    """Which public vacancies: None means no filter."""

    verband: UUID | None = None
    werkgever: str | None = None  # OIN, also of a joint vacancy that another leads


@dataclass(frozen=True, slots=True)
class Uitgavestand:
    """What a choice of vacancies comes down to now; the same mark means the same bytes."""

    merk: str
    aantal: int
    gewijzigd_op: datetime | None  # also when one went; None: there never was one
