"""Applications: by the candidate (`applying`) and by the employer (`handling`)."""

from services.vacatures.sollicitatie.routes import applying, handling
from services.vacatures.sollicitatie.routes.access import mens, van_beller, van_werkgever

routers = (applying.router, handling.router)

__all__ = ["mens", "routers", "van_beller", "van_werkgever"]
