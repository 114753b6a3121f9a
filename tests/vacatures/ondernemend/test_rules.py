"""What pool tells is taken over whole or not at all; who reads a story."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.vacatures.ondernemend import rules
from services.vacatures.ondernemend.rules import Mogelijkheidsoort, Verhaalsoort, Verhaalstatus
from tests.vacatures.conftest import AA, ANDER_VERBAND, BEE, CEE, NU, VERBAND

KLUS = Mogelijkheidsoort.KLUS
ID = UUID(int=5)


def feiten(**anders: Any) -> dict[str, Any]:
    """A klus as pool tells it: own people now, partners a day later."""
    return {
        "id": str(ID),
        "soort": "klus",
        "titel": "Bijeenkomst begeleiden",
        "omschrijving": "Een middag met bewoners.",
        "organisatie": AA,
        "functie": "gespreksleider",
        "niveau": "medior",
        "plaats": "Aadorp",
        "urenMin": 4,
        "urenMax": 8.5,
        "van": "2026-09-01",
        "tot": "2026-10-01",
        "sluitingsDatum": "2026-08-30",
        "gepubliceerdOp": "2026-08-12T07:00:00Z",
        "actief": True,
        "zicht": [
            {"categorie": "intern", "organisatie": AA, "van": "2026-08-12T07:00:00Z", "tot": None},
            {"categorie": "inleenkracht", "organisatie": AA, "van": "2026-08-12T07:00:00Z"},
            {
                "categorie": "partner",
                "verband": str(VERBAND),
                "van": "2026-08-13T07:00:00Z",
                "tot": "2026-08-20T00:00:00Z",
            },
        ],
        "url": f"/pool/v1/klussen/{ID}",
    } | anders


def test_what_pool_tells_is_read_whole() -> None:
    aanbod = rules.lees_aanbod(KLUS, feiten(ietsNieuws=1))
    assert aanbod is not None
    assert (aanbod.id, aanbod.uren_max) == (ID, Decimal("8.5"))
    assert [v.sleutel for v in aanbod.vensters] == [
        f"intern:{AA}",
        f"inleenkracht:{AA}",
        f"partner:{VERBAND}",
    ]
    assert aanbod.vensters[0].tot == rules.NOOIT


@pytest.mark.parametrize(
    "anders",
    [
        {"actief": False},
        {"soort": "trainee"},
        {"titel": ""},
        {"titel": "x" * 201},
        {"zicht": []},
        {"zicht": [{"categorie": "iedereen", "van": "2026-08-12T07:00:00Z"}]},
        {"zicht": [{"categorie": "partner", "van": "2026-08-12T07:00:00Z"}]},
        {"zicht": [{"categorie": "intern", "organisatie": AA, "van": "2026-08-12T07:00:00"}]},
        {"url": "https://elders.example.org/"},
        {"niveau": "wijs"},
        {"urenMax": 61},
        {"urenMax": "veel"},
        {"id": "geen"},
        {"sluitingsDatum": "morgen"},
    ],
)
def test_rather_absent_than_shown_wrongly(anders: dict[str, Any]) -> None:
    assert rules.lees_aanbod(KLUS, feiten(**anders)) is None


@pytest.mark.parametrize("weg", sorted(set(feiten()) - {"omschrijving", "functie", "niveau"}))
def test_a_field_that_is_missing_never_opens_anything(weg: str) -> None:
    """Optional fields count as empty; what decides who sees it must be there."""
    aanbod = rules.lees_aanbod(KLUS, {k: v for k, v in feiten().items() if k != weg})
    optional = {"plaats", "urenMin", "urenMax", "van", "tot", "sluitingsDatum"}
    assert (aanbod is None) == (weg not in optional)


@pytest.mark.parametrize(
    ("type", "soort"),
    [
        ("klus-gepubliceerd", "klus"),
        ("trainee-gewijzigd", "trainee"),
        ("functieruil-gesloten", "functieruil"),
        ("klus-reactie", None),
        ("inzet-gewijzigd", None),
        ("vacature-gewijzigd", None),
        ("gewijzigd", None),
        ("", None),
    ],
)
def test_which_events_are_ours(type: str, soort: str | None) -> None:
    assert rules.melding(type) == soort


@settings(max_examples=60)
@given(st.integers(-3, 12), st.sampled_from([AA, BEE, CEE]))
def test_who_sees_a_klus_when(dagen: int, organisatie: str) -> None:
    aanbod = rules.lees_aanbod(KLUS, feiten())
    assert aanbod is not None
    sleutels = {f"intern:{organisatie}"}
    sleutels |= {f"partner:{VERBAND}"} if organisatie in (AA, BEE) else set()
    nu = NU + timedelta(days=dagen)
    wil = {AA: dagen >= 0, BEE: 1 <= dagen <= 7, CEE: False}[organisatie]
    assert rules.is_open(aanbod, sleutels, organisatie, nu) is wil


# ---- stories
def verhaal(**anders: Any) -> rules.Verhaal:
    feiten: dict[str, Any] = {
        "id": ID,
        "persoon": UUID(int=1),
        "organisatie": AA,
        "soort": Verhaalsoort.PROFIEL,
        "naam": "Testpersoon",
        "titel": "Ik",
        "tekst": "Ja.",
        "contact": None,
        "verbanden": frozenset({VERBAND}),
        "status": Verhaalstatus.GEPUBLICEERD,
        "gepubliceerd_op": NU,
        "gepubliceerd_tot": NU + rules.Verhaaltermijnen().geldig,
        "versie": 1,
    }
    return rules.Verhaal(**(feiten | anders))


@pytest.mark.parametrize(
    ("anders", "organisatie", "verbanden", "leest"),
    [
        ({}, AA, [], True),
        ({}, BEE, [VERBAND], True),
        ({}, BEE, [ANDER_VERBAND], False),
        ({}, None, [VERBAND], False),
        ({"verbanden": frozenset()}, BEE, [VERBAND], False),
        ({"status": Verhaalstatus.CONCEPT}, AA, [], False),
        ({"status": Verhaalstatus.INGETROKKEN}, AA, [], False),
        ({"gepubliceerd_tot": NU}, AA, [], False),
        ({"gepubliceerd_tot": None}, AA, [], False),
    ],
)
def test_who_reads(
    anders: dict[str, Any], organisatie: str | None, verbanden: list[UUID], leest: bool
) -> None:
    assert rules.is_te_lezen(verhaal(**anders), organisatie, verbanden, NU) is leest


def test_only_to_verbanden_of_the_own_employer() -> None:
    assert rules.beletselen([VERBAND], AA, [VERBAND]) == []
    assert [f.code for f in rules.beletselen([ANDER_VERBAND], AA, [VERBAND])] == ["niet-uw-verband"]
    assert [f.code for f in rules.beletselen([], None, [])] == ["geen-organisatie"]


def test_where_a_story_can_go() -> None:
    assert rules.mogelijk(Verhaalstatus.CONCEPT) == ["gepubliceerd"]
    assert rules.mogelijk(Verhaalstatus.GEPUBLICEERD) == ["gepubliceerd", "ingetrokken"]
    assert datetime.now(UTC) < rules.NOOIT
