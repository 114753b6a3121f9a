"""What a klus does to the income: computed, shown, and not kept."""

from decimal import Decimal
from uuid import UUID

from fastapi import Request

from services.pool.inzet import storage as inzetten
from services.pool.inzet.routes.access import van_partij
from services.pool.inzet.rules import Inzetsoort, Inzetvariant
from services.pool.kijker import Kijker
from services.pool.klus import rules
from services.pool.klus.routes import eigenmodellen as models
from services.pool.klus.routes.access import KLUSSEN, eis_goed
from shared import api, etag, idempotency, verwerking
from shared.api import Beller, Nu, Tx, eist
from shared.problem import Problem

router = api.router("klussen")


@router.post(
    "/klusberekeningen",
    status_code=200,
    dependencies=[eist("pool:lezen")],
    summary="Bereken wat een klus met uw inkomen doet",
)
def bereken_klus(invoer: models.InkomensVraag, request: Request) -> models.InkomensEffecten:
    """Zet beide varianten naast elkaar, uit wat u invult. Er wordt niets bewaard.

    Zonder uurloon leest u alleen wat er met uw uren gebeurt. Dit is geen advies.
    """
    idempotency.given(request)  # it changes nothing, so no key and no answer is kept
    return _effecten(
        invoer.contracturen, invoer.klusuren, invoer.uurloon_cent, invoer.uurloon_elders_cent
    )


@router.put(
    "/inzetten/{id}/inkomenseffect",
    dependencies=[eist("eigen:beheren")],
    summary="Bekijk wat deze inzet met uw inkomen doet",
)
def put_inkomenseffect(
    id: UUID,
    invoer: models.EffectVraag,
    request: Request,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
) -> models.InkomensEffecten:
    """Dit moet u gezien hebben voordat u ja zegt. Bewaard wordt alleen dat het getoond is.

    Uw contracturen, uw uurloon en de bedragen worden niet bewaard; een loon invullen hoeft niet.
    """
    bewaard = van_partij(tx, id, kijker, lock=True)
    if kijker.medewerker != bewaard.inzet.medewerker:
        raise Problem(403, "Dit is van de medewerker zelf.", code="andere-persoon")
    etag.require_match(request, bewaard.versie)
    gevraagd = inzetten.get_voorwaarden(tx, bewaard)
    minder = gevraagd.variant is Inzetvariant.UREN_VERMINDERD
    if bewaard.inzet.soort is not Inzetsoort.KLUS and not minder:
        zin = "Deze inzet komt niet van een klus en verandert uw uren thuis niet."
        raise Problem(409, zin, code="geen-klus")
    uit = _effecten(
        invoer.contracturen,
        gevraagd.uren_per_week,
        invoer.uurloon_cent,
        invoer.uurloon_elders_cent,
    )
    inzetten.set_effect_getoond(tx, bewaard)
    verwerking.record(tx, beller, KLUSSEN, [bewaard.inzet.medewerker], nu)
    etag.stamp(request, bewaard.versie)
    return uit


def _effecten(
    contract: Decimal, klus: Decimal, loon: int | None, elders: int | None
) -> models.InkomensEffecten:
    vraag = rules.Inkomensvraag(contract, klus, loon, elders)
    eis_goed(rules.fouten_in_inkomensvraag(vraag))
    varianten = [models.InkomensEffect.model_validate(een) for een in rules.inkomenseffecten(vraag)]
    return models.InkomensEffecten(varianten=varianten)
