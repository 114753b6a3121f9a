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

REGELVERSIE = "2026.3"  # raise it whenever the same facts may give another proposal


@dataclass(frozen=True, slots=True)
class Lid:
    """A member who may be deployed; hours per week, days included."""

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


@dataclass(frozen=True, slots=True)
class Behoefte:
    """An open need with its period worked out; tot None: open end."""

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


@dataclass(frozen=True, slots=True)
class LopendeInzet:
    """A decided deployment of a member, in this pool or elsewhere; it stays as it is."""

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
class Instellingen:
    """What the verband agreed on, and the day the calculation looks from."""

    peildatum: date
    horizon_weken: int = 52
    kortste_inzet_dagen: int = 28
    verdeelsleutel: str = "gelijk"
    gewichten: tuple[tuple[str, int], ...] = ()  # OIN and its part; not named: 1
    plekken: tuple[Plek, ...] = ()
    saldi: tuple[tuple[str, Decimal], ...] = ()  # OIN and hours: what earlier rounds still owe it

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
        )
        for lid in feiten.leden
    )
    instellingen = replace(
        feiten.instellingen,
        gewichten=tuple(sorted(feiten.instellingen.gewichten)),
        saldi=tuple(sorted(feiten.instellingen.saldi)),
        plekken=tuple(sorted(feiten.instellingen.plekken, key=lambda plek: plek.pc4)),
    )
    return replace(
        feiten,
        instellingen=instellingen,
        leden=tuple(sorted(leden, key=lambda lid: lid.id)),
        behoeften=tuple(sorted(feiten.behoeften, key=lambda een: een.id)),
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
