"""Who may do what with a deployment, asked in the same words by every route of the room."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID
from zlib import crc32

from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool import storage as pools
from services.pool.flexpool.rules import PLANNERS, Reden, ziet_verband
from services.pool.inzet import rules, storage
from services.pool.inzet.rules import Inzet, Partij
from services.pool.kijker import beletsels, eis_eigen, eis_rol
from shared.caller import Caller
from shared.problem import Problem, found

EIGEN, SCHRIJVEN = "eigen:beheren", "pool:schrijven"
INZETREGISTER = "Register van inzetten bijhouden en raadplegen"


def van_partij(
    tx: Session, id: UUID, kijker: flexpool.Kijker, lock: bool = False
) -> storage.Bewaard:
    """The inzet for one of its parties; for the rest of the verband its papers are not there."""
    bewaard = storage.get_inzet(tx, id, kijker, lock=lock)
    if bewaard is None or not rules.is_partij(bewaard.inzet, kijker):
        return found(None, "inzet")
    return bewaard


def versie_voor(wat: storage.Bewaard, kijker: flexpool.Kijker) -> int:
    """The version of an inzet: for who is no party a number of what that one reads of it.

    Else it would tell that terms were asked and refused, of which nothing else is to be seen.
    """
    if rules.is_partij(wat.inzet, kijker):
        return wat.versie
    inzet, status = wat.inzet, rules.zichtbare_status(wat.inzet, eigen_weigering=False)
    terug = wat.terugkeer_datum, wat.terugkeer_doel, wat.teruggekeerd_op
    gezien = status, inzet.van, inzet.tot, float(inzet.uren_per_week), *terug
    return crc32(" ".join(map(str, gezien)).encode())


def eis_makelaar_of_partij(kijker: flexpool.Kijker, inzet: Inzet) -> None:
    """Both organisations, or a makelaar of the verband; 403 for who only looks on."""
    eis_rol(kijker, PLANNERS)
    if not (ziet_verband(inzet.verband, kijker) and "makelaar" in kijker.rollen):
        eis_eigen(kijker, inzet.thuisorganisatie, inzet.inlener)


def eis_organisatie(kijker: flexpool.Kijker, inzet: Inzet) -> None:
    """Somebody who plans for one of both organisations; the person reads, but does not make."""
    eis_rol(kijker, PLANNERS)
    eis_eigen(kijker, inzet.thuisorganisatie, inzet.inlener)


def als_partij(
    beller: Caller, kijker: flexpool.Kijker, inzet: Inzet, gevraagd: Partij | None
) -> Partij:
    """For whom the caller answers. Errors: 403, when for nobody or not for this one."""
    mogelijk = rules.partijen_van(inzet, kijker, EIGEN in beller.scopes)
    if SCHRIJVEN not in beller.scopes:
        mogelijk = [een for een in mogelijk if een is Partij.MEDEWERKER]
    if gevraagd is not None:
        mogelijk = [een for een in mogelijk if een is gevraagd]
    if mogelijk:
        return mogelijk[0]
    if kijker.medewerker == inzet.medewerker:
        zin = "Antwoord met uw eigen inlog; uw werkgever kan dit niet voor u doen."
        raise Problem(403, zin, code="eigen-inlog-nodig")
    raise Problem(403, "U antwoordt voor geen van de drie partijen.", code="geen-partij")


def weiger(redenen: list[Reden], detail: str, code: str, **meer: Any) -> None:
    """409 with everything that stops this, when there is anything."""
    if redenen:
        raise Problem(409, detail, code=code, beletselen=beletsels(redenen), **meer)


def eis_ruimte(
    tx: Session, bewaard: storage.Bewaard, voorwaarden: rules.Voorwaarden, vandaag: date
) -> None:
    """Refuse (409) what takes more hours than there are, on any day; the person is held."""
    inzet = bewaard.inzet
    pools.lock_medewerker(tx, inzet.medewerker)
    vanaf = max(voorwaarden.van, vandaag)
    nieuw = rules.met_voorwaarden(inzet, voorwaarden)
    andere = [
        een.inzet
        for een in storage.list_lopend(tx, [inzet.medewerker], [], vanaf)
        if een.inzet.id != inzet.id
    ]
    capaciteit = storage.list_capaciteit(tx, inzet.medewerker)
    if inzet.soort is not rules.Inzetsoort.TOEWIJZING:
        # These hours are those of the own job, beside what a membership offers.
        capaciteit = [replace(een, uren=een.uren + nieuw.uren_per_week) for een in capaciteit]
    te_veel = rules.overschrijdingen([*andere, nieuw], capaciteit, vanaf, voorwaarden.tot)
    if te_veel:
        redenen = [
            Reden("urenPerWeek", "te-veel-uren", rules.in_woorden(een)) for een in te_veel[:50]
        ]
        weiger(redenen, "Op deze dagen zijn er niet genoeg uren.", "te-veel-uren")
