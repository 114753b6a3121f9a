"""What the routes of klussen ask in the same words."""

from services.pool.functieruil.routes.access import eis_goed as eis_goed
from services.pool.functieruil.routes.access import eis_verband as eis_verband
from services.pool.functieruil.routes.access import weiger as weiger

KLUSSEN = "Klussen: reacties, matches en klussenplannen"
NIET_NU = "Dit kan nu niet; zie beletselen."
