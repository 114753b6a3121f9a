"""One vacancy, as whoever asks may see it now: the busiest read beside the list."""

import json
from datetime import datetime
from functools import lru_cache
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
from shared.caller import Caller
from shared.problem import found
from shared.settings import Settings

router = api.read_router("vacatures")


@router.get(
    "/vacatures/{id}",
    response_model=models.Vacature,
    dependencies=[mag_anoniem("vacatures:lezen")],
    summary="Eén vacature",
)
async def get_vacature(id: UUID, request: Request, lezer: Lezer, beller: Beller, nu: Nu) -> object:
    """Geeft de vacature zoals u haar nu mag zien, met wie nu mag solliciteren in woorden."""
    if beller.rollen & rules.RECRUITERROLLEN:
        return await run_in_threadpool(_met_alles, request, id, beller, nu)
    detail = await storage.read_detail(lezer, id, nu, beller.medewerker)
    kijker = storage.kijker_uit_token(beller)
    # Also when there is nothing to see: hidden and absent ask the same.
    if kijker is None:
        kijker = await storage.read_kijker(lezer, request.app.state.sessions, beller, nu)
    detail = found(detail, "vacature")
    if detail.inzetten is not None:
        kijker = storage.met_inzetten(kijker, beller.medewerker, detail.inzetten, nu)
    zicht, woorden = storage.zicht(detail.werkgever, detail.werkgevers, detail.perioden, kijker)
    found(detail if detail.is_open and zicht.zichtbaar else None, "vacature")
    if detail.heeft_profiel:
        return await run_in_threadpool(_met_alles, request, id, beller, nu)
    etag.stamp(request, int(detail.versie))
    settings: Settings = request.app.state.settings
    body = b'{"id":"%b","url":"%b",%b%b%b' % (
        (naam := str(id)).encode(),
        adres(request, f"/vacatures/{naam}").encode(),
        _stand(zicht, woorden),
        _profiel(detail.merk, settings.g4),
        detail.feiten,
    )
    return Response(body, media_type="application/json")


def _met_alles(request: Request, id: UUID, beller: Caller, nu: datetime) -> Response:
    """With what only recruiters see, and with blocks and labels of the room `profiel`."""
    with request.app.state.sessions.begin() as tx:
        kijker = storage.kijker(tx, beller, nu)
        vacature, _ = found(storage.get_zichtbaar(tx, id, kijker, nu), "vacature")
        etag.stamp(request, vacature.versie)
        body = toon(tx, request, vacature, kijker, nu)
    return Response(body.model_dump_json(), media_type="application/json")


# ---- the same as `access.toon`: what depends on viewer and clock, before the facts as they are
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@lru_cache(maxsize=4096)
def _stand(zicht: rules.Zicht, woorden: str) -> bytes:
    """What the viewer may do now, of a vacancy that is open; a part of the JSON."""
    stand = {
        "status": Vacaturestatus.OPENGESTELD.value,
        "houder": None,
        "fase": zicht.fase,
        "magSolliciteren": zicht.solliciteren,
        "wieMagSolliciteren": woorden,
        "voorrang": rules.MODUS_IN_WOORDEN[zicht.modus] if zicht.modus else None,
        "salarisBijOpenstelling": None,
        "ontbreekt": None,
    }
    return _encode(stand).encode()[1:-1] + b","


@lru_cache(maxsize=1000)
def _profiel(merk: bytes | None, g4: frozenset[str]) -> bytes:
    """How the employer shows itself; a part of the JSON."""
    eigen, tooi, inwoners = storage.merk(merk)
    merken = profiel.afzenders(eigen, [], toon_eigen=True, toon_label=False)
    deel = {
        "afzenders": [
            {"naam": m.naam, "tekst": m.tekst, "website": m.website, "verband": m.verband}
            for m in merken
        ],
        "grootteklasse": profiel.grootteklasse(tooi, inwoners, g4),
        "blokken": [],
    }
    return b'"profiel":%b,' % _encode(deel).encode()
