"""What an employer takes along when it leaves: its own vacancies, and what was done with them.

Not in it: what belongs to a person alone (wishes, consent, interest, saved searches, complaints
about somebody), and applications that do not count yet: the employer may not know of them.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from services.vacatures.aanbod.tables import Aanbod
from services.vacatures.document.tables import Document
from services.vacatures.functiewaardering.tables import Functiewaardering
from services.vacatures.indicatoren.tables import Uitstroomopgave
from services.vacatures.mandaat.tables import Mandaat
from services.vacatures.openstelling.tables import Fase, Openstelling, OpenstellingVerband
from services.vacatures.overstap.tables import Overstap
from services.vacatures.profiel.tables import Profiel, Profielblok
from services.vacatures.salaristabel.tables import Salarisregel, Salaristabel
from services.vacatures.sollicitatie.tables import (
    Beoordeling,
    Selectiestap,
    Sollicitatie,
    Sollicitatielog,
)
from services.vacatures.vacature.tables import Vacature, Vacaturelog
from shared.uitvoer import Deel, kolommen

# Codes with which a person makes an application the own, and what only the worker uses.
GEHEIM = frozenset({"koppelsleutel", "herinnerd_voor", "vervuld_gemeld_op", "geanonimiseerd"})


def _vacatures(oin: str) -> Select[Any]:
    return select(Vacature.id).where(Vacature.werkgever == oin)


def _sollicitaties(oin: str, op: datetime) -> Select[Any]:
    """Applications to own vacancies that count already."""
    return select(Sollicitatie.id).where(
        Sollicitatie.vacature_id.in_(_vacatures(oin)), Sollicitatie.telt_vanaf <= op
    )


def _per_vacature(table: Any, zonder: frozenset[str] = frozenset()) -> Deel:
    return Deel(
        lambda oin, _: kolommen(table, zonder).where(table.vacature_id.in_(_vacatures(oin)))
    )


def _per_sollicitatie(table: Any, *personen: str) -> Deel:
    return Deel(
        lambda oin, op: kolommen(table).where(table.sollicitatie_id.in_(_sollicitaties(oin, op))),
        personen,
    )


def _eigen(table: Any, kolom: str = "organisatie") -> Deel:
    return Deel(lambda oin, _: kolommen(table).where(getattr(table, kolom) == oin))


DELEN: Mapping[str, Deel] = {
    "vacature": _eigen(Vacature, "werkgever"),
    "vacaturelog": _per_vacature(Vacaturelog),
    "openstelling": _per_vacature(Openstelling),
    "openstelling_verband": _per_vacature(OpenstellingVerband),
    "fase": _per_vacature(Fase),
    "sollicitatie": Deel(
        lambda oin, op: kolommen(Sollicitatie, GEHEIM).where(
            Sollicitatie.id.in_(_sollicitaties(oin, op))
        ),
        ("medewerker",),
    ),
    "sollicitatielog": _per_sollicitatie(Sollicitatielog),
    "beoordeling": _per_sollicitatie(Beoordeling),
    "selectiestap": _per_sollicitatie(Selectiestap),
    "aanbod": _per_sollicitatie(Aanbod),
    "document": _per_sollicitatie(Document, "persoon"),
    "overstap": _per_sollicitatie(Overstap, "medewerker"),
    "mandaat": _eigen(Mandaat, "gever"),
    "functiewaardering": _eigen(Functiewaardering),
    "profiel": _eigen(Profiel),
    "profielblok": _eigen(Profielblok),
    "salaristabel": _eigen(Salaristabel, "werkgever"),
    "salarisregel": Deel(
        lambda oin, _: kolommen(Salarisregel).where(
            Salarisregel.tabel_id.in_(select(Salaristabel.id).where(Salaristabel.werkgever == oin))
        )
    ),
    "uitstroomopgave": _eigen(Uitstroomopgave),
}
