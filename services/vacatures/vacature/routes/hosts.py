"""The hosts where an employer lets people apply at its own address."""

from typing import Annotated

from fastapi import Path, Request
from pydantic import AfterValidator, Field

from services.vacatures.mandaat import routes as mandaat
from services.vacatures.mandaat.rules import MANDAATROLLEN
from services.vacatures.vacature import rules, storage
from shared import api, etag
from shared.api import OIN, Beller, Model, Nu, Oin, Tx, eist
from shared.model import NO_CONTROL, no_control
from shared.problem import Problem, found, invalid

router = api.router("vacatures")

OinPad = Annotated[
    str, Path(pattern=OIN, min_length=20, max_length=20, description="OIN van de werkgever.")
]
Host = Annotated[
    str,
    Field(min_length=1, max_length=253, json_schema_extra={"pattern": NO_CONTROL}),
    AfterValidator(no_control),
]


class SollicitatiehostsInvoer(Model):
    """De hosts waar `sollicitatieUrl` naar mag wijzen; alleen precies deze, niets eronder."""

    hosts: list[Host] = Field(max_length=50)


class Sollicitatiehosts(SollicitatiehostsInvoer):
    """De hosts zoals vastgelegd: in kleine letters en als ASCII."""

    werkgever: Oin


@router.get(
    "/werkgevers/{oin}/sollicitatiehosts",
    dependencies=[eist("vacatures:lezen")],
    summary="Hosts waar een werkgever laat solliciteren",
)
def get_sollicitatiehosts(
    oin: OinPad, request: Request, tx: Tx, beller: Beller, nu: Nu
) -> Sollicitatiehosts:
    """Geeft de lijst; voor de werkgever zelf en wie met mandaat voor hem werft."""
    kijker = storage.kijker(tx, beller, nu)
    found(oin if oin in kijker.handelt_voor else None, "werkgever")
    hosts, versie = storage.get_hosts(tx, oin)
    etag.stamp(request, versie)
    return Sollicitatiehosts(werkgever=oin, hosts=hosts)


@router.put(
    "/werkgevers/{oin}/sollicitatiehosts",
    dependencies=[eist("vacatures:schrijven")],
    summary="Leg vast op welke hosts u laat solliciteren",
)
def put_sollicitatiehosts(
    oin: OinPad,
    invoer: SollicitatiehostsInvoer,
    request: Request,
    tx: Tx,
    beller: Beller,
    nu: Nu,
) -> Sollicitatiehosts:
    """Vervangt de lijst; een vacature met een adres dat er niet meer op staat, verliest dat adres.

    Alleen de werkgever zelf beslist hierover: ook wie met mandaat werft, kan het niet.
    """
    kijker = storage.kijker(tx, beller, nu)
    found(oin if oin in kijker.handelt_voor else None, "werkgever")
    if oin != beller.organisatie or not beller.rollen & MANDAATROLLEN:
        raise Problem(403, "Dit kan alleen een recruiter van de werkgever.", code="geen-rol")
    mandaat.mens(beller)
    hosts, versie = storage.get_hosts(tx, oin, lock=True)
    etag.require_match(request, versie)
    if fouten := rules.host_fouten(invoer.hosts):
        raise invalid(*((f.veld, f.code, f.reden) for f in fouten))
    nieuw = sorted(h for h in map(rules.normale_host, invoer.hosts) if h is not None)
    if versie == 0 or nieuw != hosts:
        versie = storage.set_hosts(tx, oin, nieuw, beller, nu)
    etag.stamp(request, versie)
    return Sollicitatiehosts(werkgever=oin, hosts=nieuw)
