"""One vacancy, as whoever asks may see it now: the busiest read beside the list."""

import json
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from fastapi import Request, Response
from starlette.concurrency import run_in_threadpool

from services.vacatures.profiel import rules as profiel
from services.vacatures.vacature import rules, storage
from services.vacatures.vacature.routes import models
from services.vacatures.vacature.routes.access import toon
from services.vacatures.vacature.routes.models import adres
from services.vacatures.vacature.rules import Vacaturestatus
from shared import api, etag
from shared.api import Beller, Lezer, Nu, mag_anoniem
from shared.problem import found

router = api.read_router("vacatures")


@router.get(
    "/vacatures/{id}",
    response_model=models.Vacature,
    dependencies=[mag_anoniem("vacatures:lezen")],
    summary="Eén vacature",
)
async def get_vacature(id: UUID, request: Request, lezer: Lezer, beller: Beller, nu: Nu) -> object:
    """Geeft de vacature zoals u haar nu mag zien, met wie nu mag solliciteren in woorden."""
    kijker = storage.kijker_uit_token(beller)
    wie = kijker.medewerker if kijker else None
    detail = found(await storage.read_detail(lezer, id, nu, wie), "vacature")
    if kijker is None:
        kijker = await storage.read_kijker(lezer, request.app.state.sessions, beller, nu)
    else:
        kijker = storage.met_inzetten(kijker, detail.inzetten, nu)
    zicht = rules.zicht(detail.vacature, detail.open_, kijker, nu)
    found(detail if zicht.zichtbaar else None, "vacature")
    if kijker.recruiter or detail.heeft_profiel:
        return await run_in_threadpool(_met_alles, request, id, kijker, nu)
    etag.stamp(request, detail.vacature.versie)
    return Response(_json(request, detail, zicht), media_type="application/json")


def _met_alles(request: Request, id: UUID, kijker: rules.Kijker, nu: datetime) -> Response:
    """With what only recruiters see, and with blocks and labels of the room `profiel`."""
    with request.app.state.sessions.begin() as tx:
        vacature, _ = found(storage.get_zichtbaar(tx, id, kijker, nu), "vacature")
        etag.stamp(request, vacature.versie)
        body = toon(tx, request, vacature, kijker, nu)
    return Response(body.model_dump_json(), media_type="application/json")


def _json(request: Request, detail: storage.Detail, zicht: rules.Zicht) -> bytes:
    """The same as `access.toon`: what depends on viewer and clock, before the facts as they are."""
    vacature = detail.vacature
    status = vacature.status
    open_ = detail.open_ if status is Vacaturestatus.OPENGESTELD else ()
    begin = {
        "id": str(vacature.id),
        "url": adres(request, f"/vacatures/{vacature.id}"),
        "werkgever": vacature.werkgever,
        "werkgevers": vacature.werkgevers,
        "werver": vacature.werver,
        "status": status.value,
        "fase": zicht.fase,
        "magSolliciteren": zicht.solliciteren,
        "geopendOp": detail.geopend_op,
        "wieMagSolliciteren": _in_woorden(open_),
        "voorrang": rules.MODUS_IN_WOORDEN[zicht.modus] if zicht.modus else None,
        "salarisBijOpenstelling": None,
        "ontbreekt": None,
        "profiel": _profiel(request, detail),
    }
    return _encode(begin).encode()[:-1] + b"," + detail.gegevens[1:]


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(maxsize=1000)
def _in_woorden(open_: tuple[rules.Zichtperiode, ...]) -> str:
    """Of windows that are open now; the same few sets come back all the time."""
    return rules.in_woorden(open_, NU)


NU = datetime(2000, 1, 1, tzinfo=UTC)  # any moment: these windows have no end


def _profiel(request: Request, detail: storage.Detail) -> dict[str, Any]:
    merken = profiel.afzenders(detail.merk, [], toon_eigen=True, toon_label=False)
    g4: frozenset[str] = request.app.state.settings.g4
    return {
        "afzenders": [
            {"naam": m.naam, "tekst": m.tekst, "website": m.website, "verband": m.verband}
            for m in merken
        ],
        "grootteklasse": profiel.grootteklasse(detail.tooi, detail.inwoners, g4),
        "blokken": [],
    }
