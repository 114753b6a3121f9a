"""Who reads applications besides the recruiters who handle them."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Meelezer:
    """Who asks to read about candidates, in facts; `medewerker` None: a machine by itself.

    A role is of a machine; a person is known by pseudonym, and has no role but that of medewerker.
    """

    organisatie: str | None
    rollen: frozenset[str]
    medewerker: UUID | None = None
    solliciteert: bool = False  # on this very vacancy; one that was withdrawn does not count


def is_leidinggevende(wie: Meelezer, werkgevers: Collection[str]) -> bool:
    """Whether a system asks for those who lead people of one of these employers."""
    return wie.organisatie in werkgevers and "leidinggevende" in wie.rollen


def is_houder(wie: Meelezer, werkgevers: Collection[str], houder: UUID | None) -> bool:
    """Whether this person is the vacaturehouder, who reads the candidates and judges them.

    Who is named keeps it as long as working for an employer of the vacancy, and is no candidate:
    nobody judges who competes for the same job.
    """
    genoemd = houder is not None and houder == wie.medewerker
    return genoemd and wie.organisatie in werkgevers and not wie.solliciteert


def mag_volgorde_lezen(
    wie: Meelezer, werkgevers: Collection[str], houder: UUID | None, *, zonder_houder: bool
) -> bool:
    """Whether who leads people reads the order with its grounds, which changes nothing.

    Only the vacaturehouder does. Of a vacancy without one every leidinggevende of the employer, if
    the convenant leaves it so (`zonder_houder`).
    """
    if houder is None:
        return zonder_houder and is_leidinggevende(wie, werkgevers)
    return is_houder(wie, werkgevers, houder)


def ziet_eigen(
    eigen_inlog: bool,
    organisatie: str | None,
    werkgevers: Collection[str],
    client: str | None,
    gemaakt_door: str | None,
) -> bool:
    """Whether this token shows a person the own application.

    With an own login: always. A machine of the employer that speaks for its employee knows what
    that employer may know: applications at itself, and those it made itself. Whoever works nowhere
    has no employer that could look along.
    """
    if eigen_inlog or organisatie is None or organisatie in werkgevers:
        return True
    return client is not None and client == gemaakt_door
