"""The service pool: scarce experts, shared fairly.

Start: uvicorn --factory services.pool.main:create_app
"""

from fastapi import FastAPI

from services.pool.aanlevering import routes as aanlevering
from services.pool.flexpool.routes import aanstellingen, leden, pools
from services.pool.inzet import routes as inzet
from services.pool.kijker import BASE_PATH
from services.pool.planning import routes as planning
from services.pool.toewijzing.routes import besluiten, voorstellen
from services.pool.verdeling import routes as verdeling
from shared.app import Api, create_service
from shared.http import Peer
from shared.settings import Settings

DESCRIPTION = (
    "De flexpool van een regio: schaarse deskundigen blijven thuis in dienst en rouleren eerlijk."
    " Voorstellen zijn berekend en uitgelegd; een mens besluit."
)
TAGS = {
    "pools": "Pools van een verband en hun vijf keuzes",
    "leden": "Medewerkers die een thuisorganisatie in een pool brengt",
    "behoeften": "Welke deskundigheid waar en wanneer nodig is",
    "aanleveringen": "Behoeften aanleveren vanuit een eigen systeem",
    "toewijzingsvoorstellen": "Eerlijke, uitlegbare voorstellen en de besluiten erover",
    "verdeling": "Wie vroeg, kreeg en gaf; voor elke partner hetzelfde",
    "inzetten": "Wie waar werkt, van wanneer tot wanneer, en waarom",
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """The ASGI app; without settings it reads its own from the environment."""
    settings = settings or Settings.for_service("pool")
    routers = [
        pools.router,
        leden.router,
        planning.router,
        aanlevering.router,
        voorstellen.router,
        besluiten.router,
        *inzet.routers,
    ]
    routers += verdeling.routers
    public = Api("Pool", DESCRIPTION, BASE_PATH, routers, TAGS)
    app = create_service(settings, [public], intern=[inzet.intern_router, aanstellingen.intern])
    app.state.gateway = Peer(settings, "gateway")
    return app
