"""Lines of the list that were sent before.

A line has a mark of its own (`OpenVacature.regelmerk`): whatever changes the text makes another
row with another mark. So what is kept under a key of mark, phase and what the viewer may do is
never out of date; who sees which keys is asked of PostgreSQL every time.
"""

from collections.abc import Sequence
from itertools import islice

# What no JSON text holds as it is: between two keys, and between a key and what is kept by it.
TUSSEN, BINNEN = "\x1e", "\x1f"
MEESTE = 20_000  # lines of about 1 kB, per process

Regel = tuple[str, bytes]  # where a page that ends with it ends, and its text
Regels = dict[bytes, Regel]  # by key, the oldest first
Pagina = tuple[bytes, str | None]  # as `pagina.Gevonden`


def zoek(bewaard: Regels, sleutels: bytes, grootte: int) -> Pagina | None:
    """The page of these keys, of which the one after `grootte` says that there is more.

    None when one of its lines is not kept.
    """
    alle = sleutels.split(_TUSSEN)
    try:
        regels = [bewaard[sleutel] for sleutel in alle[:grootte]]
    except KeyError:
        return None
    return _pagina(regels, len(alle) > grootte)


def bewaar(bewaard: Regels, paren: bytes, grootte: int) -> Pagina:
    """Keep what stands with each key, the oldest make room; the page, as `zoek` gives it."""
    nieuw: Regels = {}
    for paar in paren.split(_TUSSEN) if paren else ():
        sleutel, einde, tekst = paar.split(_BINNEN)
        nieuw[sleutel] = einde.decode(), tekst
    for sleutel in list(islice(bewaard, max(0, len(bewaard) + len(nieuw) - MEESTE))):
        del bewaard[sleutel]
    bewaard.update(nieuw)
    return _pagina(list(nieuw.values())[:grootte], len(nieuw) > grootte)


_TUSSEN, _BINNEN = TUSSEN.encode(), BINNEN.encode()


def _pagina(regels: Sequence[Regel], meer: bool) -> Pagina:
    return b",".join([tekst for _, tekst in regels]), regels[-1][0] if meer else None
