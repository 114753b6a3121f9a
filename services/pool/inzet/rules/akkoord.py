"""Three yeses: thuisorganisatie, inlener and medewerker agree on one version of the terms (R28).

A no costs nobody anything: it ends the proposal, it is no fact for a calculation, and only the side
that said it can read that it did and why. While answers are awaited nobody sees those of another
side: who said nothing cannot be told from who said no.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from services.pool.flexpool.rules import PLANNERS, Kijker, Reden
from services.pool.inzet.rules.inzet import (
    ORGANISATIEROLLEN,
    Inzet,
    Inzetsoort,
    InzetStatus,
    Inzetvariant,
    Terugkeerdoel,
)

INLENERROLLEN = ORGANISATIEROLLEN | {"makelaar"}


class Partij(StrEnum):
    """The three that must agree."""

    THUISORGANISATIE = "thuisorganisatie"
    INLENER = "inlener"
    MEDEWERKER = "medewerker"


@dataclass(frozen=True, slots=True)
class Voorwaarden:
    """One version of what is agreed on; money in euro cents, notice in weeks."""

    versie: int
    uren_per_week: Decimal
    van: date
    tot: date | None
    werkzaamheden: str
    plaats: str | None = None
    leiding: str = ""  # who directs and supervises at the host, as a role
    variant: Inzetvariant = Inzetvariant.LOONDOORBETALING
    terugkeer_datum: date | None = None
    terugkeer_doel: Terugkeerdoel | None = None
    tarief_grondslag: str | None = None  # of the verband; None: not agreed yet
    tarief_cent_per_uur: int | None = None
    opzegtermijn_weken: int = 4  # what the verband agreed on when nothing else is said
    effect_getoond: bool = False  # the person saw what it means for the income; no amount


@dataclass(frozen=True, slots=True)
class Akkoord:
    """An answer of one party to one version; the last one of a party counts."""

    partij: Partij
    versie: int
    akkoord: bool
    door: str
    op: datetime
    reden: str | None = None  # of a no; for the own side only


@dataclass(frozen=True, slots=True)
class Zicht:
    """Which yeses a viewer sees, and whether the no is of the own side."""

    akkoorden: tuple[Akkoord, ...]
    eigen_weigering: bool


def partijen_van(inzet: Inzet, kijker: Kijker, eigen_inlog: bool) -> list[Partij]:
    """For whom the caller may answer; the person only with an own login, never the employer."""
    partijen = []
    if inzet.thuisorganisatie == kijker.organisatie and kijker.rollen & ORGANISATIEROLLEN:
        partijen.append(Partij.THUISORGANISATIE)
    if inzet.inlener == kijker.organisatie and kijker.rollen & INLENERROLLEN:
        partijen.append(Partij.INLENER)
    if eigen_inlog and kijker.medewerker == inzet.medewerker:
        partijen.append(Partij.MEDEWERKER)
    return partijen


def is_eigen_kant(partij: Partij, inzet: Inzet, kijker: Kijker) -> bool:
    """Whether the caller may read what this party answered and why."""
    if partij is Partij.MEDEWERKER:
        return kijker.medewerker is not None and kijker.medewerker == inzet.medewerker
    thuis = partij is Partij.THUISORGANISATIE
    organisatie = inzet.thuisorganisatie if thuis else inzet.inlener
    return kijker.organisatie == organisatie and bool(kijker.rollen & PLANNERS)


def _laatste(akkoorden: Iterable[Akkoord], versie: int) -> dict[Partij, Akkoord]:
    return {een.partij: een for een in akkoorden if een.versie == versie}


def is_akkoord(akkoorden: Iterable[Akkoord], versie: int) -> bool:
    """Whether all three said yes to this version."""
    return not ontbrekende_partijen(akkoorden, versie)


def ontbrekende_partijen(akkoorden: Iterable[Akkoord], versie: int) -> list[Partij]:
    """Who has not said yes to this version."""
    laatste = _laatste(akkoorden, versie)
    return [een for een in Partij if een not in laatste or not laatste[een].akkoord]


def zichtbare_akkoorden(inzet: Inzet, akkoorden: Sequence[Akkoord], kijker: Kijker) -> Zicht:
    """The own side's answers; those of the others to every version that bound all three.

    What was read once stays to be read when later terms take its place.
    """
    gebonden = inzet.status in (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD)
    versies = {een.versie for een in akkoorden if gebonden}
    samen = [versie for versie in versies if is_akkoord(akkoorden, versie)]
    laatste = {een for versie in samen for een in _laatste(akkoorden, versie).values()}
    zichtbaar, eigen_weigering = [], False
    for een in akkoorden:
        if is_eigen_kant(een.partij, inzet, kijker):
            zichtbaar.append(een)
            eigen_weigering |= not een.akkoord
        elif een in laatste and een.akkoord:
            zichtbaar.append(replace(een, reden=None))
    return Zicht(tuple(zichtbaar), eigen_weigering)


def beletselen_akkoord(
    inzet: Inzet,
    gevraagd: Voorwaarden | None,
    versie: int,
    partij: Partij,
    akkoord: bool,
    eerder: Sequence[Akkoord],
    vandaag: date,
) -> list[Reden]:
    """Everything that stops this answer; `gevraagd` is what all three are asked now."""
    is_terugname = not akkoord and inzet.status is InzetStatus.BEVESTIGD and inzet.van > vandaag
    if gevraagd is None and not is_terugname:
        return [Reden("versie", "niets-gevraagd", "Er is nu geen antwoord gevraagd.")]
    if gevraagd is not None and versie != gevraagd.versie and not is_terugname:
        zin = "De voorwaarden zijn gewijzigd; lees ze opnieuw en antwoord dan."
        return [Reden("versie", "voorwaarden-gewijzigd", zin)]
    laatste = _laatste(eerder, versie).get(partij)
    if laatste is not None and laatste.akkoord == akkoord:
        return [Reden("partij", "al-geantwoord", "Dit antwoord is al gegeven.")]
    if not akkoord or gevraagd is None:
        return []
    redenen = _onvolledig(gevraagd)
    if partij is Partij.MEDEWERKER:
        redenen += _ongezien(inzet, gevraagd)
    return redenen + _te_laat(inzet, gevraagd, vandaag)


def _onvolledig(gevraagd: Voorwaarden) -> list[Reden]:
    if gevraagd.terugkeer_datum is not None and gevraagd.terugkeer_doel is not None:
        return []
    zin = "Leg eerst vast wanneer en waarheen de medewerker terugkeert."
    return [Reden("terugkeerDatum", "terugkeer-ontbreekt", zin)]


def _ongezien(inzet: Inzet, gevraagd: Voorwaarden) -> list[Reden]:
    """Of a klus, and of less hours at home, the person alone looks first, and no other knows."""
    minder = gevraagd.variant is Inzetvariant.UREN_VERMINDERD
    if gevraagd.effect_getoond or not (minder or inzet.soort is Inzetsoort.KLUS):
        return []
    zin = "Bekijk eerst wat dit voor uw inkomen betekent; uw loon invullen hoeft niet."
    return [Reden("variant", "effect-niet-getoond", zin)]


def _te_laat(inzet: Inzet, gevraagd: Voorwaarden, vandaag: date) -> list[Reden]:
    if inzet.status is InzetStatus.VOORGESTELD and gevraagd.van < vandaag:
        zin = "De begindatum is voorbij; stel voorwaarden voor met een latere begindatum."
        return [Reden("van", "begin-voorbij", zin)]
    voorbij = inzet.tot is not None and inzet.tot < vandaag
    if inzet.status is InzetStatus.BEVESTIGD and voorbij:
        return [Reden("tot", "inzet-voorbij", "De inzet is al voorbij.")]
    return []


def effect_blijft(oud: Voorwaarden, nieuw: Voorwaarden) -> bool:
    """Whether what was shown of the income still holds: the same hours in the same way."""
    zelfde = (oud.variant, oud.uren_per_week) == (nieuw.variant, nieuw.uren_per_week)
    return oud.effect_getoond and zelfde


def beletselen_inkomen(inzet: Inzet, bedrag: int | None) -> list[Reden]:
    """Of a klus an employer names no amount: the person looks, and nobody else."""
    if inzet.soort is not Inzetsoort.KLUS or bedrag is None:
        return []
    zin = "Van een klus wordt geen bedrag van iemands inkomen bewaard."
    return [Reden("inkomensverschilCent", "niet-bewaard", zin)]


def is_nieuw(oud: Voorwaarden, nieuw: Voorwaarden) -> bool:
    """Whether the terms differ, apart from their number; then all yeses are asked anew."""
    return replace(nieuw, versie=oud.versie) != oud


def beletselen_voorwaarden(
    inzet: Inzet, oud: Voorwaarden, nieuw: Voorwaarden, vandaag: date
) -> list[Reden]:
    """Everything that stops these terms from being proposed."""
    if inzet.status not in (InzetStatus.VOORGESTELD, InzetStatus.BEVESTIGD):
        zin = "Deze inzet gaat niet door of is voorbij; de voorwaarden liggen vast."
        return [Reden("status", "ligt-vast", zin)]
    redenen = []
    samen = inzet.soort is Inzetsoort.FUNCTIERUIL
    if samen and (nieuw.van, nieuw.tot) != (oud.van, oud.tot):
        zin = "De inzetten van een ruil beginnen en eindigen samen; de periode ligt vast."
        redenen.append(Reden("tot", "hoort-bij-ruil", zin))
    if nieuw.tot is not None and nieuw.tot < nieuw.van:
        zin = "De laatste dag ligt voor de eerste dag."
        redenen.append(Reden("tot", "periode-omgekeerd", zin))
    if nieuw.terugkeer_datum and nieuw.terugkeer_datum < (nieuw.tot or nieuw.van):
        zin = "De terugkeer ligt niet voor de laatste dag van de inzet."
        redenen.append(Reden("terugkeerDatum", "terugkeer-te-vroeg", zin))
    if nieuw.uren_per_week <= 0:
        redenen.append(Reden("urenPerWeek", "uren-nul", "Een inzet is meer dan nul uur."))
    loopt = inzet.status is InzetStatus.BEVESTIGD and inzet.van <= vandaag
    if loopt and (nieuw.van, nieuw.uren_per_week) != (oud.van, oud.uren_per_week):
        zin = "Van een lopende inzet liggen het begin en de uren vast; maak daarvoor een nieuwe."
        redenen.append(Reden("urenPerWeek", "loopt-al", zin))
    if not loopt and nieuw.van != oud.van and nieuw.van < vandaag:
        redenen.append(Reden("van", "begin-voorbij", "De begindatum is voorbij."))
    if nieuw.tot is not None and nieuw.tot < vandaag:
        redenen.append(Reden("tot", "einde-voorbij", "De laatste dag is voorbij."))
    return redenen


def met_voorwaarden(inzet: Inzet, voorwaarden: Voorwaarden) -> Inzet:
    """The inzet as it would be under these terms."""
    return replace(
        inzet,
        uren_per_week=voorwaarden.uren_per_week,
        van=voorwaarden.van,
        tot=voorwaarden.tot,
    )
