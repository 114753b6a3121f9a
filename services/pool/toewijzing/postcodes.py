"""Fill the places of postcodes from a file, so that travel distance can be tested.

    python -m services.pool.toewijzing.postcodes PATH

The file is a CSV with at least the columns pc4, lat and lon (degrees); a row marked in the column
`verdacht`, or that cannot be read, is left out. Without such a file everything works, and every
explanation says that the distance was not tested.
"""

import csv
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from services.pool.toewijzing import storage
from services.pool.toewijzing.feiten import Plek
from shared import db
from shared.settings import Settings

PC4 = re.compile(r"[1-9][0-9]{3}")


def lees(rijen: Iterable[Mapping[str, str | None]]) -> Iterator[Plek]:
    """The places in the rows that can be trusted."""
    for rij in rijen:
        pc4, breedte, lengte = (str(rij.get(naam) or "") for naam in ("pc4", "lat", "lon"))
        if PC4.fullmatch(pc4) and not rij.get("verdacht") and _is_graad(breedte, lengte):
            yield Plek(pc4, breedte, lengte)


def _is_graad(breedte: str, lengte: str) -> bool:
    try:
        return abs(Decimal(breedte)) <= 90 and abs(Decimal(lengte)) <= 180
    except InvalidOperation:
        return False


def laad(settings: Settings, pad: Path) -> int:
    """Store the places of a file; returns how many. Errors: OSError, database errors."""
    engine = db.engine(settings, pool_size=1)
    with pad.open(encoding="utf-8-sig", newline="") as bestand, db.sessions(engine).begin() as tx:
        aantal = storage.set_postcodes(tx, lees(csv.DictReader(bestand)))
    engine.dispose()
    return aantal


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    print(f"{laad(Settings.for_service('pool'), Path(sys.argv[1]))} postcodes")
