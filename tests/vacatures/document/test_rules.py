"""Names, numbers and who sees what."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.vacatures.document import rules
from services.vacatures.document.rules import Document, Documentsoort, Documentstatus, Onderzoek

NU = datetime(2026, 8, 12, 7, tzinfo=UTC)
DOCUMENT = Document(
    UUID(int=1),
    UUID(int=2),
    UUID(int=3),
    "cv.pdf",
    Documentsoort.PDF,
    10,
    Documentstatus.AANGEKONDIGD,
    None,
    NU,
    None,
)


@pytest.mark.parametrize(
    ("naam", "schoon"),
    [
        ("cv.pdf", "cv.pdf"),
        ("CV Noor.PDF", "CV Noor.pdf"),
        ("cv.docx", "cv.pdf"),
        ("cv.exe", "cv.exe.pdf"),
        ("../../etc/passwd", "passwd.pdf"),
        ("C:\\Temp\\cv.pdf", "cv.pdf"),
        ("cv\u202efdp.exe", "cvfdp.exe.pdf"),
        ('a"b\r\nX: y.pdf', "abX y.pdf"),
        ("...", "document.pdf"),
        ("", "document.pdf"),
        (".pdf", "document.pdf"),
    ],
)
def test_a_name_is_safe_everywhere(naam: str, schoon: str) -> None:
    assert rules.schone_naam(naam, Documentsoort.PDF) == schoon


@given(st.text(), st.sampled_from(Documentsoort))
def test_any_name_becomes_one(naam: str, soort: Documentsoort) -> None:
    schoon = rules.schone_naam(naam, soort)
    assert schoon.endswith(rules.EXTENSIE[soort])
    assert 5 <= len(schoon) <= rules.MAX_NAAM
    assert schoon.isprintable()
    assert not set(schoon) & set('/\\"<>:|?*')
    assert not schoon.startswith(".")
    assert rules.schone_naam(schoon, soort) == schoon


def test_three_and_what_is_in_quarantine_does_not_count() -> None:
    apart = replace(DOCUMENT, status=Documentstatus.IN_QUARANTAINE)
    assert rules.past_erbij([DOCUMENT] * 2 + [apart] * 5)
    assert not rules.past_erbij([DOCUMENT] * 3)


@pytest.mark.parametrize("status", Documentstatus)
def test_the_employer_sees_only_what_can_be_read(status: Documentstatus) -> None:
    document = replace(DOCUMENT, status=status)
    assert rules.is_zichtbaar(document, is_kandidaat=True)
    seen = rules.is_zichtbaar(document, is_kandidaat=False)
    assert seen == (status is Documentstatus.BESCHIKBAAR)


def test_an_announcement_waits_a_day() -> None:
    later = NU + timedelta(days=1)
    assert not rules.is_verlopen(DOCUMENT, later - timedelta(seconds=1))
    assert rules.is_verlopen(DOCUMENT, later)
    assert not rules.is_verlopen(replace(DOCUMENT, status=Documentstatus.BESCHIKBAAR), later)


def test_what_can_be_a_bsn_puts_a_file_apart() -> None:
    assert rules.oordeel(Onderzoek()) is Documentstatus.BESCHIKBAAR
    assert rules.oordeel(Onderzoek(bsn=True)) is Documentstatus.IN_QUARANTAINE
