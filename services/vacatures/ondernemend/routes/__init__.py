"""One search for an employee (`mogelijkheden`), and what people publish (`verhalen`, `eigen`)."""

from services.vacatures.ondernemend.routes import eigen, mogelijkheden, verhalen

routers = (mogelijkheden.router, verhalen.router, eigen.router)
