"""The person who is logged in with an own link: own contact, to read, correct and remove."""

from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from fastapi import Request, Response
from pydantic import Field, model_validator

from services.gateway.bericht import storage as berichten
from services.gateway.kandidaat import storage as kandidaten
from services.gateway.medewerker import storage as medewerkers
from services.gateway.organisatie import storage as organisaties
from services.gateway.toegang import teksten
from services.gateway.toegang.routes.kandidaten import Telefoon, check
from services.gateway.toegang.storage import inloglinks
from shared import api, etag, verwerking
from shared.api import Beller, Model, Nu, Oin, Tekst, Tijdstip, Tx, absent, eist
from shared.caller import Caller
from shared.model import Email, niet_leeg
from shared.problem import Problem, found

router = api.router("personen")
EIGEN = eist("eigen:beheren")


class Persoon(Model):
    """Wie u bent, zoals het hier vastligt."""

    id: UUID = Field(description="Uw pseudoniem.")
    soort: Literal["medewerker", "kandidaat"]
    naam: Tekst | None
    email: Email | None
    telefoon: Telefoon | None
    organisatie: Oin | None = Field(description="Uw werkgever; leeg: u komt van buiten.")
    werkgever: Tekst | None = Field(description="Naam van uw werkgever.")
    aangemaakt_op: Tijdstip | None


class PersoonWijziging(Model):
    """Wat u zelf kunt verbeteren; wat ontbreekt, blijft zoals het is."""

    naam: Tekst | None = absent()
    email: Email | None = absent()
    telefoon: Telefoon | None = absent()

    @model_validator(mode="after")
    def _blijft_gevuld(self) -> "PersoonWijziging":
        for field in ("naam", "email"):
            if field in self.model_fields_set and getattr(self, field) is None:
                raise niet_leeg(field)
        return self


@router.get("/persoon", dependencies=[EIGEN], summary="Uw eigen gegevens")
def get_persoon(request: Request, tx: Tx, beller: Beller, nu: Nu) -> Persoon:
    """Uw naam en hoe u te bereiken bent. Van een medewerker beheert de werkgever deze gegevens."""
    shown, versie = _persoon(tx, _zelf(beller))
    verwerking.record(tx, beller, "eigen gegevens bekijken", [shown.id], nu)
    etag.stamp(request, versie)
    return shown


@router.patch("/persoon", dependencies=[EIGEN], summary="Verbeter uw gegevens")
def change_persoon(
    wijziging: PersoonWijziging, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> Persoon:
    """Verbeter uw naam, e-mailadres of telefoonnummer. Een medewerker vraagt dit de werkgever."""
    row = _kandidaat(tx, beller)
    etag.require_match(request, row.versie)
    given: dict[str, Any] = {n: getattr(wijziging, n) for n in wijziging.model_fields_set}
    check(given.get("naam"), given.get("email"), given.get("telefoon"))
    if given.get("email", row.email) != row.email:
        berichten.add_notice(tx, row.email, teksten.ADRES_GEWIJZIGD, teksten.adres_gewijzigd(), nu)
        berichten.add_inloglink(tx, nu, persoon=row.id)  # whoever reads there can go on
    for name, value in given.items():
        setattr(row, name, value)
    row.versie += 1
    verwerking.record(tx, beller, "eigen gegevens verbeteren", [row.id], nu)
    etag.stamp(request, row.versie)
    return _persoon(tx, row.id)[0]


@router.delete(
    "/persoon", status_code=204, dependencies=[EIGEN], summary="Verwijder uw naam en contact"
)
def delete_persoon(tx: Tx, beller: Beller, nu: Nu) -> Response:
    """Verwijder uw naam, e-mailadres en telefoonnummer; daarna kan niemand u meer bereiken.

    Trek eerst uw lopende sollicitaties in. Een medewerker vraagt dit de werkgever.
    """
    row = _kandidaat(tx, beller)
    verwerking.record(tx, beller, "eigen gegevens verwijderen", [row.id], nu)
    forget(tx, row.id)
    return Response(status_code=204)


def forget(tx: Tx, persoon: UUID) -> None:
    """Everything the gateway needs to reach an outsider."""
    for room in (berichten, inloglinks, kandidaten):
        room.wis_personen(tx, [persoon])


def _zelf(beller: Caller) -> UUID:
    if beller.medewerker is None:
        raise Problem(403, "Dit kan alleen met een eigen inlog.", code="geen-persoon")
    return beller.medewerker


def _kandidaat(tx: Tx, beller: Caller) -> kandidaten.Row:
    if medewerkers.get(tx, _zelf(beller)) is not None:
        detail = "Uw werkgever beheert deze gegevens; vraag het uw HR-adviseur."
        raise Problem(403, detail, code="werkgever-beheert")
    return found(kandidaten.get_locked(tx, _zelf(beller)), "persoon")


def _persoon(tx: Tx, id: UUID) -> tuple[Persoon, int]:
    telefoon: str | None = None
    aangemaakt_op: datetime | None = None
    if (employee := medewerkers.get(tx, id)) is not None:
        known: medewerkers.Row | kandidaten.Row = employee
        organisatie: str | None = employee.organisatie
    else:
        outsider = found(kandidaten.get(tx, id), "persoon")
        known, organisatie = outsider, None
        telefoon, aangemaakt_op = outsider.telefoon, outsider.aangemaakt_op
    namen = organisaties.names(tx, [organisatie] if organisatie else [])
    shown = Persoon(
        id=id,
        soort="medewerker" if organisatie else "kandidaat",
        naam=known.naam,
        email=known.email,
        telefoon=telefoon,
        organisatie=organisatie,
        werkgever=namen.get(organisatie or ""),
        aangemaakt_op=aangemaakt_op,
    )
    return shown, known.versie
