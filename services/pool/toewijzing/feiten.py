"""The facts of one calculation: everything the engine may know, and nothing else.

Only function, level, hours, place, availability, own wishes and contractual facts come in; no
behaviour, performance or personality (AI Act annex III(4)(b)). Rows are sorted by id before
anything is computed, so the order in which facts arrive cannot matter. Standard library only.
"""

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Vaardigheid

REGELVERSIE = "2026.11"  # raise it whenever the same facts may give another outcome
LOTING = "2026.10"  # of the draws: raise it when lines change, not for another reason or sentence


@dataclass(frozen=True, slots=True)
class Beschikbaarheid:
    """Hours per week in a part of a membership, days included; tot None: until its end."""

    van: date
    tot: date | None
    uren_per_week: Decimal


@dataclass(frozen=True, slots=True)
class Lid:
    """A member who may be deployed; hours per week, days included.

    `perioden` say where the hours differ from `uren_per_week`; they do not overlap.
    """

    id: UUID
    medewerker: UUID
    thuisorganisatie: str
    functies: tuple[Vaardigheid, ...]
    uren_per_week: Decimal
    van: date
    tot: date | None
    pc4: str | None
    straal_km: int | None
    maximum_inzetten: int
    ontwikkelwensen: tuple[str, ...] = ()
    perioden: tuple[Beschikbaarheid, ...] = ()
    toestemming: bool = True  # the person's own yes to being proposed


@dataclass(frozen=True, slots=True)
class Elders:
    """Hours per week of a need that the pool of another verband took over; tot None: open end."""

    van: date
    tot: date | None
    uren: Decimal


@dataclass(frozen=True, slots=True)
class Behoefte:
    """An open need with its period worked out; tot None: open end.

    `groep` names the small needs of several employers that one person could do together. What is
    done `elders` is not asked here.
    """

    id: UUID
    inlener: str
    titel: str
    functie: str | None
    niveau: Niveau | None
    uren_min: Decimal | None
    uren_max: Decimal
    urenblok: Decimal
    van: date
    tot: date | None
    pc4: str | None = None
    groep: UUID | None = None
    elders: tuple[Elders, ...] = ()


@dataclass(frozen=True, slots=True)
class LopendeInzet:
    """A decided deployment of a member, in this pool or elsewhere; it stays as it is.

    Past ones are here too, as far back as the rotation gap reaches.
    """

    id: UUID
    medewerker: UUID
    behoefte: UUID | None
    inlener: str
    uren: Decimal
    van: date
    tot: date | None


@dataclass(frozen=True, slots=True)
class Plek:
    """Where a four-digit postcode lies, in degrees, as text so that it hashes the same."""

    pc4: str
    breedte: str
    lengte: str


@dataclass(frozen=True, slots=True)
class Waarde:
    """What people agreed that this pair is worth beside the rest: 0 is nothing, 100 the most.

    No route takes one: a free number about a person would be a hidden judgement (ADR 54).
    """

    lid: UUID
    behoefte: UUID
    waarde: int


@dataclass(frozen=True, slots=True)
class Instellingen:
    """What the verband agreed on, and the day the calculation looks from."""

    peildatum: date
    horizon_weken: int = 52
    kortste_inzet_dagen: int = 28
    verdeelsleutel: str = "gelijk"
    gewichten: tuple[tuple[str, int], ...] = ()  # OIN and its part; not named: 1
    plekken: tuple[Plek, ...] = ()
    saldi: tuple[tuple[str, Decimal], ...] = ()  # OIN and hours: what earlier rounds still owe it
    langste_inzet_dagen: int | None = None  # extensions included; None: no limit
    rotatie_dagen: int = 0  # days before a member may come back to the same organisation
    waarden: tuple[Waarde, ...] = ()
    laatste_beurten: tuple[tuple[str, date], ...] = ()  # OIN and the day of its last turn
    saldo_maximum_procent: int = 25  # of an organisation's own part of a round, either way
    saldo_verval_procent: int = 50  # of a saldo that is gone after a round

    @property
    def einde(self) -> date:
        """Last day that counts."""
        return self.peildatum + timedelta(weeks=self.horizon_weken) - timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Feiten:
    """One calculation's whole input."""

    instellingen: Instellingen
    leden: tuple[Lid, ...]
    behoeften: tuple[Behoefte, ...]
    inzetten: tuple[LopendeInzet, ...] = ()
    regelversie: str = REGELVERSIE

    @property
    def organisaties(self) -> tuple[str, ...]:
        """Who asks something, sorted."""
        return tuple(sorted({behoefte.inlener for behoefte in self.behoeften}))


def gesorteerd(feiten: Feiten) -> Feiten:
    """The same facts in one order, whatever order they came in."""
    leden = (
        replace(
            lid,
            functies=tuple(sorted(lid.functies, key=lambda een: (een.functie, een.niveau))),
            ontwikkelwensen=tuple(sorted(lid.ontwikkelwensen)),
            perioden=tuple(sorted(lid.perioden, key=lambda een: een.van)),
        )
        for lid in feiten.leden
    )
    instellingen = replace(
        feiten.instellingen,
        gewichten=tuple(sorted(feiten.instellingen.gewichten)),
        saldi=tuple(sorted(feiten.instellingen.saldi)),
        waarden=tuple(sorted(feiten.instellingen.waarden, key=lambda een: (een.lid, een.behoefte))),
        laatste_beurten=tuple(sorted(feiten.instellingen.laatste_beurten)),
        plekken=tuple(sorted(feiten.instellingen.plekken, key=lambda plek: plek.pc4)),
    )
    behoeften = (
        replace(een, elders=tuple(sorted(een.elders, key=lambda deel: (deel.van, deel.uren))))
        for een in feiten.behoeften
    )
    return replace(
        feiten,
        instellingen=instellingen,
        leden=tuple(sorted(leden, key=lambda lid: lid.id)),
        behoeften=tuple(sorted(behoeften, key=lambda een: een.id)),
        inzetten=tuple(sorted(feiten.inzetten, key=lambda een: een.id)),
    )


def _tekst(waarde: object) -> str:
    """Dates and ids as text; hours without trailing zeros, so 24 and 24.0 are the same."""
    return f"{waarde.normalize():f}" if isinstance(waarde, Decimal) else str(waarde)


def als_json(feiten: Feiten) -> dict[str, object]:
    """The facts as plain JSON, sorted: what is stored with the proposal."""
    tekst = json.dumps(asdict(gesorteerd(feiten)), default=_tekst, sort_keys=True)
    uit: dict[str, object] = json.loads(tekst)
    return uit


def vingerafdruk(feiten: Feiten) -> str:
    """SHA-256 of the facts, settings and rule version; the same on any machine."""
    tekst = json.dumps(als_json(feiten), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(tekst.encode()).hexdigest()


def lotingszaad(feiten: Feiten) -> str:
    """What draws follow from: the facts, and not which words they are explained with."""
    return vingerafdruk(replace(feiten, regelversie=LOTING))
