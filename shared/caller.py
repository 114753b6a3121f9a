"""Who is asking: the facts that the gateway vouches for in its signed internal token."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

# Services that a verband can switch on and off for itself.
MODULES = frozenset({"vacatures", "pool"})


@dataclass(frozen=True, slots=True)
class Verbandlid:
    """Membership of the caller's organisation, with the version of the convenant in force."""

    verband: UUID
    convenant: int
    # Services for which it counts; None: all. Not in the token: each service gets its own.
    modules: frozenset[str] | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Caller:
    """The facts about who asks; all fields empty: anyone, without a token."""

    client: str | None = None
    organisatie: str | None = None  # OIN
    rollen: frozenset[str] = frozenset()
    scopes: frozenset[str] = frozenset()
    medewerker: UUID | None = None  # pseudonym
    verbanden: tuple[Verbandlid, ...] = ()
    herplaatsing: bool = False  # recorded by own HR, never claimed by the person
    vast_contract: bool | None = None
    gebruiker: str | None = None  # the acting user, declared by the client for the record
    dienst: str | None = None  # a peer service instead of a person or client
    # Counted once: the same caller is a key again and again while its token lives.
    _hash: int = field(init=False, repr=False, compare=False, default=0)

    def __post_init__(self) -> None:
        facts = (self.client, self.organisatie, self.medewerker, self.verbanden, self.scopes)
        object.__setattr__(self, "_hash", hash(facts))

    def __hash__(self) -> int:
        return self._hash

    @property
    def is_anoniem(self) -> bool:
        return self.client is None and self.dienst is None

    @property
    def verband_ids(self) -> frozenset[UUID]:
        return frozenset(lid.verband for lid in self.verbanden)


ANONIEM = Caller()


def to_claims(caller: Caller, dienst: str | None = None) -> dict[str, Any]:
    """What the token of this caller says; at `dienst` only the verbanden that use it there."""
    return {
        "client": caller.client,
        "organisatie": caller.organisatie,
        "rollen": sorted(caller.rollen),
        "scopes": sorted(caller.scopes),
        "medewerker": str(caller.medewerker) if caller.medewerker else None,
        "verbanden": [
            [str(lid.verband), lid.convenant] for lid in caller.verbanden if _counts(lid, dienst)
        ],
        "herplaatsing": caller.herplaatsing,
        "vastContract": caller.vast_contract,
        "gebruiker": caller.gebruiker,
    }


def _counts(lid: Verbandlid, dienst: str | None) -> bool:
    """A service that is not a module (the gateway itself) hears of every verband."""
    if lid.modules is None or dienst not in MODULES:
        return True
    return dienst in lid.modules


def from_claims(claims: Mapping[str, Any]) -> Caller:
    """The caller of a checked token; a token of a peer service carries only its issuer."""
    if "client" not in claims:
        return Caller(dienst=str(claims["iss"]))
    medewerker = claims["medewerker"]
    return Caller(
        client=claims["client"],
        organisatie=claims["organisatie"],
        rollen=frozenset(claims["rollen"]),
        scopes=frozenset(claims["scopes"]),
        medewerker=UUID(medewerker) if medewerker else None,
        verbanden=tuple(Verbandlid(UUID(id), versie) for id, versie in claims["verbanden"]),
        herplaatsing=claims["herplaatsing"],
        vast_contract=claims["vastContract"],
        gebruiker=claims["gebruiker"],
    )
