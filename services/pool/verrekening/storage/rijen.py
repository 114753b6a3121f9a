"""Settled hours and lines: from facts to rows and back."""

from collections.abc import Iterable
from dataclasses import asdict
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, literal, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from services.pool.uren.rules import Urenregel, Urensoort
from services.pool.verrekening.rules import (
    Btwroute,
    Btwvoorwaarde,
    Urenpost,
    Uurtarief,
    Verrekenregel,
)
from services.pool.verrekening.tables import VerrekendeUren
from services.pool.verrekening.tables import Verrekenregel as Rij

_VOORWAARDEN = TypeAdapter(tuple[Btwvoorwaarde, ...])


def een_van(
    kolom: InstrumentedAttribute[UUID] | InstrumentedAttribute[UUID | None], ids: Iterable[UUID]
) -> ColumnElement[bool]:
    """One of these, as one parameter: of those the driver takes 65,535."""
    return kolom == any_(literal(sorted(set(ids)), ARRAY(Uuid)))


def lees_voorwaarden(rijen: object) -> tuple[Btwvoorwaarde, ...]:
    """Conditions as they were kept."""
    return _VOORWAARDEN.validate_python(rijen)


def post_naar_rij(post: Urenpost, verrekening: UUID) -> dict[str, object]:
    regel, tarief = post.regel, post.tarief
    return {
        "urenregel": regel.id,
        "verrekening_id": verrekening,
        "soort": regel.soort,
        "inzet_id": regel.inzet,
        "uitlener": regel.uitlener,
        "inlener": regel.inlener,
        "functie": post.functie,
        "week": regel.week,
        "maand": regel.maand,
        "kwartieren": regel.kwartieren,
        "correctie_van": regel.correctie_van,
        "goedgekeurd_op": regel.goedgekeurd_op,
        "tarief_cent": tarief.cent if tarief else None,
        "grondslag": tarief.grondslag if tarief else None,
        "herkomst": tarief.herkomst if tarief else None,
        "bedrag": post.bedrag,
        "route": post.route,
        "voorwaarden": [asdict(een) for een in post.voorwaarden],
        "gewichten": [{"organisatie": wie, "deel": deel} for wie, deel in post.gewichten],
    }


def post(row: VerrekendeUren, verband: UUID) -> Urenpost:
    tarief = None
    if row.tarief_cent is not None:
        tarief = Uurtarief(row.tarief_cent, row.grondslag, row.herkomst or "")
    return Urenpost(
        regel=Urenregel(
            id=row.urenregel,
            verband=verband,
            soort=Urensoort(row.soort),
            inzet=row.inzet_id,
            uitlener=row.uitlener,
            inlener=row.inlener,
            week=row.week,
            maand=row.maand,
            kwartieren=row.kwartieren,
            correctie_van=row.correctie_van,
            goedgekeurd_op=row.goedgekeurd_op,
        ),
        tarief=tarief,
        bedrag=row.bedrag,
        route=Btwroute(row.route),
        voorwaarden=lees_voorwaarden(row.voorwaarden),
        gewichten=tuple((str(een["organisatie"]), int(een["deel"])) for een in row.gewichten),
        functie=row.functie,
    )


def regel(row: Rij, uren: VerrekendeUren) -> Verrekenregel:
    return Verrekenregel(
        urenregel=row.urenregel,
        soort=Urensoort(uren.soort),
        inzet=uren.inzet_id,
        maand=uren.maand,
        crediteur=row.crediteur,
        debiteur=row.debiteur,
        kwartieren=uren.kwartieren,
        tarief_cent=uren.tarief_cent or 0,
        bedrag=row.bedrag,
        deel=row.deel,
        geheel=row.geheel,
        route=Btwroute(uren.route),
        corrigeert=uren.correctie_van,
    )


def list_posten_van(tx: Session, urenregels: Iterable[UUID]) -> dict[UUID, Urenpost]:
    """What was settled of these lines, by line."""
    vraag = select(VerrekendeUren).where(een_van(VerrekendeUren.urenregel, urenregels))
    # A post of before needs no verband: it stands for its price.
    return {row.urenregel: post(row, row.verrekening_id) for row in tx.scalars(vraag)}
