"""The service vacatures: the internal job market.

Start: uvicorn --factory services.vacatures.main:create_app
"""

from fastapi import FastAPI

from services.vacatures.aanbod import routes as aanbod
from services.vacatures.aanlevering import routes as aanlevering
from services.vacatures.bewaren import routes as bewaren
from services.vacatures.document import routes as document
from services.vacatures.doorverwijzing import routes as doorverwijzing
from services.vacatures.functiedeling import routes as functiedeling
from services.vacatures.functiedeling import storage as functiedelingen
from services.vacatures.functiewaardering import routes as functiewaardering
from services.vacatures.indicatoren import routes as indicatoren
from services.vacatures.inleenkracht import routes as inleenkracht
from services.vacatures.loopbaanwens import routes as loopbaanwens
from services.vacatures.mandaat import routes as mandaat
from services.vacatures.ondernemend import routes as ondernemend
from services.vacatures.ondernemend import storage as ondernemers
from services.vacatures.openstelling import routes as openstelling
from services.vacatures.openstelling.routes import grens
from services.vacatures.overdracht import routes as overdracht
from services.vacatures.overstap import routes as overstap
from services.vacatures.profiel import routes as profiel
from services.vacatures.salaristabel import routes as salaristabel
from services.vacatures.schrijfhulp import routes as schrijfhulp
from services.vacatures.sollicitatie import routes as sollicitatie
from services.vacatures.toestemming import routes as toestemming
from services.vacatures.uitgifte import routes as uitgifte
from services.vacatures.vacature import routes as vacature
from services.vacatures.zoeken import routes as zoeken
from services.vacatures.zoekopdracht import routes as zoekopdracht
from shared import fernet
from shared.app import Api, create_service
from shared.http import Peer
from shared.settings import Settings

DESCRIPTION = (
    "De interne arbeidsmarkt van een regio: vacatures die eerst voor eigen mensen en partners open"
    " zijn, en sollicitaties in de volgorde die het convenant afspreekt."
)
TAGS = {
    "vacatures": "Vacatures lezen, vastleggen en beëindigen",
    "openstelling": "Fasen: wie ziet een vacature en wie mag wanneer solliciteren",
    "functiedeling": "Eén functie delen met andere werkgevers, en samen besluiten",
    "sollicitaties": "Solliciteren, beoordelen, aanbieden en afwijzen",
    "klachten": "Klachten van kandidaten, behandeld door wie niet zelf oordeelde",
    "herinneringen": "Wie op een reactie, besluit of antwoord wacht",
    "overstappen": "Van de ene werkgever naar de andere, met wat er geregeld moet worden",
    "schrijfhulp": "Aanwijzingen bij de tekst van een vacature",
    "documenten": "Bestanden bij een sollicitatie",
    "overdrachten": "Sollicitaties overnemen in het eigen systeem van de werkgever",
    "profielen": "Hoe werkgevers en verbanden zich laten zien",
    "salaristabellen": "Wat een schaal betaalt, per cao en vanaf een dag",
    "mandaten": "Een andere organisatie laten werven, tot een einddag",
    "doorverwijzingen": "Kandidaten met hun toestemming onder de aandacht van partners brengen",
    "toestemmingen": "Toestemming geven en intrekken, en wissen wat niet meer mag",
    "functiewaarderingen": "Normfunctie en schalen per functie, en die van partners",
    "loopbaanwensen": "Eigen wensen, wat daarbij past, en interesse zonder te solliciteren",
    "zoekopdrachten": "Bewaarde vragen, met bericht over wat nieuw te zien is",
    "mogelijkheden": "Eén keer zoeken in vacatures, klussen, traineeplaatsen en functieruil",
    "verhalen": "Wat ondernemende ambtenaren zelf over hun werk publiceren",
    "eigen gegevens": "Uw dossier, wissen en bezwaar; en hoe lang iets bewaard blijft",
    "indicatoren": "Vaste tabellen over de arbeidsmarkt, zonder personen",
    "uitgifte": "Wat openbaar is, in elke vorm die een ander systeem leest",
    "aanleveringen": "Vacatures aanleveren vanuit een eigen systeem",
}


def create_app(settings: Settings | None = None) -> FastAPI:
    """The ASGI app; without settings it reads its own from the environment."""
    settings = settings or Settings.for_service("vacatures")
    routers = [
        zoeken.router,
        *vacature.routers,
        openstelling.router,
        *functiedeling.routers,
        *sollicitatie.routers,
        *aanbod.routers,
        overstap.router,
        document.router,
        overdracht.router,
        schrijfhulp.router,
        profiel.router,
        indicatoren.router,
        functiewaardering.router,
        mandaat.router,
        salaristabel.router,
        *toestemming.routers,
        *doorverwijzing.routers,
        *bewaren.routers,
        *loopbaanwens.routers,
        zoekopdracht.router,
        *ondernemend.routers,
        *aanlevering.routers,
        *uitgifte.routers,
    ]
    public = Api("Vacatures", DESCRIPTION, "/vacatures/v1", routers, TAGS)
    intern = [inleenkracht.intern, functiedeling.intern, grens.intern, *bewaren.intern_routers]
    app = create_service(settings, [public], intern=intern)
    app.state.gateway = Peer(settings, "gateway")
    app.state.uitgiften = uitgifte.Voorraad()
    app.state.regels = {}  # lines of lists that were sent before, by their mark
    app.state.kluis = fernet.open_(settings)
    # What happens in the same transaction when an application changes status; each may refuse.
    app.state.gevolgen = (aanbod.bij_statuswijziging, overstap.bij_statuswijziging)
    app.state.bewaartermijnen = bewaren.termijnen_van
    # Who else hears of what pool tells, in the transaction that stores it.
    app.state.bij_gebeurtenissen = (ondernemers.bij_gebeurtenissen,)
    app.state.bij_openstelling = functiedelingen.bij_openstelling
    return app
