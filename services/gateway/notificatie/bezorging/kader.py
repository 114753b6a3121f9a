"""What every lane shares: settings, the database, keys, the clock of the feed."""

import asyncio
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar
from uuid import UUID, uuid4

import httpcore2
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession
from sqlalchemy.orm import Session

from services.gateway.notificatie import rules
from shared import fernet
from shared.settings import Settings

T = TypeVar("T")
# Who a client is now for the feed; None: it is switched off, or may not read it any more.
LezerOf = Callable[[Session, str], rules.Lezer | None]


@dataclass(frozen=True, slots=True)
class Kader:
    """Shared by the lanes of one worker."""

    settings: Settings
    engine: AsyncEngine
    lezer_of: LezerOf
    guard: httpcore2.AsyncNetworkBackend
    tls: ssl.SSLContext
    kluis: fernet.Kluis | None
    me: UUID = field(default_factory=uuid4)
    # How many lanes may ask the database at once: the rest wait, without holding a connection.
    vragen: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(8))

    async def ask(self, question: Callable[[Session], T]) -> T:
        """One transaction."""
        async with (
            self.vragen,
            AsyncSession(self.engine, expire_on_commit=False) as session,
            session.begin(),
        ):
            return await session.run_sync(question)
