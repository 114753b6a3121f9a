"""Who reads applications besides the recruiters who handle them."""

from collections.abc import Collection


def mag_volgorde_lezen(
    organisatie: str | None, werkgevers: Collection[str], rollen: Collection[str]
) -> bool:
    """A leidinggevende of an employer reads the order with its grounds, and changes nothing."""
    return organisatie in werkgevers and "leidinggevende" in rollen


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
