"""What every lane shares: settings, the database, keys, the clock of the feed."""

import asyncio
import ssl
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID, uuid4

import httpcore2
from sqlalchemy.orm import Session, sessionmaker

from services.gateway.notificatie import rules
from shared import fernet
from shared.settings import Settings

T = TypeVar("T")
VRAGEN = 6
# Who a client is now for the feed; None: it is switched off, or may not read it any more.
LezerOf = Callable[[Session, str], rules.Lezer | None]


@dataclass(frozen=True, slots=True)
class Kader:
    """Shared by the lanes of one worker."""

    settings: Settings
    sessions: sessionmaker[Session]
    lezer_of: LezerOf
    guard: httpcore2.AsyncNetworkBackend
    tls: ssl.SSLContext
    kluis: fernet.Kluis | None
    me: UUID = field(default_factory=uuid4)
    # As many questions at once as there are connections; the rest wait their turn.
    vragen: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(VRAGEN))

    async def ask(self, question: Callable[[Session], T]) -> T:
        """One transaction."""

        def answer() -> T:
            with self.sessions.begin() as tx:
                return question(tx)

        return await asyncio.get_running_loop().run_in_executor(self.vragen, answer)
