"""Wat een verband afspreekt: the content of one version of a convenant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum


class Categorie(StrEnum):
    """Place of a candidate in the order, derived from facts and never chosen."""

    HERPLAATSING = "herplaatsing"
    INTERN = "intern"
    INLEENKRACHT = "inleenkracht"
    HERPLAATSING_PARTNER = "herplaatsing_partner"
    PARTNER = "partner"
    DOORVERWEZEN = "doorverwezen"
    EXTERN = "extern"


class Voorrangsmodus(StrEnum):
    """What priority means in a phase: all three are found in practice."""

    EXCLUSIEF = "exclusief"
    VOORRANG_BIJ_PASSEND = "voorrang_bij_passend"
    GELIJKE_GESCHIKTHEID = "gelijke_geschiktheid"


class Solliciteren(StrEnum):
    """Whether an application counts now, counts from its own phase, or cannot be made."""

    NEE = "nee"
    AANGEHOUDEN = "aangehouden"
    JA = "ja"


class EigenEnPartner(StrEnum):
    """Who goes first when an own employee and a partner's employee are both suitable."""

    EIGEN_EERST = "eigen_eerst"
    GELIJK = "gelijk"


class Verdeelsleutel(StrEnum):
    """By what the pool's hours are divided over the organisations."""

    GELIJK = "gelijk"
    INWONERS = "inwoners"
    FTE = "fte"
    BIJDRAGE = "bijdrage"


class Niveau(StrEnum):
    """Level of experience, lowest first."""

    JUNIOR = "junior"
    MEDIOR = "medior"
    SENIOR = "senior"


class Tariefgrondslag(StrEnum):
    """What the one tariff of a verband covers; VAT and competition law pull apart here."""

    BRUTO_LOON = "bruto_loon"  # at most the gross wage: VAT approval for mobility
    INTEGRAAL = "integraal"  # the whole cost price: Wet Markt en Overheid


class Leegloopsleutel(StrEnum):
    """By what the members of a verband share the cost of leegloop."""

    GELIJK = "gelijk"
    FTE = "fte"
    GEBRUIK = "gebruik"  # by hours received in the month


class Zekerheid(StrEnum):
    """A: primary source read. B: secondary source. C: a proposal or unread source."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class Toegang:
    """What one category may in one phase."""

    zichtbaar: bool
    solliciteren: Solliciteren


@dataclass(frozen=True, slots=True)
class Fase:
    """Part of an opening, with its own audience. `werkdagen` None: until the vacancy closes."""

    naam: str
    werkdagen: int | None
    modus: Voorrangsmodus
    toegang: Mapping[Categorie, Toegang]
    # The modes an employer may choose for an opening instead of `modus`.
    andere_modi: tuple[Voorrangsmodus, ...] = ()


# What stands on an invoice without VAT; a verband writes its own.
VRIJGESTELD = (
    "Vrijgesteld van btw: goedkeuring arbeidsmobiliteit (Besluit 7 juni 2024, nr. 2024-13855, 9.1)"
)
BUITEN_BTW = "Buiten de heffing van btw: kosten voor gemene rekening"


@dataclass(frozen=True, slots=True)
class Poolafspraken:
    """The five choices every pool must make (texts), and how its work is divided.

    Days are calendar days, hours are hours per week, money is euro cents per hour. What came later
    than the first eight has a value here, so that an older version can still be read.
    """

    doelgroep: str
    afzender: str
    roulatiesysteem: str
    doelen: str
    kosten_en_uren: str
    verdeelsleutel: Verdeelsleutel
    saldo_horizon_maanden: int
    maximum_gelijktijdige_inzetten: int
    kortste_inzet_dagen: int = 28
    langste_inzet_dagen: int = 364  # extensions included
    rotatie_dagen: int = 182  # between two inzetten of a person at the same organisation
    horizon_weken: int = 52  # how far a proposal plans
    saldo_maximum_procent: int = 25  # of a round
    saldo_verval_procent: int = 50  # of what was left of an earlier round, per round
    spoedbeurten_per_jaar: int = 2  # per organisation
    voorstel_geldig_dagen: int = 28
    verificatie_maanden: int = 12  # how long a check of a poollid by the employer holds
    verificatie_herinnering_weken: int = 4
    terugkeer_herinnering_weken: int = 8
    vervolg_signaal_weken: int = 8
    overdracht_signaal_weken: int = 2
    start_signaal_dagen: int = 7
    opzegtermijn_weken: int = 4  # in the first terms of an inzet
    waarschuwing_maanden: int = 11  # before the twelve months are full
    kleine_behoefte_uren: int = 16
    terugkerende_inhuur_perioden: int = 3
    behoefte_bij_minimaal_organisaties: int = 3
    inzet_bewaartermijn_maanden: int = 24
    ruil_langste_kring: int = 3  # people in one swap
    ruil_urenverschil: int = 4  # between the place left and the place taken
    trainee_telling_vanaf: int = 5  # trainees in a block; of fewer others read no counts
    trainee_wens_organisatie: int = 5  # what the first named organisation counts
    trainee_wens_laag: int = 3  # what the first named layer of government counts
    trainee_wens_onderwerp: int = 1  # what each wished subject counts
    klussenplan_maanden: int = 24  # how long a plan of klussen stands at most
    inhuurtoets_reden_tekens: int = 20  # of a reason to hire past people who are there
    klankbord_verklaring_maanden: int = 12  # how long a statement of independence holds
    klankbord_wistermijn_dagen: int = 14  # after a personal question is over
    klankbord_onkosten_cent_per_jaar: int | None = 210_000  # warns only; None: no ceiling
    uren_herinnering_dagen: int = 3  # after the week, to who has not sent it; 0: never
    uren_goedkeuring_dagen: int = 7  # after the sending, to who must approve; 0: never
    uren_bewaartermijn_maanden: int = 24  # after the month; then the person goes, the hours stay
    leegloop_sleutel: Leegloopsleutel = Leegloopsleutel.GEBRUIK
    samenwerking_verrekenen: bool = False  # whether hours of aanjagers are settled too
    betaaltermijn_dagen: int = 30  # B: longest between public bodies
    btw_percentage: int = 21  # A: the general rate
    btw_vrijstelling_tekst: str = VRIJGESTELD
    btw_buiten_tekst: str = BUITEN_BTW
    toestemming_vooraf: bool = True  # False: who has not said no may be proposed
    tarief_grondslag: Tariefgrondslag | None = None  # None: not agreed yet
    tarief_cent_per_uur: int | None = None
    tarief_per_niveau: Mapping[Niveau, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Catalogusfunctie:
    """A function of the verband's catalogue."""

    code: str
    naam: str
    domein: str
    esco_uri: str | None = None


@dataclass(frozen=True, slots=True)
class Herkomst:
    """How certain the ground of a setting is, and where it comes from."""

    instelling: str
    zekerheid: Zekerheid
    bron: str


@dataclass(frozen=True, slots=True)
class Afspraken:
    """Everything one version of a convenant says. Hours per week, working days, months.

    What came later has a value here, so that an older version can still be read.
    """

    fasen: tuple[Fase, ...]
    kandidaatvolgorde: tuple[tuple[Categorie, ...], ...]
    partner_telt_als_intern: bool
    bij_eigen_en_partner_passend: EigenEnPartner
    contractbehoud: bool
    opzegtermijn_maanden: int
    voltijd_uren_per_week: Decimal
    maximum_werkdagen_per_fase: int
    pool: Poolafspraken
    functies: tuple[Catalogusfunctie, ...]
    zekerheden: tuple[Herkomst, ...]
    fase_overslaan_toegestaan: bool = True
    ruimere_toegang_toegestaan: bool = True
    volgorde_zonder_houder: bool = True  # of a vacancy without one every leidinggevende reads it
    bevrijdingsdag_elk_jaar: bool = True  # False: a working day, save once in five years
    reactietermijn_dagen: int = 14
    herinnering_dagen_vooraf: int = 3
    bewaartermijn_weken: int = 4
    bewaartermijn_toestemming_maanden: int = 12
    stilte_dagen: int = 180  # after the closing; then the procedure counts as ended
    stilte_herinnering_dagen: int = 28  # before that the recruiters are told
    doorverwijzing_maximum_maanden: int = 6
    doorverwijzing_voorstel_dagen: int = 30  # a proposal without an answer lapses then
    wistermijn_dagen: int = 14  # for receivers, to erase after a consent ended and to say so
    klachttermijn_dagen: int = 42
    moeilijk_vervulbaar_dagen: int = 90
    kleinste_cel: int = 5
