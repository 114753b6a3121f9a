"""What happens to a question, and who is told. Of a personal one nobody but the two people."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.pool.flexpool import storage as pools
from services.pool.kijker import BASE_PATH
from services.pool.klankbord import rules
from services.pool.klankbord.rules import Klankbordstatus
from services.pool.klankbord.storage import experts, tellen, vragen
from services.pool.klankbord.storage.vragen import BewaardeKoppeling, BewaardeVraag
from shared import berichten, events

MAKELAARS = frozenset({"makelaar"})
GEVRAAGD = (
    "Wilt u ergens over meedenken?",
    "Een makelaar vraagt u om mee te denken. Log in bij Doorstroom en zeg ja of nee; een reden is"
    " niet nodig.",
)
# Goes to the address at work: it says nothing of what was asked.
NIEUWS = ("Er is nieuws voor u bij Doorstroom", "Log in bij Doorstroom om het te lezen.")
NIET_MEER = (
    "Een vraag aan u gaat niet door",
    "De vraag waarvoor u gevraagd was, is ingetrokken. U hoeft niets te doen.",
)


def stel_voor(
    tx: Session, vraag: rules.Klankbordvraag, vandaag: date
) -> tuple[list[rules.Koppelvoorstel], list[rules.Afvaller]]:
    """Everybody in the register of the verband, held against the question."""
    alle = experts.list_van(tx, vraag.verband)
    drukte = vragen.get_drukte(tx, [een.id for een in alle])
    maanden = pools.get_afspraken(tx, vraag.verband).klankbord_verklaring_maanden
    eerder = vragen.eerder_gevraagd(tx, vraag.id)
    return rules.stel_voor(vraag, alle, drukte, eerder, maanden, vandaag)


def _meld(tx: Session, vraag: rules.Klankbordvraag, wat: str, nu: datetime) -> None:
    """Makelaars of the verband; of a personal question nothing is told."""
    if rules.is_persoonlijk(vraag):
        return
    wie = events.Publiek(verbanden=frozenset({vraag.verband}), rollen=MAKELAARS)
    adres = f"{BASE_PATH}/klankbordvragen/{vraag.id}"
    events.record(tx, f"klankbordvraag-{wat}", vraag.id, wie, nu, adres)


def gesteld(tx: Session, vraag: rules.Klankbordvraag, nu: datetime, dag: date) -> None:
    tellen.tel(tx, vraag.verband, vraag.soort, "gesteld", dag)
    _meld(tx, vraag, "gesteld", nu)


def gevraagd(tx: Session, wat: BewaardeKoppeling) -> None:
    sleutel = f"klankbordkoppeling/{wat.koppeling.id}/gevraagd"
    berichten.record(tx, wat.koppeling.persoon, *GEVRAAGD, sleutel=sleutel)


def aanvaard(tx: Session, wat: BewaardeKoppeling, nu: datetime, dag: date) -> None:
    tellen.tel(tx, wat.vraag.verband, wat.vraag.soort, "gekoppeld", dag)
    _meld(tx, wat.vraag, "gekoppeld", nu)
    naar: UUID | str = wat.vraag.vrager or wat.vraag.organisatie
    berichten.record(tx, naar, *NIEUWS, sleutel=f"klankbordkoppeling/{wat.koppeling.id}/ja")


def afgerond(tx: Session, vraag: rules.Klankbordvraag, nu: datetime, dag: date) -> None:
    tellen.tel(tx, vraag.verband, vraag.soort, "afgerond", dag)
    _meld(tx, vraag, "afgerond", nu)


def zeg_af(tx: Session, wat: BewaardeVraag) -> None:
    """Tell the expert who was asked, or thinks along, that it is not needed any more."""
    if wat.vraag.status is Klankbordstatus.OPEN:
        return
    for persoon in vragen.list_bezig(tx, wat.vraag.id):
        berichten.record(tx, persoon, *NIET_MEER, sleutel=f"klankbordvraag/{wat.vraag.id}/weg")
