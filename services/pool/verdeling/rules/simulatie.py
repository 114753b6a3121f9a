"""What another key, other weights or another horizon would have given, beside what was given."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from uuid import UUID

from services.pool.flexpool.rules import Verdeelsleutel
from services.pool.verdeling.rules.grootboek import Rondeaandeel


@dataclass(frozen=True, slots=True)
class AndereVerdeling:
    """The sharing that somebody wants to see; who is not in `gewichten` counts for 1."""

    verdeelsleutel: Verdeelsleutel
    gewichten: Mapping[str, int]
    saldo_horizon_maanden: int


@dataclass(frozen=True, slots=True)
class Simulatieregel:
    """One organisation over all simulated rounds, in hours."""

    organisatie: str
    gevraagd: Decimal
    aanspraak: Decimal
    rechtvaardig: Decimal
    toegewezen: Decimal
    aanspraak_nu: Decimal
    rechtvaardig_nu: Decimal
    aanspraak_dan: Decimal
    rechtvaardig_dan: Decimal

    @property
    def verschil(self) -> Decimal:
        """Fair hours more (or less) than by what is agreed, played in the same way."""
        return self.rechtvaardig_dan - self.rechtvaardig_nu


Uren = Mapping[str, Decimal]
Nagespeeld = Mapping[UUID, tuple[Uren, Uren]]


def naast_elkaar(
    werkelijk: Iterable[Rondeaandeel], nu: Nagespeeld, dan: Nagespeeld
) -> list[Simulatieregel]:
    """Per round the entitlement and the fair share per organisation: as agreed, and otherwise."""
    was: dict[str, dict[str, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for een in werkelijk:
        if een.ronde in dan:
            for naam in ("gevraagd", "aanspraak", "rechtvaardig", "toegewezen"):
                was[een.organisatie][naam] += getattr(een, naam)
    for welke, verhaal in (("nu", nu), ("dan", dan)):
        for aanspraak, rechtvaardig in verhaal.values():
            for naam, delen in (("aanspraak", aanspraak), ("rechtvaardig", rechtvaardig)):
                for organisatie, uren in delen.items():
                    was[organisatie][f"{naam}_{welke}"] += uren
    namen = [een.name for een in fields(Simulatieregel) if een.name != "organisatie"]
    return [
        Simulatieregel(organisatie, **{naam: uren[naam] for naam in namen})
        for organisatie, uren in sorted(was.items())
    ]
