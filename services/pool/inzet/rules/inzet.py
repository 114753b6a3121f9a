"""Wat is een inzet, en wie telt als inleenkracht? Pure rules; hours are hours per week."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import PLANNERS, Kijker, Reden, ziet_personen


class InzetStatus(StrEnum):
    """Life of a deployment: proposed by a decision, confirmed by three yeses, then ended.

    `geweigerd` is one no; only the side that said it sees that word, the others `ingetrokken`.
    """

    VOORGESTELD = "voorgesteld"
    BEVESTIGD = "bevestigd"
    BEEINDIGD = "beeindigd"
    INGETROKKEN = "ingetrokken"
    GEWEIGERD = "geweigerd"


# These hold the person's hours: what is proposed is reserved until somebody says no.
BEZET = frozenset({InzetStatus.VOORGESTELD, InzetStatus.BEVESTIGD})


class Terugkeerdoel(StrEnum):
    """Where the member goes back to afterwards."""

    OUDE_FUNCTIE = "oude_functie"
    INTERNE_KLUSSEN = "interne_klussen"
    NADER_TE_BEPALEN = "nader_te_bepalen"


class Inzetsoort(StrEnum):
    """Where an inzet came from; those of one swap begin and end together."""

    TOEWIJZING = "toewijzing"
    FUNCTIERUIL = "functieruil"
    TRAINEE = "trainee"
    KLUS = "klus"


class Inzetvariant(StrEnum):
    """Whether the home organisation goes on paying, or the member works fewer hours there."""

    LOONDOORBETALING = "loondoorbetaling"
    UREN_VERMINDERD = "uren_verminderd"


@dataclass(frozen=True, slots=True)
class Inzet:
    """A member who works for another organisation for some time."""

    id: UUID
    verband: UUID
    medewerker: UUID
    thuisorganisatie: str
    inlener: str
    uren_per_week: Decimal
    van: date
    tot: date | None
    status: InzetStatus
    soort: Inzetsoort = Inzetsoort.TOEWIJZING


OVERGANGEN: frozenset[tuple[InzetStatus, InzetStatus]] = frozenset(
    {
        (InzetStatus.VOORGESTELD, InzetStatus.INGETROKKEN),
        (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD),
        (InzetStatus.BEVESTIGD, InzetStatus.INGETROKKEN),
    }
)


def beletselen(
    inzet: Inzet,
    naar: InzetStatus,
    vandaag: date,
    laatste_dag: date | None,
    opzegtermijn_weken: int,
) -> list[Reden]:
    """Everything that stops a deployment from going to another status today.

    Before it starts it is withdrawn; once it runs it is ended, on a day inside its period and not
    before the notice of its terms is over. Confirming and refusing go by yeses, never by a change
    of status.
    """
    if (inzet.status, naar) not in OVERGANGEN:
        zin = f"Een inzet die {inzet.status} is, kan niet {naar} worden."
        return [Reden("naar", "overgang-onbekend", zin)]
    if naar is InzetStatus.INGETROKKEN:
        if inzet.status is InzetStatus.BEVESTIGD and inzet.van <= vandaag:
            return [Reden("naar", "al-begonnen", "De inzet is al begonnen; beëindig hem.")]
        return []
    if inzet.van > vandaag:
        return [Reden("naar", "niet-begonnen", "De inzet is nog niet begonnen; trek hem in.")]
    dag = laatste_dag or vandaag
    if dag < inzet.van or (inzet.tot and dag > inzet.tot):
        zin = "De laatste dag ligt binnen de periode van de inzet."
        return [Reden("laatsteDag", "buiten-periode", zin)]
    if dag == inzet.tot and dag > vandaag:
        zin = f"De inzet eindigt al op {dag:%d-%m-%Y}; opzeggen verandert dan niets."
        return [Reden("laatsteDag", "al-afgesproken", zin)]
    return _binnen_opzegtermijn(inzet, vandaag, dag, opzegtermijn_weken)


BINNEN_OPZEGTERMIJN = "binnen-opzegtermijn"


def alleen_de_opzegtermijn(redenen: list[Reden]) -> bool:
    """Whether nothing but the notice stops it: who cannot go on may end it all the same."""
    return [een.code for een in redenen] == [BINNEN_OPZEGTERMIJN]


def _binnen_opzegtermijn(inzet: Inzet, vandaag: date, dag: date, weken: int) -> list[Reden]:
    """A day that comes before the notice is over asks three yeses; the agreed last day does not."""
    vroegst = vandaag + timedelta(weeks=weken)
    if weken == 0 or dag >= vroegst or dag == inzet.tot:
        return []
    termijn = f"De opzegtermijn is {weken} {'week' if weken == 1 else 'weken'}"
    if inzet.tot is not None and inzet.tot <= vroegst:
        zin = f"{termijn}, en de inzet eindigt al op {inzet.tot:%d-%m-%Y}."
    else:
        zin = f"{termijn}: de eerste dag die kan, is {vroegst:%d-%m-%Y}."
    eerder = (
        " Eerder kan als thuisorganisatie, inlener en medewerker alle drie ja zeggen tegen"
        " voorwaarden met een eerdere laatste dag of een kortere opzegtermijn. Kan doorgaan niet,"
        " dan kan een van beide organisaties eindigen zonder opzegtermijn (zonderOpzegtermijn)."
    )
    return [Reden("laatsteDag", BINNEN_OPZEGTERMIJN, zin + eerder)]


def is_actief(inzet: Inzet, vandaag: date) -> bool:
    """Whether the person counts as inleenkracht: from the confirmation until the last day."""
    return telt_mee(inzet) and (inzet.tot is None or vandaag <= inzet.tot)


def telt_mee(inzet: Inzet) -> bool:
    """Whether the inzet takes place or took place; its last day says until when."""
    return inzet.status in (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD)


def houdt_bezet(inzet: Inzet) -> bool:
    """Whether the person's hours are taken by it, so that nobody else can plan them."""
    return inzet.status in BEZET


# Who may speak for an organisation in an inzet.
ORGANISATIEROLLEN = frozenset({"leidinggevende", "hr_adviseur"})


def is_partij(inzet: Inzet, kijker: Kijker) -> bool:
    """The person and those who plan for one of both organisations; not the rest of the verband."""
    is_zelf = kijker.medewerker is not None and kijker.medewerker == inzet.medewerker
    organisaties = (inzet.thuisorganisatie, inzet.inlener)
    return is_zelf or (kijker.organisatie in organisaties and bool(kijker.rollen & PLANNERS))


def ziet_inzet(inzet: Inzet, kijker: Kijker) -> bool:
    """The person, both organisations, and who plans people in the verband."""
    is_zelf = kijker.medewerker is not None and kijker.medewerker == inzet.medewerker
    organisaties = [inzet.thuisorganisatie, inzet.inlener]
    return is_zelf or ziet_personen(inzet.verband, organisaties, kijker)


def zichtbare_status(inzet: Inzet, eigen_weigering: bool) -> InzetStatus:
    """What a viewer reads: a no of another side only says that it does not go on."""
    if inzet.status is InzetStatus.GEWEIGERD and not eigen_weigering:
        return InzetStatus.INGETROKKEN
    return inzet.status
