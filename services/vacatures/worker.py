"""The worker of vacatures. Start: python -m services.vacatures.worker"""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import httpx2
import procrastinate
import structlog

from services.vacatures.bewaren import storage as bewaren
from services.vacatures.bewaren.rules import Eigentermijnen
from services.vacatures.document import storage as document
from services.vacatures.indicatoren import storage as indicatoren
from services.vacatures.inleenkracht import storage as inleenkracht
from services.vacatures.inleenkracht.routes import VERWERK
from services.vacatures.loopbaanwens import storage as loopbaanwens
from services.vacatures.ondernemend import storage as ondernemend
from services.vacatures.ondernemend.rules import Verhaaltermijnen
from services.vacatures.ondernemend.storage.elders import VERWERK as VERWERK_AANBOD
from services.vacatures.openstelling import storage as openstelling
from services.vacatures.sollicitatie import storage as sollicitatie
from services.vacatures.toestemming import storage as toestemming
from services.vacatures.uitgifte import storage as uitgifte
from services.vacatures.vacature import storage as vacatures
from services.vacatures.zoekopdracht import storage as zoekopdracht
from shared import fernet, worker
from shared.settings import Settings

EVERY_10_S = "* * * * * */10"
EVERY_MINUTE = "* * * * *"
EVERY_HOUR = "7 * * * *"
AT_NIGHT = "20 2 * * *"


def create(settings: Settings) -> tuple[procrastinate.App, worker.Work]:
    """The tasks of every service, and those of the rooms of this one."""
    app, work = worker.create_worker(settings)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="volg_de_klok", queueing_lock="volg_de_klok", lock="volg_de_klok")
    def volg_de_klok(timestamp: int) -> None:  # noqa: ARG001 (given by the library)
        attempt(follow_clock, work)

    @app.task(name=VERWERK, lock=VERWERK)
    def verwerk_inzetten() -> None:
        attempt(process_inzetten, work)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="verwerk_inzetten_rest", lock=VERWERK, queueing_lock="verwerk_inzetten_rest")
    def verwerk_inzetten_rest(timestamp: int) -> None:  # noqa: ARG001
        attempt(process_inzetten, work)

    @app.task(name=VERWERK_AANBOD, lock=VERWERK_AANBOD)
    def verwerk_aanbod() -> None:
        attempt(process_aanbod, work)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="verwerk_aanbod_rest", lock=VERWERK_AANBOD, queueing_lock="verwerk_aanbod_rest")
    def verwerk_aanbod_rest(timestamp: int) -> None:  # noqa: ARG001
        attempt(process_aanbod, work)

    @app.periodic(cron=EVERY_10_S)
    @app.task(name="meld_zoekopdrachten", lock="zoekopdracht", queueing_lock="zoekopdracht")
    def meld_zoekopdrachten(timestamp: int) -> None:  # noqa: ARG001
        attempt(tell_searchers, work)

    @app.periodic(cron=EVERY_HOUR)
    @app.task(name="ruim_documenten_op", queueing_lock="ruim_documenten_op")
    def ruim_documenten_op(timestamp: int) -> None:  # noqa: ARG001
        attempt(tidy_documents, work)

    @app.periodic(cron=AT_NIGHT)
    @app.task(name="herversleutel", lock="herversleutel", queueing_lock="herversleutel")
    def herversleutel(timestamp: int) -> None:  # noqa: ARG001
        attempt(encrypt_anew, work)

    @app.periodic(cron=AT_NIGHT)
    @app.task(name="ruim_wensen_op", lock="wensen", queueing_lock="wensen")
    def ruim_wensen_op(timestamp: int) -> None:  # noqa: ARG001
        attempt(tidy_wishes, work)

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="meld_vervuld", lock="meld_vervuld", queueing_lock="meld_vervuld")
    def meld_vervuld(timestamp: int) -> None:  # noqa: ARG001
        attempt(tell_filled, work)

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="tel_vervullingen", queueing_lock="tel_vervullingen")
    def tel_vervullingen(timestamp: int) -> None:  # noqa: ARG001
        attempt(count_filled, work)

    @app.periodic(cron=EVERY_HOUR)
    @app.task(name="herinner", lock="herinner", queueing_lock="herinner")
    def herinner(timestamp: int) -> None:  # noqa: ARG001
        attempt(remind, work)

    @app.periodic(cron=AT_NIGHT)
    @app.task(name="bewaar", lock="bewaar", queueing_lock="bewaar")
    def bewaar(timestamp: int) -> None:  # noqa: ARG001
        attempt(erase_past, work)

    @app.task(name=toestemming.WISSEN, lock=toestemming.WISSEN)
    def wis_voorbij() -> None:
        attempt(erase_applications, work)

    @app.task(name=bewaren.MELD, lock=bewaren.MELD)
    def meld_wissingen() -> None:
        attempt(tell_erased, work)

    @app.periodic(cron=EVERY_MINUTE)
    @app.task(name="meld_wissingen_rest", lock=bewaren.MELD, queueing_lock="meld_wissingen_rest")
    def meld_wissingen_rest(timestamp: int) -> None:  # noqa: ARG001
        attempt(tell_erased, work)

    return app, work


def attempt(step: Callable[[worker.Work], None], work: worker.Work) -> None:
    """A neighbour that is away is no fault of ours: what waits is tried again by the sweep."""
    try:
        step(work)
    except httpx2.HTTPError as error:
        structlog.get_logger().warning("werk_uitgesteld", soort=type(error).__name__)


def follow_clock(work: worker.Work) -> None:
    """Write what the clock has brought about; nothing that is read waits for it."""
    now = work.now()
    with work.sessions.begin() as tx:
        openstelling.leg_openbaar_vast(tx, now)
        vacatures.markeer_begonnen(tx, now)
        openstelling.meld_fasen(tx, now)
        openstelling.sluit_verlopen(tx, now)
        toestemming.verwerk_verlopen(tx, now)
        toestemming.herinner(tx, now)
        bewaren.herinner(tx, now, eigen_termijnen(work.settings).herinnering)


def tidy_documents(work: worker.Work) -> None:
    """Forget documents that were announced and never came."""
    now = work.now()
    with work.sessions.begin() as tx:
        document.clean(tx, now)


def encrypt_anew(work: worker.Work) -> None:
    """After a new key: bring the documents under it, so that the old one can go."""
    if (kluis := fernet.open_(work.settings)) is not None:
        document.encrypt_anew(work.sessions, kluis)


def process_inzetten(work: worker.Work) -> None:
    """Fetch each inzet of which pool told that it changed, until none waits."""
    while True:
        with work.sessions.begin() as tx:
            if inleenkracht.verwerk_gebeurtenissen(tx, work.peer("pool"), work.now()) == 0:
                return


def process_aanbod(work: worker.Work) -> None:
    """Fetch what pool offers beside vacancies and told that it changed, until none waits."""
    while True:
        with work.sessions.begin() as tx:
            if ondernemend.verwerk_meldingen(tx, work.peer("pool")) == 0:
                return


def tell_searchers(work: worker.Work) -> None:
    """Tell who saved a search what is new to them; each batch is told and remembered together."""
    now, base = work.now(), work.settings.public_base_url
    alike = work.settings.zoek_gelijkenis
    while True:
        with work.sessions.begin() as tx:
            if zoekopdracht.meld_nieuw(tx, work.peer("gateway"), base, now, alike) == 0:
                return


def tidy_wishes(work: worker.Work) -> None:
    """End what time ends; hide the wishes and stories of who went to another employer, and end
    the searches of who is gone."""
    now = work.now()
    with work.sessions.begin() as tx:
        loopbaanwens.ruim_op(tx, now)
        zoekopdracht.ruim_op(tx, now)
        ondernemend.ruim_op(tx, now, verhaaltermijnen(work.settings))
    for follow in (
        loopbaanwens.volg_werkgevers,
        ondernemend.volg_werkgevers,
        zoekopdracht.volg_personen,
    ):
        last: UUID | None = None
        while True:
            with work.sessions.begin() as tx:
                last = follow(tx, work.peer("gateway"), last, now)
            if last is None:
                break


def tell_filled(work: worker.Work) -> None:
    """Tell applicants that no place is left, until all have heard."""
    now = work.now()
    while True:
        with work.sessions.begin() as tx:
            if sollicitatie.meld_vervuld(tx, now) == 0:
                return


def count_filled(work: worker.Work) -> None:
    """Write down accepted offers as facts without a person, and copy what size employers have."""
    now = work.now()
    with work.sessions.begin() as tx:
        indicatoren.leg_vast(tx)
    with work.sessions.begin() as tx:
        indicatoren.haal_organisaties(tx, work.peer("gateway"), now)


def remind(work: worker.Work) -> None:
    """Remind recruiters in batches: of who waits, once per applicant and term, and of vacancies
    that are closed and that nobody ends.
    """
    now = work.now()
    for step in (sollicitatie.herinner, bewaren.herinner_stilte):
        after: UUID | None = None
        while True:
            with work.sessions.begin() as tx:
                after = step(tx, now, after)
            if after is None:
                break


def erase_applications(work: worker.Work) -> None:
    """Erase applications past their term, a batch per transaction: killed, it goes on after it."""
    now = work.now()
    after: UUID | None = None
    while True:
        with work.sessions.begin() as tx:
            after = bewaren.wis_verlopen(tx, after, now)
        if after is None:
            return


def erase_past(work: worker.Work) -> None:
    """Erase everything that is past its term."""
    now = work.now()
    erase_applications(work)
    terms = eigen_termijnen(work.settings)
    for step in bewaren.STAPPEN:
        while True:
            with work.sessions.begin() as tx:
                if step(tx, now, terms) == 0:
                    break
    with work.sessions.begin() as tx:
        uitgifte.ruim_op(tx)
    forget_strangers(work, now)
    tell_erased(work)


def eigen_termijnen(settings: Settings) -> Eigentermijnen:
    """The terms of this installation that no convenant speaks of."""
    return Eigentermijnen(
        antwoord=timedelta(days=settings.antwoord_dagen),
        onbevestigd=timedelta(days=settings.onbevestigd_dagen),
        ambtelijk=timedelta(days=settings.ambtelijk_dagen),
        afloop=timedelta(days=settings.afloop_dagen),
        gebeurtenis=timedelta(days=settings.gebeurtenis_dagen),
        herinnering=timedelta(days=settings.bezwaar_herinnering_dagen),
    )


def verhaaltermijnen(settings: Settings) -> Verhaaltermijnen:
    """How long what people publish is there."""
    return Verhaaltermijnen(
        timedelta(days=settings.verhaal_dagen), timedelta(days=settings.verhaal_na_dagen)
    )


def forget_strangers(work: worker.Work, now: datetime) -> None:
    """Outsiders who left their address weeks ago and of whom nothing is here: also who never
    applied. The gateway knows the address, we know whether anything hangs on it.
    """
    before = (now - eigen_termijnen(work.settings).afloop).isoformat().replace("+00:00", "Z")
    after = ""
    while True:
        path = f"/intern/kandidaten?voor={before}{after}"
        persons = [UUID(id) for id in work.peer("gateway").get(path)["personen"]]
        if not persons:
            return
        with work.sessions.begin() as tx:
            bewaren.meld_onbekenden(tx, persons, now)
        after = f"&na={persons[-1]}"


def tell_erased(work: worker.Work) -> None:
    """Tell the gateway what it must erase of its copies."""
    gateway = work.peer("gateway")
    bewaren.bezorg(work.sessions, lambda ids: gateway.post("/intern/wissingen", ids))


if __name__ == "__main__":
    worker.run(*create(Settings.for_service("vacatures")))
