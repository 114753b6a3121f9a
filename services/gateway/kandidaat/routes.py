"""Who a person is, for a peer service: employee or outsider, behind the same address."""

from uuid import UUID

from fastapi import Depends
from pydantic import Field

from services.gateway.kandidaat import storage
from services.gateway.medewerker import storage as medewerkers
from shared import api
from shared.api import Model, Tx
from shared.problem import found

intern = api.router("kandidaten")


class Contact(Model):
    """Hoe iemand te bereiken is; voor een andere dienst die dat mag weten."""

    naam: str | None
    email: str | None
    organisatie: str | None = Field(None, description="Werkgever (OIN); leeg: van buiten.")
    telefoon: str | None = Field(None, description="Alleen van een kandidaat van buiten.")


@intern.get("/medewerkers/{id}", dependencies=[Depends(api.dienst)])
def get_contact(id: UUID, tx: Tx) -> Contact:
    """Name and contact for a peer service, which records the reading: it knows who asked and why.

    Answers for outsiders too: to a service everybody is a person with a pseudonym.
    """
    if (medewerker := medewerkers.get(tx, id)) is not None:
        naam, email = medewerker.naam, medewerker.email
        return Contact(naam=naam, email=email, organisatie=medewerker.organisatie)
    row = found(storage.get(tx, id), "medewerker")
    return Contact(naam=row.naam, email=row.email, telefoon=row.telefoon)
