"""Of whom this service holds nothing any more: then an outsider's contact can go as well."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from services.vacatures.bewaren.tables import Verzoek
from services.vacatures.doorverwijzing.tables import Doorverwijzing
from services.vacatures.loopbaanwens.tables import Interesse, Loopbaanwens
from services.vacatures.ondernemend.tables import Verhaal
from services.vacatures.sollicitatie.tables import Sollicitatie
from services.vacatures.toestemming.tables import Toestemming
from services.vacatures.zoekopdracht.tables import Zoekopdracht


def niets_meer(tx: Session, personen: Collection[UUID]) -> frozenset[UUID]:
    """Those of these persons that no store names any more."""
    if not personen:
        return frozenset()
    queries = (
        select(Sollicitatie.medewerker).where(
            Sollicitatie.medewerker.in_(personen), ~Sollicitatie.geanonimiseerd
        ),
        select(Toestemming.persoon).where(Toestemming.persoon.in_(personen), ~Toestemming.gewist),
        select(Doorverwijzing.persoon).where(
            Doorverwijzing.persoon.in_(personen), ~Doorverwijzing.gewist
        ),
        select(Loopbaanwens.persoon).where(Loopbaanwens.persoon.in_(personen)),
        select(Interesse.persoon).where(Interesse.persoon.in_(personen)),
        select(Zoekopdracht.persoon).where(Zoekopdracht.persoon.in_(personen)),
        select(Verhaal.persoon).where(Verhaal.persoon.in_(personen)),
        select(Verzoek.persoon).where(Verzoek.persoon.in_(personen)),
    )
    known: set[UUID] = set()
    for query in queries:
        known.update(tx.scalars(query))
    return frozenset(personen) - known
