"""What decisions on lines share: the locks, the facts of now, and one line decided."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.inzet import storage as inzetten
from services.pool.kijker import eis_mens, eis_rol
from services.pool.toewijzing import feiten, rules, storage, validator
from services.pool.toewijzing.rondes import Weigergrond
from services.pool.toewijzing.rules import Beletsel, Besluit
from services.pool.toewijzing.toegang import MAKELAARS, Status
from services.pool.toewijzing.uitleg.woorden import BREUKEN
from shared.caller import Caller
from shared.problem import Problem, found

Invoer = dict[str, Any]
UITLEG = {
    Beletsel.AL_BESLOTEN: "Over deze regel is al besloten.",
    Beletsel.VERLOPEN: "Dit voorstel is verlopen; bereken een nieuw voorstel.",
    Beletsel.VEROUDERD: "De feiten zijn gewijzigd sinds de berekening; bereken een nieuw voorstel.",
    Beletsel.UREN_NODIG: "Noem wat er wijzigt: de uren per week, de eerste of de laatste dag.",
    Beletsel.UREN_ONGEWENST: "Uren en dagen horen alleen bij een gewijzigd besluit.",
}
VELDFOUT = {Beletsel.UREN_NODIG: "ontbreekt", Beletsel.UREN_ONGEWENST: "ongewenst"}


class Geweigerd(Exception):
    """A decision that cannot be taken: a code, a sentence, and what stands in the way."""

    def __init__(
        self,
        code: str,
        uitleg: str,
        veld: str | None = None,
        beletselen: tuple[str, ...] = (),
        schendingen: tuple[str, ...] = (),
    ) -> None:
        super().__init__(code)
        self.code = code
        self.uitleg = uitleg
        self.veld = veld
        self.beletselen = beletselen
        self.schendingen = schendingen


@dataclass(frozen=True, slots=True)
class Besluitvraag:
    """What a person wants to decide on one line."""

    besluit: Besluit
    reden: str
    uren: int | None = None
    van: date | None = None
    tot: date | None = None
    grond: Weigergrond | None = None


@dataclass(slots=True)
class Zitting:
    """The proposal, who decides, and the facts of now with every decision so far."""

    kop: storage.Kop
    door: str
    nu: datetime
    vandaag: date
    verschillen: tuple[rules.Verschil, ...]
    feit: feiten.Feiten


def voorstel(tx: Session, id: UUID, kijker: flexpool.Kijker) -> tuple[storage.Kop, Invoer]:
    """The proposal and its facts, held until the end: decisions and closing take turns."""
    gevonden = storage.get_voorstel(tx, id, kijker, lock=True)
    kop, invoer, _ = found(gevonden, "toewijzingsvoorstel")
    return kop, invoer


def eis_makelaar(kijker: flexpool.Kijker, beller: Caller) -> str:
    """The makelaar who decides, by name. Errors: 403, 400."""
    eis_rol(kijker, MAKELAARS)
    return eis_mens(beller)


def begin(
    tx: Session,
    kop: storage.Kop,
    toen: Invoer,
    regels: list[storage.Regel],
    kijker: flexpool.Kijker,
    door: str,
    nu: datetime,
    vandaag: date,
) -> Zitting:
    """Hold who and what the lines are about, then look at the facts. Error: 409."""
    if kop.status is not Status.BEREKEND:
        detail = "Over dit voorstel is niet te besluiten; zie de status."
        raise Problem(409, detail, code="voorstel-niet-open", voorstelstatus=kop.status)
    storage.lock_betrokkenen(
        tx, [regel.medewerker for regel in regels], [regel.behoefte for regel in regels]
    )
    pool = found(pools.get_pool(tx, kop.pool, kijker), "pool")
    feit = storage.get_feiten(tx, pool, kop.peildatum, kop.horizon_weken, kop.id)
    verschillen = tuple(rules.verschillen(toen, feiten.als_json(feit)))
    nu_feit = _gecontroleerd(tx, storage.met_besluiten(tx, feit, kop.id), pool.id, vandaag)
    # What begins later than it was proposed may last as long as there is left of the need. The
    # horizon stays where it was: the last days of the lines were found in it.
    rest = tuple(replace(een, van=max(een.van, vandaag)) for een in nu_feit.behoeften)
    return Zitting(kop, door, nu, vandaag, verschillen, replace(nu_feit, behoeften=rest))


def _gecontroleerd(tx: Session, feit: feiten.Feiten, pool: UUID, vandaag: date) -> feiten.Feiten:
    """Without the members whose check by the employer ran out since the calculation."""
    mag = {lid.id for lid in pools.list_voorstelbaar(tx, pool, vandaag)}
    return replace(feit, leden=tuple(lid for lid in feit.leden if lid.id in mag))


def beslis(
    tx: Session, zitting: Zitting, regel: storage.Regel, vraag: Besluitvraag
) -> storage.Regel:
    """Take one decision and store it with what follows from it. Error: Geweigerd."""
    _toets_vraag(zitting, regel, vraag)
    inzet = anders = None
    if vraag.besluit is not Besluit.AFGEWEZEN:
        uren = Decimal(vraag.uren) if vraag.uren else regel.uren_per_week
        van = max(vraag.van or regel.van, zitting.vandaag)
        lijn = rules.Regel(regel.lid, regel.behoefte, int(uren), van, vraag.tot or regel.tot)
        toets(zitting.feit, lijn)
        inzet = _zet_in(tx, zitting, regel, lijn, vraag.reden)
        anders = van if van != regel.van else None
    gewijzigd = Decimal(vraag.uren) if vraag.uren else None
    besloten = storage.Besloten(
        vraag.besluit, vraag.reden, gewijzigd, anders, vraag.tot, vraag.grond,
        zitting.door, zitting.nu, inzet,
    )  # fmt: skip
    storage.add_besluit(tx, regel.id, besloten)
    return replace(regel, besluit=besloten)


def _toets_vraag(zitting: Zitting, regel: storage.Regel, vraag: Besluitvraag) -> None:
    if vraag.grond is not None and vraag.besluit is not Besluit.AFGEWEZEN:
        raise Geweigerd("ongewenst", "Een grond hoort alleen bij een afgewezen regel.", "grond")
    uiterlijk = min(zitting.kop.geldig_tot, regel.tot or zitting.kop.geldig_tot)
    stand = rules.Stand(regel.besluit is not None, uiterlijk, zitting.vandaag, zitting.verschillen)
    andere_dagen = vraag.van is not None or vraag.tot is not None
    gevonden = rules.beletselen(vraag.besluit, vraag.uren, stand, andere_dagen)
    for beletsel, code in VELDFOUT.items():
        if beletsel in gevonden:
            raise Geweigerd(code, UITLEG[beletsel], "uren")
    if gevonden:
        raise Geweigerd(gevonden[0], UITLEG[gevonden[0]], beletselen=tuple(gevonden))


def toets(feit: feiten.Feiten, lijn: rules.Regel) -> None:
    """The independent validator on the facts of now, every decision counted. Error: Geweigerd."""
    if schendingen := validator.bevindingen(feit, [lijn]):
        codes = tuple(sorted({een.schending for een in schendingen}))
        waarom = "; ".join(BREUKEN[een] for een in codes)
        raise Geweigerd("harde-regel", f"Dit kan niet: {waarom}.", schendingen=codes)


def _zet_in(
    tx: Session, zitting: Zitting, regel: storage.Regel, lijn: rules.Regel, reden: str
) -> UUID:
    """Register the inzet, and see whether the need is filled."""
    bewaard = inzetten.add_inzet(
        tx,
        {
            "pool_id": zitting.kop.pool,
            "verband": zitting.kop.verband,
            "medewerker": regel.medewerker,
            "thuisorganisatie": regel.thuisorganisatie,
            "inlener": regel.inlener,
            "behoefte_id": regel.behoefte,
            "voorstel_id": zitting.kop.id,
            "uren_per_week": Decimal(lijn.uren),
            "van": lijn.van,
            "tot": lijn.tot,
            "uitleg": regel.uitleg,
            "reden": reden,
        },
        zitting.door,
        zitting.nu,
    )
    inzetten.werk_behoefte_bij(tx, regel.behoefte, zitting.door, zitting.nu, zitting.vandaag)
    nieuw = feiten.LopendeInzet(
        bewaard.inzet.id, regel.medewerker, regel.behoefte, regel.inlener, Decimal(lijn.uren),
        lijn.van, lijn.tot,
    )  # fmt: skip
    zitting.feit = replace(zitting.feit, inzetten=(*zitting.feit.inzetten, nieuw))
    return bewaard.inzet.id
