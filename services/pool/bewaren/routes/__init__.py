"""Routes of keeping: the own file (`eigen`), requests (`verzoeken`), the list of what went
(`vernietigingen`), and for a peer service (`intern`).
"""

from services.pool.bewaren.routes import eigen, intern, uitvoer, vernietigingen, verzoeken

routers = (eigen.router, verzoeken.router, vernietigingen.router)
intern_routers = (intern.router, uitvoer.intern)
