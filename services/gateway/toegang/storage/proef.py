"""Everything an integrator rehearses with, made at once: two organisations that are not real."""

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy.orm import Session

from services.gateway.convenant import rules as convenantregels
from services.gateway.convenant import storage as convenanten
from services.gateway.medewerker import rules as medewerkerregels
from services.gateway.medewerker import storage as medewerkers
from services.gateway.organisatie import rules as organisatieregels
from services.gateway.organisatie import storage as organisaties
from services.gateway.toegang import rules
from services.gateway.toegang.storage import Client, add_client, add_sleutel
from services.gateway.verband import rules as verbandregels
from services.gateway.verband import storage as verbanden
from services.gateway.verband.storage import besluit

TOOI = "https://identifier.overheid.nl/tooi/id/gemeente/gm9"  # no real code begins with a nine
MENSEN = 3
TRIES = 50
Org = organisatieregels.Organisatie


@dataclass(frozen=True, slots=True)
class Gemaakt:
    """One of the two, with what its client proves itself with; the secret is nowhere else."""

    oin: str
    naam: str
    client: str
    geheim: str
    medewerkers: list[str]  # the employer's own keys


def make(tx: Session, naam: str, vandaag: date, nu: datetime) -> tuple[UUID, list[Gemaakt]] | None:
    """The verband and its two members; None: no numbers are left. `nu` is real time."""
    organisaties.lock_register(tx)
    first = _free(tx, f"{naam} A (proef)", None)
    second = _free(tx, f"{naam} B (proef)", first)
    if first is None or second is None:
        return None
    known = [first, second]
    organisaties.save(tx, known)
    verband = _verband(tx, naam, known, vandaag, nu)
    return verband, [_people(tx, one, nu) for one in known]


def _free(
    tx: Session, naam: str, beside: organisatieregels.Organisatie | None
) -> organisatieregels.Organisatie | None:
    for _ in range(TRIES):
        code = secrets.randbelow(1000)
        tooi, oin = f"{TOOI}{code:03}", f"{rules.TEST_OIN}{secrets.randbelow(10**9):09}000"
        if (beside is None or tooi != beside.tooi) and not organisaties.holders(tx, [(tooi, oin)]):
            soort = organisatieregels.Soort.GEMEENTE
            return Org(oin=oin, tooi=tooi, naam=naam, soort=soort)
    return None


def _verband(
    tx: Session,
    naam: str,
    leden: list[Org],
    vandaag: date,
    nu: datetime,
) -> UUID:
    """A verband that works today, along the standard agreements."""
    status = verbandregels.Verbandstatus.CONVENANT
    row = verbanden.add(tx, verbandregels.Verband(uuid4(), f"{naam} (proef)", status, vandaag))
    for one in leden:
        lid = verbandregels.Lidmaatschap(uuid4(), row.id, one.oin, vandaag, None, vandaag)
        verbanden.add_lid(tx, lid)
    wie = besluit.Door(None, rules.PLATFORMBEHEER)
    besluit.add_afspraak(tx, row.id, "Proef", None, (vandaag, vandaag), nu, wie)
    convenant = convenanten.add(tx, row.id, convenantregels.STANDAARD, nu)
    convenanten.adopt(convenant, vandaag, nu, None, rules.PLATFORMBEHEER)
    tx.flush()
    return row.id


def _people(tx: Session, one: Org, nu: datetime) -> Gemaakt:
    """Employees and a client with every role of an organisation."""
    keys = [f"proef-{number}" for number in range(1, MENSEN + 1)]
    for key in keys:
        person = medewerkerregels.Medewerker(
            uuid4(), one.oin, key, naam=f"Proefpersoon {key[6:]} (verzonnen)", synthetisch=True
        )
        medewerkers.add(tx, person)
    rollen = rules.PROEFROLLEN
    client = f"proef-{one.oin[8:17]}"
    add_client(
        tx,
        Client(
            id=client,
            naam=one.naam,
            organisatie=one.oin,
            rollen=sorted(rollen),
            scopes=sorted(rules.scopes_of(rollen)),
            namens_medewerkers=True,
            actief=True,
            versie=1,
            aangemaakt_op=nu,
        ),
    )
    geheim = secrets.token_urlsafe(32)
    add_sleutel(tx, client, nu, geheim)
    return Gemaakt(one.oin, one.naam, client, geheim, keys)
