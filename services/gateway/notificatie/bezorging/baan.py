"""The lane of one subscription: what it may know, in order, as fast as its receiver takes it."""

import asyncio
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

import structlog
from sqlalchemy.orm import Session

from services.gateway.notificatie import rules
from services.gateway.notificatie.bezorging import post
from services.gateway.notificatie.bezorging.kader import Kader
from services.gateway.notificatie.bezorging.lijn import IDLE, Lijn
from services.gateway.notificatie.bezorging.zicht import Zicht, look
from services.gateway.notificatie.rules import (
    Abonnementstatus,
    Afleveringsoort,
    Afleveringstatus,
    Uitkomst,
    Vervolg,
)
from services.gateway.notificatie.rules.aflevering import HAPERT, MAX_WACHTEND
from services.gateway.notificatie.storage import abonnementen, afleveringen, huur

VERS = 5.0  # seconds that we go on with what we know of the subscriber
BATCH = 100
KEEP_AFTER, KEEP_SECONDS = 50, 1.0  # deliveries, and time, between two marks of the place
AGAIN = 5.0  # seconds after a fault of our own
HANDDRUKKEN = 3  # tries before a subscription is refused
CLOUDEVENT, ZGW = "application/cloudevents+json", "application/json"


@dataclass(slots=True)
class Plaats:
    """How far we are, and how it goes; lost when we are killed, and found again from the rows."""

    nr: int
    reeks: int
    gelukt: int = 0  # since the last mark
    gelukt_op: datetime | None = None
    gemarkeerd: float = 0.0


class Baan:
    """One subscription, until it is not ours any more."""

    def __init__(self, kader: Kader, id: UUID) -> None:
        self.id = id
        self.top = 0  # last event that the hub knows of
        self.nieuws = asyncio.Event()
        self.veranderd = True  # somebody changed something: look before going on
        self._kader = kader
        self._mislukt = 0  # in a row, in the feed
        self._vorige = 0.0
        self._line = Lijn(kader.guard, kader.tls)
        self._post = post.Post(self._line)

    def wake(self, changed: bool) -> None:
        self.veranderd |= changed
        self.nieuws.set()

    async def run(self) -> None:
        """Ends when the subscription is not ours. A fault of one lane stays in it."""
        try:
            while True:
                try:
                    wait = await self._round()
                except Exception as error:  # noqa: BLE001 (the next lane must go on)
                    structlog.get_logger().warning("baan_hapert", soort=type(error).__name__)
                    wait = AGAIN
                if wait is None:
                    return
                await self._sleep(wait)
        finally:
            await self._line.close()

    async def _sleep(self, seconds: float) -> None:
        if seconds <= 0:
            return
        try:
            async with asyncio.timeout(min(seconds, IDLE)):
                await self.nieuws.wait()
        except TimeoutError:
            if seconds >= IDLE:  # nothing for a while: no connection is held for it
                await self._line.close()

    async def _round(self) -> float | None:
        """Do what there is to do; seconds until there may be more. None: not ours any more."""
        self.nieuws.clear()
        self.veranderd = False
        now = datetime.now(UTC)
        zicht = await self._kader.ask(lambda tx: look(tx, self._kader, self.id, now))
        if zicht is None:
            return None
        if zicht.wacht > 0:
            return zicht.wacht
        if zicht.status == Abonnementstatus.TE_BEVESTIGEN:
            return await self._confirm(zicht)
        vers = time.monotonic() + VERS
        for row in zicht.te_doen:
            if not await self._again(zicht, row):
                return 0
            if self.veranderd or time.monotonic() > vers:
                return 0
        holds = zicht.wachtend >= MAX_WACHTEND or (self._mislukt >= HAPERT and zicht.wachtend)
        if holds:
            return 0 if zicht.te_doen else zicht.volgende
        if zicht.positie >= zicht.top:
            return 0 if zicht.te_doen else zicht.volgende
        self._mislukt = min(self._mislukt, HAPERT - 1)  # it may try one
        await self._stream(zicht, vers)
        return 0

    # ---- the feed -------------------------------------------------------------------------------
    async def _stream(self, zicht: Zicht, vers: float) -> None:
        van, tot, lezer, verband = zicht.positie, zicht.top, zicht.lezer, zicht.verband
        part = await self._kader.ask(lambda tx: huur.next_part(tx, van, tot, lezer, verband, BATCH))
        at = Plaats(zicht.positie, zicht.reeks, gemarkeerd=time.monotonic())
        for nr, gebeurtenis in part.gebeurtenissen:
            if self.veranderd or time.monotonic() > vers or self._mislukt >= HAPERT:
                break
            event = self._event(gebeurtenis)
            if rules.wil(zicht.facts, event):
                uitkomst = await self._send(zicht, gebeurtenis, event)
                at.nr = nr
                if not await self._settle(zicht, at, gebeurtenis.id, uitkomst):
                    return
            at.nr = nr
        else:
            at.nr = part.tot
        await self._mark(at)

    async def _settle(self, zicht: Zicht, at: Plaats, id: UUID, uitkomst: Uitkomst) -> bool:
        """Keep the outcome of one event of the feed; False: look again before going on."""
        now = datetime.now(UTC)
        if uitkomst.gelukt:
            self._mislukt, at.gelukt_op = 0, now
            at.gelukt += 1
            late = time.monotonic() - at.gemarkeerd > KEEP_SECONDS
            return await self._mark(at) if late or at.gelukt >= KEEP_AFTER else True
        self._mislukt += 1

        def keep(tx: Session) -> bool:
            afleveringen.failed_at_once(tx, self.id, id, uitkomst, now)
            self._judge(tx, zicht, uitkomst, now)
            return huur.advance(tx, self._kader.me, self.id, at.reeks, at.nr, at.gelukt_op)

        return await self._kader.ask(keep) and uitkomst.wacht is None and uitkomst.status != 410

    async def _mark(self, at: Plaats) -> bool:
        at.gelukt, at.gemarkeerd = 0, time.monotonic()
        me = self._kader.me
        return await self._kader.ask(
            lambda tx: huur.advance(tx, me, self.id, at.reeks, at.nr, at.gelukt_op)
        )

    def _judge(self, tx: Session, zicht: Zicht, uitkomst: Uitkomst, now: datetime) -> None:
        """What an outcome means for the subscription as a whole."""
        row = huur.mine(tx, self._kader.me, self.id, lock=True)
        if row is None or zicht.buiten:
            return
        if rules.vervolg(uitkomst) is Vervolg.STOP:
            abonnementen.stop(tx, row, Abonnementstatus.BEEINDIGD, "ontvanger-stopt")
        elif uitkomst.wacht:
            seconds = rules.wachttijd(1, uitkomst.wacht) or 0
            row.wacht_tot = now + timedelta(seconds=min(seconds, uitkomst.wacht))

    # ---- what failed before ---------------------------------------------------------------------
    async def _again(self, zicht: Zicht, row: afleveringen.Row) -> bool:
        """Try one that failed before, or a test; False: look again before going on."""
        found = await self._event_of(zicht, row)
        if found is None:
            await self._kader.ask(lambda tx: afleveringen.drop(tx, row.id))
            return True
        uitkomst = await self._send(zicht, found, self._event(found))
        if uitkomst.gelukt:
            self._mislukt = 0
        now = datetime.now(UTC)

        def keep(tx: Session) -> None:
            # First the subscription, then its delivery: in one order, as the routes do.
            self._judge(tx, zicht, uitkomst, now)
            after = afleveringen.tried_again(tx, row.id, uitkomst, now, zicht.buiten)
            mine = huur.mine(tx, self._kader.me, self.id)
            if mine is None or after is None:
                return
            if uitkomst.gelukt:
                mine.laatst_gelukt_op = now
            elif after.status == Afleveringstatus.GEPARKEERD and _is_event(after):
                parked = afleveringen.parked(tx, self.id, mine.bevestigd_op)
                if rules.te_pauzeren(parked, after.aangemaakt_op, mine.laatst_gelukt_op):
                    reden = "te-veel-geparkeerd"
                    abonnementen.stop(tx, mine, Abonnementstatus.GEPAUZEERD, reden)

        await self._kader.ask(keep)
        return uitkomst.wacht is None and uitkomst.status != 410

    async def _event_of(self, zicht: Zicht, row: afleveringen.Row) -> rules.Gebeurtenis | None:
        """The event of a row, if it is still there, still theirs to know, and still wanted."""
        if row.soort == Afleveringsoort.PROEF:
            return self._proef(row)
        id, lezer, verband = row.gebeurtenis, zicht.lezer, zicht.verband
        found = await self._kader.ask(lambda tx: huur.one(tx, id, lezer, verband))
        return found if found and rules.wil(zicht.facts, self._event(found)) else None

    def _proef(self, row: afleveringen.Row) -> rules.Gebeurtenis:
        pad = f"/notificaties/v1/abonnementen/{self.id}"
        publiek = rules.Publiek()
        type, op = "proefbericht", row.aangemaakt_op
        return rules.Gebeurtenis(row.gebeurtenis, "gateway", type, self.id, pad, op, publiek)

    # ---- the handshake --------------------------------------------------------------------------
    async def _confirm(self, zicht: Zicht) -> float:
        """Ask the receiver whether it wants this, and show it what it will get."""
        eigen = post.host_of(self._kader.settings.public_base_url)
        groet = await self._post.greet(zicht.adres, eigen)
        uitkomst, reden = groet.uitkomst, "ontvanger-wil-niet"
        if groet.mag is not False and groet.uitkomst.status is not None:
            now = datetime.now(UTC)
            row = await self._kader.ask(lambda tx: afleveringen.proef_of(tx, self.id, now))
            event, reden = self._proef(row), "proefbericht-geweigerd"
            uitkomst = await self._send(zicht, event, self._event(event))
            await self._kader.ask(
                lambda tx: afleveringen.tried_again(tx, row.id, uitkomst, datetime.now(UTC))
            )
        elif groet.mag is None:
            reden = groet.uitkomst.fout or reden
        good = groet.mag is not False and uitkomst.gelukt
        await self._kader.ask(lambda tx: self._answered(tx, zicht, good, reden, groet.tempo))
        return 0

    def _answered(
        self, tx: Session, zicht: Zicht, good: bool, reden: str, tempo: int | None
    ) -> None:
        row = huur.mine(tx, self._kader.me, self.id, lock=True)
        if row is None or row.versie != zicht.versie:  # changed meanwhile: ask again
            return
        now = datetime.now(UTC)
        if good:
            row.status, row.reden, row.bevestigd_op = Abonnementstatus.ACTIEF, None, now
            row.laatst_gelukt_op, row.tempo, row.wacht_tot = now, tempo, None
            row.versie += 1
            return
        row.pogingen += 1
        if row.pogingen >= HANDDRUKKEN or reden == "ontvanger-wil-niet":
            abonnementen.stop(tx, row, Abonnementstatus.AFGEWEZEN, reden)
        else:
            row.wacht_tot = now + timedelta(seconds=rules.wachttijd(row.pogingen) or 0)

    # ---- sending --------------------------------------------------------------------------------
    def _event(self, gebeurtenis: rules.Gebeurtenis) -> dict[str, str]:
        settings = self._kader.settings
        return rules.cloudevent(gebeurtenis, settings.platform_oin, settings.public_base_url)

    async def _send(
        self, zicht: Zicht, gebeurtenis: rules.Gebeurtenis, event: dict[str, str]
    ) -> Uitkomst:
        if zicht.tempo:
            gap = 60 / zicht.tempo
            await asyncio.sleep(max(0.0, self._vorige + gap - time.monotonic()))
            self._vorige = time.monotonic()
        if zicht.buiten:
            kanaal = self._kader.settings.open_notificaties_kanaal
            body = post.as_notificatie(event, gebeurtenis.dienst, gebeurtenis.type, kanaal)
            return await self._post.send(zicht.adres, event["id"], body, ZGW)
        body = post.as_cloudevent(event)
        return await self._post.send(zicht.adres, event["id"], body, CLOUDEVENT)


def _is_event(row: afleveringen.Row) -> bool:
    return row.soort == Afleveringsoort.GEBEURTENIS
