"""What a convenant says: phases, access per category and the order of candidates.

A convenant version is immutable once in force, so this service keeps its text and reads it here.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Convenant:
    """One version of the agreements of a verband."""

    verband: UUID
    versie: int
    fasen: tuple[Faseafspraak, ...]
    kandidaatvolgorde: tuple[frozenset[Categorie], ...]
    partner_telt_als_intern: bool = False
    bij_beide_passend: EigenEnPartner = EigenEnPartner.EIGEN_EERST
    contractbehoud: bool = True
    opzegtermijn_maanden: int = 2
    maximum_werkdagen_per_fase: int = 20


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
            partner_telt_als_intern=bool(inhoud.get("partnerTeltAlsIntern", False)),
            bij_beide_passend=EigenEnPartner(
                inhoud.get("bijEigenEnPartnerPassend", EigenEnPartner.EIGEN_EERST)
            ),
            contractbehoud=bool(inhoud.get("contractbehoud", True)),
            opzegtermijn_maanden=int(inhoud.get("opzegtermijnMaanden", 2)),
            maximum_werkdagen_per_fase=int(inhoud.get("maximumWerkdagenPerFase", 20)),
        )
    except (KeyError, TypeError, ValueError) as fout:
        raise OngeldigConvenant(f"Convenant kan niet worden gelezen: {fout!r}") from fout


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
    )


def _lees_volgorde(groepen: Sequence[Sequence[str]]) -> tuple[frozenset[Categorie], ...]:
    return tuple(frozenset(Categorie(naam) for naam in groep) for groep in groepen)


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
