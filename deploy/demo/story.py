"""What a visitor of the demo can be, and the five lines that show the main job."""

from pathlib import Path

from deploy.client import DEFAULT_URL

WIE = """\
Wie u kunt zijn (tokens voor een uur in {file}; vernieuwen: {renew}):
  $EIGEN      medewerker van Gemeente Eindhoven           $RECRUITER  recruiter van Eindhoven
  $PARTNER    medewerker van partner Gemeente Veldhoven   $MAKELAAR   makelaar van de flexpool
  $ELDERS     medewerker van Gemeente Meppel, geen partner  (zonder token: een vacaturebank)
Alle personen, vacatures en behoeften zijn verzonnen.

Probeer dit, na:  source {file}
"""
CURL = (
    ("een vacaturebank ziet alleen wat openbaar is", "curl -s $DOORSTROOM/vacatures/v1/vacatures"),
    (
        "een medewerker van een partner ziet meer, en eerder",
        'curl -s $DOORSTROOM/vacatures/v1/vacatures -H "Authorization: Bearer $PARTNER"',
    ),
    (
        "en solliciteert met voorrang",
        "curl -s $DOORSTROOM/vacatures/v1/vacatures/$VACATURE/sollicitaties"
        ' -H "Authorization: Bearer $PARTNER" -H "Content-Type: application/json" -d "{}"',
    ),
    (
        "de recruiter ziet de kandidaten in volgorde, met de grond van elk",
        "curl -s $DOORSTROOM/vacatures/v1/vacatures/$VACATURE/sollicitaties"
        ' -H "Authorization: Bearer $RECRUITER"',
    ),
    (
        "de makelaar vraagt een toewijzingsvoorstel met redenen",
        "curl -s $DOORSTROOM/pool/v1/pools/$POOL/toewijzingsvoorstellen"
        ' -H "Authorization: Bearer $MAKELAAR" -H "Content-Type: application/json" -d "{}"',
    ),
)


def text(file: Path, url: str = DEFAULT_URL) -> str:
    """What `make run` prints below the addresses; `url` is that of the gateway."""
    lines = [f"  # {what}\n  {command}" for what, command in CURL]
    return WIE.format(file=file, renew=_renew(file.parent, url)) + "\n".join(lines)


def _renew(folder: Path, url: str) -> str:
    """The command for fresh tokens; it says only what differs from what it takes by itself."""
    here = "" if folder.absolute() == Path(".data").absolute() else f"DOORSTROOM_DATA={folder} "
    there = "" if url == DEFAULT_URL else f" --url {url}"
    return f"{here}.venv/bin/doorstroom demo laad{there}"
