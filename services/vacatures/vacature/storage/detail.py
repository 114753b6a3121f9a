"""One vacancy and who asks for it, read in one statement each; the rules decide about them."""

import json
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from pydantic.alias_generators import to_camel
from sqlalchemy.orm import Session, sessionmaker
from starlette.concurrency import run_in_threadpool

from services.vacatures.convenant.rules import Categorie, Solliciteren, Voorrangsmodus
from services.vacatures.inleenkracht import rules as inleenkracht
from services.vacatures.inleenkracht import storage as inleenkrachten
from services.vacatures.profiel import rules as profielregels
from services.vacatures.vacature import rules
from services.vacatures.vacature.rules import Vacaturestatus
from services.vacatures.vacature.storage import facts
from shared.caller import Caller
from shared.kalender import AMSTERDAM
from shared.reader import Reader

# Every fact by the name it has on the line.
_NAMEN = [*(field.name for field in fields(rules.Gegevens)), "salarisbron", "salaristabel"]
_FEITEN = ", ".join(f"'{to_camel(naam)}', v.{naam}" for naam in _NAMEN)
_DETAIL = f"""
    SELECT v.versie, v.status, v.werkgever, v.werver, to_json(v.werkgevers),
        to_char(v.geopend_op AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24":"MI":"SS.US"Z"'),
        v.sluit_op > CAST(:nu AS timestamptz),
        json_build_object({_FEITEN}),
        (SELECT json_agg(json_build_array(
            p.categorie, p.verband, p.solliciteren, p.fase, p.modus
        ) ORDER BY p.categorie, p.verband)
         FROM zichtperiode p WHERE p.vacature_id = v.id
         AND p.van <= CAST(:nu AS timestamptz) AND p.tot > CAST(:nu AS timestamptz)),
        v.profielen <> '{{}}' OR v.afzender IN ('verband', 'beide')
            OR v.afzender_naam IS NOT NULL,
        coalesce(m.naam, f.naam), m.tekst, m.website, f.tooi, f.inwoners,
        {inleenkrachten.INZETTEN}
    FROM vacature v
    LEFT JOIN profiel m ON m.organisatie = v.werkgever
    LEFT JOIN organisatiefeit f ON f.oin = v.werkgever
    WHERE v.id = CAST(:id AS uuid)
"""


@dataclass(frozen=True, slots=True)
class Detail:
    """One vacancy as it is now, with the windows that are open now."""

    vacature: rules.Vacature  # without its facts, except the title
    open_: tuple[rules.Zichtperiode, ...]
    gegevens: bytes  # the facts as JSON
    geopend_op: str | None  # as on the line
    merk: profielregels.Merk | None  # the employer's own brand
    tooi: str | None
    inwoners: int | None
    heeft_profiel: bool  # more of it stands in the room `profiel` than the own brand
    inzetten: bytes | None  # of who asks


def kijker_uit_token(beller: Caller) -> rules.Kijker | None:
    """Who asks, without their inzetten; None for whoever has more facts (recruiters, own login)."""
    zelf = beller.organisatie is None or "eigen:beheren" in beller.scopes
    if beller.rollen & rules.RECRUITERROLLEN or (zelf and beller.medewerker is not None):
        return None
    return rules.Kijker(
        organisatie=beller.organisatie,
        verbanden=beller.verband_ids,
        herplaatsing=beller.herplaatsing,
        medewerker=beller.medewerker,
    )


def met_inzetten(kijker: rules.Kijker, inzetten: bytes | None, nu: datetime) -> rules.Kijker:
    """With where the person works now, from the column `inleenkracht.storage.INZETTEN`."""
    if not inzetten or kijker.medewerker is None:
        return kijker
    lijst = inleenkrachten.lees_inzetten(kijker.medewerker, inzetten)
    bij = inleenkracht.inleners(lijst, nu.astimezone(AMSTERDAM).date())
    return replace(kijker, inlener_bij=bij)


async def read_kijker(
    lezer: Reader, sessions: sessionmaker[Session], beller: Caller, nu: datetime
) -> rules.Kijker:
    """All facts about the caller, as `facts.kijker`."""
    kijker = kijker_uit_token(beller)
    if kijker is None:
        return await run_in_threadpool(_kijker, sessions, beller, nu)
    if kijker.medewerker is None:
        return kijker
    return met_inzetten(kijker, await read_inzetten(lezer, kijker.medewerker), nu)


async def read_inzetten(lezer: Reader, medewerker: UUID) -> bytes | None:
    """The column `INZETTEN` by itself."""
    sql = f"SELECT {inleenkrachten.INZETTEN}"
    return (await lezer.ask(sql, {"medewerker": medewerker}))[0][0]


def _kijker(sessions: sessionmaker[Session], beller: Caller, nu: datetime) -> rules.Kijker:
    with sessions.begin() as tx:
        return facts.kijker(tx, beller, nu)


async def read_detail(
    lezer: Reader, id: UUID, nu: datetime, medewerker: UUID | None
) -> Detail | None:
    """One vacancy, whether or not somebody may see it; with the inzetten of who asks."""
    rows = await lezer.ask(_DETAIL, {"id": id, "nu": nu, "medewerker": medewerker})
    if not rows:
        return None
    versie, status, werkgever, werver, werkgevers, geopend, open_, gegevens, perioden, *merk = rows[
        0
    ]
    profiel, naam, tekst, website, tooi, inwoners, inzetten = merk
    stand = Vacaturestatus(_str(status))
    if stand is Vacaturestatus.OPENGESTELD and open_ != b"t":
        stand = Vacaturestatus.GESLOTEN  # by the clock: `rules.status_op`
    vacature = rules.Vacature(
        id,
        _str(werkgever),
        stand,
        _ZONDER_FEITEN,
        int(versie or 1),
        werkgevers=tuple(json.loads(werkgevers or b"[]")),
        werver=_str(werver) or None,
    )
    return Detail(
        vacature,
        _perioden(perioden or b"[]"),
        gegevens or b"{}",
        _str(geopend) or None,
        profielregels.Merk(_str(naam), _str(tekst) or None, _str(website) or None)
        if naam
        else None,
        _str(tooi) or None,
        int(inwoners) if inwoners else None,
        profiel == b"t",
        inzetten,
    )


def _str(value: bytes | None) -> str:
    """Text of a column; empty when there is none."""
    return (value or b"").decode()


_ZONDER_FEITEN = rules.Gegevens("")
_ALTIJD = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


@lru_cache(maxsize=1000)
def _perioden(tekst: bytes) -> tuple[rules.Zichtperiode, ...]:
    """The windows that are open now; there are few different sets, for phases are agreed."""
    return tuple(_zichtperiode(rij) for rij in json.loads(tekst))


def _zichtperiode(rij: list[Any]) -> rules.Zichtperiode:
    """A window that is open now; its own moments do not matter any more."""
    categorie, verband, solliciteren, fase, modus = rij
    return rules.Zichtperiode(
        Categorie(categorie),
        UUID(verband) if verband else None,
        *_ALTIJD,
        Solliciteren(solliciteren),
        fase,
        Voorrangsmodus(modus),
    )
