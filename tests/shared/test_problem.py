"""What is absent is said in good Dutch: every word in use was looked at by somebody."""

import ast
import re
from pathlib import Path

import pytest

from shared import problem

ROOT = Path(__file__).parent.parent.parent
DEZE = re.findall(
    r"\w+",
    """
aanbieding aanlevering aanstelling aflevering afmelding afspraak behoefte beslistabel capaciteit
client crediteur debiteur deskundige doorverwijzing doorzending evaluatie factuur functiedeling
functiewaardering gastplek groep gunning inhoud inhuurinlezing inhuurregel inhuurtoets
inhuurvervanging interesse inzet kandidaat klacht klankbordvraag klus koppeling levering medewerker
melding mogelijkheid opgave organisatie overdracht overeenkomst overstap partnerpool persoon
planning pool reactie regel roulatiefunctie ruilkring ruilronde ruilwens salaristabel sleutel
sollicitatie stap stem tekst toestemming toetreding trainee traineementor uitgever
uitstroomverwachting uittreding urenstaat vacature verrekening versie week wens werkgever
zoekopdracht
""",
)
DIT = re.findall(
    r"\w+",
    """
abonnement bericht bezwaar checklistpunt contact deel document inhuurdoel klussenplan lidmaatschap
mandaat onderdeel poollid portaal programma project toewijzingsvoorstel token traineeprogramma
traineerooster verband verhaal verzoek vormadvies wachtuur werkbezoek wisverzoek
""",
)


def words() -> set[str]:
    """The second argument of every `found(…, "word")`."""
    found = set()
    for file in (ROOT / "services").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text())):
            if not isinstance(node, ast.Call) or len(node.args) < 2:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else node.func
            name = name.id if isinstance(name, ast.Name) else name
            what = node.args[1]
            if name == "found" and isinstance(what, ast.Constant):
                found.add(str(what.value))
    return found


def test_every_word_in_use_is_known_here() -> None:
    known = {*DEZE, *DIT, *problem.MEERVOUD, "vrije plek"}
    assert words() == known


@pytest.mark.parametrize(
    ("what", "said"),
    [
        *((word, f"Deze {word} bestaat niet.") for word in DEZE),
        *((word, f"Dit {word} bestaat niet.") for word in DIT),
        ("factuurgegevens", "Deze factuurgegevens bestaan niet."),
    ],
)
def test_it_takes_the_right_article(what: str, said: str) -> None:
    assert problem.absent(what) == said
