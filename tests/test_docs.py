"""What the pages say about this repository is so: their links lead somewhere, and every setting of
a service is told to whoever runs one.
"""

import re
from pathlib import Path

import pytest

from shared.settings import Settings

ROOT = Path(__file__).parent.parent
PAGES = sorted(
    [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "deploy/kubernetes/README.md"]
)
FENCE = re.compile(r"^ *```.*?^ *```", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")


def prose(page: Path) -> str:
    """A page without its examples."""
    return FENCE.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """How the headings of a page are reached, as a forge makes it of them."""
    headings = re.findall(r"^#+ (.*)$", prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-") for text in headings}


def leads_nowhere(page: Path, link: str) -> bool:
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    return not target.exists() or bool(anchor and anchor not in anchors(target))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    links = [link for link in LINK.findall(prose(page)) if "://" not in link]
    assert [link for link in links if leads_nowhere(page, link)] == []


def test_every_page_for_readers_is_in_the_index() -> None:
    index = (ROOT / "docs/index.md").read_text("utf-8")
    pages = [page.name for page in ROOT.glob("docs/*.md") if page.name != "index.md"]
    assert [name for name in sorted(pages) if f"({name})" not in index] == []


def test_every_setting_of_a_service_is_told() -> None:
    told = "".join(
        (ROOT / f"docs/{name}.md").read_text("utf-8") for name in ("beheer", "notificaties")
    )
    names = {name.upper() for name in Settings.model_fields} - {"SERVICE"}
    assert sorted(name for name in names if not re.search(rf"[`_]{name}`", told)) == []
