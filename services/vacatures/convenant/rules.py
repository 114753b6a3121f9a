"""What a convenant says: phases, access per category and the order of candidates.

A convenant version is immutable once in force, so this service keeps its text and reads it here.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID


class Categorie(StrEnum):
    """Place of a candidate in the order; follows from facts, never from a choice."""

    HERPLAATSING = "herplaatsing"
    INTERN = "intern"
    INLEENKRACHT = "inleenkracht"
    HERPLAATSING_PARTNER = "herplaatsing_partner"
    PARTNER = "partner"
    DOORVERWEZEN = "doorverwezen"
    EXTERN = "extern"


EIGEN = frozenset({Categorie.HERPLAATSING, Categorie.INTERN, Categorie.INLEENKRACHT})
VIA_VERBAND = frozenset({Categorie.HERPLAATSING_PARTNER, Categorie.PARTNER, Categorie.DOORVERWEZEN})


class Solliciteren(StrEnum):
    """May someone apply: no, yes but held until the own phase, or yes."""

    NEE = "nee"
    AANGEHOUDEN = "aangehouden"
    JA = "ja"


RUIMTE = {Solliciteren.NEE: 0, Solliciteren.AANGEHOUDEN: 1, Solliciteren.JA: 2}


class Voorrangsmodus(StrEnum):
    """What priority means in a phase; the three meanings found in practice."""

    EXCLUSIEF = "exclusief"
    VOORRANG_BIJ_PASSEND = "voorrang_bij_passend"
    GELIJKE_GESCHIKTHEID = "gelijke_geschiktheid"


class EigenEnPartner(StrEnum):
    """Who goes first when an own and a partner candidate are both suitable."""

    EIGEN_EERST = "eigen_eerst"
    GELIJK = "gelijk"


class Zekerheid(StrEnum):
    """A: primary source read. B: secondary source. C: a proposal or unread source."""

    A = "A"
    B = "B"
    C = "C"


@dataclass(frozen=True, slots=True)
class Herkomst:
    """How certain the ground of a setting is, and where it comes from."""

    instelling: str
    zekerheid: Zekerheid
    bron: str


@dataclass(frozen=True, slots=True)
class Toegang:
    """What one category may do in one phase."""

    zichtbaar: bool
    solliciteren: Solliciteren


GEEN_TOEGANG = Toegang(False, Solliciteren.NEE)


@dataclass(frozen=True, slots=True)
class Faseafspraak:
    """One phase as agreed; `werkdagen` None means: until the closing date."""

    naam: str
    werkdagen: int | None
    modus: Voorrangsmodus
    toegang: Mapping[Categorie, Toegang]
    andere_modi: tuple[Voorrangsmodus, ...] = ()


@dataclass(frozen=True, slots=True)
class Convenant:
    """One version of the agreements of a verband. What it does not say has its default."""

    verband: UUID
    versie: int
    fasen: tuple[Faseafspraak, ...]
    kandidaatvolgorde: tuple[frozenset[Categorie], ...]
    partner_telt_als_intern: bool = False
    bij_beide_passend: EigenEnPartner = EigenEnPartner.EIGEN_EERST
    contractbehoud: bool = True
    opzegtermijn_maanden: int = 2
    maximum_werkdagen_per_fase: int = 20
    voltijd_uren_per_week: Decimal = Decimal(36)
    fase_overslaan_toegestaan: bool = True
    ruimere_toegang_toegestaan: bool = True
    volgorde_zonder_houder: bool = True
    bevrijdingsdag_elk_jaar: bool = True
    reactietermijn_dagen: int = 14
    herinnering_dagen_vooraf: int = 3
    bewaartermijn_weken: int = 4
    bewaartermijn_toestemming_maanden: int = 12
    stilte_dagen: int = 180
    stilte_herinnering_dagen: int = 28
    doorverwijzing_maximum_maanden: int = 6
    doorverwijzing_voorstel_dagen: int = 30
    wistermijn_dagen: int = 14
    klachttermijn_dagen: int = 42
    moeilijk_vervulbaar_dagen: int = 90
    kleinste_cel: int = 5
    zekerheden: tuple[Herkomst, ...] = ()
    functies: frozenset[str] = frozenset()  # codes of the catalogue


# What holds for an employer in no verband: no phases, and the default of every setting.
STANDAARD = Convenant(UUID(int=0), 0, (), ())
GETALLEN = {
    "opzegtermijnMaanden": "opzegtermijn_maanden",
    "maximumWerkdagenPerFase": "maximum_werkdagen_per_fase",
    "reactietermijnDagen": "reactietermijn_dagen",
    "herinneringDagenVooraf": "herinnering_dagen_vooraf",
    "bewaartermijnWeken": "bewaartermijn_weken",
    "bewaartermijnToestemmingMaanden": "bewaartermijn_toestemming_maanden",
    "stilteDagen": "stilte_dagen",
    "stilteHerinneringDagen": "stilte_herinnering_dagen",
    "doorverwijzingMaximumMaanden": "doorverwijzing_maximum_maanden",
    "doorverwijzingVoorstelDagen": "doorverwijzing_voorstel_dagen",
    "wistermijnDagen": "wistermijn_dagen",
    "klachttermijnDagen": "klachttermijn_dagen",
    "moeilijkVervulbaarDagen": "moeilijk_vervulbaar_dagen",
    "kleinsteCel": "kleinste_cel",
}
JA_OF_NEE = {
    "partnerTeltAlsIntern": "partner_telt_als_intern",
    "contractbehoud": "contractbehoud",
    "faseOverslaanToegestaan": "fase_overslaan_toegestaan",
    "ruimereToegangToegestaan": "ruimere_toegang_toegestaan",
    "volgordeZonderHouder": "volgorde_zonder_houder",
    "bevrijdingsdagElkJaar": "bevrijdingsdag_elk_jaar",
}


class OngeldigConvenant(ValueError):
    """The text of a convenant cannot be read; says where."""


def lees(inhoud: Mapping[str, Any]) -> Convenant:
    """Read a convenant from the JSON of `GET /deelname/v1/verbanden/{id}/convenanten/{versie}`."""
    try:
        return Convenant(
            verband=UUID(str(inhoud["verband"])),
            versie=int(inhoud["versie"]),
            fasen=tuple(_lees_fase(fase) for fase in inhoud["fasen"]),
            kandidaatvolgorde=_lees_volgorde(inhoud["kandidaatvolgorde"]),
            bij_beide_passend=EigenEnPartner(
                inhoud.get("bijEigenEnPartnerPassend", EigenEnPartner.EIGEN_EERST)
            ),
            voltijd_uren_per_week=Decimal(
                str(inhoud.get("voltijdUrenPerWeek", STANDAARD.voltijd_uren_per_week))
            ),
            zekerheden=tuple(
                Herkomst(str(h["instelling"]), Zekerheid(h["zekerheid"]), str(h["bron"]))
                for h in inhoud.get("zekerheden", [])
            ),
            functies=frozenset(str(f["code"]) for f in inhoud.get("functies", [])),
            **_gegeven(inhoud, GETALLEN, int),
            **_gegeven(inhoud, JA_OF_NEE, bool),
        )
    except (KeyError, TypeError, ValueError, ArithmeticError) as fout:
        raise OngeldigConvenant(f"Convenant kan niet worden gelezen: {fout!r}") from fout


def _gegeven(
    inhoud: Mapping[str, Any], namen: Mapping[str, str], soort: Callable[[Any], Any]
) -> dict[str, Any]:
    """The settings that the text has; an older one lacks some."""
    return {veld: soort(inhoud[naam]) for naam, veld in namen.items() if naam in inhoud}


def _lees_fase(fase: Mapping[str, Any]) -> Faseafspraak:
    toegang = {
        Categorie(naam): Toegang(bool(t["zichtbaar"]), Solliciteren(t["solliciteren"]))
        for naam, t in fase["toegang"].items()
    }
    werkdagen = fase["werkdagen"]
    return Faseafspraak(
        naam=str(fase["naam"]),
        werkdagen=None if werkdagen is None else int(werkdagen),
        modus=Voorrangsmodus(fase["modus"]),
        toegang=toegang,
        andere_modi=tuple(Voorrangsmodus(modus) for modus in fase.get("andereModi", [])),
    )


def _lees_volgorde(groepen: Sequence[Sequence[str]]) -> tuple[frozenset[Categorie], ...]:
    return tuple(frozenset(Categorie(naam) for naam in groep) for groep in groepen)


def samen(convenanten: Sequence[Convenant]) -> Convenant:
    """The settings when several convenanten count at once; with none the defaults.

    Per setting the value that protects the person most. Phases and order stay those of the first:
    each verband has its own.
    """
    if not convenanten:
        return STANDAARD
    kortst = (
        "reactietermijn_dagen",
        "bewaartermijn_weken",
        "bewaartermijn_toestemming_maanden",
        "stilte_dagen",
        "doorverwijzing_maximum_maanden",
        "wistermijn_dagen",
        "moeilijk_vervulbaar_dagen",
    )
    langst = (
        "herinnering_dagen_vooraf",
        "stilte_herinnering_dagen",
        "doorverwijzing_voorstel_dagen",
        "klachttermijn_dagen",
        "kleinste_cel",
    )
    return replace(
        convenanten[0],
        **{veld: min(getattr(c, veld) for c in convenanten) for veld in kortst},
        **{veld: max(getattr(c, veld) for c in convenanten) for veld in langst},
        volgorde_zonder_houder=all(c.volgorde_zonder_houder for c in convenanten),
    )


def catalogus(convenanten: Sequence[Convenant]) -> frozenset[str] | None:
    """The codes of functions these convenanten know together; None: one of them has no catalogue.

    Then nothing can be said of a code.
    """
    if not all(een.functies for een in convenanten):
        return None
    return frozenset().union(*(een.functies for een in convenanten)) or None


def toegang(convenant: Convenant, fase: Faseafspraak, categorie: Categorie) -> Toegang:
    """What `categorie` may do in `fase`, with "partner telt als intern" worked in."""
    eigen = fase.toegang.get(categorie, GEEN_TOEGANG)
    if not _telt_als_intern(convenant, categorie):
        return eigen
    return ruimste([eigen, fase.toegang.get(Categorie.INTERN, GEEN_TOEGANG)])


def ruimste(toegangen: Sequence[Toegang]) -> Toegang:
    """The most generous of several; nothing given means no access."""
    return Toegang(
        any(t.zichtbaar for t in toegangen),
        max((t.solliciteren for t in toegangen), key=RUIMTE.__getitem__, default=Solliciteren.NEE),
    )


def strengste(toegangen: Sequence[Toegang]) -> Toegang:
    """What all of several allow; nothing given means no access."""
    return Toegang(
        bool(toegangen) and all(t.zichtbaar for t in toegangen),
        min((t.solliciteren for t in toegangen), key=RUIMTE.__getitem__, default=Solliciteren.NEE),
    )


def rang(convenant: Convenant, categorie: Categorie) -> int:
    """Place in the order of candidates, 0 first; a category the convenant forgot comes last."""
    eigen = _plaats(convenant, categorie)
    if not _telt_als_intern(convenant, categorie):
        return eigen
    return min(eigen, _plaats(convenant, Categorie.INTERN))


def _plaats(convenant: Convenant, categorie: Categorie) -> int:
    for plaats, groep in enumerate(convenant.kandidaatvolgorde):
        if categorie in groep:
            return plaats
    return len(convenant.kandidaatvolgorde)


def _telt_als_intern(convenant: Convenant, categorie: Categorie) -> bool:
    partners = {Categorie.PARTNER, Categorie.HERPLAATSING_PARTNER}
    return convenant.partner_telt_als_intern and categorie in partners
