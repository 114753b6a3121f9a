"""The API of klankbord."""

from services.pool.klankbord.routes import cijfers, experts, intern, koppelingen, onkosten, vragen

routers = [experts.router, vragen.router, koppelingen.router, onkosten.router, cijfers.router]
intern_router = intern.intern
