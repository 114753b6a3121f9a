"""Who may know of an event, and how it is told."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone
from typing import Any
from uuid import UUID

import pytest
from cloudevents.core.formats.json import JSONFormat
from cloudevents.core.v1.event import CloudEvent
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.notificatie import rules
from services.gateway.notificatie.rules import Gebeurtenis, Lezer, Publiek

AA, BEE = "00000099000000001000", "00000099000000002000"
V1, V2 = UUID(int=1), UUID(int=2)
LID = Lezer(AA, frozenset({V1}), frozenset({"recruiter"}))


@pytest.mark.parametrize(
    ("publiek", "verwacht"),
    [
        (Publiek(), False),
        (Publiek(openbaar=True), True),
        (Publiek(organisaties=frozenset({AA})), True),
        (Publiek(organisaties=frozenset({BEE})), False),
        (Publiek(verbanden=frozenset({V1, V2})), True),
        (Publiek(verbanden=frozenset({V2})), False),
        (Publiek(organisaties=frozenset({BEE}), verbanden=frozenset({V1})), True),
        (Publiek(openbaar=True, rollen=frozenset({"recruiter"})), True),
        (Publiek(openbaar=True, rollen=frozenset({"makelaar"})), False),
        (Publiek(organisaties=frozenset({AA}), rollen=frozenset({"makelaar"})), False),
        (Publiek(rollen=frozenset({"recruiter"})), False),
    ],
)
def test_the_audience(publiek: Publiek, verwacht: bool) -> None:
    assert rules.mag_weten(publiek, LID) is verwacht


oins = st.frozensets(st.sampled_from([AA, BEE]))
verbanden = st.frozensets(st.sampled_from([V1, V2]))
rollen = st.frozensets(st.sampled_from(["recruiter", "makelaar"]))
publieken = st.builds(Publiek, st.booleans(), oins, verbanden, rollen)


@given(publieken)
def test_who_is_nobody_knows_only_what_is_for_everyone(publiek: Publiek) -> None:
    assert rules.mag_weten(publiek, Lezer()) == (publiek.openbaar and not publiek.rollen)


@given(publieken, verbanden)
def test_another_membership_never_hides_anything(publiek: Publiek, meer: frozenset[UUID]) -> None:
    if rules.mag_weten(publiek, LID):
        assert rules.mag_weten(publiek, replace(LID, verbanden=LID.verbanden | meer))


def test_a_cloudevent_of_the_dutch_profile() -> None:
    zomertijd = timezone(timedelta(hours=2))
    gebeurtenis = Gebeurtenis(
        id=UUID(int=7),
        dienst="vacatures",
        type="vacature-opengesteld",
        onderwerp=UUID(int=8),
        dataref="/vacatures/v1/vacatures/x",
        op=datetime(2026, 8, 12, 11, tzinfo=zomertijd),
        publiek=Publiek(openbaar=True),
    )
    data: dict[str, Any] = dict(rules.cloudevent(gebeurtenis, AA, "https://poort.example.org/"))
    assert data == {
        "specversion": "1.0",
        "id": str(UUID(int=7)),
        "source": f"urn:nld:oin:{AA}:systeem:doorstroom-vacatures",
        "type": "nl.doorstroom.vacatures.vacature-opengesteld",
        "subject": str(UUID(int=8)),
        "time": "2026-08-12T09:00:00Z",
        "datacontenttype": "application/json",
        "dataref": "https://poort.example.org/vacatures/v1/vacatures/x",
    }
    data["time"] = datetime.fromisoformat(data["time"])
    assert JSONFormat().write(CloudEvent(data))  # the library refuses what is not a CloudEvent
