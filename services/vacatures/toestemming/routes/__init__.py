"""Routes of consent: the person's own (`eigen`), and what receivers must erase (`wisverzoeken`)."""

from services.vacatures.toestemming.routes import eigen, wisverzoeken

routers = (eigen.router, wisverzoeken.router)
