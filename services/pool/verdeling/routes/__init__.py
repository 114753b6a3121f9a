"""Routes of the ledger (`grootboek`), its picture (`grafiek`) and what-if over the past."""

from services.pool.verdeling.routes import grafiek, grootboek, simulatie

routers = (grootboek.router, grafiek.router, simulatie.router)
