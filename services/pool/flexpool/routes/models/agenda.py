"""What goes over the line about who is free when, and which functions rotate."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.pool.flexpool import rules
from services.pool.flexpool.routes.models.leden import (
    LidFunctie,
    Weekdagen,
    als_weekdagen,
    functies_van,
)
from services.pool.flexpool.routes.models.waarden import Functie
from shared import paging
from shared.api import Datum, Geheel, LangeTekst, Model, Oin
from shared.model import ZonderBsn

Weekuren = Annotated[float, Field(ge=0, le=1000)]


class AgendaWeek(Model):
    """Uren van een poollid in één week."""

    van: Datum = Field(description="De maandag.")
    beschikbaar: Weekuren
    bezet: Weekuren = Field(description="Uren in inzetten, ook buiten deze pool.")
    vrij: Weekuren = Field(description="Naar beneden afgerond op een tiende uur.")


class AgendaLid(Model):
    """Wanneer een poollid vrij is."""

    lid: UUID
    medewerker: UUID
    thuisorganisatie: Oin
    functies: list[LidFunctie] = Field(max_length=20)
    weekdagen: Weekdagen | None = None
    weken: list[AgendaWeek] = Field(max_length=53)


class AgendaPagina(paging.Pagina):
    """Een pagina van de agenda."""

    results: list[AgendaLid] = Field(max_length=paging.MAX_SIZE)


class AgendaFilter(paging.PageParams):
    """Welke weken, en van wie."""

    van: Datum | None = Field(None, description="Een dag in de eerste week; leeg: vandaag.")
    weken: Geheel = Field(13, ge=1, le=53, description="Hoeveel weken.")
    functie: Functie | None = Field(None, description="Alleen wie deze functie beheerst.")


class RoulatiefunctieInvoer(Model):
    """Of uw organisatie deze functie laat rouleren."""

    geschikt: bool
    toelichting: Annotated[LangeTekst, ZonderBsn] = Field(
        "", max_length=1000, description="Waarom; zichtbaar voor het verband."
    )


class Roulatiefunctie(RoulatiefunctieInvoer):
    """Of een organisatie een functie laat rouleren; wat niet genoemd is, mag."""

    organisatie: Oin
    functie: Functie


class RoulatiefunctiePagina(paging.Pagina):
    """Een pagina functies."""

    results: list[Roulatiefunctie] = Field(max_length=paging.MAX_SIZE)


def toon_agenda(lid: rules.Poollid, weken: list[rules.Week]) -> AgendaLid:
    return AgendaLid(
        lid=lid.id,
        medewerker=lid.medewerker,
        thuisorganisatie=lid.thuisorganisatie,
        functies=functies_van(lid),
        weekdagen=als_weekdagen(lid.weekdagen),
        weken=[
            AgendaWeek(
                van=week.van,
                beschikbaar=float(week.beschikbaar),
                bezet=float(week.bezet),
                vrij=float(week.vrij),
            )
            for week in weken
        ],
    )
