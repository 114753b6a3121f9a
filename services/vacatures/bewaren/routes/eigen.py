"""The person's own file: read and take along, where to correct, and erase. Own login only."""

from uuid import UUID

from fastapi import Request, Response

from services.vacatures.bewaren import storage
from services.vacatures.bewaren.routes import models
from services.vacatures.bewaren.routes.termijnen import toon_termijn
from services.vacatures.bewaren.rules import Onderdeel
from services.vacatures.convenant.routes import Gateway, vraagt_gateway
from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.toestemming.routes.eigen import eigen_persoon
from services.vacatures.vacature.routes.models import adres
from shared import api, etag, verwerking
from shared.api import Beller, Nu, Tijdstip, Tx, eist
from shared.problem import found

router = api.router("eigen gegevens")
EIGEN = "eigen:beheren"
CORRECTIE = {
    "naam en bereikbaarheid": "Van buiten: PATCH /toegang/v1/persoon. Medewerkers: de eigen HR.",
    "motivatie en documenten": "PATCH /sollicitaties/{id} en …/documenten, zolang zij loopt.",
    "loopbaanwens": "PATCH /loopbaanwensen/{id}",
    "zoekopdrachten": "PATCH of DELETE /zoekopdrachten/{id}",
    "verhalen": "PATCH of DELETE /verhalen/{id}",
    "toestemmingen": "Trek in en geef een nieuwe: /toestemmingen/{id}/statuswijzigingen",
    "vast contract en herplaatsing": "De eigen HR, bij de medewerker in de deelname-API.",
    "oordelen en besluiten van een werkgever": "Vraag het de werkgever, of dien een klacht in.",
    "lidmaatschap van een pool": "De makelaar van uw thuisorganisatie, in de pool-API.",
}
UITLEG = (
    "Dit is alles wat de vacaturedienst en de gateway over u hebben. Documenten haalt u op bij uw"
    " sollicitatie. Bent u lid van een flexpool, dan staat dat in de pool-API."
)
BRON = "UAVG artikel 34 (besluit: A); Awb artikel 6:7 (termijn: B)"


@router.get(
    "/mijn-gegevens",
    dependencies=[eist(EIGEN)],
    summary="Alles wat hier over u ligt, om te lezen en mee te nemen",
)
def get_mijn_gegevens(
    request: Request, response: Response, tx: Tx, beller: Beller, nu: Nu, gateway: Gateway
) -> models.MijnGegevens:
    """Geeft uw hele dossier als JSON: inzage en overdraagbaarheid (AVG artikel 15 en 20).

    Met per sollicitatie tot wanneer die blijft, en per onderdeel waar u het verbetert.
    """
    persoon = eigen_persoon(beller)
    with vraagt_gateway():
        elders = gateway.get(f"/intern/dossiers/{persoon}")
    ids = storage.list_van_persoon(tx, persoon)
    termijnen = [toon_termijn(een) for een in storage.list_bewaard(tx, ids, nu)]
    inhoud = storage.dossier(tx, persoon)
    verwerking.record(tx, beller, "eigen gegevens inzien", [persoon], nu)
    response.headers["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    etag.stamp(request, 1)
    return models.MijnGegevens(
        opgesteld_op=nu,
        vacatures=inhoud,
        gateway=elders,
        bewaartermijnen=termijnen,
        correctie=[models.Correctie(onderdeel=wat, waar=waar) for wat, waar in CORRECTIE.items()],
        uitleg=UITLEG,
    )


@router.post(
    "/verwijderverzoeken",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Wis wat hier over u ligt",
)
def add_verwijderverzoek(
    invoer: models.VerwijderverzoekInvoer,  # noqa: ARG001 (its only value is that it was said)
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Verwijderverzoek:
    """Wist meteen wat gewist mag worden, en zegt per onderdeel wat blijft en waarom.

    Wat blijft hangt aan iets dat nog loopt: een procedure, een klacht, een afgesproken overstap,
    een inzet. Uw toestemmingen worden ingetrokken; ontvangers moeten hun kopieën wissen.
    """
    persoon = eigen_persoon(beller)
    verwerking.record(tx, beller, "eigen gegevens wissen", [persoon], nu)
    onderdelen = storage.wis_persoon(tx, persoon, beller, nu)
    nieuw = storage.add_verwijderverzoek(tx, persoon, onderdelen, nu)
    response.headers["Location"] = adres(request, f"/verwijderverzoeken/{nieuw}")
    etag.stamp(request, 1)
    return _toon(request, nieuw, nu, onderdelen)


@router.get(
    "/verwijderverzoeken/{id}", dependencies=[eist(EIGEN)], summary="Wat een verzoek heeft gewist"
)
def get_verwijderverzoek(
    id: UUID, request: Request, tx: Tx, beller: Beller
) -> models.Verwijderverzoek:
    """Geeft de uitkomst van uw verzoek; daarin staat niet meer van wie het was."""
    gevonden = storage.get_verwijderverzoek(tx, id, eigen_persoon(beller))
    ontvangen_op, onderdelen = found(gevonden, "verzoek")
    etag.stamp(request, 1)
    return _toon(request, id, ontvangen_op, onderdelen)


def _toon(
    request: Request, id: UUID, ontvangen_op: Tijdstip, onderdelen: list[Onderdeel]
) -> models.Verwijderverzoek:
    names = ("naam", "gewist", "blijft", "reden")
    return models.Verwijderverzoek(
        id=id,
        url=adres(request, f"/verwijderverzoeken/{id}"),
        ontvangen_op=ontvangen_op,
        onderdelen=[models.Onderdeel(**{n: getattr(o, n) for n in names}) for o in onderdelen],
        bezwaarclausule=clausule(request),
    )


def clausule(request: Request) -> models.Clausule:
    """The text of this installation on what a person can do against a decision."""
    tekst = request.app.state.settings.bezwaarclausule
    return models.Clausule(tekst=tekst, zekerheid=Zekerheid.B, bron=BRON)
