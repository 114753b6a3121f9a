"""Lines of the list that were sent before.

A line has a number that is never given again (`OpenVacature.regelnummer`): whatever changes the
text makes another row with another number. So what is kept under a key of number, phase and what
the viewer may do is never out of date, and who sees which keys is asked of PostgreSQL every time.
"""

from itertools import islice

# What no JSON text holds as it is: between keys or lines, and between a key and its line.
TUSSEN, BINNEN = "\x1e", "\x1f"
_TUSSEN, _BINNEN = TUSSEN.encode(), BINNEN.encode()
MEESTE = 20_000  # lines of about 1 kB, per process

Regels = dict[bytes, bytes]  # by key, the oldest first


def zoek(bewaard: Regels, sleutels: bytes) -> bytes | None:
    """The lines of these keys, comma between; None when one of them is not kept."""
    try:
        return b",".join([bewaard[sleutel] for sleutel in sleutels.split(_TUSSEN)])
    except KeyError:
        return None


def bewaar(bewaard: Regels, paren: bytes) -> bytes:
    """Keep each line under its key, the oldest make room; the lines, comma between."""
    nieuw = dict(paar.split(_BINNEN) for paar in paren.split(_TUSSEN))
    for sleutel in list(islice(bewaard, max(0, len(bewaard) + len(nieuw) - MEESTE))):
        del bewaard[sleutel]
    bewaard.update(nieuw)
    return b",".join(nieuw.values())
