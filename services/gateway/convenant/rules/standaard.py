"""Waar een verband mee begint: defaults, each with the certainty of its ground.

None of these is law. The five choices of a pool have no default: each verband must make them.
"""

from collections.abc import Set
from dataclasses import fields, replace
from decimal import Decimal

from services.gateway.convenant.rules.afspraken import (
    Afspraken,
    Catalogusfunctie,
    Categorie,
    EigenEnPartner,
    Fase,
    Herkomst,
    Poolafspraken,
    Solliciteren,
    Toegang,
    Verdeelsleutel,
    Voorrangsmodus,
    Zekerheid,
)

OPEN = Toegang(True, Solliciteren.JA)
WACHT = Toegang(True, Solliciteren.AANGEHOUDEN)
DICHT = Toegang(False, Solliciteren.NEE)

INTERN = Fase(
    "intern",
    5,
    Voorrangsmodus.EXCLUSIEF,
    {
        Categorie.HERPLAATSING: OPEN,
        Categorie.INTERN: OPEN,
        Categorie.INLEENKRACHT: OPEN,
        Categorie.HERPLAATSING_PARTNER: WACHT,
        Categorie.PARTNER: DICHT,
        Categorie.DOORVERWEZEN: DICHT,
        Categorie.EXTERN: DICHT,
    },
)
PARTNERS = Fase(
    "partners",
    5,
    Voorrangsmodus.VOORRANG_BIJ_PASSEND,
    {
        **INTERN.toegang,
        Categorie.HERPLAATSING_PARTNER: OPEN,
        Categorie.PARTNER: OPEN,
        Categorie.DOORVERWEZEN: WACHT,
    },
)
OPENBAAR = Fase(
    "openbaar",
    None,
    Voorrangsmodus.GELIJKE_GESCHIKTHEID,
    dict.fromkeys(Categorie, OPEN),
)

VOLGORDE = (
    (Categorie.HERPLAATSING,),
    (Categorie.INTERN, Categorie.INLEENKRACHT),
    (Categorie.HERPLAATSING_PARTNER,),
    (Categorie.PARTNER,),
    (Categorie.DOORVERWEZEN,),
    (Categorie.EXTERN,),
)

POOL = Poolafspraken(
    doelgroep="",
    afzender="",
    roulatiesysteem="",
    doelen="",
    kosten_en_uren="",
    verdeelsleutel=Verdeelsleutel.GELIJK,
    saldo_horizon_maanden=24,
    maximum_gelijktijdige_inzetten=2,
)

ESCO = "http://data.europa.eu/esco/occupation/"
FYSIEK, BEDRIJFSVOERING = "fysiek domein", "bedrijfsvoering"
FUNCTIES = (
    Catalogusfunctie(
        "verkeerskundige",
        "Verkeerskundige",
        FYSIEK,
        ESCO + "93e4e70b-aae4-4fdc-8037-e48e7077564e",
    ),
    Catalogusfunctie(
        "vergunningverlener",
        "Vergunningverlener",
        FYSIEK,
        ESCO + "39c89133-bd2a-45db-b3eb-529b94daeeaf",
    ),
    Catalogusfunctie("directievoerder", "Directievoerder", FYSIEK),
    Catalogusfunctie("planeconoom", "Planeconoom", FYSIEK),
    Catalogusfunctie("ro-jurist", "RO-jurist", FYSIEK),
    Catalogusfunctie("civiel-ingenieur", "Civiel ingenieur", FYSIEK),
    Catalogusfunctie("projectleider", "Projectleider", FYSIEK),
    Catalogusfunctie("financiele-functie", "Financiële functie", BEDRIJFSVOERING),
    Catalogusfunctie("jurist", "Jurist", BEDRIJFSVOERING),
    Catalogusfunctie("hrm-adviseur", "Hrm-adviseur", BEDRIJFSVOERING),
    Catalogusfunctie("inkoopadviseur", "Inkoopadviseur", BEDRIJFSVOERING),
    Catalogusfunctie("ict-adviseur", "Ict-adviseur", BEDRIJFSVOERING),
)

EIGEN_VOORSTEL = "eigen voorstel, geen bron gevonden"
AP_NORM = "norm van de AP en de NVP, geen wet; uit tweede hand"
BTW_GOEDKEURING = "btw-goedkeuring arbeidsmobiliteit: hoogstens 12 maanden; uit tweede hand"
VRIJWILLIGERS = "fiscale grens voor vrijwilligers; niet nagegaan"
TARIEFBRON = "btw-goedkeuring (brutoloon) en Wet Markt en Overheid (integraal); uit tweede hand"
HERKOMST = (
    Herkomst("fasen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("kandidaatvolgorde", Zekerheid.C, "eigen voorstel, gebouwd op bestaande regelingen"),
    Herkomst("bijEigenEnPartnerPassend", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("opzegtermijnMaanden", Zekerheid.B, "cao-akkoord Gemeenten, november 2023"),
    Herkomst("voltijdUrenPerWeek", Zekerheid.B, "Cao Gemeenten; 40 uur kan sinds 2024"),
    Herkomst("maximumWerkdagenPerFase", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("faseOverslaanToegestaan", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("ruimereToegangToegestaan", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("volgordeZonderHouder", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("bevrijdingsdagElkJaar", Zekerheid.B, "Cao Gemeenten: elk jaar vrij sinds 2024"),
    Herkomst("reactietermijnDagen", Zekerheid.B, "NVP Sollicitatiecode: binnen twee weken"),
    Herkomst("herinneringDagenVooraf", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("bewaartermijnWeken", Zekerheid.B, AP_NORM),
    Herkomst("bewaartermijnToestemmingMaanden", Zekerheid.B, AP_NORM),
    Herkomst("stilteDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("stilteHerinneringDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("doorverwijzingMaximumMaanden", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("doorverwijzingVoorstelDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("wistermijnDagen", Zekerheid.C, "eigen voorstel; korter dan de maand van AVG art. 12"),
    Herkomst("klachttermijnDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("moeilijkVervulbaarDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("kleinsteCel", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.verdeelsleutel", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.saldoHorizonMaanden", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.maximumGelijktijdigeInzetten", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.kortsteInzetDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.langsteInzetDagen", Zekerheid.B, BTW_GOEDKEURING),
    Herkomst("pool.rotatieDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.horizonWeken", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.saldoMaximumProcent", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.saldoVervalProcent", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.spoedbeurtenPerJaar", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.voorstelGeldigDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.verificatieMaanden", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.verificatieHerinneringWeken", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.terugkeerHerinneringWeken", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.vervolgSignaalWeken", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.overdrachtSignaalWeken", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.startSignaalDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.opzegtermijnWeken", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.waarschuwingMaanden", Zekerheid.B, BTW_GOEDKEURING),
    Herkomst("pool.kleineBehoefteUren", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.terugkerendeInhuurPerioden", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.behoefteBijMinimaalOrganisaties", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.inzetBewaartermijnMaanden", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.ruilLangsteKring", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.ruilUrenverschil", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.traineeTellingVanaf", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.traineeWensOrganisatie", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.traineeWensLaag", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.traineeWensOnderwerp", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.klussenplanMaanden", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.inhuurtoetsRedenTekens", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.klankbordVerklaringMaanden", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.klankbordWistermijnDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.klankbordOnkostenCentPerJaar", Zekerheid.C, VRIJWILLIGERS),
    Herkomst("pool.urenHerinneringDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.urenGoedkeuringDagen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.urenBewaartermijnMaanden", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.leegloopSleutel", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.samenwerkingVerrekenen", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.betaaltermijnDagen", Zekerheid.B, "wettelijke betaaltermijn van overheden"),
    Herkomst("pool.btwPercentage", Zekerheid.A, "algemeen tarief; Besluit 2024-13855: belast"),
    Herkomst("pool.btwVrijstellingTekst", Zekerheid.B, BTW_GOEDKEURING),
    Herkomst("pool.btwBuitenTekst", Zekerheid.B, "regeling met vijf eisen; uit tweede hand"),
    Herkomst("pool.toestemmingVooraf", Zekerheid.C, EIGEN_VOORSTEL),
    Herkomst("pool.tariefGrondslag", Zekerheid.B, TARIEFBRON),
    Herkomst("pool.tariefCentPerUur", Zekerheid.C, "elk verband spreekt dit zelf af"),
    Herkomst("pool.tariefPerNiveau", Zekerheid.C, "elk verband spreekt dit zelf af"),
)

STANDAARD = Afspraken(
    fasen=(INTERN, PARTNERS, OPENBAAR),
    kandidaatvolgorde=VOLGORDE,
    partner_telt_als_intern=False,
    bij_eigen_en_partner_passend=EigenEnPartner.EIGEN_EERST,
    contractbehoud=True,
    opzegtermijn_maanden=2,
    voltijd_uren_per_week=Decimal(36),
    maximum_werkdagen_per_fase=20,
    pool=POOL,
    functies=FUNCTIES,
    zekerheden=HERKOMST,
)


def aangevuld(
    afspraken: Afspraken, gezegd: Set[str], gezegd_pool: Set[str] | None = None
) -> Afspraken:
    """Agreements of before some settings existed, with the certainty of the defaults they got.

    `gezegd` are the names of the fields that the text itself has, `gezegd_pool` those of its part
    about the pool (None: all).
    """
    later = {_instelling(field.name) for field in fields(Afspraken) if field.name not in gezegd}
    if gezegd_pool is not None:
        velden = {field.name for field in fields(Poolafspraken)} - gezegd_pool
        later |= {f"pool.{_instelling(veld)}" for veld in velden}
    bekend = {herkomst.instelling for herkomst in afspraken.zekerheden}
    nieuw = [h for h in HERKOMST if h.instelling in later - bekend]
    return replace(afspraken, zekerheden=(*afspraken.zekerheden, *nieuw)) if nieuw else afspraken


def _instelling(veld: str) -> str:
    """The name of a field as it goes over the line."""
    eerste, *rest = veld.split("_")
    return eerste + "".join(deel.capitalize() for deel in rest)
