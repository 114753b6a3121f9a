"""What the routes of klussen ask in the same words."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated, Any

from fastapi import Depends
from pydantic.alias_generators import to_camel

from services.pool.flexpool import rules as flexpool
from services.pool.functieruil.routes.access import EIGEN as EIGEN
from services.pool.functieruil.routes.access import eis_goed as eis_goed
from services.pool.functieruil.routes.access import eis_verband as eis_verband
from services.pool.functieruil.routes.access import eis_zelf as eis_zelf
from services.pool.functieruil.routes.access import weiger as weiger
from services.pool.kijker import Kijker
from shared.api import Beller
from shared.problem import invalid

KLUSSEN = "Klussen: reacties, matches en klussenplannen"
NIET_NU = "Dit kan nu niet; zie beletselen."


def eigen_kijker(beller: Beller, kijker: Kijker) -> flexpool.Kijker:
    """What somebody answered or plans, an employer's machine does not read for its employee."""
    return kijker if EIGEN in beller.scopes else replace(kijker, medewerker=None)


def eis_gevuld(velden: Mapping[str, Any], leegbaar: frozenset[str] = frozenset()) -> None:
    """400 for a merge patch that would empty what must stay filled."""
    leeg = sorted(naam for naam in velden.keys() - leegbaar if velden[naam] is None)
    if leeg:
        zin = "Dit kan niet leeg worden."
        raise invalid(*((to_camel(naam), "niet-leeg", zin) for naam in leeg))


EigenKijker = Annotated[flexpool.Kijker, Depends(eigen_kijker)]
