"""What goes over the line about settlements. No field but `medewerker` can be about a person."""

from typing import Annotated
from uuid import UUID

from pydantic import Field, StringConstraints

from services.pool.flexpool.rules import Tariefgrondslag
from services.pool.uren.rules import Urensoort
from services.pool.verrekening import rules
from services.pool.verrekening.rules import (
    Btwcategorie,
    Btwroute,
    Factuursoort,
    Houdt,
    Wachtreden,
)
from services.pool.verrekening.rules.facturen import BTW_NUMMER, IBAN, KVK, PEPPOL, POSTCODE
from shared import paging
from shared.api import Bedrag, Datum, Geheel, Model, Oin, Tekst, Tijdstip
from shared.model import ZonderBsn

VOORBEHOUD = "Dit is een hulpmiddel en geen juridisch of fiscaal advies."
MEESTE = 100_000
Cent = Annotated[
    int,
    Field(ge=-(10**14), le=10**14, description="Eurocent.", json_schema_extra={"format": "int64"}),
]
Uren = Annotated[float, Field(ge=-1e9, le=1e9, description="Uren, in kwartieren.")]
Maand = Annotated[str, Field(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$", max_length=7)]
Uitleg = Annotated[str, Field(max_length=1000)]
Code = Annotated[str, Field(max_length=60)]
Nummer = Annotated[str, Field(max_length=20, description="Nummer in de reeks van de crediteur.")]
Aantal = Annotated[Geheel, Field(ge=0, le=2_147_483_647)]
Procent = Annotated[
    float | None, Field(ge=-1e9, le=1e9, description="Procent, op honderdsten afgerond.")
]


def uren(kwartieren: int) -> float:
    return kwartieren / rules.KWARTIEREN_PER_UUR


class FactuurgegevensInvoer(Model):
    """Wat op facturen van en aan uw organisatie staat."""

    naam: Tekst
    straat: Tekst = Field(description="Straat en huisnummer.")
    postcode: str = Field(max_length=7, pattern=POSTCODE)
    plaats: Tekst
    btw_nummer: str = Field(max_length=14, pattern=BTW_NUMMER)
    kvk: str | None = Field(
        None, max_length=8, pattern=KVK, description="KvK-nummer; leeg: het OIN staat er."
    )
    iban: str | None = Field(
        None, max_length=34, pattern=IBAN, description="Leeg: betaling loopt via het saldo."
    )
    peppol_id: str | None = Field(
        None, max_length=55, pattern=PEPPOL, description="Schema en nummer; leeg: het OIN."
    )
    publiek: bool | None = Field(None, description="Is dit een publiekrechtelijk lichaam?")
    mobiliteit: bool | None = Field(
        None,
        description="Hoort mobiliteit bij uw personeelsbeleid, en geldt dat voor alle werknemers?",
    )


class Factuurgegevens(FactuurgegevensInvoer):
    """De factuurgegevens die nu gelden; stukken van een gesloten maand houden die van toen."""

    organisatie: Oin
    versie: Aantal
    gewijzigd_op: Tijdstip


class BtwrouteInvoer(Model):
    """De btw-route die uw organisatie voor een inzet kiest."""

    route: Btwroute
    reden: Annotated[Tekst, ZonderBsn]


class BtwVoorwaarde(Model):
    """Een voorwaarde van een btw-route, en of die houdt."""

    code: Code
    regel: str = Field(max_length=10, description="Regel van de vormwijzer.")
    houdt: Houdt
    uitleg: Uitleg
    zekerheid: str = Field(max_length=1, description="A: gelezen, B: tweede hand, C: eigen keuze.")


class Btwbeeld(Model):
    """Hoe een inzet voor de btw staat. De software kiest niet; dat doet uw organisatie."""

    inzet: UUID
    route: Btwroute
    gekozen: bool = Field(description="Nee: niemand koos; dan geldt `belast_21`.")
    reden: str | None = Field(max_length=200)
    gekozen_door: Oin | None
    voorwaarden: list[BtwVoorwaarde] = Field(max_length=20)
    waarschuwingen: list[Uitleg] = Field(max_length=20)
    voorbehoud: str = Field(VOORBEHOUD, max_length=200)


class Verrekensaldo(Model):
    """Wat een organisatie krijgt (plus) of betaalt (min), met btw."""

    organisatie: Oin
    cent: Cent


class Verrekenbetaling(Model):
    """Een betaling die na verrekening overblijft."""

    van: Oin
    naar: Oin
    cent: Cent


class Verrekenstroom(Model):
    """Alles van één soort tussen twee organisaties, zonder btw en zonder personen."""

    crediteur: Oin
    debiteur: Oin
    soort: Urensoort
    route: Btwroute
    maand: Maand = Field(description="Maand waarin de uren zijn gemaakt.")
    correctie: bool
    uren: Uren = Field(description="Alleen van inzetten.")
    cent: Cent


class Samenwerkingsuren(Model):
    """Uren voor de samenwerking; verrekend worden ze alleen als dat is afgesproken."""

    organisatie: Oin
    uren: Uren


class Wachtend(Model):
    """Goedgekeurde uren die nog niet te verrekenen zijn."""

    reden: Wachtreden
    uitlener: Oin
    inlener: Oin | None
    uren: Uren


class Tariefwoord(Model):
    """Wat een werkgever noemt voor uren die wachten; het laatste telt."""

    organisatie: Oin
    tarief_cent: Cent
    grondslag: Tariefgrondslag | None
    reden: str = Field(max_length=200)
    op: Tijdstip


class TariefwoordInvoer(Model):
    """Wat uw organisatie noemt, en waarom."""

    tarief_cent: Annotated[Bedrag, Field(description="Eurocent per uur.")]
    grondslag: Tariefgrondslag | None = Field(None, description="Wat het tarief dekt.")
    reden: Annotated[Tekst, ZonderBsn]


class Wachtuur(Model):
    """Goedgekeurde uren die alleen met een tarief van beide werkgevers te verrekenen zijn."""

    id: UUID = Field(description="De regel uren.")
    verband: UUID
    uitlener: Oin
    inlener: Oin | None
    week: str = Field(max_length=8)
    maand: Maand
    uren: Uren
    reden: Wachtreden = Field(description="Waarom er zonder uw woord geen tarief is.")
    tarief_cent: Cent | None = Field(description="Wat is afgesproken; leeg: nog niets.")
    grondslag: Code | None
    woorden: list[Tariefwoord] = Field(max_length=2)


class WachtuurPagina(paging.Pagina):
    """Een pagina van uren zonder tarief, de oudste eerst."""

    results: list[Wachtuur] = Field(max_length=paging.MAX_SIZE)


class WachtuurFilter(paging.PageParams):
    """Welke uren."""

    verband: UUID | None = Field(None, description="Alleen van dit verband.")


class VerrekenInstelling(Model):
    """Wat het convenant over de stukken van deze maand zei."""

    convenant: Aantal | None = Field(description="Versie; leeg: er is geen convenant bekend.")
    btw_percentage: Procent
    betaaltermijn_dagen: Aantal
    vrijstelling: Uitleg
    buiten_btw: Uitleg


class Verrekening(Model):
    """Een maand van een verband: een concept, of gesloten en dan onveranderlijk."""

    id: UUID | None = Field(description="Leeg: nog een concept.")
    verband: UUID
    maand: Maand
    gesloten: bool
    gesloten_op: Tijdstip | None
    gesloten_namens: Oin | None
    regelversie: str = Field(max_length=30)
    controlegetal: str = Field(max_length=16, description="Geef dit mee bij het sluiten.")
    instelling: VerrekenInstelling
    saldi: list[Verrekensaldo] = Field(max_length=MEESTE)
    betalingen: list[Verrekenbetaling] = Field(max_length=MEESTE)
    stromen: list[Verrekenstroom] = Field(max_length=MEESTE)
    samenwerking: list[Samenwerkingsuren] = Field(max_length=MEESTE)
    wachtend: list[Wachtend] = Field(max_length=MEESTE)
    waarschuwingen: list[Uitleg] = Field(max_length=100, description="Over de btw-routes.")
    voorbehoud: str = Field(VOORBEHOUD, max_length=200)


class SluitVerrekening(Model):
    """Welke maand u sluit, en het controlegetal van het concept dat u zag."""

    verband: UUID
    maand: Maand
    controlegetal: Annotated[str, StringConstraints(pattern="^[0-9a-f]{16}$")] = Field(
        max_length=16
    )


class VerrekendeMaand(Model):
    """Een gesloten maand in de lijst."""

    id: UUID
    verband: UUID
    maand: Maand
    gesloten_op: Tijdstip
    gesloten_namens: Oin | None


class VerrekenPagina(paging.Pagina):
    """Een pagina van gesloten maanden, de nieuwste eerst."""

    results: list[VerrekendeMaand] = Field(max_length=paging.MAX_SIZE)


class VerrekenFilter(paging.PageParams):
    """Welke maanden."""

    verband: UUID | None = Field(None, description="Alleen van dit verband.")


class Verrekenregel(Model):
    """Een bedrag met alles waar het op rust."""

    urenregel: UUID
    corrigeert: UUID | None
    soort: Urensoort
    inzet: UUID | None
    medewerker: UUID | None = Field(description="Pseudoniem; leeg: gewist, of uren van de pool.")
    week: str = Field(max_length=8)
    maand: Maand
    crediteur: Oin
    debiteur: Oin
    uren: Uren
    tarief_cent: Cent
    grondslag: Code | None
    herkomst: Uitleg | None = Field(description="Waar het tarief is afgesproken.")
    deel: Aantal
    geheel: Aantal
    cent: Cent
    route: Btwroute
    voorwaarden: list[BtwVoorwaarde] = Field(max_length=20)
    factuur: UUID | None


class VerrekenregelPagina(paging.Pagina):
    """Een pagina van regels over eigen mensen en inleenkrachten."""

    results: list[Verrekenregel] = Field(max_length=paging.MAX_SIZE)


class VerrekenregelFilter(paging.PageParams):
    """Regels hebben alleen paginering."""


class FactuurBtw(Model):
    """Som en btw van één categorie op een stuk."""

    categorie: Btwcategorie
    percentage: Procent
    grondslag_cent: Cent
    btw_cent: Cent


class Factuur(Model):
    """Een factuur of creditnota; bedragen zijn wat de debiteur betaalt, onder nul krijgt hij."""

    id: UUID
    verrekening: UUID
    nummer: Nummer
    soort: Factuursoort
    crediteur: Oin
    debiteur: Oin
    datum: Datum
    vervaldatum: Datum
    netto_cent: Cent
    totaal_cent: Cent
    btw: list[FactuurBtw] = Field(max_length=10)
    verwijst: list[Nummer] = Field(max_length=1000)


class FactuurPagina(paging.Pagina):
    """Een pagina van stukken, per crediteur en nummer."""

    results: list[Factuur] = Field(max_length=paging.MAX_SIZE)


class FactuurFilter(paging.PageParams):
    """Stukken hebben alleen paginering."""
