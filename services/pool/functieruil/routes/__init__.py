"""The API of swaps."""

from services.pool.functieruil.routes import intern, kringen, plekken, rondes, wensen, werkbezoeken

routers = [wensen.router, plekken.router, rondes.router, kringen.router, werkbezoeken.router]
intern_router = intern.intern
