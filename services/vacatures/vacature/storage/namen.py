"""Who acted on a vacancy: a declared name, which can go while what was done stays."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from services.vacatures.vacature.tables import Sollicitatiehosts, Vacaturelog, Vacaturewijziging


def wis_namen(tx: Session, voor: datetime) -> dict[str, int]:
    """Empty who acted and why before a moment; transitions, fields and moments stay."""
    logs = update(Vacaturelog).where(Vacaturelog.op < voor, Vacaturelog.gebruiker.is_not(None))
    changes = update(Vacaturewijziging).where(
        Vacaturewijziging.op < voor, Vacaturewijziging.gebruiker.is_not(None)
    )
    hosts = update(Sollicitatiehosts).where(
        Sollicitatiehosts.gewijzigd_op < voor, Sollicitatiehosts.gebruiker.is_not(None)
    )
    done = {
        "vacaturelog": logs.values(gebruiker=None, reden=None).returning(Vacaturelog.nr),
        "vacaturewijziging": changes.values(gebruiker=None).returning(Vacaturewijziging.nr),
        "sollicitatiehosts": hosts.values(gebruiker=None).returning(Sollicitatiehosts.werkgever),
    }
    return {table: len(tx.execute(statement).all()) for table, statement in done.items()}
