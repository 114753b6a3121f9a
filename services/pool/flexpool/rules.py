"""Wie ziet de pool, wanneer mag hij beginnen, en klopt een poollid?

Pure rules: no database, no clock, no HTTP. Hours are hours per week, distances kilometres.
"""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from enum import StrEnum
from uuid import UUID


class Niveau(StrEnum):
    """Level of experience, lowest first."""

    JUNIOR = "junior"
    MEDIOR = "medior"
    SENIOR = "senior"


def voldoet_aan(eigen: Niveau, gevraagd: Niveau | None) -> bool:
    """Whether a level is enough: more experience than asked is fine, less is not."""
    volgorde = list(Niveau)
    return gevraagd is None or volgorde.index(eigen) >= volgorde.index(gevraagd)


class InDienstVoor(StrEnum):
    """For which work the employer hired the member; the Waadi exemption depends on it."""

    EIGEN_WERK = "eigen_werk"
    POOL = "pool"
    GEZAMENLIJK = "gezamenlijk"


class LidStatus(StrEnum):
    """Whether somebody can be placed; who was hired for the pool waits for a person's yes."""

    TE_BEVESTIGEN = "te_bevestigen"
    ACTIEF = "actief"
    AFGEWEZEN = "afgewezen"


class PoolStatus(StrEnum):
    """Life of a pool."""

    CONCEPT = "concept"
    ACTIEF = "actief"
    BEEINDIGD = "beeindigd"


@dataclass(frozen=True, slots=True)
class Keuzes:
    """The five choices every pool must make before it starts (seed 001)."""

    doelgroep: str = ""
    afzender: str = ""
    roulatiesysteem: str = ""
    doelen: str = ""
    kosten_en_uren: str = ""


def ontbrekende_keuzes(keuzes: Keuzes) -> list[str]:
    """Names of the choices that are still empty; an empty list means the pool may start."""
    return [veld.name for veld in fields(keuzes) if not str(getattr(keuzes, veld.name)).strip()]


@dataclass(frozen=True, slots=True)
class Reden:
    """Why something is refused: the field it is about, a stable code and a Dutch sentence."""

    veld: str
    code: str
    uitleg: str


class Verdeelsleutel(StrEnum):
    """By what the hours are shared; never by what was asked."""

    GELIJK = "gelijk"
    INWONERS = "inwoners"
    FTE = "fte"
    BIJDRAGE = "bijdrage"


@dataclass(frozen=True, slots=True)
class Gewicht:
    """An organisation's part in the sharing, by the key; who is not named counts for 1."""

    organisatie: str
    deel: int


@dataclass(frozen=True, slots=True)
class Pool:
    """A pool of a verband, with the version of its choices that is in force."""

    id: UUID
    verband: UUID
    naam: str
    status: PoolStatus
    keuzes: Keuzes
    keuzeversie: int
    convenant_versie: int | None  # None: the pool's own choices
    verdeelsleutel: Verdeelsleutel
    gewichten: tuple[Gewicht, ...]
    maximum_inzetten: int
    versie: int = 1


POOL_OVERGANGEN: frozenset[tuple[PoolStatus, PoolStatus]] = frozenset(
    {
        (PoolStatus.CONCEPT, PoolStatus.ACTIEF),
        (PoolStatus.CONCEPT, PoolStatus.BEEINDIGD),
        (PoolStatus.ACTIEF, PoolStatus.BEEINDIGD),
    }
)


def beletselen_pool(van: PoolStatus, naar: PoolStatus, keuzes: Keuzes) -> list[Reden]:
    """Everything that stops a pool from going to another status."""
    if (van, naar) not in POOL_OVERGANGEN:
        zin = f"Een pool die {van} is, kan niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if naar is not PoolStatus.ACTIEF:
        return []
    return [
        Reden(keuze, "keuze-ontbreekt", "Deze keuze is verplicht voordat de pool begint.")
        for keuze in ontbrekende_keuzes(keuzes)
    ]


@dataclass(frozen=True, slots=True)
class Vaardigheid:
    """One function of the verband's catalogue that a member masters, with the level."""

    functie: str
    niveau: Niveau


@dataclass(frozen=True, slots=True)
class Poollid:
    """What the pool knows of a member. No name, and nothing about behaviour or person."""

    id: UUID
    pool: UUID
    verband: UUID
    medewerker: UUID
    thuisorganisatie: str
    functies: tuple[Vaardigheid, ...]
    uren_per_week: Decimal
    beschikbaar_van: date
    beschikbaar_tot: date | None
    pc4: str | None
    straal_km: int | None
    in_dienst_voor: InDienstVoor
    ontwikkelwensen: tuple[str, ...]
    maximum_inzetten: int
    demolabel: str | None = None
    status: LidStatus = LidStatus.ACTIEF
    versie: int = 1


LID_OVERGANGEN: frozenset[tuple[LidStatus, LidStatus]] = frozenset(
    {
        (LidStatus.TE_BEVESTIGEN, LidStatus.ACTIEF),
        (LidStatus.TE_BEVESTIGEN, LidStatus.AFGEWEZEN),
        (LidStatus.AFGEWEZEN, LidStatus.ACTIEF),
    }
)


def beletselen_lid(lid: Poollid, naar: LidStatus) -> list[Reden]:
    """Everything that stops a person from deciding so about a membership."""
    if (lid.status, naar) not in LID_OVERGANGEN:
        zin = f"Een poollid dat {lid.status} is, kan niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if naar is LidStatus.ACTIEF and not lid.functies:
        zin = "Leg eerst vast welke functie het poollid beheerst."
        return [Reden("functies", "ontbreekt", zin)]
    return []


# ---- hired on a pool place (seed 001: recruited together, placed in turn)
MEESTE_UREN = Decimal(40)
TE_BEVESTIGEN = (
    "Iemand is aangenomen op een poolplaats",
    "Iemand is aangenomen op een poolplaats en staat klaar als poollid. Kijk of de gegevens"
    " kloppen en bevestig het lidmaatschap in Doorstroom. Tot dan wordt dit poollid nergens"
    " voorgesteld.",
)
ZONDER_POOL = (
    "De pool van een poolplaats is er niet",
    "Iemand is aangenomen op een poolplaats, maar die pool bestaat niet of is beëindigd. Spreek"
    " af in welke pool de medewerker komt en leg het lidmaatschap zelf vast.",
)


@dataclass(frozen=True, slots=True)
class Aanstelling:
    """Somebody hired on a place in a pool, as vacatures tells it."""

    id: UUID
    pool: UUID
    medewerker: UUID
    thuisorganisatie: str
    in_dienst_voor: InDienstVoor
    functie: str | None
    niveau: Niveau | None
    uren: Decimal
    van: date
    tot: date | None


def van_aanstelling(id: UUID, een: Aanstelling, verband: UUID, maximum_inzetten: int) -> Poollid:
    """The member that a hire makes. A person confirms: who is hired for the pool falls outside
    the Waadi exemption for own staff, and the level may not have been in the vacancy."""
    bekend = een.functie is not None and een.niveau is not None
    functies = (Vaardigheid(een.functie or "", een.niveau or Niveau.JUNIOR),) if bekend else ()
    return Poollid(
        id=id,
        pool=een.pool,
        verband=verband,
        medewerker=een.medewerker,
        thuisorganisatie=een.thuisorganisatie,
        functies=functies,
        uren_per_week=min(max(een.uren, Decimal(1)), MEESTE_UREN),
        beschikbaar_van=een.van,
        beschikbaar_tot=een.tot if een.tot and een.tot >= een.van else None,
        pc4=None,
        straal_km=None,
        in_dienst_voor=een.in_dienst_voor,
        ontwikkelwensen=(),
        maximum_inzetten=maximum_inzetten,
        status=LidStatus.TE_BEVESTIGEN,
    )


def fouten_in_lid(lid: Poollid) -> list[Reden]:
    """Faults between the fields of a member; an empty list means it can be stored."""
    fouten = []
    if lid.beschikbaar_tot and lid.beschikbaar_tot < lid.beschikbaar_van:
        zin = "De laatste dag ligt voor de eerste dag."
        fouten.append(Reden("beschikbaarTot", "periode-omgekeerd", zin))
    if len({een.functie for een in lid.functies}) < len(lid.functies):
        zin = "Een functie staat er meer dan een keer in."
        fouten.append(Reden("functies", "functie-dubbel", zin))
    if lid.straal_km is not None and lid.pc4 is None:
        zin = "Een straal telt vanaf een postcode; vul pc4 in."
        fouten.append(Reden("pc4", "ontbreekt", zin))
    return fouten


def onbekende_functies(codes: Iterable[str], catalogus: frozenset[str]) -> list[str]:
    """Codes that are not in the verband's catalogue; an empty catalogue knows every code."""
    return sorted(set(codes) - catalogus) if catalogus else []


# Who may look: staff who plan people, staff who only see figures, and the person.
PLANNERS = frozenset(
    {"recruiter", "hr_adviseur", "leidinggevende", "makelaar", "secretaris", "hr_hoofd"}
)
MEEKIJKERS = frozenset({"aanjager", "beheerder"})
POOLBEHEER = frozenset({"makelaar", "secretaris", "hr_hoofd"})
LEDENBEHEER = frozenset({"makelaar", "hr_adviseur", "recruiter", "leidinggevende", "hr_hoofd"})


@dataclass(frozen=True, slots=True)
class Kijker:
    """The caller as the signed token describes it."""

    organisatie: str | None = None  # OIN
    rollen: frozenset[str] = frozenset()
    medewerker: UUID | None = None
    verbanden: frozenset[UUID] = frozenset()


def ziet_verband(verband: UUID | None, kijker: Kijker) -> bool:
    """Pools, for everybody who works for an organisation of the verband."""
    return verband is not None and verband in kijker.verbanden


def ziet_plan(verband: UUID | None, organisatie: str, kijker: Kijker) -> bool:
    """Facts without persons, such as needs: staff of the organisation or of its verband."""
    deelt = organisatie == kijker.organisatie or ziet_verband(verband, kijker)
    return deelt and bool(kijker.rollen & (PLANNERS | MEEKIJKERS))


def ziet_personen(verband: UUID | None, organisaties: Iterable[str], kijker: Kijker) -> bool:
    """Facts about persons: staff who plan people, in the verband or an organisation involved."""
    deelt = kijker.organisatie in set(organisaties) or ziet_verband(verband, kijker)
    return deelt and bool(kijker.rollen & PLANNERS)


def ziet_lid(lid: Poollid, kijker: Kijker) -> bool:
    """A member: who plans people in the verband, the home employer, and the member himself."""
    is_zelf = kijker.medewerker is not None and kijker.medewerker == lid.medewerker
    return is_zelf or ziet_personen(lid.verband, [lid.thuisorganisatie], kijker)
