"""What goes of trainees and mentors: long after a programme, and with a person who leaves."""

from datetime import timedelta

from sqlalchemy import Engine, text

from services.pool.bewaren.storage import nacht
from services.pool.trainee.storage import wissen
from tests.pool.conftest import BEE, CEE, NU
from tests.pool.trainee.conftest import Programma

MENSEN = ("trainee", "traineementor", "traineeplaats", "traineeuitleg", "blokevaluatie")


def _aantal(engine: Engine) -> dict[str, int]:
    with engine.connect() as tx:
        return {n: tx.scalar(text(f"SELECT count(*) FROM {n}")) or 0 for n in MENSEN}


def _vol(programma: Programma) -> None:
    programma.open({BEE: [1, 1, 1], CEE: [1, 1, 1]})
    een = programma.trainee(1)["id"]
    programma.trainee(2)
    bied = {"programma": programma.id, "ervaring": ["water"]}
    mentor = programma.regio.post("/traineementoren", programma.zelf(9, BEE), bied)["id"]
    kies = {"mentor": mentor, "reden": "Kent het."}
    programma.put(f"/trainees/{een}/mentor", programma.leider(), kies)
    programma.stel_vast(programma.reken()["id"])


def test_na_de_bewaartermijn_van_een_gesloten_programma_is_niemand_er_meer(
    programma: Programma, engine: Engine
) -> None:
    _vol(programma)
    voor = _aantal(engine)
    assert (voor["trainee"], voor["traineementor"], voor["traineeplaats"]) == (2, 1, 6)

    def nachtwerk(dagen: int) -> None:
        with programma.regio.sessions.begin() as tx:
            nacht.wis_trainees(tx, NU + timedelta(days=dagen))

    nachtwerk(3000)
    assert _aantal(engine) == voor, "a programme that goes on keeps its people"
    programma.zet("gesloten")
    nachtwerk(700)
    assert _aantal(engine) == voor
    nachtwerk(760)
    assert set(_aantal(engine).values()) == {0}
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM traineeprogramma")) == 1


def test_een_mentor_die_gewist_is_laat_de_trainee_staan(
    programma: Programma, engine: Engine
) -> None:
    _vol(programma)
    programma.regio.post(f"/traineeprogrammas/{programma.id}/roosters", programma.leider(), {})
    with programma.regio.sessions.begin() as tx:
        mentor = tx.execute(text("SELECT medewerker FROM traineementor")).scalar_one()
        wissen.wis_personen(tx, [mentor])
    with engine.connect() as tx:
        assert tx.scalar(text("SELECT count(*) FROM trainee WHERE mentor_id IS NOT NULL")) == 0
        assert tx.scalar(text("SELECT count(*) FROM trainee")) == 2
        trainee = tx.execute(text("SELECT medewerker FROM trainee LIMIT 1")).scalar_one()
    with programma.regio.sessions.begin() as tx:
        gewist = wissen.wis_personen(tx, [trainee])
    assert (gewist["trainee"], gewist["traineeplaats"]) == (1, 3)
    with engine.connect() as tx:
        # What was being computed with the person is cancelled, its facts are gone.
        vraag = "SELECT count(*) FROM traineerooster WHERE invoer IS NOT NULL"
        assert tx.scalar(text(vraag)) == 0
