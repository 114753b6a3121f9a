"""Who may see an interest, and how it is shown to each of the two."""

from collections.abc import Collection
from typing import NamedTuple
from uuid import UUID

from fastapi import Request

from services.vacatures.loopbaanwens import rules, storage
from services.vacatures.loopbaanwens.routes import interessemodels as models
from services.vacatures.loopbaanwens.routes.access import toon_criteria
from services.vacatures.loopbaanwens.routes.models import Criterium
from services.vacatures.loopbaanwens.rules import Interessepartij, Interessestatus
from services.vacatures.toestemming import storage as toestemmingen
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes.models import adres
from shared import kalender
from shared.api import Nu, Tx
from shared.caller import Caller
from shared.problem import found

LEZEN = "interesse bekijken"


class Gezien(NamedTuple):
    """An interest, its vacancy, as whom the caller sees it, and who that is."""

    blijk: storage.Blijk
    vacature: vacatureregels.Vacature
    partij: Interessepartij
    kijker: vacatureregels.Kijker


def van_beller(tx: Tx, id: UUID, beller: Caller, nu: Nu, *, lock: bool = False) -> Gezien:
    """The interest for its person or for who leads the vacancy; 404 for everybody else.

    The person is known by the own login alone: an employer's machine is nobody here.
    """
    # Who asks first, then both in one question: hidden and absent take the same.
    kijker = vacatures.kijker(tx, beller, nu)
    blijk, vacature = found(storage.get_met_vacature(tx, id, lock=lock), "interesse")
    eigen = beller.medewerker == blijk.persoon and "eigen:beheren" in beller.scopes
    if eigen:
        return Gezien(blijk, vacature, Interessepartij.KANDIDAAT, kijker)
    partij = Interessepartij.WERKGEVER
    leidt = vacatureregels.mag_beheren(kijker, vacature) and "sollicitaties:lezen" in beller.scopes
    if not leidt or not rules.is_zichtbaar(blijk.status, partij):
        found(None, "interesse")
    return Gezien(blijk, vacature, partij, kijker)


def partijen(
    vacature: vacatureregels.Vacature, kijker: vacatureregels.Kijker | None = None
) -> frozenset[str]:
    """Who learns of what is shown at this vacancy: its employers, who recruits for them, and
    every organisation for which the viewer works.
    """
    namens = kijker.handelt_voor if kijker else frozenset[str]()
    werver = {vacature.werver} if vacature.werver else set[str]()
    return namens.union(vacature.werkgevers, werver)


def toon(
    request: Request,
    tx: Tx,
    lijst: Collection[storage.Blijk],
    bij: dict[UUID, vacatureregels.Vacature],
    partij: Interessepartij,
    kijker: vacatureregels.Kijker | None,
    nu: Nu,
) -> list[models.Interesse]:
    """Interest as this party may see it."""
    wensen = storage.list_wensen(tx, [een.wens_id for een in lijst if een.wens_id])
    verborgen = toestemmingen.afgeschermd_voor(tx, {een.persoon for een in lijst})
    pc4s = {v.gegevens.pc4 for v in bij.values()} | {w.criteria.pc4 for w in wensen.values()}
    liggingen = storage.liggingen(tx, pc4s) if wensen else {}
    eigen = partij is Interessepartij.KANDIDAAT
    regels = []
    for blijk in lijst:
        vacature = bij[blijk.vacature_id]
        wie = partijen(vacature, kijker)
        afgeschermd = not eigen and bool(verborgen[blijk.persoon] & wie)
        wens = wensen.get(blijk.wens_id) if blijk.wens_id else None
        mee = wens and (eigen or rules.gaat_mee(wens.zicht, wie, kalender.dag(nu)))
        wens = wens if mee and not afgeschermd else None
        open_ = eigen or rules.toont_waarden(blijk.status, blijk.vertrouwelijk)
        vrij = eigen or (blijk.status is Interessestatus.VRIJGEGEVEN and not afgeschermd)
        regels.append(
            models.Interesse(
                id=blijk.id,
                url=adres(request, f"/interesses/{blijk.id}"),
                vacature_id=blijk.vacature_id,
                status=blijk.status,
                vertrouwelijk=blijk.vertrouwelijk,
                categorie=blijk.categorie,
                getoond_op=blijk.getoond_op if open_ else None,
                tekst=blijk.tekst if open_ else None,
                organisatie=blijk.organisatie if vrij else None,
                wens=blijk.wens_id if eigen else None,
                criteria=_criteria(wens, vacature, liggingen, open_, vrij) if wens else [],
            )
        )
    return regels


def _criteria(
    wens: storage.Wens,
    vacature: vacatureregels.Vacature,
    liggingen: dict[str, rules.Ligging],
    open_: bool,
    vrij: bool,
) -> list[Criterium]:
    """What fits; of a confidential wish the values only once the name is released."""
    werk = storage.werkcriteria(vacature.gegevens)
    km = rules.afstand_km(liggingen, wens.criteria.pc4, werk.pc4)
    waarden = open_ and (vrij or not wens.zicht.vertrouwelijk)
    return toon_criteria(rules.toets(wens.criteria, werk, km), met_waarden=waarden)
