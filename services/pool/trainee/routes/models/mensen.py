"""What goes over the line about trainees, mentors, and how they look back."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.pool.flexpool.routes.models import Webadres
from services.pool.flexpool.rules import InDienstVoor
from services.pool.inzet.rules import InzetStatus
from services.pool.trainee.routes.models.programmas import (
    Aantal,
    Bloknummer,
    Kort,
    Onderwerp,
    Onderwerpen,
    Toelichting,
)
from services.pool.trainee.rules import (
    MEESTE_BLOKKEN,
    Bestuurslaag,
    Evaluatierol,
    Evaluatiezicht,
    Mentorstatus,
    Plaatscode,
    Traineestatus,
    Wenscode,
)
from shared import paging
from shared.api import Datum, Geheel, Model, Oin, Tijdstip, absent

Organisaties = Annotated[list[Oin], Field(max_length=50)]
Lagen = Annotated[list[Bestuurslaag], Field(max_length=5)]
Ervaring = Annotated[list[Onderwerp], Field(min_length=1, max_length=20)]
Hoogstens = Annotated[Geheel, Field(ge=1, le=10)]


class TraineeInvoer(Model):
    """Een eigen medewerker die meedoet."""

    medewerker: UUID
    in_dienst_voor: InDienstVoor = InDienstVoor.EIGEN_WERK


class Toelating(Model):
    """De werkgever zegt of wie zich aanmeldde, meedoet."""

    ja: bool
    in_dienst_voor: InDienstVoor = InDienstVoor.EIGEN_WERK


class Traineewensen(Model):
    """Uw eigen wensen, de liefste eerst; alleen u en wie het programma leidt lezen ze."""

    organisaties: Organisaties = Field(default_factory=list)
    lagen: Lagen = Field(default_factory=list)
    onderwerpen: Onderwerpen = Field(default_factory=list)


class Plaatsuitleg(Model):
    """Waarom deze plaats."""

    code: Plaatscode
    uitleg: str = Field(max_length=300)
    wensnummer: Annotated[Geheel, Field(ge=1, le=50)] | None = None
    laag_gewenst: bool = False
    onderwerpen: Onderwerpen = Field(default_factory=list)
    reden: str | None = Field(None, max_length=200, description="Van wie de plaats veranderde.")


class EigenPlaats(Model):
    """Waar een trainee in een blok is, volgens het vastgestelde rooster."""

    blok: Bloknummer
    van: Datum
    tot: Datum
    organisatie: Oin | None = None
    inzet: UUID | None = None
    inzetstatus: InzetStatus | None = None
    uitleg: Plaatsuitleg | None = Field(None, description="Voor de trainee en wie leidt.")


class NietGekregen(Model):
    """Een gewenste organisatie die niet in het rooster staat, en waarom."""

    organisatie: Oin
    code: Wenscode
    uitleg: str = Field(max_length=300)


class Trainee(Model):
    """Wie in een programma rouleert."""

    id: UUID
    url: Webadres
    programma: UUID
    medewerker: UUID
    thuisorganisatie: Oin
    in_dienst_voor: InDienstVoor
    status: Traineestatus
    wensen: Traineewensen | None = Field(None, description="Leeg voor wie ze niet mag lezen.")
    mentor: UUID | None = Field(None, description="De mentor; leeg voor wie dat niet aangaat.")
    mentor_reden: str | None = Field(None, max_length=200)
    plaatsen: list[EigenPlaats] = Field(max_length=MEESTE_BLOKKEN)
    niet_gekregen: list[NietGekregen] = Field(max_length=50)


class TraineePagina(paging.Pagina):
    """Een pagina trainees."""

    results: list[Trainee] = Field(max_length=paging.MAX_SIZE)


class TraineeFilter(paging.PageParams):
    """Filters van de lijst."""

    programma: UUID | None = Field(None, description="Alleen van dit programma.")


class MentorInvoer(Model):
    """U biedt aan te begeleiden: waarin u ervaring heeft en hoeveel trainees u aankunt."""

    programma: UUID
    ervaring: Ervaring
    hoogstens: Hoogstens = 1


class MentorWijziging(Model):
    """Merge patch van uw aanbod."""

    ervaring: Ervaring = absent()
    hoogstens: Hoogstens = absent()


class Traineementor(Model):
    """Wie aanbiedt trainees te begeleiden; gekozen op ervaring, nooit op leeftijd."""

    id: UUID
    url: Webadres
    programma: UUID
    medewerker: UUID
    organisatie: Oin
    ervaring: Onderwerpen
    hoogstens: Hoogstens
    status: Mentorstatus


class TraineementorPagina(paging.Pagina):
    """Een pagina mentoren."""

    results: list[Traineementor] = Field(max_length=paging.MAX_SIZE)


class Mentorpaar(Model):
    """Een mentor die past bij een trainee, met de reden; of waarom er geen is."""

    trainee: UUID
    mentor: UUID | None = None
    onderwerpen: Onderwerpen = Field(description="Wat de een wil leren en de ander kent.")
    uitleg: str = Field(max_length=300)


class Mentorvoorstel(Model):
    """Wie bij wie past; een mens kiest."""

    programma: UUID
    paren: list[Mentorpaar] = Field(max_length=1000)


class Mentorkeuze(Model):
    """De mentor van een trainee, of geen."""

    mentor: UUID | None
    reden: Kort


class EvaluatieInvoer(Model):
    """Twee vragen over het blok; schrijf niet over een persoon, en geen cijfers."""

    geleerd: Toelichting = Field(description="Wat leerde u, of leerde de trainee volgens u?")
    anders: Toelichting = Field(description="Wat zou u een volgende keer anders doen?")
    zicht: Evaluatiezicht = Evaluatiezicht.ELKAAR


class Blokevaluatie(Model):
    """Hoe iemand op een blok terugkijkt."""

    trainee: UUID
    blok: Bloknummer
    rol: Evaluatierol
    geleerd: str = Field(max_length=2000)
    anders: str = Field(max_length=2000)
    zicht: Evaluatiezicht
    op: Tijdstip


class BlokevaluatieLijst(Model):
    """De evaluaties van een trainee die u mag lezen."""

    results: list[Blokevaluatie] = Field(max_length=100)


class Bloktelling(Model):
    """Hoeveel evaluaties er van een blok zijn; leeg bij te weinig trainees."""

    blok: Bloknummer
    trainees: Aantal | None = None
    van_trainees: Aantal | None = None
    van_mentoren: Aantal | None = None
    van_gastheren: Aantal | None = None


class Evaluatietelling(Model):
    """Aantallen per blok; geen teksten en geen mensen."""

    programma: UUID
    blokken: list[Bloktelling] = Field(max_length=MEESTE_BLOKKEN)
