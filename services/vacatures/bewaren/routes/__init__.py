"""Routes of keeping: the own file (`eigen`), objections (`bezwaren`), terms (`termijnen`)."""

from services.vacatures.bewaren.routes import bezwaren, eigen, termijnen

routers = (eigen.router, bezwaren.router, termijnen.router)
