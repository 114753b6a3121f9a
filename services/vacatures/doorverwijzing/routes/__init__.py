"""Routes of referrals: propose and agree (`voorstellen`), read and answer (`inzien`), `pauzes`."""

from services.vacatures.doorverwijzing.routes import inzien, pauzes, voorstellen

routers = (voorstellen.router, inzien.router, pauzes.router)
