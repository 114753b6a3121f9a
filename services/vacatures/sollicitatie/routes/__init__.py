"""Applications: by the candidate (`applying`) and by the employer (`ordering`, `handling`,
`selecting`, `registering`), with complaints and reminders."""

from services.vacatures.sollicitatie.routes import (
    applying,
    audit,
    complaints,
    handling,
    ordering,
    registering,
    reminders,
    selecting,
)
from services.vacatures.sollicitatie.routes.access import (
    Gevolg,
    mens,
    van_beller,
    van_kandidaat,
    van_werkgever,
    wijzig_status,
)

routers = (
    applying.router,
    ordering.router,
    handling.router,
    selecting.router,
    registering.router,
    complaints.router,
    reminders.router,
    audit.router,
)

__all__ = [
    "Gevolg",
    "mens",
    "routers",
    "van_beller",
    "van_kandidaat",
    "van_werkgever",
    "wijzig_status",
]
