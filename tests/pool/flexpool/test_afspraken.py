"""The settings of the pools of a verband, from the text of its convenant."""

from dataclasses import fields
from typing import Any
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.gateway.convenant.rules import STANDAARD
from services.pool.flexpool import rules, storage
from services.pool.flexpool.rules import Afspraken, Kijker, Niveau, Tariefgrondslag
from tests.pool.conftest import VERBAND, Buur, Regio, Vraag

ANDERS = {
    "kortsteInzetDagen": 56,
    "tariefGrondslag": "integraal",
    "tariefCentPerUur": 7500,
    "tariefPerNiveau": {"senior": 9500},
}


def test_the_defaults_are_those_of_the_gateway() -> None:
    assert (Afspraken().tarief_per_niveau, dict(STANDAARD.pool.tarief_per_niveau)) == ((), {})
    for veld in fields(Afspraken):
        if veld.name == "tarief_per_niveau":
            continue
        assert getattr(Afspraken(), veld.name) == getattr(STANDAARD.pool, veld.name), veld.name
    niet_hier = {"doelgroep", "afzender", "roulatiesysteem", "doelen", "kosten_en_uren"}
    niet_hier |= {"verdeelsleutel"}  # a pool has its own
    gateway = {veld.name for veld in fields(STANDAARD.pool)}
    assert {veld.name for veld in fields(Afspraken)} == gateway - niet_hier


def test_a_text_says_what_it_says_and_the_rest_is_default() -> None:
    for leeg in (None, {}, {"pool": None}, {"pool": {"doelgroep": "x", "nieuwerwets": 1}}):
        assert rules.uit_convenant(leeg) == Afspraken()
    gelezen = rules.uit_convenant({"pool": ANDERS})
    assert gelezen.kortste_inzet_dagen == 56
    assert gelezen.langste_inzet_dagen == 364
    assert gelezen.tarief_grondslag is Tariefgrondslag.INTEGRAAL
    assert gelezen.tarief_per_niveau == ((Niveau.SENIOR, 9500),)
    assert [gelezen.tarief(een) for een in (Niveau.SENIOR, Niveau.JUNIOR, None)] == [
        9500,
        7500,
        7500,
    ]


@given(st.sampled_from([v.name for v in fields(Afspraken) if v.type is int]), st.integers(0, 999))
def test_every_number_is_taken_over(veld: str, waarde: int) -> None:
    eerste, *rest = veld.split("_")
    naam = eerste + "".join(deel.capitalize() for deel in rest)
    gelezen = rules.uit_convenant({"pool": {naam: waarde}})
    assert getattr(gelezen, veld) == waarde


def test_the_newest_version_that_is_kept_holds(
    regio: Regio, makelaar: Vraag, buur: Buur, engine: Engine
) -> None:
    def tekst(versie: int, **pool: Any) -> None:
        pad = f"/intern/convenanten/{VERBAND}/{versie}"
        buur.antwoorden[pad] = {"versie": versie, "functies": [], "pool": pool}

    with Session(engine) as tx:
        assert storage.get_afspraken(tx, VERBAND) == Afspraken()
    tekst(1, **ANDERS)
    tekst(2, kortsteInzetDagen=84)
    pool = regio.pool()
    kijker = Kijker(verbanden=frozenset({VERBAND}))
    with Session(engine) as tx:
        assert storage.get_afspraken(tx, VERBAND).kortste_inzet_dagen == 56
    later = makelaar(verbanden=[(VERBAND, 2)])
    regio.post("/pools", later, {"verband": str(VERBAND), "naam": "Tweede"})
    with Session(engine) as tx:
        assert storage.get_afspraken(tx, VERBAND).kortste_inzet_dagen == 84
        found = storage.get_pool(tx, UUID(pool), kijker)
        assert found is not None
        assert found.afspraken == storage.get_afspraken(tx, VERBAND)
        alle = storage.list_pools(tx, kijker, None, 0, 10)
        assert {een.afspraken.kortste_inzet_dagen for een in alle} == {84}
