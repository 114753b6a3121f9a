"""The person's own file: read and take along, where to correct, and erase. Own login only."""

from uuid import UUID

from fastapi import Request, Response

from services.pool.bewaren import storage
from services.pool.bewaren.routes import models
from services.pool.bewaren.rules import GRONDEN_IN_WOORDEN, Onderdeel
from services.pool.kijker import adres
from shared import api, etag, verwerking
from shared.api import Beller, Nu, Tijdstip, Tx, Vandaag, eist
from shared.caller import Caller
from shared.problem import Problem, found

router = api.router("eigen gegevens")
EIGEN = "eigen:beheren"
CORRECTIE = {
    "lidmaatschap en beschikbaarheid": "De makelaar of HR van uw thuisorganisatie past het aan.",
    "toestemming om voorgesteld te worden": "PUT /leden/{id}/toestemming",
    "inzet: uren, dagen en terugkeer": "Vraag het uw thuisorganisatie; u zegt zelf ja of nee.",
    "eigen verhaal bij een inzet": "Uzelf, bij de inzet.",
    "uren": "Uzelf, in de week; wat is goedgekeurd met POST /urenstaten/{id}/correcties.",
    "al het andere": "Doe een verzoek: POST /verzoeken, soort correctie.",
}
UITLEG = (
    "Dit is alles wat de pooldienst over u heeft. Naam en bereikbaarheid, en wie uw gegevens las,"
    " staan in uw dossier bij de vacaturedienst: /vacatures/v1/mijn-gegevens."
)
BRON = "UAVG artikel 34 (besluit: A); Awb artikel 6:7 (termijn: B)"


def eigen_persoon(beller: Caller) -> UUID:
    """The person with an own login; 403 for a machine or an organisation."""
    if beller.medewerker is None:
        raise Problem(403, "Dit kan alleen de persoon zelf.", code="geen-persoon")
    return beller.medewerker


@router.get(
    "/mijn-gegevens",
    dependencies=[eist(EIGEN)],
    summary="Alles wat de pool over u heeft, om te lezen en mee te nemen",
)
def get_mijn_poolgegevens(
    request: Request, response: Response, tx: Tx, beller: Beller, nu: Nu, vandaag: Vandaag
) -> models.MijnPoolgegevens:
    """Geeft uw hele dossier als JSON: inzage en overdraagbaarheid (AVG artikel 15 en 20).

    Met per inzet tot wanneer die blijft, en per onderdeel waar u het verbetert.
    """
    persoon = eigen_persoon(beller)
    termijnen = [
        models.Bewaartermijn(
            inzet=bewaard.id,
            grond=termijn.grond,
            uitleg=GRONDEN_IN_WOORDEN[termijn.grond],
            laatste_dag=termijn.laatste_dag,
        )
        for bewaard, termijn in storage.list_bewaard(tx, persoon, vandaag)
    ]
    inhoud = storage.dossier(tx, persoon)
    verwerking.record(tx, beller, "eigen gegevens inzien", [persoon], nu)
    response.headers["Content-Disposition"] = 'attachment; filename="mijn-poolgegevens.json"'
    etag.stamp(request, 1)
    return models.MijnPoolgegevens(
        opgesteld_op=nu,
        pool=inhoud,
        bewaartermijnen=termijnen,
        correctie=[models.Correctie(onderdeel=wat, waar=waar) for wat, waar in CORRECTIE.items()],
        uitleg=UITLEG,
    )


@router.post(
    "/verwijderverzoeken",
    status_code=201,
    dependencies=[eist(EIGEN)],
    summary="Wis wat de pool over u heeft",
)
def add_pool_verwijderverzoek(
    invoer: models.VerwijderverzoekInvoer,  # noqa: ARG001 (its only value is that it was said)
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> models.Verwijderverzoek:
    """Wist meteen wat gewist mag worden, en zegt per onderdeel wat blijft en waarom.

    Een inzet die loopt of is voorgesteld blijft, met uw lidmaatschap, tot zij voorbij is. Het
    wettelijke register van uitgeleend personeel blijft zeven jaar.
    """
    persoon = eigen_persoon(beller)
    verwerking.record(tx, beller, "eigen gegevens wissen", [persoon], nu)
    onderdelen = storage.wis_persoon(tx, persoon, nu)
    nieuw = storage.add_verwijderverzoek(tx, persoon, onderdelen, nu)
    response.headers["Location"] = adres(request, f"/verwijderverzoeken/{nieuw}")
    etag.stamp(request, 1)
    return _toon(request, nieuw, nu, onderdelen)


@router.get(
    "/verwijderverzoeken/{id}", dependencies=[eist(EIGEN)], summary="Wat een verzoek heeft gewist"
)
def get_pool_verwijderverzoek(
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
    namen = ("naam", "gewist", "blijft", "reden")
    return models.Verwijderverzoek(
        id=id,
        url=adres(request, f"/verwijderverzoeken/{id}"),
        ontvangen_op=ontvangen_op,
        onderdelen=[models.Onderdeel(**{n: getattr(o, n) for n in namen}) for o in onderdelen],
        bezwaarclausule=clausule(request),
    )


def clausule(request: Request) -> models.Clausule:
    """The text of this installation on what a person can do against a decision."""
    tekst = request.app.state.settings.bezwaarclausule
    return models.Clausule(tekst=tekst, zekerheid="B", bron=BRON)
