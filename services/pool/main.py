"""The service pool: scarce experts, shared fairly.

Start: uvicorn --factory services.pool.main:create_app
"""

from fastapi import FastAPI

from services.pool.aanlevering import routes as aanlevering
from services.pool.aanlevering.routes import bestanden, inhuurlijsten
from services.pool.bewaren import routes as bewaren
from services.pool.flexpool import routes as flexpool
from services.pool.flexpool.routes import aanstellingen
from services.pool.functieruil import routes as functieruil
from services.pool.inhuur import routes as inhuur
from services.pool.inzet import routes as inzet
from services.pool.inzet.storage.bezetting import list_bezettingen
from services.pool.kijker import BASE_PATH
from services.pool.klankbord import routes as klankbord
from services.pool.klus import routes as klus
from services.pool.planning import routes as planning
from services.pool.planning.routes import (
    capaciteiten,
    doorzendingen,
    groepen,
    projecten,
    reeksen,
    suggesties,
    tekorten,
)
from services.pool.toewijzing.routes import (
    besluiten,
    gunningen,
    rondes,
    spoedbeurten,
    verkenningen,
    voorstellen,
)
from services.pool.trainee import routes as trainee
from services.pool.uren import routes as uren
from services.pool.verdeling import routes as verdeling
from services.pool.verrekening import routes as verrekening
from services.pool.vormwijzer import routes as vormwijzer
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
    "projecten": "Opgaven en projecten van de regio, met wat er ongedekt is",
    "capaciteiten": "Eigen uren en verwachte uitstroom van uw organisatie; geen mensen",
    "tekorten": "Behoefte min eigen min pool, per functie en tijdvak",
    "behoeftegroepen": "Kleine behoeften van meer werkgevers die één mens samen kan doen",
    "poolsuggesties": "Functies die steeds terugkomen",
    "doorzendingen": "Behoeften die aan een partnerpool zijn getoond",
    "aanleveringen": "Behoeften aanleveren vanuit een eigen systeem",
    "toewijzingsvoorstellen": "Eerlijke, uitlegbare voorstellen en de besluiten erover",
    "eigen gegevens": "Wat de pool over u heeft: inzien, verbeteren, wissen, bezwaar",
    "vormwijzer": "Welke vorm van samenwerken past, met redenen; geen juridisch advies",
    "verdeling": "Wie vroeg, kreeg en gaf; voor elke partner hetzelfde",
    "spoedbeurten": "Inzetten buiten de eerlijke volgorde, zichtbaar voor alle partners",
    "gunningen": "Uren die een organisatie van haar beurt weggeeft",
    "functieruil": "Een tijd van functie ruilen: wensen, vrije plekken, kringen en werkbezoeken",
    "klankbord": "Gepensioneerde deskundigen die meedenken: vragen, koppelen en onkosten",
    "klussen": "Klussen bij partners: het bord, reacties, matches en het eigen klussenplan",
    "inhuur": "Register van inhuur, de toets vooraf, cijfers met hun definitie, en doelen",
    "trainees": "Traineeprogramma's: blokken, gastheren, rooster, mentoren en evaluaties",
    "inzetten": "Wie waar werkt, van wanneer tot wanneer, en waarom",
    "uren": "Uren per week: ingevuld door de medewerker, goedgekeurd door de inlener",
    "verrekening": "Goedgekeurde uren tussen werkgevers: saldi, facturen en wat het waard is",
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """The ASGI app; without settings it reads its own from the environment."""
    settings = settings or Settings.for_service("pool")
    routers = [
        *flexpool.routers,
        planning.router,
        reeksen.router,
        projecten.router,
        capaciteiten.router,
        tekorten.router,
        groepen.router,
        suggesties.router,
        doorzendingen.router,
        bestanden.router,
        inhuurlijsten.router,
        aanlevering.router,
        voorstellen.router,
        besluiten.router,
        rondes.router,
        verkenningen.router,
        spoedbeurten.router,
        gunningen.router,
        *inzet.routers,
        *functieruil.routers,
        *inhuur.routers,
        *trainee.routers,
        *klankbord.routers,
        *klus.routers,
    ]
    routers += [*uren.routers, *verdeling.routers, vormwijzer.router, *bewaren.routers]
    routers += verrekening.routers
    public = Api("Pool", DESCRIPTION, BASE_PATH, routers, TAGS)
    intern = [inzet.intern_router, aanstellingen.intern, *bewaren.intern_routers]
    intern += [functieruil.intern_router, trainee.intern_router]
    intern += [klankbord.intern_router, klus.intern_router]
    app = create_service(settings, [public], intern=intern)
    app.state.gateway = Peer(settings, "gateway")
    app.state.bezettingen = list_bezettingen
    return app
