"""What goes over the line about verbanden and their members."""

from uuid import UUID

from pydantic import Field

from services.gateway.verband import rules
from shared import paging
from shared.api import Datum, Model, Oin, Tekst, absent


class VerbandInvoer(Model):
    """Een nieuw verband."""

    naam: Tekst
    status: rules.Verbandstatus = rules.Verbandstatus.INFORMEEL
    begin_datum: Datum
    eind_datum: Datum | None = Field(None, description="Laatste dag; leeg: nog niet bekend.")
    besluitregel: rules.Besluitregel = Field(
        rules.Besluitregel.ZONDER_STEMMING,
        description="Hoeveel leden instemmen voordat een convenant of nieuw lid er is; één stem"
        " per organisatie. Eigen voorstel (C).",
    )
    or_instemming_vereist: bool = Field(
        True,
        description="Een lid doet pas mee als de dag is vastgelegd waarop zijn ondernemingsraad"
        " instemde (WOR artikel 27; zekerheid B).",
    )
    modules: list[rules.Module] = Field(
        default_factory=lambda: sorted(rules.Module),
        max_length=len(rules.Module),
        description="Wat het verband samen doet; wat hier niet staat, werkt niet tussen leden.",
    )


class VerbandWijziging(Model):
    """Wat aan een verband kan wijzigen; wat ontbreekt, blijft zoals het is."""

    naam: Tekst = absent()
    status: rules.Verbandstatus = absent()
    eind_datum: Datum | None = absent()
    besluitregel: rules.Besluitregel = absent()
    or_instemming_vereist: bool = absent()
    modules: list[rules.Module] = absent(max_length=len(rules.Module))
    reden: Tekst | None = absent(description="Waarom; komt in het logboek van het verband.")


class Verband(VerbandInvoer):
    """Een groep organisaties met gedeelde afspraken."""

    id: UUID


class VerbandPagina(paging.Pagina):
    """Een deel van de verbanden."""

    results: list[Verband] = Field(max_length=paging.MAX_SIZE)


class LidInvoer(Model):
    """Een organisatie die toetreedt."""

    organisatie: Oin
    van: Datum = Field(description="Eerste dag.")
    tot: Datum | None = Field(None, description="Laatste dag; leeg: nog niet bekend.")
    or_instemming_op: Datum | None = Field(
        None, description="Dag waarop de ondernemingsraad instemde; leeg: nog niet."
    )


class LidWijziging(Model):
    """Wat aan een lidmaatschap kan wijzigen; wat ontbreekt, blijft zoals het is."""

    tot: Datum | None = absent(description="Laatste dag; leeg: nog niet bekend.")
    or_instemming_op: Datum | None = absent(
        description="Dag waarop de ondernemingsraad instemde; ook door het lid zelf."
    )


class Lid(LidInvoer):
    """Een lidmaatschap van een verband."""

    id: UUID
    naam: Tekst = Field(description="Naam van de organisatie.")


class LidPagina(paging.Pagina):
    """Een deel van de leden."""

    results: list[Lid] = Field(max_length=paging.MAX_SIZE)


class LidFilter(paging.PageParams):
    """Waarop te kiezen is."""

    op: Datum | None = Field(None, description="Alleen wie op deze dag lid is.")


class LedenKern(Model):
    """Wie er op een dag lid zijn, voor een andere dienst."""

    organisaties: list[Oin] = Field(max_length=10_000)
