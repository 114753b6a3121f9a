"""What the routes of klussen ask in the same words."""

from dataclasses import replace
from typing import Annotated

from fastapi import Depends

from services.pool.flexpool import rules as flexpool
from services.pool.functieruil.routes.access import EIGEN as EIGEN
from services.pool.functieruil.routes.access import eis_goed as eis_goed
from services.pool.functieruil.routes.access import eis_verband as eis_verband
from services.pool.functieruil.routes.access import eis_zelf as eis_zelf
from services.pool.functieruil.routes.access import weiger as weiger
from services.pool.kijker import Kijker
from shared.api import Beller

KLUSSEN = "Klussen: reacties, matches en klussenplannen"
NIET_NU = "Dit kan nu niet; zie beletselen."


def eigen_kijker(beller: Beller, kijker: Kijker) -> flexpool.Kijker:
    """What somebody answered or plans, an employer's machine does not read for its employee."""
    return kijker if EIGEN in beller.scopes else replace(kijker, medewerker=None)


EigenKijker = Annotated[flexpool.Kijker, Depends(eigen_kijker)]
