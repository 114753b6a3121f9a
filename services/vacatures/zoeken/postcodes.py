"""Fill where postcodes lie, so that vacancies can be found by distance.

    python -m services.vacatures.zoeken.postcodes PATH

The file is a CSV with at least the columns pc4, lat and lon (degrees); a row marked in the column
`verdacht`, or that cannot be read, is left out. Without such a file everything else works, and a
search by distance says that it is not available.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from services.vacatures.zoeken import storage
from shared import db
from shared.settings import Settings

PC4 = re.compile(r"[1-9][0-9]{3}")


def lees(rijen: Iterable[Mapping[str, str | None]]) -> Iterator[tuple[str, float, float]]:
    """The places in the rows that can be trusted."""
    for rij in rijen:
        pc4 = str(rij.get("pc4") or "")
        try:
            breedte, lengte = float(rij.get("lat") or "x"), float(rij.get("lon") or "x")
        except ValueError:
            continue
        on_earth = abs(breedte) <= 90 and abs(lengte) <= 180
        if PC4.fullmatch(pc4) and not rij.get("verdacht") and on_earth:
            yield pc4, breedte, lengte


def laad(settings: Settings, pad: Path) -> int:
    """Store the places of a file; returns how many. A file without any changes nothing.

    Errors: OSError, ValueError, csv.Error, database errors.
    """
    engine = db.engine(settings, pool_size=1)
    try:
        with (
            pad.open(encoding="utf-8-sig", newline="") as bestand,
            db.sessions(engine).begin() as tx,
        ):
            aantal = storage.set_postcodes(tx, lees(csv.DictReader(bestand)))
            if not aantal:
                raise ValueError("Geen postcodes in dit bestand; de kolommen zijn pc4, lat en lon.")
    finally:
        engine.dispose()
    return aantal


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        print(f"{laad(Settings.for_service('vacatures'), Path(sys.argv[1]))} postcodes")
    except (OSError, ValueError, csv.Error) as error:
        sys.exit(f"Er is niets gewijzigd: {error}")
