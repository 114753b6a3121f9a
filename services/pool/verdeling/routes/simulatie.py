"""What another key, other weights or another horizon would have meant in the past rounds."""

from dataclasses import fields
from decimal import Decimal
from uuid import UUID

from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.kijker import Kijker
from services.pool.toewijzing import aanspraak
from services.pool.verdeling import rules, simulatie, storage
from services.pool.verdeling.routes import models
from services.pool.verdeling.routes.grootboek import eis_lezer, lees_periode
from services.pool.verdeling.rules import AndereVerdeling, Periode, Rondeaandeel, Simulatieregel
from shared import api, verwerking
from shared.api import Beller, Nu, Tx, Vandaag, eist
from shared.problem import Problem, found, invalid

router = api.router("verdeling")
NAREKENEN = "Verdeling van uren narekenen"
UITLEG = (
    "De afgeronde rondes zijn opnieuw gerekend met de feiten van toen en de verdeling die u koos."
    " Het verschil is dat met de verdeling die nu is afgesproken, op dezelfde manier nagerekend."
    " Het saldo loopt van ronde tot ronde mee, vanaf het saldo van toen. Het gaat om het eerlijke"
    " deel van deelbare uren; wie dan waar had gewerkt is niet berekend. Er is niets gewijzigd of"
    " bewaard."
)
TE_GROOT = (
    "Deze rondes zijn samen te groot om nu na te rekenen ({werk} combinaties van poolleden en"
    " behoeften, hoogstens {meeste}; {rondes} rondes, hoogstens {meeste_rondes}). Kies minder"
    " maanden."
)


@router.post(
    "/pools/{id}/verdeling/_simuleer",
    dependencies=[eist("pool:lezen")],
    summary="Wat een andere verdeling had betekend",
)
def simuleer_verdeling(
    id: UUID,
    invoer: models.SimulatieInvoer,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> models.Simulatie:
    """Rekent de afgelopen rondes van een pool na, naast wat er gebeurde; er wordt niets bewaard.

    Met een andere sleutel, andere gewichten of een andere horizon voor het saldo.
    """
    pool = found(pools.get_pool(tx, id, kijker), "pool")
    eis_lezer(kijker, pool.verband)
    anders = _andere(invoer, pool)
    periode = lees_periode(invoer.van, invoer.tot, vandaag, pool.afspraken.saldo_horizon_maanden)
    omvang = storage.list_omvang(tx, id, periode.van, periode.einde)
    compleet = [een for een in omvang if een.leden]
    _eis_te_doen(compleet)
    werkelijk = storage.get_feiten(tx, pool.verband, periode, id).aandelen
    gespeeld = _rondes(tx, compleet, werkelijk)
    mensen = {lid.medewerker for een in gespeeld for lid in een.feiten.leden}
    verwerking.record(tx, beller, NAREKENEN, mensen, nu)
    als_nu, dan = simulatie.speel_na(gespeeld, _afgesproken(pool), anders)
    regels = rules.naast_elkaar(werkelijk, als_nu, dan)
    namen = storage.get_namen(tx, {een.organisatie for een in regels})
    return _toon(id, periode, anders, regels, namen, (len(gespeeld), len(omvang) - len(compleet)))


def _andere(invoer: models.SimulatieInvoer, pool: flexpool.Pool) -> AndereVerdeling:
    """The sharing that was asked for; the pool's own weights when its own key is asked."""
    gegeven = [(een.organisatie, een.deel) for een in invoer.gewichten or []]
    sleutel = invoer.verdeelsleutel
    if fouten := aanspraak.fouten_in_sleutel(sleutel, gegeven, pool.verdeelsleutel):
        raise invalid(*((fout.veld, fout.code, fout.uitleg) for fout in fouten))
    afgesproken = _afgesproken(pool)
    eigen = sleutel is pool.verdeelsleutel and not gegeven
    gewichten = afgesproken.gewichten if eigen else dict(gegeven)
    horizon = invoer.saldo_horizon_maanden or afgesproken.saldo_horizon_maanden
    return AndereVerdeling(sleutel, gewichten, horizon)


def _afgesproken(pool: flexpool.Pool) -> AndereVerdeling:
    """The sharing of the pool as it is agreed now."""
    gewichten = aanspraak.afgesproken(pool)
    horizon = pool.afspraken.saldo_horizon_maanden
    return AndereVerdeling(pool.verdeelsleutel, gewichten, horizon)


def _eis_te_doen(rondes: list[storage.Omvang]) -> None:
    """Refuse (409) what would take too long, and say what the limits are."""
    werk = sum(een.leden * een.behoeften for een in rondes)
    if werk <= simulatie.MEESTE_WERK and len(rondes) <= simulatie.MEESTE_RONDES:
        return
    detail = TE_GROOT.format(
        werk=_geheel(werk),
        meeste=_geheel(simulatie.MEESTE_WERK),
        rondes=len(rondes),
        meeste_rondes=simulatie.MEESTE_RONDES,
    )
    raise Problem(409, detail, code="simulatie-te-groot")


def _geheel(aantal: int) -> str:
    """As the Dutch write it: 500.000."""
    return f"{aantal:,}".replace(",", ".")


def _rondes(
    tx: Session, omvang: list[storage.Omvang], werkelijk: list[Rondeaandeel]
) -> list[simulatie.Gespeeld]:
    """The facts of the rounds, oldest first, with what was refused in them."""
    feiten = storage.list_rondes(tx, [een.ronde for een in omvang])
    geweigerd: dict[UUID, dict[str, Decimal]] = {}
    for een in werkelijk:
        geweigerd.setdefault(een.ronde, {})[een.organisatie] = een.geweigerd
    return [
        simulatie.Gespeeld(een.ronde, een.op, feiten[een.ronde], geweigerd.get(een.ronde, {}))
        for een in omvang
    ]


def _toon(
    pool: UUID,
    periode: Periode,
    anders: AndereVerdeling,
    regels: list[Simulatieregel],
    namen: dict[str, str],
    aantal: tuple[int, int],
) -> models.Simulatie:
    getallen = [een.name for een in fields(Simulatieregel) if een.name != "organisatie"]
    return models.Simulatie(
        pool=pool,
        van=rules.maandtekst(periode.van),
        tot=rules.maandtekst(periode.tot),
        verdeelsleutel=anders.verdeelsleutel,
        saldo_horizon_maanden=anders.saldo_horizon_maanden,
        rondes=aantal[0],
        overgeslagen=aantal[1],
        regels=[
            models.SimulatieRegel(
                organisatie=een.organisatie,
                naam=namen.get(een.organisatie),
                verschil=float(een.verschil),
                **{naam: float(getattr(een, naam)) for naam in getallen},
            )
            for een in regels
        ],
        uitleg=UITLEG,
    )
