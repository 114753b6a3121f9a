"""The gateway. Start with `uvicorn --factory services.gateway.main:create_app`."""

from fastapi import FastAPI
from limits.strategies import FixedWindowRateLimiter
from sqlalchemy.ext.asyncio import create_async_engine
from starlette.types import ASGIApp

from services.gateway.bericht import routes as bericht
from services.gateway.bewaren import routes as bewaren
from services.gateway.convenant import routes as convenant
from services.gateway.kandidaat import routes as kandidaat
from services.gateway.medewerker import routes as medewerker
from services.gateway.medewerker.routes import scim
from services.gateway.notificatie import routes as notificatie
from services.gateway.organisatie import routes as organisatie
from services.gateway.poort import figures, openbaar, proxy
from services.gateway.poort import routes as voordeur
from services.gateway.poort.layer import Poort
from services.gateway.poort.rules import BESTEMMINGEN
from services.gateway.poort.tempo import Tally
from services.gateway.toegang import routes as toegang
from services.gateway.verband import routes as verband
from services.gateway.verwerking import routes as verwerking
from services.gateway.widget import routes as widget
from shared import db
from shared.app import Api, create_service
from shared.http import Peer
from shared.settings import Settings

DEELNAME = Api(
    title="Deelname",
    description="Wie er meedoen: organisaties, medewerkers, verbanden en hun convenanten.",
    base_path="/deelname/v1",
    routers=(
        organisatie.router,
        *medewerker.routers,
        *verband.routers,
        *convenant.routers,
        bewaren.router,
        verwerking.router,
        bericht.router,
    ),
    tags={
        "organisaties": "Werkgevers die meedoen, met TOOI en OIN.",
        "medewerkers": "Medewerkers van de eigen organisatie.",
        "verbanden": "Groepen organisaties met gedeelde afspraken.",
        "convenanten": "De vastgestelde, genummerde afspraken van een verband.",
        "verwerkingen": "Wie heeft mijn gegevens gezien of gewijzigd.",
        "berichten": "Mails van Doorstroom, en of zij verzonden zijn.",
    },
)
TOEGANG = Api(
    title="Toegang",
    description="Welke machines binnen mogen, met welke sleutels; en wie u zelf bent.",
    base_path="/toegang/v1",
    routers=toegang.routers,
    tags={
        "clients": "Geregistreerde machines en hun sleutels.",
        "uitgevers": "Uitgevers (OpenID Connect) die een organisatie zelf meebrengt.",
        "klok": "De klok waarop fasen en termijnen lopen.",
        "personen": "Uzelf: aanmelden van buiten, een persoonlijke link, eigen gegevens.",
    },
)
NOTIFICATIES = Api(
    title="Notificaties",
    description="Wat er gebeurde, als CloudEvents; ieder ziet wat hij mag zien."
    " Er zijn twee wegen. De wijzigingsstroom leest u zelf, in uw eigen tempo, met een cursor: zo"
    " mist u niets, ook na een storing van weken. Een abonnement sturen wij u toe, meestal binnen"
    " een seconde; lukt dat een etmaal niet, dan parkeren wij het. Wie een kopie bijhoudt leest de"
    " stroom; wie snel wil reageren neemt een abonnement en gebruikt de stroom om na een storing"
    " bij te lezen. Voor één soort ding in een ander systeem is `gewijzigdSinds` op de lijst van"
    " die API genoeg.",
    base_path="/notificaties/v1",
    routers=notificatie.routers,
    tags={
        "gebeurtenissen": "De wijzigingsstroom.",
        "abonnementen": "Toegestuurd krijgen wat er gebeurt.",
        "afleveringen": "Hoe het toesturen gaat.",
    },
)


def create_app(settings: Settings | None = None) -> FastAPI:
    settings = settings or Settings.for_service("gateway")
    lines = proxy.open_lines(settings.neighbour_seconds)
    # Opened outside the requests' own pool: to admit someone takes one short query.
    engine = create_async_engine(
        settings.database,
        pool_pre_ping=True,
        pool_size=5,
        max_overflow=15,
        pool_timeout=5,
        connect_args=db.connect_args(settings),
    )

    doors: list[Poort] = []

    tally = Tally(settings.signing_keys.get_secret_value())

    def layer(inner: ASGIApp, app: FastAPI) -> ASGIApp:
        app.state.tally = tally
        doors.append(Poort(inner, app.state, engine, lines))
        return doors[-1]

    async def close() -> None:
        for door in doors:
            await door.close()
        await lines.client.aclose()
        await engine.dispose()

    app = create_service(
        settings,
        apis=(DEELNAME, TOEGANG, NOTIFICATIES),
        intern=(
            organisatie.intern,
            kandidaat.intern,
            bericht.intern,
            bewaren.intern,
            verband.intern,
            convenant.intern,
            notificatie.intern,
            verwerking.intern,
            toegang.intern,
            voordeur.intern,
        ),
        own=(
            scim.router,
            voordeur.router,
            toegang.paginas_router,
            toegang.inloggen_router,
            widget.router,
        ),
        layer=layer,
        forms=frozenset({toegang.TOKEN_PATH}),
        passed=(
            scim.BASE,
            *(base for base, name in BESTEMMINGEN.items() if name != "gateway"),
            *openbaar.BEGIN,
        ),
        close=close,
    )
    app.state.proxy_client = lines.client
    app.state.buren = {naam: Peer(settings, naam) for naam in ("vacatures", "pool")}
    if app.state.telemetry is not None:
        app.state.telemetry.look_at(engine.sync_engine)
        app.state.figures.append(figures.of(doors, lines, app.state.sessions))
    app.state.mislukte_links = FixedWindowRateLimiter(tally)
    return app
