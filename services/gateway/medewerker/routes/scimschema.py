"""What of SCIM's user we know, as SCIM describes itself: so a client reads what is left out."""

from typing import Annotated

from scim2_models import (
    URN,
    AnyExtension,
    ComplexAttribute,
    Extension,
    Required,
    Resource,
    Uniqueness,
)


class Adres(ComplexAttribute):
    """One e-mail address."""

    value: str | None = None


class Leidinggevende(ComplexAttribute):
    """Who leads somebody."""

    value: str | None = None


class Werk(Extension):
    """What an employer adds: only who leads somebody."""

    __schema__ = URN("urn:ietf:params:scim:schemas:extension:enterprise:2.0:User")
    manager: Leidinggevende | None = None


class Gebruiker(Resource[AnyExtension]):
    """A person in service, as far as we know one; a `name` is read too, and kept as displayName."""

    __schema__ = URN("urn:ietf:params:scim:schemas:core:2.0:User")
    user_name: Annotated[str | None, Uniqueness.server, Required.true] = None
    display_name: str | None = None
    emails: list[Adres] | None = None
    active: bool | None = None
