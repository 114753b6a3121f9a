"""What goes over the line about convenanten."""

from typing import Annotated
from uuid import UUID

from fastapi import Path
from pydantic import Field

from services.gateway.convenant import rules
from shared import paging
from shared.api import Datum, Geheel, LangeTekst, Model, Tekst, Uren, absent

Cent = Annotated[Geheel, Field(ge=0, le=100_000)]
Jaarbedrag = Annotated[Geheel, Field(ge=0, le=100_000_000)]  # euro cents in a year
Keuze = Annotated[LangeTekst, Field(max_length=2000)]

Versie = Annotated[
    int, Path(ge=1, le=100_000, json_schema_extra={"format": "int32"}, description="Versienummer.")
]


class Toegang(Model):
    """Wat een categorie in een fase mag."""

    zichtbaar: bool
    solliciteren: rules.Solliciteren


class Fase(Model):
    """Een deel van de openstelling, met een eigen doelgroep."""

    naam: Tekst
    werkdagen: Geheel | None = Field(ge=0, le=260, description="Leeg: tot de sluiting.")
    modus: rules.Voorrangsmodus
    toegang: dict[rules.Categorie, Toegang] = Field(
        max_length=7, description="Per categorie van kandidaten."
    )
    andere_modi: list[rules.Voorrangsmodus] = Field(
        [], max_length=3, description="Wat een werkgever in plaats van `modus` mag kiezen."
    )


class Poolafspraken(Model):
    """De vijf keuzes die elke pool moet maken, en hoe het werk wordt verdeeld."""

    doelgroep: Keuze = absent()
    afzender: Keuze = absent()
    roulatiesysteem: Keuze = absent()
    doelen: Keuze = absent()
    kosten_en_uren: Keuze = absent()
    verdeelsleutel: rules.Verdeelsleutel = absent()
    saldo_horizon_maanden: Geheel = absent(ge=1, le=120)
    maximum_gelijktijdige_inzetten: Geheel = absent(ge=1, le=10)
    kortste_inzet_dagen: Geheel = absent(ge=1, le=365)
    langste_inzet_dagen: Geheel = absent(
        ge=1, le=1826, description="Verlenging telt mee; boven een jaar vervalt de btw-goedkeuring."
    )
    rotatie_dagen: Geheel = absent(
        ge=0, le=1826, description="Tussen twee inzetten van iemand bij dezelfde organisatie."
    )
    horizon_weken: Geheel = absent(ge=4, le=208, description="Zo ver vooruit plant de pool.")
    saldo_maximum_procent: Geheel = absent(
        ge=0, le=100, description="Hoogste verdeelsaldo, als deel van een ronde."
    )
    saldo_verval_procent: Geheel = absent(
        ge=0, le=100, description="Wat elke ronde van een ouder verdeelsaldo vervalt."
    )
    spoedbeurten_per_jaar: Geheel = absent(ge=0, le=52, description="Per organisatie.")
    voorstel_geldig_dagen: Geheel = absent(ge=1, le=182)
    verificatie_maanden: Geheel = absent(
        ge=1, le=60, description="Zo lang geldt de controle van een poollid door de werkgever."
    )
    verificatie_herinnering_weken: Geheel = absent(ge=1, le=52)
    terugkeer_herinnering_weken: Geheel = absent(ge=1, le=52)
    vervolg_signaal_weken: Geheel = absent(ge=1, le=52)
    overdracht_signaal_weken: Geheel = absent(
        ge=0, le=52, description="Zo lang voor het einde vraagt de pool om een overdracht."
    )
    start_signaal_dagen: Geheel = absent(
        ge=0, le=182, description="Zo lang voor de start meldt de pool wat nog niet is geregeld."
    )
    opzegtermijn_weken: Geheel = absent(
        ge=0, le=52, description="In de eerste voorwaarden van een inzet; daarna aan te passen."
    )
    waarschuwing_maanden: Geheel = absent(
        ge=1, le=60, description="Na zoveel maanden waarschuwt de pool dat een inzet lang duurt."
    )
    kleine_behoefte_uren: Geheel = absent(ge=1, le=40, description="Uren per week.")
    terugkerende_inhuur_perioden: Geheel = absent(ge=2, le=20)
    behoefte_bij_minimaal_organisaties: Geheel = absent(ge=2, le=100)
    inzet_bewaartermijn_maanden: Geheel = absent(ge=1, le=120)
    ruil_langste_kring: Geheel = absent(
        ge=2, le=4, description="Met zoveel mensen tegelijk ruilt men hooguit van functie."
    )
    ruil_urenverschil: Geheel = absent(
        ge=0, le=40, description="Zoveel uren per week mogen twee plekken in een ruil verschillen."
    )
    trainee_telling_vanaf: Geheel = absent(
        ge=2, le=100, description="Vanaf zoveel trainees in een blok lezen anderen aantallen."
    )
    trainee_wens_organisatie: Geheel = absent(
        ge=1, le=100, description="Zo zwaar telt de eerste organisatie die een trainee noemt."
    )
    trainee_wens_laag: Geheel = absent(
        ge=1, le=100, description="Zo zwaar telt de eerste bestuurslaag die een trainee noemt."
    )
    trainee_wens_onderwerp: Geheel = absent(
        ge=1, le=100, description="Zo zwaar telt elk onderwerp dat een trainee noemt."
    )
    klussenplan_maanden: Geheel = absent(
        ge=1, le=60, description="Zo lang staat een klussenplan hooguit."
    )
    inhuurtoets_reden_tekens: Geheel = absent(
        ge=1,
        le=200,
        description="Zo lang is de reden minstens als de pool iemand heeft.",
    )
    klankbord_verklaring_maanden: Geheel = absent(
        ge=1, le=60, description="Zo lang geldt een verklaring van onafhankelijkheid."
    )
    klankbord_wistermijn_dagen: Geheel = absent(
        ge=0, le=90, description="Zo lang na afloop gaat een persoonlijke klankbordvraag weg."
    )
    klankbord_onkosten_cent_per_jaar: Jaarbedrag | None = absent(
        description="Boven dit bedrag per deskundige en jaar volgt een waarschuwing; leeg: nooit."
    )
    uren_herinnering_dagen: Geheel = absent(
        ge=0, le=60, description="Zo lang na een week vraagt de pool om de uren; 0: nooit."
    )
    uren_goedkeuring_dagen: Geheel = absent(
        ge=0, le=60, description="Zo lang na het indienen vraagt de pool om een besluit; 0: nooit."
    )
    uren_bewaartermijn_maanden: Geheel = absent(
        ge=2, le=120, description="Zo lang staan uren op naam; daarna blijven alleen de aantallen."
    )
    leegloop_sleutel: rules.Leegloopsleutel = absent(
        description="Waarnaar de leden de kosten van leegloop delen."
    )
    samenwerking_verrekenen: bool = absent(
        description="Worden uren voor de samenwerking ook verrekend? Anders staan ze er alleen bij."
    )
    betaaltermijn_dagen: Geheel = absent(ge=1, le=120, description="Op facturen van het verband.")
    btw_percentage: Geheel = absent(ge=0, le=100, description="Algemeen tarief.")
    btw_vrijstelling_tekst: Tekst = absent(description="Op facturen die van btw zijn vrijgesteld.")
    btw_buiten_tekst: Tekst = absent(description="Op facturen buiten de heffing van btw.")
    toestemming_vooraf: bool = absent(
        description="Wordt alleen voorgesteld wie zelf ja zei? Anders: wie geen nee zei. Zonder een"
        " eigen akkoord op de inzet begint niemand."
    )
    tarief_grondslag: rules.Tariefgrondslag | None = absent(
        description="Wat het ene tarief van het verband dekt; leeg: nog niet afgesproken."
    )
    tarief_cent_per_uur: Cent | None = absent(description="In eurocenten.")
    tarief_per_niveau: dict[rules.Niveau, Cent] = absent(
        max_length=3, description="In eurocenten, als het tarief per niveau verschilt."
    )


class Catalogusfunctie(Model):
    """Een functie uit de catalogus van het verband."""

    code: str = Field(max_length=60, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")
    naam: Tekst
    domein: Tekst
    esco_uri: str | None = Field(
        None, max_length=200, pattern=r"^http://data\.europa\.eu/esco/occupation/[0-9a-f-]{36}$"
    )


class Herkomst(Model):
    """Hoe zeker de grond van een instelling is (A, B of C), en waar zij vandaan komt."""

    instelling: Tekst
    zekerheid: rules.Zekerheid
    bron: Tekst


Volgorde = Annotated[
    list[Annotated[list[rules.Categorie], Field(max_length=7)]], Field(max_length=7)
]


class ConvenantInvoer(Model):
    """De afspraken van een verband; wat ontbreekt, wordt aangevuld."""

    fasen: list[Fase] = absent(max_length=10)
    kandidaatvolgorde: Volgorde = absent(
        description="Wie voor wie gaat; wie samen in een groep staat, gaat gelijk op.",
    )
    partner_telt_als_intern: bool = absent()
    bij_eigen_en_partner_passend: rules.EigenEnPartner = absent()
    contractbehoud: bool = absent()
    opzegtermijn_maanden: Geheel = absent(ge=0, le=12)
    voltijd_uren_per_week: Uren = absent(gt=0)
    maximum_werkdagen_per_fase: Geheel = absent(ge=0, le=260)
    fase_overslaan_toegestaan: bool = absent(
        description="Mag een werkgever een fase met een reden overslaan?"
    )
    ruimere_toegang_toegestaan: bool = absent(
        description="Mag een werkgever partners met een reden ruimer toelaten dan afgesproken?"
    )
    volgorde_zonder_houder: bool = absent(
        description="Leest iedere leidinggevende de kandidaten van een vacature zonder houder?"
    )
    bevrijdingsdag_elk_jaar: bool = absent(
        description="Is 5 mei elk jaar een vrije dag in de fasen? Nee: eens in de vijf jaar."
    )
    reactietermijn_dagen: Geheel = absent(ge=1, le=90)
    herinnering_dagen_vooraf: Geheel = absent(ge=0, le=30)
    bewaartermijn_weken: Geheel = absent(ge=0, le=52)
    bewaartermijn_toestemming_maanden: Geheel = absent(ge=1, le=24)
    stilte_dagen: Geheel = absent(
        ge=28,
        le=730,
        description="Zo lang na de sluiting gebeurt er niets: de procedure telt als afgelopen.",
    )
    stilte_herinnering_dagen: Geheel = absent(
        ge=7,
        le=90,
        description="Zo lang daarvoor krijgt de recruiter een herinnering; korter dan"
        " `stilteDagen`.",
    )
    doorverwijzing_maximum_maanden: Geheel = absent(ge=1, le=24)
    doorverwijzing_voorstel_dagen: Geheel = absent(
        ge=1, le=182, description="Zo lang kan iemand een voorstel tot doorverwijzen beantwoorden."
    )
    wistermijn_dagen: Geheel = absent(
        ge=1, le=30, description="Zo lang heeft een ontvanger om na een toestemming te wissen."
    )
    klachttermijn_dagen: Geheel = absent(ge=1, le=365)
    moeilijk_vervulbaar_dagen: Geheel = absent(ge=1, le=730)
    kleinste_cel: Geheel = absent(ge=2, le=100, description="Minder personen: geen cijfer.")
    pool: Poolafspraken = absent()
    functies: list[Catalogusfunctie] = absent(max_length=500)
    zekerheden: list[Herkomst] = absent(max_length=100)


class Convenant(ConvenantInvoer):
    """Eén versie van de afspraken van een verband. Wat is vastgesteld, wijzigt niet meer."""

    verband: UUID
    versie: Geheel = Field(ge=1, le=100_000)
    status: rules.Status
    geldig_vanaf: Datum | None = Field(description="Eerste dag; leeg: nog een concept.")


class Gebrek(Model):
    """Wat nog ontbreekt voordat de afspraken kunnen gelden."""

    waar: Tekst = Field(description="Plaats in de afspraken.")
    code: rules.Gebrekcode
    toelichting: Tekst


class ConvenantMetGebreken(Convenant):
    """Een versie, met wat er nog aan ontbreekt."""

    gebreken: list[Gebrek] = Field(max_length=500)


class ConvenantPagina(paging.Pagina):
    """Een deel van de versies."""

    results: list[ConvenantMetGebreken] = Field(max_length=paging.MAX_SIZE)


class Lidmaatschap(Model):
    """Een verband waar een organisatie nu aan meedoet, met de versie die geldt."""

    verband: UUID
    convenant: Geheel = Field(ge=1, le=100_000)


class Deelname(Model):
    """De verbanden van een organisatie, voor een andere dienst."""

    verbanden: list[Lidmaatschap] = Field(max_length=1000)


class InwerkingtredingInvoer(Model):
    """Vanaf wanneer de afspraken gelden."""

    geldig_vanaf: Datum | None = Field(None, description="Eerste dag; leeg: vandaag.")
