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

# Every fact by the name it has on the line; JSON without its first brace, for what depends on who
# asks comes before.
_NAMEN = [*(field.name for field in fields(rules.Gegevens)), "salarisbron", "salaristabel"]
_NAMEN = ["werkgever", "werver", *_NAMEN]
_FEITEN = ", ".join(f"'{to_camel(naam)}', v.{naam}" for naam in _NAMEN)
_GEOPEND = """to_char(v.geopend_op AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24":"MI":"SS.US"Z"')"""
_WERKGEVERS = "to_json(CASE WHEN v.werkgevers = '{}' THEN ARRAY[v.werkgever] ELSE v.werkgevers END)"
_DETAIL = f"""
    SELECT v.versie, v.status = 'opengesteld' AND v.sluit_op > CAST(:nu AS timestamptz),
        v.profielen <> '{{}}' OR v.afzender IN ('verband', 'beide')
            OR v.afzender_naam IS NOT NULL,
        v.werkgever, {_WERKGEVERS}::text,
        (SELECT json_agg(json_build_array(
            p.categorie, p.verband, p.solliciteren, p.fase, p.modus
        ) ORDER BY p.categorie, p.verband)::text
         FROM zichtperiode p WHERE p.vacature_id = v.id
         AND p.van <= CAST(:nu AS timestamptz) AND p.tot > CAST(:nu AS timestamptz)),
        CASE WHEN coalesce(m.organisatie, f.oin) IS NOT NULL THEN json_build_array(
            coalesce(m.naam, f.naam), m.tekst, m.website, f.tooi, f.inwoners)::text END,
        substr(json_build_object({_FEITEN}, 'geopendOp', {_GEOPEND},
            'werkgevers', {_WERKGEVERS})::text, 2),
        {inleenkrachten.INZETTEN}
    FROM vacature v
    LEFT JOIN profiel m ON m.organisatie = v.werkgever
    LEFT JOIN organisatiefeit f ON f.oin = v.werkgever
    WHERE v.id = CAST(:id AS uuid)
"""


@dataclass(frozen=True, slots=True)
class Detail:
    """One vacancy as it is now; texts as PostgreSQL made them, to be read by `zicht` and `merk`."""

    versie: bytes
    is_open: bool  # by the clock too: `rules.status_op`
    heeft_profiel: bool  # more of it stands in the room `profiel` than the own brand
    werkgever: bytes
    werkgevers: bytes  # JSON
    perioden: bytes  # the windows that are open now, as JSON
    merk: bytes | None  # the employer's own brand and size, as JSON
    feiten: bytes  # every fact as JSON, without the first brace
    inzetten: bytes | None  # of who asks


@lru_cache(maxsize=4096)
def kijker_uit_token(beller: Caller) -> rules.Kijker | None:
    """What somebody is, without who, and without their inzetten.

    None for whoever has more facts: recruiters, and people with an own login.
    """
    zelf = beller.organisatie is None or "eigen:beheren" in beller.scopes
    if beller.rollen & rules.RECRUITERROLLEN or (zelf and beller.medewerker is not None):
        return None
    return rules.Kijker(
        organisatie=beller.organisatie,
        verbanden=beller.verband_ids,
        herplaatsing=beller.herplaatsing,
    )


def met_inzetten(
    kijker: rules.Kijker, medewerker: UUID | None, inzetten: bytes | None, nu: datetime
) -> rules.Kijker:
    """With where the person works now, from the column `inleenkracht.storage.INZETTEN`."""
    if not inzetten or medewerker is None:
        return kijker
    lijst = inleenkrachten.lees_inzetten(medewerker, inzetten)
    bij = inleenkracht.inleners(lijst, nu.astimezone(AMSTERDAM).date())
    return replace(kijker, inlener_bij=bij)


async def read_kijker(
    lezer: Reader, sessions: sessionmaker[Session], beller: Caller, nu: datetime
) -> rules.Kijker:
    """All facts about the caller, as `facts.kijker`."""
    kijker = kijker_uit_token(beller)
    if kijker is None:
        return await run_in_threadpool(_kijker, sessions, beller, nu)
    if beller.medewerker is None:
        return kijker
    inzetten = await read_inzetten(lezer, beller.medewerker)
    return met_inzetten(kijker, beller.medewerker, inzetten, nu)


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
    versie, is_open, profiel, werkgever, werkgevers, perioden, merk, feiten, inzetten = rows[0]
    return Detail(
        versie or b"",
        is_open == b"t",
        profiel == b"t",
        werkgever or b"",
        werkgevers or b"[]",
        perioden or b"[]",
        merk,
        feiten or b"}",
        inzetten,
    )


@lru_cache(maxsize=4096)
def zicht(
    werkgever: bytes, werkgevers: bytes, perioden: bytes, kijker: rules.Kijker
) -> tuple[rules.Zicht, str]:
    """What `rules.zicht` says of an open vacancy, and who may apply now in words.

    Of windows that are open now, so the moment matters no more. The same few come back all the
    time: phases are agreed, and many people of one organisation look.
    """
    open_ = _perioden(perioden)
    vacature = rules.Vacature(
        _NIEMAND,
        werkgever.decode(),
        Vacaturestatus.OPENGESTELD,
        _ZONDER_FEITEN,
        werkgevers=tuple(json.loads(werkgevers)),
    )
    return rules.zicht(vacature, open_, kijker, NU), rules.in_woorden(open_, NU)


@lru_cache(maxsize=1000)
def merk(tekst: bytes | None) -> tuple[profielregels.Merk | None, str | None, int | None]:
    """The employer's own brand, if it has a name, its TOOI code and its inhabitants."""
    naam, omschrijving, website, tooi, inwoners = json.loads(tekst) if tekst else [None] * 5
    return (
        profielregels.Merk(naam, omschrijving, website) if naam else None,
        tooi,
        inwoners,
    )


_NIEMAND = UUID(int=0)
NU = datetime(2000, 1, 1, tzinfo=UTC)  # any moment: these windows have no end
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
