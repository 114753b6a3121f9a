"""Places of postcodes from a file."""

from pathlib import Path

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from services.pool.toewijzing import postcodes
from services.pool.toewijzing.tables import Postcode
from tests.conftest import settings_of

CSV = """pc4,plaats,lat,lon,verdacht
5611,Eindhoven,51.4392,5.4778,
7849,De Kiel,52.8625,6.7444,
7849,Schoonoord,52.8446,6.7598,
9711,Groningen,53.2194,6.5665,
1234,Ergens,52.0,5.0,ja
0123,Nergens,52.0,5.0,
5612,Eindhoven,noord,5.0,
5613,Eindhoven,NaN,5.0,
"""


def test_wat_te_vertrouwen_is_wordt_bewaard(
    tmp_path: Path, engine: Engine, database: dict[str, str]
) -> None:
    bestand = tmp_path / "postcodes.csv"
    bestand.write_text(CSV, encoding="utf-8")
    for _ in range(2):
        assert postcodes.laad(settings_of("pool", database), bestand) == 3
    with Session(engine) as tx:
        assert tx.scalar(select(func.count()).select_from(Postcode)) == 3
        # The same place as vacatures keeps of it.
        assert tx.get_one(Postcode, "7849").breedte == "52.8446"
