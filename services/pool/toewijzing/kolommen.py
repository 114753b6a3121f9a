"""The columns of the exact mode: every stay that a kans allows."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from services.pool.toewijzing import bord
from services.pool.toewijzing.bord import VAK
from services.pool.toewijzing.bord_vel import HALVE_DAG
from services.pool.toewijzing.rules import Kans


@dataclass(frozen=True, slots=True)
class Kolom:
    """A possible stay: which kans, from which day up to which, at most how many hours per week."""

    kans: Kans
    van: int
    na: int
    meest: int


def kolommen(kans: Kans, *, knip: bool) -> list[Kolom]:
    """Every stay of a kans: cut on periods of four weeks, or only where its hours change."""
    uit = []
    langst = kans.langst or kans.vensters[-1].na
    for van, na in bord.vensters(kans):
        punten = sorted(
            {van, na, *(een.van for een in kans.vensters if van < een.van < na)}
            | set(range(van + VAK - van % VAK, na, VAK) if knip else ())
            | ({van + langst, na - langst} if langst < na - van else set())
        )
        for nr, begin in enumerate(punten):
            for einde in punten[nr + 1 :]:
                meest = min(
                    (een.uren for een in kans.vensters if een.van < einde and begin < een.na),
                )
                past = kans.kortst <= einde - begin <= langst and meest >= kans.uren_min
                if past:
                    uit.append(Kolom(kans, begin, einde, min(meest, kans.uren_max)))
    return uit


def haalbaar(alle: Sequence[Kolom]) -> dict[str, int]:
    """Per organisation the sums that its stays could make, if nothing stood in their way:
    bit by bit.
    """
    per_kans: dict[str, dict[tuple[UUID, UUID], set[int]]] = defaultdict(dict)
    for kolom in alle:
        kans = kolom.kans
        eigen = per_kans[kans.inlener].setdefault((kans.lid, kans.behoefte), set())
        for uren in (*range(kans.uren_min, kolom.meest + 1, HALVE_DAG), kolom.meest):
            eigen.add(uren * (kolom.na - kolom.van))
    uit = {}
    for een, kansen in per_kans.items():
        sommen = 1
        for bedragen in kansen.values():
            met = sommen
            for bedrag in bedragen:
                met |= sommen << bedrag
            sommen = met
        uit[een] = sommen
    return uit
