"""The words of this room, and who looks. Pure."""

from collections.abc import Set
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

# Who speaks for an organisation about a question of its own.
VRAGERS = frozenset({"leidinggevende", "hr_adviseur", "secretaris", "hr_hoofd"})


class Klankbordsoort(StrEnum):
    """What a question is about; a personal one is confidential."""

    BESTUURLIJK = "bestuurlijk"
    TECHNISCH = "technisch"
    PERSOONLIJK = "persoonlijk"


class Expertstatus(StrEnum):
    """Where somebody is in the register; a makelaar admits."""

    AANGEMELD = "aangemeld"
    OPGENOMEN = "opgenomen"
    NIET_OPGENOMEN = "niet_opgenomen"


class Klankbordstatus(StrEnum):
    """Life of a question."""

    OPEN = "open"
    GEVRAAGD = "gevraagd"  # an expert was asked
    GEKOPPELD = "gekoppeld"  # and said yes
    AFGEROND = "afgerond"
    INGETROKKEN = "ingetrokken"


class Koppelstatus(StrEnum):
    """What became of asking one expert."""

    GEVRAAGD = "gevraagd"
    AANVAARD = "aanvaard"
    GEWEIGERD = "geweigerd"  # without a reason: none is asked and none is kept
    INGETROKKEN = "ingetrokken"
    AFGEROND = "afgerond"


LOPEND = frozenset({Klankbordstatus.OPEN, Klankbordstatus.GEVRAAGD, Klankbordstatus.GEKOPPELD})
BEZIG = frozenset({Koppelstatus.GEVRAAGD, Koppelstatus.AANVAARD})


@dataclass(frozen=True, slots=True)
class Klankbordlezer:
    """Who looks; `zelf` only with an own login, never through an employer's machine."""

    organisatie: str | None = None  # OIN; None: works for no member
    rollen: Set[str] = field(default_factory=frozenset)
    verbanden: Set[UUID] = field(default_factory=frozenset)
    zelf: UUID | None = None


def is_makelaar(lezer: Klankbordlezer, verband: UUID) -> bool:
    return "makelaar" in lezer.rollen and verband in lezer.verbanden
