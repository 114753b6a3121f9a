"""Who may do what in a verband, and how it is written down and told."""

from datetime import date, datetime
from uuid import UUID

from services.gateway.organisatie import storage as organisaties
from services.gateway.verband import rules, storage
from services.gateway.verband.storage import besluit
from shared import events, kalender
from shared.api import Tx
from shared.caller import Caller
from shared.problem import Problem, found, invalid


def visible(
    tx: Tx,
    id: UUID,
    beller: Caller,
    vandaag: date,
    *,
    lock: bool = False,
    gevraagden: bool = False,
) -> storage.Row:
    """The verband, when this caller may know of it; else 404 as if it does not exist.

    `gevraagden`: also for an organisation that was asked to join and is not decided on.
    """
    everything = rules.PLATFORM in beller.rollen
    row = storage.get_visible(tx, id, beller.organisatie, vandaag, everything, gevraagden)
    if row is None:
        return found(None, "verband")
    # Only now: who may not know of it must not wait for it, or make others wait.
    return found(storage.get_locked(tx, id), "verband") if lock else row


def door(beller: Caller) -> besluit.Door:
    """Who acts, for the record."""
    return besluit.Door(
        beller.organisatie, " ".join(filter(None, [beller.client, beller.gebruiker]))
    )


def is_own_beheer(beller: Caller, oin: str) -> bool:
    """Whether a beheerder of this organisation asks."""
    return beller.organisatie == oin and rules.BEHEER in beller.rollen


def only_beheer(tx: Tx, verband: UUID, beller: Caller, vandaag: date) -> None:
    """The platform, or a beheerder of a member who says which person acts."""
    leden = storage.leden(tx, verband)
    if not rules.mag_beheren(leden, beller.organisatie, beller.rollen, vandaag):
        detail = "Dit kan alleen een beheerder van een lid, of de platformbeheerder."
        raise Problem(403, detail, code="rol-ontbreekt")
    named(beller)


def named(beller: Caller) -> None:
    """A decision in the name of an organisation is that of a person."""
    if rules.PLATFORM not in beller.rollen and not beller.gebruiker:
        detail = "Noem in de header Audit-User-ID wie dit doet."
        raise Problem(400, detail, code="gebruiker-ontbreekt")


def log_changes(
    tx: Tx,
    oud: rules.Verband,
    nieuw: rules.Verband,
    reden: str | None,
    nu: datetime,
    beller: Caller,
) -> None:
    """Write down each part of how a verband stands that changed."""
    for naam in ("status", "besluitregel", "or_instemming_vereist", "modules"):
        van, naar = getattr(oud, naam), getattr(nieuw, naam)
        if van != naar:
            besluit.log(tx, oud.id, (naam, _words(van), _words(naar)), reden, nu, door(beller))


def _words(waarde: object) -> str:
    if isinstance(waarde, frozenset):
        return ", ".join(sorted(waarde)) or "geen"
    if isinstance(waarde, bool):
        return "ja" if waarde else "nee"
    return str(waarde)


def only_platform(beller: Caller) -> None:
    """For what is visible to others too: then it is no secret, only not theirs to change."""
    if rules.PLATFORM not in beller.rollen:
        raise Problem(403, "Dit kan alleen de platformbeheerder.", code="rol-ontbreekt")


def check_lid(tx: Tx, verband: storage.Row, lid: rules.Lidmaatschap) -> None:
    organisatie = organisaties.get(tx, lid.organisatie)
    bestaat = (organisatie.actief_vanaf, organisatie.actief_tot) if organisatie else None
    andere = [
        een
        for een in storage.leden(tx, lid.verband)
        if een.organisatie == lid.organisatie and een.id != lid.id
    ]
    refuse(rules.beletselen_lid(lid, storage.to_facts(verband), bestaat, andere))


def refuse(beletselen: list[rules.Beletsel]) -> None:
    if beletselen:
        raise invalid(*((rules.PLAATS[een], een, rules.REDEN[een]) for een in beletselen))


def tell(tx: Tx, verband: UUID, type: str, nu: datetime, adres: str) -> None:
    """Tell the members of today; who left, or is still to come, knows nothing of it."""
    leden = rules.leden_op(storage.leden(tx, verband), kalender.dag(nu))
    events.record(tx, type, verband, events.Publiek(organisaties=leden), nu, adres)
