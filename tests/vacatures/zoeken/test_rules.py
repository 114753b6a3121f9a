"""From a question to a text search, for any text; and places in a list that come back the same."""

from datetime import UTC, datetime
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text

from services.vacatures.zoeken import rules
from services.vacatures.zoeken.rules import Plek, Verwant


@given(st.text(max_size=200))
def test_words_are_plain_few_and_different(tekst: str) -> None:
    lijst = rules.woorden(tekst)
    assert len(lijst) <= rules.MAXIMUM_WOORDEN
    assert len(set(lijst)) == len(lijst)
    assert all(woord.isascii() and woord.isalnum() and woord == woord.lower() for woord in lijst)


WOORD = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=8)
ANDERE = st.dictionaries(WOORD, st.frozensets(WOORD, max_size=3), max_size=3)


@given(st.lists(WOORD, min_size=1, max_size=8, unique=True), ANDERE, ANDERE, st.booleans())
def test_any_question_is_a_good_text_search(
    lijst: list[str], synoniemen: dict[str, frozenset[str]], lijkt: dict[str, frozenset[str]],
    ruim: bool,
) -> None:  # fmt: skip
    vraag = rules.tekstvraag(lijst, Verwant(synoniemen, lijkt), ruim=ruim)
    assert vraag.count("(") == vraag.count(")")
    assert all(woord in vraag for woord in lijst)


def test_synonyms_misspellings_and_begins() -> None:
    verwant = Verwant(
        {"ruimtelijk econoom": frozenset({"planeconoom"})}, {"ruimtelijk": frozenset({"ruimtlijk"})}
    )
    assert rules.tekstvraag(["ruimtelijk", "econoom", "tb"], verwant, ruim=True) == (
        "(((ruimtelijk | ruimtelijk:* | ruimtlijk) & (econoom | econoom:*)) | (planeconoom))"
        " & (((tb)))"
    )
    assert "ruimtlijk" not in rules.tekstvraag(["ruimtelijk"], verwant, ruim=False)


def test_terms_are_rows_of_words() -> None:
    assert rules.termen(["a", "b", "c"]) == ["a", "a b", "a b c", "b", "b c", "c"]


@given(
    st.integers(-999_999_999, 999_999_999),
    st.none()
    | st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)).map(  # noqa: DTZ001
        lambda moment: moment.replace(tzinfo=UTC)
    ),
)
def test_a_place_comes_back_the_same(waarde: int, moment: datetime | None) -> None:
    plek = Plek(waarde, moment, uuid4())
    assert rules.lees_merk(rules.merk(plek)) == plek


def test_the_database_reads_what_the_rules_write(migrated: object) -> None:
    engine: Engine = migrated("vacatures")  # type: ignore[operator]
    vraag = rules.tekstvraag(["de", "planeconomen", "x"], Verwant(), ruim=True)
    with engine.connect() as tx:
        found = tx.scalar(text("SELECT to_tsquery('nederlands', :vraag)::text"), {"vraag": vraag})
    assert "planeconom" in str(found)
