"""De wijzigingsstroom: what happened, as CloudEvents, each caller only what it may know."""

from typing import Annotated
from uuid import UUID

from fastapi import Query, Request, Response
from pydantic import Field

from services.gateway.notificatie import rules, storage
from shared import api
from shared.api import OIN, Beller, Dienst, Model, Oin, Tekst, Tijdstip, Tx, eist
from shared.problem import invalid

BASE = "/notificaties/v1"
MAX_BATCH = 1000
MAX_LIMIT = 100
router = api.router("gebeurtenissen")
intern = api.router("gebeurtenissen")

URN = r"^urn:nld:oin:" + OIN.removeprefix("^").removesuffix("$") + r":systeem:[a-z-]+$"
Limiet = Annotated[
    int, Query(ge=1, le=MAX_LIMIT, json_schema_extra={"format": "int32"}, description="Hoogstens.")
]
Cursor = Annotated[
    UUID | None, Query(description="Uit het vorige antwoord; leeg: vanaf het begin.")
]


class Gebeurtenis(Model):
    """Een CloudEvent volgens het NL GOV-profiel: zonder gegevens, alleen waar zij staan."""

    specversion: str = Field(pattern=r"^1\.0$", max_length=3)
    id: UUID
    source: str = Field(pattern=URN, max_length=100, description="Wie het meldt.")
    type: str = Field(pattern=r"^nl\.doorstroom\.[a-z.-]+$", max_length=200)
    subject: UUID = Field(description="Waar het over gaat.")
    time: Tijdstip = Field(description="Wanneer het is vastgelegd.")
    datacontenttype: str = Field(pattern="^application/json$", max_length=50)
    dataref: str = Field(max_length=2000, description="Waar het te lezen is, met uw eigen rechten.")


class Gebeurtenissen(Model):
    """Het volgende stuk van de stroom."""

    results: list[Gebeurtenis] = Field(max_length=MAX_LIMIT)
    cursor: UUID | None = Field(
        description="Geef dit mee om verder te lezen; leeg: er was nog niets voor u."
    )


class Publiek(Model):
    """Who may know of an event."""

    openbaar: bool
    organisaties: frozenset[Oin]
    verbanden: frozenset[UUID]
    rollen: frozenset[Tekst]


class Melding(Model):
    """An event as a peer service reports it (`shared.events.message`)."""

    id: UUID
    type: str = Field(pattern=r"^[a-z]+(-[a-z]+)*$", max_length=100)
    onderwerp: UUID
    publiek: Publiek
    dataref: str = Field(pattern=r"^/[!-~]*$", max_length=500)
    op: Tijdstip


@router.get(
    "/gebeurtenissen", dependencies=[eist("gebeurtenissen:lezen")], summary="Wijzigingsstroom"
)
def list_gebeurtenissen(
    request: Request,
    response: Response,
    tx: Tx,
    beller: Beller,
    cursor: Cursor = None,
    limit: Limiet = MAX_LIMIT,
) -> Gebeurtenissen:
    """Wat er gebeurde, in volgorde, voor zover u het mag weten.

    Bewaar `cursor` en geef die de volgende keer mee. Een gebeurtenis kan twee keer komen:
    dezelfde `id` is dezelfde gebeurtenis. Een cursor die niet (meer) van u is, geeft 400;
    begin dan opnieuw zonder cursor.
    """
    lezer = rules.Lezer(beller.organisatie, beller.verband_ids, beller.rollen)
    position = storage.position(tx, cursor, lezer) if cursor else 0
    if position is None:
        reason = "Deze cursor is niet bekend; begin opnieuw zonder cursor."
        raise invalid(("query.cursor", "cursor-onbekend", reason))
    found = storage.after(tx, position, lezer, limit)
    settings = request.app.state.settings
    adres = settings.public_base_url.rstrip("/")
    last = found[-1].id if found else cursor
    if len(found) == limit:
        url = f"{adres}{BASE}/gebeurtenissen?cursor={last}&limit={limit}"
        response.headers["Link"] = f'<{url}>; rel="next"'
    results = [rules.cloudevent(een, settings.platform_oin, adres) for een in found]
    return Gebeurtenissen(results=[Gebeurtenis.model_validate(een) for een in results], cursor=last)


@intern.post("/gebeurtenissen", status_code=204)
def add_gebeurtenissen(
    meldingen: Annotated[list[Melding], Field(max_length=MAX_BATCH)], tx: Tx, dienst: Dienst
) -> None:
    """Events of a peer service, oldest first; one that came before changes nothing."""
    storage.add(
        tx,
        [
            rules.Gebeurtenis(
                id=melding.id,
                dienst=dienst,
                type=melding.type,
                onderwerp=melding.onderwerp,
                dataref=melding.dataref,
                op=melding.op,
                publiek=rules.Publiek(**dict(melding.publiek)),
            )
            for melding in meldingen
        ],
    )
