"""Who may be offered the job: who stands before, and what happens to a permanent contract."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import (
    Categorie,
    Convenant,
    EigenEnPartner,
    Voorrangsmodus,
)
from services.vacatures.openstelling import rules as openstelling
from services.vacatures.sollicitatie.rules import (
    AAN_KANDIDAAT,
    AFGEROND,
    Kandidaat,
    Oordeel,
    Sollicitatiestatus,
    is_aangehouden,
    telt_in,
)
from services.vacatures.vacature.rules import Contractsoort, Vacaturestatus


class Aanbodstatus(StrEnum):
    """Where an offer is; it follows the application it belongs to.

    Voorgelegd: it gives less than the permanent contract the candidate has, and stands only once
    the candidate agrees.
    """

    VOORGELEGD = "voorgelegd"
    OPEN = "open"
    AANVAARD = "aanvaard"
    VERVALLEN = "vervallen"


@dataclass(frozen=True, slots=True)
class Aanbod:
    """What is offered. Hours per week; money in euro cents per month."""

    contractsoort: Contractsoort
    uren: Decimal
    schaal: str
    salaris: int | None = None
    afwijking: str | None = None
    reden_contractsoort: str | None = None


@dataclass(frozen=True, slots=True)
class Beletsel:
    """One reason why an offer cannot be made now; `sollicitatie` is who stands before."""

    code: str
    reden: str
    sollicitatie: UUID | None = None
    met_afwijking: bool = False


@dataclass(frozen=True, slots=True)
class Situatie:
    """The vacancy at the moment of offering.

    `vast_contract`: permanent, with an employer that is left for this job; also that of who works
    here by an inzet, or at another employer of a joint vacancy.
    """

    status: Vacaturestatus
    openstelling: openstelling.Openstelling
    aantal_plaatsen: int
    vast_contract: bool | None
    nu: datetime


def beletselen(
    kandidaat: Kandidaat, anderen: Sequence[Kandidaat], aanbod: Aanbod, situatie: Situatie
) -> list[Beletsel]:
    """Everything that stops this offer now; an empty list means: go ahead."""
    voor = [b for ander in anderen if (b := staat_voor(ander, kandidaat, situatie))]
    met_afwijking = bool((aanbod.afwijking or "").strip())
    return [
        *_eigen_beletselen(kandidaat, anderen, situatie),
        *(b for b in voor if not (met_afwijking and b.met_afwijking)),
        *contractbehoud(kandidaat, aanbod, situatie),
    ]


def _eigen_beletselen(
    kandidaat: Kandidaat, anderen: Sequence[Kandidaat], situatie: Situatie
) -> list[Beletsel]:
    bezet = [
        ander
        for ander in anderen
        if ander.status in (Sollicitatiestatus.AANGEBODEN, Sollicitatiestatus.AANGENOMEN)
    ]
    open_ = situatie.status in (Vacaturestatus.OPENGESTELD, Vacaturestatus.GESLOTEN)
    aangehouden = is_aangehouden(kandidaat.telt_vanaf, situatie.nu)
    afgerond = kandidaat.status in AFGEROND or kandidaat.status is Sollicitatiestatus.AANGEBODEN
    geldt = [
        (not open_, "vacature-afgerond", f"De vacature is {situatie.status}"),
        (len(bezet) >= situatie.aantal_plaatsen, "geen-plaats-vrij", "Elke plaats is aangeboden"),
        (afgerond, "sollicitatie-afgerond", f"De sollicitatie is {kandidaat.status}"),
        (aangehouden, "aangehouden", "De sollicitatie telt pas vanaf de eigen fase"),
        (
            not afgerond and kandidaat.oordeel is not Oordeel.PASSEND,
            "niet-passend-beoordeeld",
            "Alleen wie passend is bevonden, kan een aanbod krijgen",
        ),
    ]
    return [Beletsel(code, reden, kandidaat.sollicitatie) for waar, code, reden in geldt if waar]


def staat_voor(ander: Kandidaat, kandidaat: Kandidaat, situatie: Situatie) -> Beletsel | None:
    """Why `ander` goes before `kandidaat`, or None.

    Compared only under convenanten that rank both. When two convenanten contradict each other,
    neither goes before. The mode is that of the phase in which the application of `ander` counts:
    priority once earned is not lost because the next phase began.
    """
    if ander.sollicitatie == kandidaat.sollicitatie or _speelt_niet_mee(ander, situatie.nu):
        return None
    bekend = {c.verband for c in telt_in(kandidaat, situatie.openstelling)}
    samen = [c for c in telt_in(ander, situatie.openstelling) if c.verband in bekend]
    soorten = ander.categorie, kandidaat.categorie
    verschil = [(c, convenant.rang(c, soorten[0]) - convenant.rang(c, soorten[1])) for c in samen]
    if any(rangen > 0 for _, rangen in verschil):
        return None
    for afspraken, rangen in verschil:
        if rangen < 0 and (beletsel := _voorrang(afspraken, ander, kandidaat, situatie)):
            return beletsel
    return None


def elders(beletsel: Beletsel) -> Beletsel:
    """The same reason for who may not see whom it is about."""
    reden = "Bij het deel van een andere werkgever gaat een kandidaat voor"
    if beletsel.met_afwijking:
        reden += "; afwijken kan, met een reden"
    return Beletsel("voorgaande-elders", reden, None, beletsel.met_afwijking)


def _speelt_niet_mee(ander: Kandidaat, nu: datetime) -> bool:
    if is_aangehouden(ander.telt_vanaf, nu) or ander.oordeel is Oordeel.NIET_PASSEND:
        return True
    klaar = ander.status in AFGEROND or ander.status is Sollicitatiestatus.AANGEBODEN
    return klaar and not is_gepasseerd(ander)


def is_gepasseerd(kandidaat: Kandidaat) -> bool:
    """Found suitable and rejected all the same, for a ground that does not lie with the candidate.

    Rejecting is no way round priority: whoever is offered the job after it needs a deviation.
    """
    afgewezen = kandidaat.status is Sollicitatiestatus.AFGEWEZEN
    aan_kandidaat = kandidaat.afwijsgrond in AAN_KANDIDAAT
    return afgewezen and kandidaat.oordeel is Oordeel.PASSEND and not aan_kandidaat


def _voorrang(
    afspraken: Convenant, ander: Kandidaat, kandidaat: Kandidaat, situatie: Situatie
) -> Beletsel | None:
    wie = f"een kandidaat in de categorie {ander.categorie}"
    if ander.oordeel is None:
        return Beletsel(
            "voorgaande-niet-beoordeeld",
            f"Er gaat {wie} voor die nog niet is beoordeeld",
            ander.sollicitatie,
        )
    if _gelijk_bij_beide(afspraken, ander, kandidaat):
        return None
    if is_gepasseerd(ander):
        return Beletsel(
            "voorgaande-afgewezen",
            f"Er gaat {wie} voor die passend is bevonden en toch is afgewezen; afwijken kan met een"
            " reden, die deze kandidaat leest",
            ander.sollicitatie,
            met_afwijking=True,
        )
    modus = modus_van(afspraken, ander, situatie.openstelling)
    if modus is Voorrangsmodus.GELIJKE_GESCHIKTHEID:
        return Beletsel(
            "voorgaande-gelijk-geschikt",
            f"Bij gelijke geschiktheid gaat {wie} voor; afwijken kan met een reden",
            ander.sollicitatie,
            met_afwijking=True,
        )
    return Beletsel(
        "voorgaande-passend", f"Er gaat {wie} voor die passend is bevonden", ander.sollicitatie
    )


def _gelijk_bij_beide(afspraken: Convenant, ander: Kandidaat, kandidaat: Kandidaat) -> bool:
    """The convenant may say that own and partner people, both suitable, are equal."""
    eigen_en_partner = (
        ander.categorie in convenant.EIGEN and kandidaat.categorie in convenant.VIA_VERBAND
    )
    gelijk = afspraken.bij_beide_passend is EigenEnPartner.GELIJK
    return eigen_en_partner and gelijk and kandidaat.oordeel is Oordeel.PASSEND


def modus_van(
    afspraken: Convenant, kandidaat: Kandidaat, open_: openstelling.Openstelling
) -> Voorrangsmodus:
    """The mode of the phase in which this application counts, under these agreements."""
    for deel in open_.delen:
        if deel.convenant is not None and deel.convenant.verband == afspraken.verband:
            fase = openstelling.fase_op(deel, kandidaat.telt_vanaf)
            if fase is not None:
                return fase.modus
    return Voorrangsmodus.GELIJKE_GESCHIKTHEID


def contractbehoud(kandidaat: Kandidaat, aanbod: Aanbod, situatie: Situatie) -> list[Beletsel]:
    """Who has a permanent contract at a partner gets a permanent offer; less only for a reason.

    With a reason it is put forward; it stands once the candidate agrees (`akkoord_nodig`).
    """
    met_reden = bool((aanbod.reden_contractsoort or "").strip())
    if met_reden or not akkoord_nodig(kandidaat, aanbod, situatie):
        return []
    reden = "Wie een vast contract heeft, houdt dat; minder kan alleen met een reden"
    return [Beletsel("contractbehoud", reden, kandidaat.sollicitatie)]


def akkoord_nodig(kandidaat: Kandidaat, aanbod: Aanbod, situatie: Situatie) -> bool:
    """Whether this offer gives less than the permanent contract that the convenant keeps."""
    afspraken = telt_in(kandidaat, situatie.openstelling)
    return (
        kandidaat.categorie is not Categorie.EXTERN
        and situatie.vast_contract is True
        and any(c.contractbehoud for c in afspraken)
        and aanbod.contractsoort is not Contractsoort.VAST
    )


def gepasseerd(
    kandidaat: Kandidaat, anderen: Sequence[Kandidaat], situatie: Situatie
) -> list[UUID]:
    """Whom an offer passes over by a reasoned deviation; each of them may read why."""
    voor = [b for ander in anderen if (b := staat_voor(ander, kandidaat, situatie))]
    return [b.sollicitatie for b in voor if b.met_afwijking and b.sollicitatie is not None]


def aanbodstatus(
    sollicitatie: Sollicitatiestatus, is_laatste: bool, wacht_op_akkoord: bool = False
) -> Aanbodstatus:
    """Whether an offer still stands: only the last one can, and the application says so."""
    if is_laatste and sollicitatie is Sollicitatiestatus.AANGEBODEN:
        return Aanbodstatus.VOORGELEGD if wacht_op_akkoord else Aanbodstatus.OPEN
    if is_laatste and sollicitatie is Sollicitatiestatus.AANGENOMEN:
        return Aanbodstatus.AANVAARD
    return Aanbodstatus.VERVALLEN


def aanname_beletselen(
    status: Aanbodstatus, *, bekend: bool = True, gedragen: bool = True
) -> list[Beletsel]:
    """Why an offer cannot be accepted now; an empty list means: go ahead.

    `bekend`: not that a pool would get a member whom only the employer knows. `gedragen`: every
    employer of a joint vacancy still says yes.
    """
    eerst = "U hebt een vast contract en krijgt hier minder; stem daar eerst zelf mee in"
    koppel = (
        "Dit is een plaats in de pool: de kandidaat koppelt de sollicitatie eerst zelf, met de code"
        " die u bij het vastleggen kreeg"
    )
    weg = (
        "Niet elke werkgever van deze functie staat nog achter dit aanbod; aannemen kan weer als"
        " zij het samen eens zijn"
    )
    geldt = [
        (status is Aanbodstatus.VOORGELEGD, "akkoord-nodig", eerst),
        (not bekend, "niet-gekoppeld", koppel),
        (not gedragen, "deel-weggevallen", weg),
    ]
    return [Beletsel(code, reden) for waar, code, reden in geldt if waar]


def akkoord_beletselen(status: Aanbodstatus) -> list[Beletsel]:
    """Why there is nothing to agree with; an empty list means: go ahead."""
    if status is Aanbodstatus.VOORGELEGD:
        return []
    return [Beletsel("geen-akkoord-gevraagd", f"Dit aanbod is {status}")]


def vroegste_start(op: date, opzegtermijn_maanden: int) -> date:
    """The first day somebody can start: the first of the month after the notice period."""
    maand = op.month + opzegtermijn_maanden
    eerste = date(op.year + (maand - 1) // 12, (maand - 1) % 12 + 1, 1)
    return eerste if op.day == 1 else (eerste + timedelta(days=31)).replace(day=1)


def opzegtermijn(kandidaat: Kandidaat, open_: openstelling.Openstelling) -> int:
    """Months of notice by the convenanten that count for this candidate."""
    maanden = [c.opzegtermijn_maanden for c in telt_in(kandidaat, open_)]
    return max(maanden, default=convenant.STANDAARD.opzegtermijn_maanden)


def bericht_afwijking(titel: str) -> tuple[str, str]:
    """Subject and text for a candidate who was passed over; it names nobody else."""
    return (
        f"Uw sollicitatie: {titel}",
        f"Bij de vacature '{titel}' ging u voor, en toch krijgt iemand anders een aanbod. De reden"
        " staat bij uw sollicitatie in Doorstroom. Bent u het er niet mee eens? Dan kunt u een"
        " klacht indienen; iemand anders kijkt er dan naar.",
    )
