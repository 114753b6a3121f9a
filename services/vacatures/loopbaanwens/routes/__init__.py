"""Wishes of the own person, where they fit, and interest."""

from services.vacatures.loopbaanwens.routes import gesprekken, interesses, passend, wensen

routers = (wensen.router, passend.router, interesses.router, gesprekken.router)
