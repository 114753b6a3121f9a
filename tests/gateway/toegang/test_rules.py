"""Who may be registered with what, and which signed statements count."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.toegang import rules
from services.gateway.toegang.rules import Aanvraag, Bezwaar, Rol, Verklaring
from shared.api import SCOPES

EIGEN, ANDER = "00000099000000001000", "00000099000000002000"
NU = datetime(2026, 8, 12, 7, 0, tzinfo=UTC)
GOED = Verklaring(
    iss="ats",
    sub="p-1",
    aud=frozenset({"https://poort"}),
    iat=int(NU.timestamp()),
    exp=int(NU.timestamp()) + 60,
    jti="j" * 22,
)
ADRES = frozenset({"https://poort"})


@pytest.mark.parametrize(
    ("aanvraag", "platform", "verwacht"),
    [
        (Aanvraag(EIGEN, frozenset({"recruiter"}), frozenset({"vacatures:schrijven"})), False, []),
        (Aanvraag(None, frozenset(), frozenset({"vacatures:lezen"})), True, []),
        (
            Aanvraag(ANDER, frozenset({"recruiter"}), frozenset()),
            False,
            [("organisatie", Bezwaar.ANDERE_ORGANISATIE)],
        ),
        (
            Aanvraag(EIGEN, frozenset({"platformbeheerder", "baas"}), frozenset()),
            False,
            [
                ("rollen.baas", Bezwaar.ROL_ONBEKEND),
                ("rollen.platformbeheerder", Bezwaar.ROL_NIET_TE_GEVEN),
            ],
        ),
        (
            Aanvraag(EIGEN, frozenset({"makelaar"}), frozenset({"toegang:beheren"})),
            False,
            [("scopes.toegang:beheren", Bezwaar.SCOPE_NIET_BIJ_ROL)],
        ),
        (
            Aanvraag(None, frozenset(), frozenset(), namens_medewerkers=True),
            True,
            [("organisatie", Bezwaar.ORGANISATIE_NODIG)],
        ),
    ],
)
def test_bezwaren(aanvraag: Aanvraag, platform: bool, verwacht: list[tuple[str, Bezwaar]]) -> None:
    assert rules.bezwaren(aanvraag, EIGEN, platform) == verwacht


@given(st.frozensets(st.sampled_from(sorted(Rol))))
def test_roles_only_give_scopes_that_are_documented(rollen: frozenset[str]) -> None:
    given_scopes = rules.scopes_of(rollen)
    assert given_scopes <= SCOPES.keys()
    assert all(rules.scopes_of(frozenset({rol})) <= given_scopes for rol in rollen)


def test_a_medewerker_never_gets_more_than_the_employer_may_know() -> None:
    beheer = {
        s for s in SCOPES if s.endswith((":beheren", ":schrijven", ":behandelen", "beslissen"))
    }
    assert not rules.MEDEWERKER_SCOPES & beheer


def test_a_good_statement_counts() -> None:
    assert rules.gebreken(GOED, "ats", ADRES, NU) == []


@pytest.mark.parametrize(
    ("fout", "gebrek"),
    [
        ({"iss": "ander"}, "iss is niet de client"),
        ({"sub": ""}, "sub ontbreekt"),
        ({"aud": frozenset({"https://elders"})}, "aud noemt dit adres niet"),
        ({"exp": GOED.iat - 60, "iat": GOED.iat - 90}, "exp is verstreken"),
        ({"iat": GOED.iat + 3600, "exp": GOED.iat + 3660}, "iat ligt in de toekomst"),
        ({"exp": GOED.iat + 301}, "leeft langer dan 300 s"),
        ({"jti": "kort"}, "jti is te kort"),
    ],
)
def test_gebreken(fout: dict[str, object], gebrek: str) -> None:
    wrong = replace(GOED, **fout)  # type: ignore[arg-type]
    assert rules.gebreken(wrong, "ats", ADRES, NU) == [gebrek]


def test_every_gebrek_is_named_at_once() -> None:
    leeg = Verklaring("", "", frozenset(), 0, 0, "")
    assert len(rules.gebreken(leeg, "ats", ADRES, NU)) == 5


@given(st.timedeltas(timedelta(days=-9999), timedelta(days=9999)))
def test_verschuiving_brings_the_clock_there_and_never_before(far: timedelta) -> None:
    shown = NU + rules.verschuiving(NU + far, NU)
    assert timedelta(0) <= shown - (NU + far) < timedelta(seconds=1)
