"""Writers of the standards that systems exchange: all public vacancies as SETU, or as VUM."""

import json
from collections.abc import Iterator

from services.vacatures.uitgifte.rules import Uitgave, setu, vum
from services.vacatures.uitgifte.vormen import Kop


def schrijf_setu(uitgaven: Iterator[Uitgave], kop: Kop, vakgebied: int = setu.VAKGEBIED) -> bytes:
    """Each vacancy an own `PositionOpeningNL`, in one element of ours."""
    delen = [setu.begin(kop.basis)]
    delen += [f"{setu.opening(uitgave, kop.basis, vakgebied)}\n" for uitgave in uitgaven]
    return "".join([*delen, setu.EIND]).encode()


def schrijf_vum(uitgaven: Iterator[Uitgave], kop: Kop) -> bytes:
    """Each vacancy as `Vacature` of VUM v3, in one list."""
    lijst = [vum.vacature(uitgave, kop.basis) for uitgave in uitgaven]
    return als_json({"vacatures": lijst})


def als_json(inhoud: object) -> bytes:
    return json.dumps(inhoud, ensure_ascii=False, separators=(",", ":")).encode()
