"""Random stories, hour by hour: lists, facets and what disappeared tell what the rules say.

Nobody runs the worker regularly here: what is read follows from the clock alone.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from uuid import UUID, uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Solliciteren, Voorrangsmodus
from services.vacatures.openstelling import storage as openstellingen
from services.vacatures.vacature import rules, storage
from services.vacatures.vacature.rules import Gegevens, Kijker, Vacaturestatus, Zichtperiode
from services.vacatures.vacature.storage.visible import Zoekvraag
from services.vacatures.zoeken import storage as zoeken
from services.vacatures.zoeken.rules import Sortering, lees_merk, merk
from services.vacatures.zoeken.storage import Vraag
from shared.caller import Caller
from shared.reader import Reader
from tests.conftest import empty, settings_of
from tests.vacatures.conftest import AA, ANDER_VERBAND, BEE, CEE, NU, VERBAND

UREN, AANTAL = 20, 10
BEWAARD: dict[bytes, tuple[str, bytes]] = {}  # as a process keeps it, the whole story long
VERBANDEN = (VERBAND, ANDER_VERBAND)
EINDES = (Vacaturestatus.GESLOTEN, Vacaturestatus.INGETROKKEN, Vacaturestatus.VERVULD)
KIJKERS = [
    Kijker(),
    Kijker(AA),
    Kijker(AA, herplaatsing=True, verbanden=frozenset(VERBANDEN)),
    Kijker(BEE, verbanden=frozenset({VERBAND})),
    Kijker(CEE, verbanden=frozenset(VERBANDEN), inlener_bij=frozenset({AA})),
    Kijker(CEE, herplaatsing=True, verbanden=frozenset({ANDER_VERBAND})),
    Kijker(verwezen_naar=frozenset({AA, BEE})),
    Kijker(AA, recruiter=True, verbanden=frozenset({VERBAND})),
    Kijker(CEE, recruiter=True, handelt_voor=frozenset({BEE})),
]


def op(uur: int) -> datetime:
    return NU + timedelta(hours=uur)


def perioden(toeval: Random, uur: int) -> list[Zichtperiode]:
    lijst = []
    for _ in range(toeval.randint(1, 6)):
        categorie = toeval.choice(list(Categorie))
        van = uur + toeval.randint(0, 6)
        lijst.append(
            Zichtperiode(
                categorie,
                toeval.choice(VERBANDEN) if categorie in convenant.VIA_VERBAND else None,
                op(van),
                op(van + toeval.randint(1, 8)),
                toeval.choice(list(Solliciteren)),
                toeval.choice(["een", "twee"]),
                toeval.choice(list(Voorrangsmodus)),
            )
        )
    return lijst


def begin(tx: Session, toeval: Random, nr: int) -> UUID:
    """A concept of one or two employers, perhaps with another one that recruits."""
    werkgever = toeval.choice([AA, BEE])
    gegevens = Gegevens(f"Planeconoom {nr}", functie=toeval.choice(["een", "twee"]))
    een = storage.add_vacatures(tx, werkgever, [(uuid4(), gegevens)], Caller(), NU)[0]
    if toeval.random() < 0.3:
        storage.set_werkgevers(tx, een.id, [werkgever, CEE], NU)
    if toeval.random() < 0.2:
        storage.set_werver(tx, een, CEE, Caller(), NU)
    return een.id


def stap(tx: Session, toeval: Random, id: UUID, uur: int) -> None:
    """Perhaps something happens to one vacancy."""
    vacature = storage.get_vacature(tx, id)
    assert vacature is not None
    if vacature.status is Vacaturestatus.CONCEPT and toeval.random() < 0.25:
        sluit_op = op(uur + toeval.randint(1, 12))
        storage.stel_open(tx, vacature, perioden(toeval, uur), sluit_op, Caller(), op(uur))
    elif vacature.status is Vacaturestatus.OPENGESTELD and toeval.random() < 0.08:
        storage.set_status(tx, vacature, toeval.choice(EINDES), Caller(), op(uur))
    elif vacature.status is Vacaturestatus.OPENGESTELD and toeval.random() < 0.1:
        anders = replace(vacature.gegevens, plaats=f"Plaats {uur}")
        storage.wijzig(tx, vacature, anders, Caller(), op(uur))


class Verhaal:
    """What everybody saw in each hour, by the rules."""

    def __init__(self) -> None:
        self.gezien: dict[tuple[int, int], dict[UUID, Solliciteren | None]] = {}
        self.stand: dict[UUID, rules.Vacature] = {}

    def leg_vast(self, tx: Session, uur: int, ids: list[UUID]) -> None:
        for wie in range(len(KIJKERS)):
            self.gezien[uur, wie] = {}
        for id in ids:
            vacature = storage.get_vacature(tx, id)
            assert vacature is not None
            self.stand[id] = vacature
            vensters = storage.list_zichtperioden(tx, id)
            for wie, kijker in enumerate(KIJKERS):
                zicht = rules.zicht(vacature, vensters, kijker, op(uur))
                if zicht.zichtbaar:
                    self.gezien[uur, wie][id] = zicht.solliciteren

    def verdwenen(self, sinds: int, nu: int, wie: int) -> set[UUID]:
        ooit = {id for uur in range(sinds, nu) for id in self.gezien[uur, wie]}
        return ooit - set(self.gezien[nu, wie])


async def lees(lezer: Reader, wie: int, uur: int, vraag: Vraag) -> dict[UUID, tuple[str, str]]:
    """Every line of a list, by pages of three that go on where the last one ended."""
    alle: dict[UUID, tuple[str, str]] = {}
    while True:
        gevonden = await zoeken.read_lijst(
            lezer, BEWAARD, KIJKERS[wie], vraag, op(uur), over=0, grootte=3, basis=""
        )
        for regel in json.loads(b"[" + gevonden.regels + b"]"):
            assert UUID(regel["id"]) not in alle
            alle[UUID(regel["id"])] = (regel["magSolliciteren"], regel["status"])
        if gevonden.einde is None:
            return alle
        vraag = replace(vraag, na=lees_merk(gevonden.einde))
        assert vraag.na is not None
        assert merk(vraag.na) == gevonden.einde  # PostgreSQL writes it as the rules do


async def kijk(lezer: Reader, verhaal: Verhaal, toeval: Random, wie: int, uur: int) -> None:
    """One viewer in one hour: every road to the list, the facets, and what is gone."""
    stand = {
        id: (mag.value if mag else "nee", rules.status_op(verhaal.stand[id], op(uur)).value)
        for id, mag in verhaal.gezien[uur, wie].items()
    }
    woorden = {"zoek": "planeconoom", "zoek_precies": "planeconoom", "woorden": ("planeconoom",)}
    vragen = [
        Vraag(),
        Vraag(**woorden, sorteer=Sortering.RELEVANTIE),  # type: ignore[arg-type]
        Vraag(sorteer=Sortering.SLUITINGSDATUM),
    ]
    for vraag in vragen:
        assert await lees(lezer, wie, uur, vraag) == stand, vraag
        for status in Vacaturestatus:
            alleen = {id: een for id, een in stand.items() if een[1] == status}
            met = replace(vraag, filters=Zoekvraag(status=status))
            assert await lees(lezer, wie, uur, met) == alleen, met
        met = replace(vraag, filters=Zoekvraag(functie="een"))
        alleen = {id: s for id, s in stand.items() if verhaal.stand[id].gegevens.functie == "een"}
        assert await lees(lezer, wie, uur, met) == alleen, met
    open_ = [id for id, een in stand.items() if een[1] == Vacaturestatus.OPENGESTELD]
    facetten = json.loads(await zoeken.read_facetten(lezer, KIJKERS[wie], Vraag(), op(uur)))
    functies = Counter(verhaal.stand[id].gegevens.functie for id in open_)
    geteld = {f["naam"]: {w["waarde"]: w["aantal"] for w in f["waarden"]} for f in facetten}
    assert geteld.get("functie", {}) == functies
    sinds = toeval.randint(0, uur)
    gevonden = await zoeken.read_verdwenen(
        lezer, KIJKERS[wie], op(sinds), op(uur), over=0, grootte=100
    )
    weg = {UUID(een["id"]) for een in json.loads(b"[" + gevonden.regels + b"]")}
    assert weg == verhaal.verdwenen(sinds, uur, wie), (sinds, uur)


@pytest.mark.parametrize("zaad", range(3))
def test_what_is_read_is_what_the_rules_say(
    migrated: Callable[[str], Engine], database: dict[str, str], zaad: int
) -> None:
    engine, toeval, verhaal = migrated("vacatures"), Random(zaad), Verhaal()
    empty(engine)

    async def vertel() -> None:
        lezer = Reader(settings_of("vacatures", database))
        with Session(engine) as tx, tx.begin():
            ids = [begin(tx, toeval, nr) for nr in range(AANTAL)]
        for uur in range(UREN):
            with Session(engine) as tx, tx.begin():
                if toeval.random() < 0.2:
                    openstellingen.sluit_verlopen(tx, op(uur))
                if toeval.random() < 0.2:
                    storage.markeer_begonnen(tx, op(uur))
                for id in ids:
                    stap(tx, toeval, id, uur)
                tx.flush()
                verhaal.leg_vast(tx, uur, ids)
            for wie in toeval.sample(range(len(KIJKERS)), 3):
                await kijk(lezer, verhaal, toeval, wie, uur)
        await lezer.close()

    asyncio.run(vertel())
