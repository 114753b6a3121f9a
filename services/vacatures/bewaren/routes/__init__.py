"""Routes of keeping: the own file (`eigen`), objections (`bezwaren`), terms (`termijnen`)."""

from services.vacatures.bewaren.routes import bezwaren, eigen, termijnen, uitvoer
from services.vacatures.bewaren.routes.termijnen import termijnen_van as termijnen_van

routers = (eigen.router, bezwaren.router, termijnen.router)
intern_routers = (uitvoer.intern,)
