"""Fill other names for occupations from ESCO, so that a search finds them too.

    python -m services.vacatures.zoeken.synoniemen [PATH]

The file is a CSV with at least the columns uri, voorkeurslabel and alternatieve_labels (with `|`
between them). Without PATH the setting VACATURES_ESCO_PATH names it. Without such a file searching
knows the names in the catalogues of the verbanden only.
"""

import csv
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from services.vacatures.zoeken import rules, storage
from shared import db
from shared.settings import Settings

BRON = "esco"


def lees(rijen: Iterable[Mapping[str, str | None]]) -> Iterator[tuple[str, str]]:
    """(occupation, name) for every name of at most four words, as a question would have it."""
    for rij in rijen:
        labels = [rij.get("voorkeurslabel"), *(rij.get("alternatieve_labels") or "").split("|")]
        uri = (rij.get("uri") or "").split(",")[0]
        namen = {" ".join(rules.woorden(label)) for label in labels if label}
        for naam in sorted(namen):
            if uri and 0 < naam.count(" ") + 1 <= rules.LANGSTE_TERM and naam:
                yield uri, naam


def laad(settings: Settings, pad: Path) -> int:
    """Store the names of a file; returns how many. A file without any changes nothing.

    Errors: OSError, ValueError, csv.Error, database errors.
    """
    engine = db.engine(settings, pool_size=1)
    try:
        with (
            pad.open(encoding="utf-8-sig", newline="") as bestand,
            db.sessions(engine).begin() as tx,
        ):
            aantal = storage.set_synoniemen(tx, BRON, lees(csv.DictReader(bestand)))
            if not aantal:
                kolommen = "uri, voorkeurslabel en alternatieve_labels"
                raise ValueError(f"Geen namen in dit bestand; de kolommen zijn {kolommen}.")
    finally:
        engine.dispose()
    return aantal


if __name__ == "__main__":
    settings = Settings.for_service("vacatures")
    pad = sys.argv[1] if len(sys.argv) == 2 else settings.esco_path
    if pad is None:
        sys.exit(__doc__)
    try:
        print(f"{laad(settings, Path(pad))} namen")
    except (OSError, ValueError, csv.Error) as error:
        sys.exit(f"Er is niets gewijzigd: {error}")
