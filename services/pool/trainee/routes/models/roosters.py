"""What goes over the line about roosters: for who leads the programme."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.inzet.rules import InzetStatus
from services.pool.trainee.routes.models.mensen import Plaatsuitleg
from services.pool.trainee.routes.models.programmas import Aantal, Bloknummer, Kort
from services.pool.trainee.rules import Roosterstatus
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tijdstip


class Roostercijfers(Model):
    """Wat de berekening vond; geen mensen."""

    trainees: Aantal
    blokken: Aantal = Field(description="Blokken die nog niet begonnen.")
    te_vullen: Aantal
    gevuld: Aantal
    lagen: Aantal = Field(description="Verschillende bestuurslagen, opgeteld over trainees.")
    bewezen: bool = Field(description="Bewezen dat geen rooster beter is.")


class Traineerooster(Model):
    """Een berekend rooster; het geldt pas als een mens het vaststelt."""

    id: UUID
    url: Webadres
    programma: UUID
    peildatum: Datum
    status: Roosterstatus
    berekening_percentage: Annotated[Geheel, Field(ge=0, le=100)]
    faalcode: str | None = Field(None, max_length=100)
    cijfers: Roostercijfers | None = None
    invoer_hash: str = Field(max_length=64, description="SHA-256 van de feiten van toen.")
    gemaakt_op: Tijdstip
    klaar_op: Tijdstip | None = None
    vastgesteld_op: Tijdstip | None = None
    reden: str | None = Field(None, max_length=200)


class TraineeroosterPagina(paging.Pagina):
    """Een pagina roosters."""

    results: list[Traineerooster] = Field(max_length=paging.MAX_SIZE)


class Traineeplaats(Model):
    """Een trainee in een blok, en waarom daar."""

    trainee: UUID
    blok: Bloknummer
    organisatie: Oin | None = None
    inzet: UUID | None = None
    inzetstatus: InzetStatus | None = None
    uitleg: Plaatsuitleg


class TraineeplaatsPagina(paging.Pagina):
    """Een pagina plaatsen, per trainee en blok."""

    results: list[Traineeplaats] = Field(max_length=paging.MAX_SIZE)


class Plaatswijziging(Model):
    """Een andere plaats, met een reden; zonder organisatie: geen plaats in dit blok."""

    organisatie: Oin | None
    reden: Kort


class Roostervaststelling(Model):
    """Waarom dit rooster geldt."""

    reden: Kort
