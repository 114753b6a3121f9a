"""What a lane must know before it goes on: all in one transaction, as it is now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from services.gateway.notificatie import rules
from services.gateway.notificatie.bezorging.bewijs import OAuth
from services.gateway.notificatie.bezorging.kader import Kader
from services.gateway.notificatie.bezorging.lijn import IDLE
from services.gateway.notificatie.bezorging.post import Adres
from services.gateway.notificatie.rules import Abonnementstatus
from services.gateway.notificatie.storage import abonnementen, afleveringen, huur
from shared import fernet

MAX_TE_DOEN = 20
NAAM_BUITEN = "open-notificaties"
NIEMAND = rules.Lezer()


@dataclass(frozen=True, slots=True)
class Zicht:
    """A subscription as it is now. `wacht`: seconds in which nothing may be sent."""

    status: Abonnementstatus
    versie: int
    facts: rules.Abonnement
    lezer: rules.Lezer
    adres: Adres
    tempo: int | None
    positie: int
    reeks: int
    top: int
    te_doen: Sequence[afleveringen.Row]
    wachtend: int
    volgende: float  # seconds until something must be tried again
    wacht: float = 0.0
    buiten: bool = False  # Open Notificaties: of the platform, not of a client

    @property
    def verband(self) -> UUID | None:
        return self.facts.verband


def look(tx: Session, kader: Kader, id: UUID, nu: datetime) -> Zicht | None:
    """None: the subscription is not ours any more, or has just ended."""
    row = huur.mine(tx, kader.me, id)
    if row is None:
        return None
    top = abonnementen.top(tx)  # before who the reader is: see `huur.next_part`
    buiten = row.client is None
    lezer = _outside(kader) if buiten else kader.lezer_of(tx, str(row.client))
    if lezer is not None and row.verband is not None and row.verband not in lezer.verbanden:
        locked = huur.mine(tx, kader.me, id, lock=True)
        if locked is not None:
            reden = abonnementen.GEEN_LID_MEER
            abonnementen.stop(tx, locked, Abonnementstatus.BEEINDIGD, reden)
        return None
    number, first = afleveringen.next_due(tx, id)
    wacht = max(0.0, (row.wacht_tot - nu).total_seconds()) if row.wacht_tot else 0.0
    adres = _adres(kader, row, nu)
    return Zicht(
        status=Abonnementstatus(row.status),
        versie=row.versie,
        facts=abonnementen.to_facts(row),
        lezer=lezer or NIEMAND,
        adres=adres or Adres(row.callback_url),
        tempo=row.tempo,
        positie=row.positie,
        reeks=row.reeks,
        top=top,
        te_doen=afleveringen.due(tx, id, nu, MAX_TE_DOEN),
        wachtend=number,
        volgende=max(0.05, (first - nu).total_seconds()) if first else IDLE,
        wacht=wacht if lezer and adres else IDLE,
        buiten=buiten,
    )


def _outside(kader: Kader) -> rules.Lezer | None:
    """What is public, and what one organisation may know whatever the role. None: not set up."""
    if not kader.settings.open_notificaties_url:
        return None
    return rules.Lezer(kader.settings.open_notificaties_organisatie)


def _adres(kader: Kader, row: abonnementen.Row, nu: datetime) -> Adres | None:
    """None: the key that the secrets are under is not there; it goes on when it is back."""
    settings = kader.settings
    if row.client is None:
        secret = settings.open_notificaties_secret
        if secret is None:
            return None
        zgw = (settings.open_notificaties_client_id, secret.get_secret_value())
        base = str(settings.open_notificaties_url).rstrip("/")
        return Adres(f"{base}/api/v1/notificaties", zgw=zgw)
    if kader.kluis is None:
        return None
    try:
        known = abonnementen.unseal(row, kader.kluis)
    except fernet.Unreadable:
        return None
    both = row.vorig_tot is not None and nu < row.vorig_tot
    secrets = (known.geheim, known.vorig if both else None)
    oauth = None
    if row.token_url and row.client_id and known.client_secret:
        oauth = OAuth(row.token_url, row.client_id, known.client_secret, row.scope)
    return Adres(row.callback_url, tuple(een for een in secrets if een), oauth)
