"""The one place that says in SQL who sees which vacancy, and the list built on it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    RowMapping,
    Select,
    Text,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from services.vacatures.convenant.rules import Categorie, Solliciteren
from services.vacatures.vacature import rules
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.tables import Vacature, Zichtperiode


@dataclass(frozen=True, slots=True)
class Zoekvraag:
    """Filters of the list; None means: no filter."""

    status: Vacaturestatus | None = None
    werkgever: str | None = None
    functie: str | None = None
    niveau: rules.Niveau | None = None
    domein: str | None = None
    uren_min: Decimal | None = None
    uren_max: Decimal | None = None
    q: str | None = None
    sluitings_datum_vanaf: date | None = None
    sluitings_datum_tot: date | None = None


def list_zichtbaar(
    tx: Session, kijker: rules.Kijker, vraag: Zoekvraag, nu: datetime, offset: int, limit: int
) -> Sequence[RowMapping]:
    """What this viewer sees now, newest opening first, as rows with `fase` and `solliciteren`."""
    zichtperiode = _zichtperiode(kijker, nu)
    columns = [
        column
        for column in Vacature.__table__.c
        if column.name not in ("status", "omschrijving", "titelsleutel", "urlsleutel")
    ]
    status = _status_op(nu).label("status")
    query: Select[Any] = select(*columns, status, zichtperiode.c.fase, zichtperiode.c.solliciteren)
    query = _zichtbaar(query, zichtperiode, kijker, vraag, nu)
    query = query.order_by(Vacature.geopend_op.desc().nulls_first(), Vacature.id)
    return tx.execute(query.offset(offset).limit(limit)).mappings().all()


def count_zichtbaar(tx: Session, kijker: rules.Kijker, vraag: Zoekvraag, nu: datetime) -> int:
    """How many this viewer sees now; what is hidden is not in it."""
    query = select(func.count())
    return tx.scalar(_zichtbaar(query, _zichtperiode(kijker, nu), kijker, vraag, nu)) or 0


def _zichtperiode(kijker: rules.Kijker, nu: datetime) -> FromClause:
    """The most generous window that is open to the viewer now; the SQL of `rules.zicht`."""
    ruimte = case(
        (Zichtperiode.solliciteren == Solliciteren.JA, 2),
        (Zichtperiode.solliciteren == Solliciteren.AANGEHOUDEN, 1),
        else_=0,
    )
    return (
        select(Zichtperiode.fase, Zichtperiode.solliciteren)
        .where(
            Zichtperiode.vacature_id == Vacature.id,
            Vacature.status == Vacaturestatus.OPENGESTELD,
            Vacature.sluit_op > nu,
            Zichtperiode.van <= nu,
            Zichtperiode.tot > nu,
            _hoedanigheid(kijker),
        )
        .order_by(ruimte.desc(), Zichtperiode.fase)
        .limit(1)
        .lateral("zicht")
    )


def _hoedanigheid(kijker: rules.Kijker) -> ColumnElement[bool]:
    """The SQL of `rules.hoedanigheden`: a window is the viewer's in one of these ways."""
    ways = [Zichtperiode.categorie == Categorie.EXTERN]
    at_employers = {
        Categorie.INLEENKRACHT: kijker.inlener_bij,
        Categorie.DOORVERWEZEN: kijker.verwezen_naar,
    }
    ways += [
        and_(Zichtperiode.categorie == categorie, _is_van(werkgevers))
        for categorie, werkgevers in at_employers.items()
        if werkgevers
    ]
    if kijker.organisatie is not None:
        extra = kijker.herplaatsing
        own = [Categorie.INTERN, *([Categorie.HERPLAATSING] if extra else [])]
        partner = [Categorie.PARTNER, *([Categorie.HERPLAATSING_PARTNER] if extra else [])]
        is_own = _is_van([kijker.organisatie])
        ways.append(and_(is_own, Zichtperiode.categorie.in_(own)))
        through = (
            Zichtperiode.verband.in_(sorted(kijker.verbanden)) if kijker.verbanden else false()
        )
        ways.append(and_(~is_own, Zichtperiode.categorie.in_(partner), through))
    return or_(*ways)


def _is_van(werkgevers: Iterable[str]) -> ColumnElement[bool]:
    """Whether one of these is an employer of the vacancy; no list means its `werkgever` alone."""
    oins = sorted(werkgevers)
    among = Vacature.werkgevers.bool_op("&&")(literal(oins, ARRAY(Text)))
    return or_(Vacature.werkgever.in_(oins), among)


def _zichtbaar(
    query: Select[Any],
    zichtperiode: FromClause,
    kijker: rules.Kijker,
    vraag: Zoekvraag,
    nu: datetime,
) -> Select[Any]:
    visible: ColumnElement[bool] = zichtperiode.c.fase.is_not(None)
    if kijker.recruiter and kijker.organisatie is not None:
        visible = or_(visible, _is_van(kijker.handelt_voor), Vacature.werver == kijker.organisatie)
    query = query.select_from(Vacature).outerjoin(zichtperiode, true())
    return query.where(visible, *_filters(vraag, nu))


def _filters(vraag: Zoekvraag, nu: datetime) -> list[ColumnElement[bool]]:
    equal = {
        _status_op(nu): vraag.status,
        Vacature.werkgever: vraag.werkgever,
        Vacature.functie: vraag.functie,
        Vacature.niveau: vraag.niveau,
        Vacature.domein: vraag.domein,
    }
    filters = [column == value for column, value in equal.items() if value is not None]
    if vraag.uren_min is not None:
        filters.append(Vacature.uren_max >= vraag.uren_min)
    if vraag.uren_max is not None:
        filters.append(Vacature.uren_min <= vraag.uren_max)
    if vraag.sluitings_datum_vanaf is not None:
        filters.append(Vacature.sluitings_datum >= vraag.sluitings_datum_vanaf)
    if vraag.sluitings_datum_tot is not None:
        filters.append(Vacature.sluitings_datum <= vraag.sluitings_datum_tot)
    if vraag.q is not None:
        filters.append(
            or_(
                Vacature.titel.icontains(vraag.q, autoescape=True),
                Vacature.omschrijving.icontains(vraag.q, autoescape=True),
            )
        )
    return filters


def _status_op(nu: datetime) -> ColumnElement[str]:
    """The SQL of `rules.status_op`."""
    past = and_(Vacature.status == Vacaturestatus.OPENGESTELD, Vacature.sluit_op <= nu)
    return case((past, Vacaturestatus.GESLOTEN.value), else_=Vacature.status)
