"""Routes of referrals: propose and agree (`voorstellen`), read and answer (`inzien`), `documenten`,
and `pauzes` with the figures.
"""

from services.vacatures.doorverwijzing.routes import documenten, inzien, pauzes, voorstellen

routers = (voorstellen.router, inzien.router, documenten.router, pauzes.router)
