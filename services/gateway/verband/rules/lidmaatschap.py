"""Wie bij een verband hoort, vanaf wanneer en tot en met wanneer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

PLATFORM = "platformbeheerder"
BEHEER = "beheerder"


class Verbandstatus(StrEnum):
    """How firm a verband's agreements are; it only becomes firmer."""

    INFORMEEL = "informeel"
    AFSPRAKEN = "afspraken"
    CONVENANT = "convenant"
    REGELING = "regeling"


# From which status a verband may go to which; it only becomes firmer, and may skip a step.
OVERGANGEN: Mapping[Verbandstatus, frozenset[Verbandstatus]] = {
    Verbandstatus.INFORMEEL: frozenset(
        {Verbandstatus.AFSPRAKEN, Verbandstatus.CONVENANT, Verbandstatus.REGELING}
    ),
    Verbandstatus.AFSPRAKEN: frozenset({Verbandstatus.CONVENANT, Verbandstatus.REGELING}),
    Verbandstatus.CONVENANT: frozenset({Verbandstatus.REGELING}),
    Verbandstatus.REGELING: frozenset(),
}


class Besluitregel(StrEnum):
    """How many members must agree. One vote per organisation, whatever its size."""

    ZONDER_STEMMING = "zonder_stemming"  # whoever may write the agreements also adopts them
    MEERDERHEID = "meerderheid"  # more than half of all members, not of those who voted
    EENPARIG = "eenparig"


class Module(StrEnum):
    """What a verband does together; each can be switched on when the verband is ready for it."""

    VACATURES = "vacatures"
    POOL = "pool"


@dataclass(frozen=True, slots=True)
class Verband:
    """A group of organisations with shared agreements. Periods include their last day."""

    id: UUID
    naam: str
    status: Verbandstatus
    begin_datum: date
    eind_datum: date | None = None
    besluitregel: Besluitregel = Besluitregel.ZONDER_STEMMING
    or_instemming_vereist: bool = True
    modules: frozenset[Module] = frozenset(Module)


@dataclass(frozen=True, slots=True)
class Lidmaatschap:
    """One period in which an organisation belongs to a verband."""

    id: UUID
    verband: UUID
    organisatie: str  # OIN
    van: date
    tot: date | None = None
    or_instemming_op: date | None = None  # day on which its works council agreed


class Beletsel(StrEnum):
    """Why a verband or membership cannot be so. Public API: add, never rename."""

    STATUS_TERUG = "status-terug"
    EINDE_VOOR_BEGIN = "einde-voor-begin"
    PERIODE_OMGEKEERD = "periode-omgekeerd"
    ORGANISATIE_ONBEKEND = "organisatie-onbekend"
    ORGANISATIE_OPGEHEVEN = "organisatie-opgeheven"
    BUITEN_VERBAND = "buiten-verband"
    AL_LID = "al-lid"
    LEDEN_NA_EINDE = "leden-na-einde"


REDEN: Mapping[Beletsel, str] = {
    Beletsel.STATUS_TERUG: "Een verband gaat niet terug naar een lossere status.",
    Beletsel.EINDE_VOOR_BEGIN: "De laatste dag ligt voor de eerste.",
    Beletsel.PERIODE_OMGEKEERD: "De laatste dag ligt voor de eerste.",
    Beletsel.ORGANISATIE_ONBEKEND: "Deze organisatie staat niet in het register.",
    Beletsel.ORGANISATIE_OPGEHEVEN: "Deze organisatie bestaat dan niet.",
    Beletsel.BUITEN_VERBAND: "Het lidmaatschap valt buiten de looptijd van het verband.",
    Beletsel.AL_LID: "Deze organisatie is in die periode al lid.",
    Beletsel.LEDEN_NA_EINDE: "Er zijn leden met een lidmaatschap buiten deze looptijd.",
}


PLAATS: Mapping[Beletsel, str] = {
    Beletsel.STATUS_TERUG: "status",
    Beletsel.EINDE_VOOR_BEGIN: "eindDatum",
    Beletsel.PERIODE_OMGEKEERD: "tot",
    Beletsel.ORGANISATIE_ONBEKEND: "organisatie",
    Beletsel.ORGANISATIE_OPGEHEVEN: "organisatie",
    Beletsel.BUITEN_VERBAND: "van",
    Beletsel.AL_LID: "organisatie",
    Beletsel.LEDEN_NA_EINDE: "eindDatum",
}


def loopt(van: date, tot: date | None, op: date) -> bool:
    """Whether that day falls in the period; first and last day count."""
    return van <= op and (tot is None or op <= tot)


def overlapt(van: date, tot: date | None, ander_van: date, ander_tot: date | None) -> bool:
    """Whether two periods have a day in common."""
    return (ander_tot is None or van <= ander_tot) and (tot is None or ander_van <= tot)


def binnen(van: date, tot: date | None, verband: Verband) -> bool:
    """Whether a period lies inside the verband's own; without an end it ends with the verband."""
    laatste = tot or verband.eind_datum or van
    return loopt(verband.begin_datum, verband.eind_datum, van) and loopt(
        verband.begin_datum, verband.eind_datum, laatste
    )


def leden_op(leden: Iterable[Lidmaatschap], op: date) -> frozenset[str]:
    """The organisations that belong to the verband on that day."""
    return frozenset(lid.organisatie for lid in leden if loopt(lid.van, lid.tot, op))


def is_lid(leden: Iterable[Lidmaatschap], organisatie: str | None, op: date) -> bool:
    """Whether the organisation belongs to the verband on that day."""
    return organisatie in leden_op(leden, op)


def mag_zien(
    leden: Iterable[Lidmaatschap], organisatie: str | None, rollen: frozenset[str], op: date
) -> bool:
    """A verband exists only for its members of that day and for the platformbeheerder."""
    return PLATFORM in rollen or is_lid(leden, organisatie, op)


def mag_beheren(
    leden: Iterable[Lidmaatschap], organisatie: str | None, rollen: frozenset[str], op: date
) -> bool:
    """Who may write the agreements: the platformbeheerder, or a beheerder of a member."""
    return PLATFORM in rollen or (BEHEER in rollen and is_lid(leden, organisatie, op))


def beletselen_lid(
    lid: Lidmaatschap,
    verband: Verband,
    bestaat: tuple[date | None, date | None] | None,
    andere: Sequence[Lidmaatschap],
) -> list[Beletsel]:
    """Everything that stops this membership; empty means: welcome.

    `bestaat`: from when until when the organisation exists; None when nobody knows it.
    `andere`: the other memberships of the same organisation in the same verband.
    """
    vanaf, tot_en_met = bestaat or (None, None)
    te_vroeg = vanaf is not None and lid.van < vanaf
    te_laat = tot_en_met is not None and (lid.tot or lid.van) > tot_en_met
    omgekeerd = lid.tot is not None and lid.tot < lid.van
    geldt = {
        Beletsel.ORGANISATIE_ONBEKEND: bestaat is None,
        Beletsel.ORGANISATIE_OPGEHEVEN: te_vroeg or te_laat,
        Beletsel.PERIODE_OMGEKEERD: omgekeerd,
        Beletsel.BUITEN_VERBAND: not omgekeerd and not binnen(lid.van, lid.tot, verband),
        Beletsel.AL_LID: any(overlapt(lid.van, lid.tot, een.van, een.tot) for een in andere),
    }
    return [beletsel for beletsel, waar in geldt.items() if waar]


def na_vaststelling(status: Verbandstatus) -> Verbandstatus:
    """A verband that adopts a convenant is at least at that status."""
    volgorde = list(Verbandstatus)
    return max(status, Verbandstatus.CONVENANT, key=volgorde.index)


def mag_overgaan(van: Verbandstatus, naar: Verbandstatus) -> bool:
    """Whether a verband at one status may go to the other."""
    return naar in OVERGANGEN[van]


def beletselen_verband(
    nieuw: Verband, oud: Verband | None, leden: Sequence[Lidmaatschap]
) -> list[Beletsel]:
    """Everything that stops a verband from being so; empty means: it can."""
    was = oud.status if oud else nieuw.status
    terug = was is not nieuw.status and not mag_overgaan(was, nieuw.status)
    omgekeerd = nieuw.eind_datum is not None and nieuw.eind_datum < nieuw.begin_datum
    geldt = {
        Beletsel.STATUS_TERUG: terug,
        Beletsel.EINDE_VOOR_BEGIN: omgekeerd,
        Beletsel.LEDEN_NA_EINDE: not omgekeerd
        and any(not binnen(lid.van, lid.tot, nieuw) for lid in leden),
    }
    return [beletsel for beletsel, waar in geldt.items() if waar]
