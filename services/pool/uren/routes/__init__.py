"""Routes of hours: the own week (`weken`), urenstaten and decisions (`staten`), files
(`bestanden`), and the sums of a verband (`totalen`).
"""

from services.pool.uren.routes import bestanden, staten, totalen, weken

routers = (weken.router, staten.router, bestanden.router, totalen.router)
