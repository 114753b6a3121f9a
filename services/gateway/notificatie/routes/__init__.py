"""The routes of the notificaties: the change feed, subscriptions, and how delivering goes."""

from services.gateway.notificatie.routes import abonnementen, afleveringen, gebeurtenissen

routers = (gebeurtenissen.router, abonnementen.router, afleveringen.router)
intern = gebeurtenissen.intern
