"""The SQL that says who sees what gives the same as the rules, for any set of windows."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from random import Random
from uuid import UUID

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Solliciteren, Voorrangsmodus
from services.vacatures.vacature import rules, storage
from services.vacatures.vacature.rules import Gegevens, Kijker, Vacaturestatus, Zichtperiode
from services.vacatures.vacature.storage.visible import Zoekvraag
from shared.caller import Caller
from tests.conftest import empty
from tests.vacatures.conftest import AA, ANDER_VERBAND, BEE, CEE, NU, VERBAND

VERBANDEN = (VERBAND, ANDER_VERBAND)


def kijkers() -> list[Kijker]:
    lijst = [Kijker()]
    for organisatie in (AA, BEE, CEE):
        for verbanden in (frozenset[UUID](), frozenset({VERBAND}), frozenset(VERBANDEN)):
            for recruiter, herplaatsing in ((True, False), (False, True), (False, False)):
                inlener = frozenset({BEE}) if herplaatsing else frozenset[str]()
                kijker = Kijker(organisatie, recruiter, verbanden, herplaatsing, inlener)
                lijst.append(kijker)
                lijst.append(replace(kijker, handelt_voor=frozenset({BEE})))
                lijst.append(replace(kijker, verwezen_naar=frozenset({AA})))
    # Referred from outside: no organisation and no verband of the own.
    return [*lijst, Kijker(verwezen_naar=frozenset({AA, CEE}))]


def zichtperioden(toeval: Random) -> list[Zichtperiode]:
    """Random windows, some past, some to come; own people and outsiders have no verband."""
    lijst = []
    for _ in range(toeval.randint(0, 6)):
        categorie = toeval.choice(list(Categorie))
        via = categorie in convenant.VIA_VERBAND
        van = NU + timedelta(days=toeval.randint(-3, 1))
        lijst.append(
            Zichtperiode(
                categorie,
                toeval.choice(VERBANDEN) if via else None,
                van,
                van + timedelta(days=toeval.randint(1, 4)),
                toeval.choice(list(Solliciteren)),
                toeval.choice(["een", "twee"]),
                toeval.choice(list(Voorrangsmodus)),
            )
        )
    return lijst


def test_sql_and_rules_agree(migrated: Callable[[str], Engine]) -> None:
    engine = migrated("vacatures")
    empty(engine)
    toeval = Random(1)
    with Session(engine) as tx:
        alle = {}
        for nr in range(60):
            werkgever = toeval.choice([AA, BEE])
            een = storage.add_vacature(tx, werkgever, Gegevens(f"v{nr}"), Caller(), NU)
            if nr % 4 == 0:
                storage.set_werkgevers(tx, een.id, [werkgever, CEE], NU)
            if nr % 3 == 0:
                storage.set_werver(tx, een, toeval.choice([BEE, CEE]), Caller(), NU)
            mogelijk = zichtperioden(toeval)
            if nr % 5:
                sluit_op = NU + timedelta(days=toeval.choice([0, 3]))
                storage.stel_open(tx, een, mogelijk, sluit_op, Caller(), NU - timedelta(days=3))
            if nr % 7 == 0:
                storage.set_status(tx, een, Vacaturestatus.INGETROKKEN, None, NU)
            alle[een.id] = een
        tx.flush()
        for kijker in kijkers():
            rows = storage.list_zichtbaar(tx, kijker, Zoekvraag(), NU, 0, 1000)
            gevonden = {row["id"]: row["solliciteren"] for row in rows}
            verwacht = {}
            for id in alle:
                vacature = storage.get_vacature(tx, id)
                assert vacature is not None
                zicht = rules.zicht(vacature, storage.list_zichtperioden(tx, id), kijker, NU)
                if zicht.zichtbaar:
                    verwacht[id] = zicht.solliciteren if zicht.fase else None
            assert gevonden == verwacht, kijker
            assert storage.count_zichtbaar(tx, kijker, Zoekvraag(), NU) == len(verwacht)
        tx.rollback()
