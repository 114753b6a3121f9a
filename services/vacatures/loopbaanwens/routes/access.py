"""Whose wish it is, what the verbanden agreed, and how a wish is shown to its person."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date, datetime
from uuid import UUID

from fastapi import Request
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant import storage as convenanten
from services.vacatures.convenant.routes import vraagt_gateway
from services.vacatures.loopbaanwens import rules, storage
from services.vacatures.loopbaanwens.routes import models
from services.vacatures.vacature.routes.models import adres
from shared import bsn
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found


def eigen_persoon(beller: Caller) -> UUID:
    """The person whose own login this is; 403 for a machine."""
    if beller.medewerker is None:
        raise Problem(403, "Dit kan alleen iemand zelf.", code="geen-persoon")
    return beller.medewerker


def eigen_werkgever(beller: Caller) -> str:
    """The employer of the person; 403 for who works for no member."""
    if beller.organisatie is None:
        raise Problem(403, "Dit kan alleen een medewerker.", code="geen-medewerker")
    return beller.organisatie


def eigen_wens(tx: Session, id: UUID, beller: Caller, *, lock: bool = False) -> storage.Wens:
    """The wish for its own person; 404 for everybody else."""
    persoon = eigen_persoon(beller)
    wens = storage.get_wens(tx, id, lock=lock)
    return found(wens if wens is not None and wens.persoon == persoon else None, "wens")


def afspraken(tx: Session, gateway: Peer, beller: Caller) -> convenant.Convenant:
    """What holds for the caller; of several verbanden what protects the person most."""
    with vraagt_gateway():
        return convenant.samen(convenanten.van_beller(tx, gateway, beller))


def zonder_bsn(tekst: str | None) -> str | None:
    """Free text is kept without what can be a BSN (UAVG 46)."""
    return tekst and bsn.redigeer(tekst)[0]


def toon_wens(
    tx: Session, request: Request, wens: storage.Wens, vandaag: date, nu: datetime
) -> models.Loopbaanwens:
    """A wish as its own person sees it."""
    return toon_wensen(tx, request, [wens], vandaag, nu)[0]


def toon_wensen(
    tx: Session, request: Request, wensen: Sequence[storage.Wens], vandaag: date, nu: datetime
) -> list[models.Loopbaanwens]:
    """Wishes as their own person sees them, with in words who sees each at this moment."""
    genoemd = storage.list_genoemd(tx, wensen, nu)
    return [_toon(request, wens, vandaag, genoemd[wens.id]) for wens in wensen]


def _toon(
    request: Request, wens: storage.Wens, vandaag: date, genoemd: frozenset[str]
) -> models.Loopbaanwens:
    facts = asdict(wens.criteria) | asdict(wens.zicht)
    facts.pop("organisatie")
    lists = {name: sorted(value) for name, value in facts.items() if isinstance(value, frozenset)}
    return models.Loopbaanwens(
        id=wens.id,
        url=adres(request, f"/loopbaanwensen/{wens.id}"),
        verlopen=rules.is_verlopen(wens.zicht, vandaag),
        wie_ziet_dit=rules.wie_ziet(wens.zicht, vandaag, genoemd),
        aangemaakt_op=wens.aangemaakt_op,
        naam=wens.naam,
        soorten=sorted(wens.soorten),
        toelichting=wens.toelichting,
        **(facts | lists),
    )


def toon_criteria(
    criteria: Iterable[rules.Criterium], *, met_waarden: bool = True
) -> list[models.Criterium]:
    """The comparison as data and in words; without values nothing points at a person."""
    return [
        models.Criterium(
            soort=een.soort,
            uitkomst=een.uitkomst,
            hard=een.is_hard,
            gewenst=een.gewenst if met_waarden else None,
            aangeboden=een.aangeboden if met_waarden else None,
            zin=rules.in_woorden(een, met_waarden=met_waarden),
        )
        for een in criteria
    ]
