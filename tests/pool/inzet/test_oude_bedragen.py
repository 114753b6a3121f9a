"""Amounts of somebody's income that an older version kept: the migration removes them."""

from collections.abc import Callable

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from tests.conftest import ROOT
from tests.pool.inzet.conftest import Drie

VOOR = "20261122_inhuur"
PLANT = (
    "UPDATE inzet_voorwaarden SET inkomensverschil_cent = -45679 WHERE inzet_id = :i",
    "INSERT INTO inzet_overeenkomst (inzet_id, nummer, voorwaarden_versie, sjabloon, feiten,"
    " sha256_docx, sha256_pdf, door, op) VALUES (:i, 1, 1, 'x',"
    """ '{"voorwaarden": {"versie": 1, "inkomensverschil_cent": -45679}}', 'x', 'x', 'x', now())""",
)


def test_older_amounts_go_and_that_they_were_shown_stays(
    drie: Drie, engine: Engine, migrated: Callable[[str], Engine]
) -> None:
    config = Config(ROOT / "alembic.ini", ini_section="pool")
    with migrated("pool").begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, VOOR)
        for sql in PLANT:
            connection.execute(text(sql), {"i": drie.inzet["id"]})
        command.upgrade(config, "head")
    with engine.connect() as tx:
        rij = tx.execute(
            text("SELECT inkomensverschil_cent, effect_getoond FROM inzet_voorwaarden")
        )
        assert set(rij) == {(None, True)}
        feiten = tx.scalar(text("SELECT feiten FROM inzet_overeenkomst"))
        assert feiten == {"voorwaarden": {"versie": 1}}
