"""The routes of the notificaties: the change feed."""

from services.gateway.notificatie.routes import gebeurtenissen

router = gebeurtenissen.router
routers = (gebeurtenissen.router,)
intern = gebeurtenissen.intern
