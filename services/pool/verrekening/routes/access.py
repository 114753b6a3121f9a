"""Who may do what with settlements, and the months of one, in the same words for every route."""

from calendar import monthrange
from collections.abc import Iterable
from uuid import UUID

import httpx2
from sqlalchemy.orm import Session

from services.pool.flexpool import rules as flexpool
from services.pool.kijker import beletsels
from services.pool.verrekening import rules, storage
from shared import problem
from shared.http import Peer
from shared.problem import Problem, found

LEZEN, SCHRIJVEN = "pool:lezen", "pool:schrijven"
VERREKENING = "Uren verrekenen tussen werkgevers"


def eis_lezer(kijker: flexpool.Kijker, verband: UUID) -> None:
    """404 for who is not of the verband, or has no role that plans, decides or advises."""
    found(True if rules.ziet_verrekening(verband, kijker) else None, "verband")


def leden_van(gateway: Peer, verband: UUID) -> storage.Leden:
    """Who was a member on the last day of a month. Error: 503 when the gateway is away."""

    def leden(maand: str) -> tuple[str, ...]:
        laatste = monthrange(int(maand[:4]), int(maand[5:]))[1]
        try:
            op = f"/intern/verbanden/{verband}/leden?op={maand}-{laatste:02}"
            return tuple(sorted(gateway.get(op)["organisaties"]))
        except httpx2.HTTPStatusError as error:
            if error.response.status_code == 404:
                return ()
            raise problem.unavailable("De gateway") from None
        except httpx2.HTTPError:
            raise problem.unavailable("De gateway") from None

    return leden


def leden_vooraf(gateway: Peer, verband: UUID, maanden: Iterable[str]) -> storage.Leden:
    """The same of these months, asked now: who holds the lock does not wait for the gateway.

    Hours of a month that came after that are no part of the concept that was seen: that is refused.
    """
    vraag = leden_van(gateway, verband)
    bekend = {een: vraag(een) for een in maanden}
    return lambda maand: bekend.get(maand, ())


def weiger(redenen: list[flexpool.Reden], detail: str, code: str) -> None:
    """409 with everything that stops this, when there is anything."""
    if redenen:
        raise Problem(409, detail, code=code, beletselen=beletsels(redenen))


def maand(tx: Session, id: UUID, kijker: flexpool.Kijker) -> storage.Maand:
    return found(storage.get_maand(tx, id, kijker), "verrekening")
