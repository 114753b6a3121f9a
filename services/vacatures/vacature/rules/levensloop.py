"""The life of a vacancy: its statuses, what may change in them, and the allowed transitions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from services.vacatures.vacature.rules.gegevens import Fout, Gegevens, gewijzigd, ontbreekt
from services.vacatures.vacature.rules.salaris import Salarisbron


class Vacaturestatus(StrEnum):
    """Where a vacancy is in its life."""

    CONCEPT = "concept"
    OPENGESTELD = "opengesteld"
    GESLOTEN = "gesloten"
    INGETROKKEN = "ingetrokken"
    VERVULD = "vervuld"


# What people decided to apply on does not change under them.
BEVROREN_NA_OPENSTELLING = frozenset(
    {
        "functie",
        "niveau",
        "uren_min",
        "uren_max",
        "schaal_min",
        "schaal_max",
        "salaris_min",
        "salaris_max",
        "contractsoort",
        "aantal_plaatsen",
        "sluitings_datum",
        "soort",
        "normfunctie",
        "cao",
        "taalniveau",
        "banenafspraak",
        "alleen_herplaatsing",
        "poolplaats",
        "einde_datum",
    }
)


@dataclass(frozen=True, slots=True)
class Vacature:
    """A vacancy as the rules see it; `sluit_op` is the end of the closing day, once opened.

    `werkgevers`: every employer it is for, `werkgever` (who leads) first; several for a joint
    vacancy. `werver`: the organisation that recruits for them, when that is another.
    """

    id: UUID
    werkgever: str
    status: Vacaturestatus
    gegevens: Gegevens
    versie: int = 1
    geopend_op: datetime | None = None
    sluit_op: datetime | None = None
    werkgevers: tuple[str, ...] = ()
    werver: str | None = None
    salarisbron: Salarisbron | None = None  # of the amounts, once opened
    salaristabel: UUID | None = None  # the version they were taken from
    houder: UUID | None = None  # pseudonym of the leidinggevende whose vacancy it is

    def __post_init__(self) -> None:
        if not self.werkgevers:
            object.__setattr__(self, "werkgevers", (self.werkgever,))


def status_op(vacature: Vacature, nu: datetime) -> Vacaturestatus:
    """The status at a moment: an opening ends by the clock, not because a job ran."""
    open_ = vacature.status is Vacaturestatus.OPENGESTELD
    if open_ and vacature.sluit_op is not None and vacature.sluit_op <= nu:
        return Vacaturestatus.GESLOTEN
    return vacature.status


def wijziging_beletselen(vacature: Vacature, nieuw: Gegevens, nu: datetime) -> list[Fout]:
    """Why these changes may not be made now; an empty list means: go ahead."""
    status = status_op(vacature, nu)
    anders = gewijzigd(vacature.gegevens, nieuw)
    if status is Vacaturestatus.CONCEPT:
        return []
    if status is not Vacaturestatus.OPENGESTELD:
        return [Fout(veld, "afgesloten", f"De vacature is {status}") for veld in sorted(anders)]
    return [
        Fout(veld, "bevroren", "Dit veld ligt vast sinds de openstelling")
        for veld in sorted(anders & BEVROREN_NA_OPENSTELLING)
    ] + [
        Fout(veld, "verplicht", "Een opengestelde vacature houdt dit veld")
        for veld in ontbreekt(nieuw)
        if veld in anders and veld not in BEVROREN_NA_OPENSTELLING
    ]


def werver_bevroren(vacature: Vacature, werver: str | None, nu: datetime) -> list[Fout]:
    """Who recruits reads who applies: once opened nobody is added, but one can be taken away."""
    status = status_op(vacature, nu)
    if status is Vacaturestatus.CONCEPT or werver in (None, vacature.werver):
        return []
    return [Fout("werver", "bevroren", "Dit veld ligt vast sinds de openstelling")]


Voorwaarde = Callable[[Vacature, datetime], list[Fout]]


def _vrij(_vacature: Vacature, _nu: datetime) -> list[Fout]:
    return []


def _volledig(vacature: Vacature, nu: datetime) -> list[Fout]:
    fouten = [
        Fout(veld, "ontbreekt", "Nodig voor openstelling") for veld in ontbreekt(vacature.gegevens)
    ]
    if vacature.sluit_op is not None and vacature.sluit_op <= nu:
        fouten.append(Fout("sluitings_datum", "voorbij", "De sluitingsdatum is voorbij"))
    return fouten


# From → to with the guard beside it. What is not here is not possible.
OVERGANGEN: Mapping[tuple[Vacaturestatus, Vacaturestatus], Voorwaarde] = {
    (Vacaturestatus.CONCEPT, Vacaturestatus.OPENGESTELD): _volledig,
    (Vacaturestatus.CONCEPT, Vacaturestatus.INGETROKKEN): _vrij,
    (Vacaturestatus.OPENGESTELD, Vacaturestatus.GESLOTEN): _vrij,
    (Vacaturestatus.OPENGESTELD, Vacaturestatus.INGETROKKEN): _vrij,
    (Vacaturestatus.OPENGESTELD, Vacaturestatus.VERVULD): _vrij,
    (Vacaturestatus.GESLOTEN, Vacaturestatus.INGETROKKEN): _vrij,
    (Vacaturestatus.GESLOTEN, Vacaturestatus.VERVULD): _vrij,
}


def mogelijk(van: Vacaturestatus) -> list[Vacaturestatus]:
    """The statuses a vacancy can go to from here."""
    return [naar for (vanaf, naar) in OVERGANGEN if vanaf is van]


def overgang_beletselen(vacature: Vacature, naar: Vacaturestatus, nu: datetime) -> list[Fout]:
    """Why the vacancy may not go to `naar` now; an empty list means: go ahead."""
    van = status_op(vacature, nu)
    voorwaarde = OVERGANGEN.get((van, naar))
    if voorwaarde is None:
        return [Fout("naar", "overgang-bestaat-niet", f"Van {van} naar {naar} kan niet")]
    return voorwaarde(vacature, nu)
