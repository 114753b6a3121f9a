"""Whether an offer can be made, agreed with and accepted; what happens to a permanent contract."""

from collections.abc import Sequence
from datetime import date, timedelta

from services.vacatures.aanbod.rules.feiten import Aanbod, Aanbodstatus, Beletsel, Situatie
from services.vacatures.aanbod.rules.voorrang import staat_voor
from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie
from services.vacatures.openstelling import rules as openstelling
from services.vacatures.sollicitatie.rules import (
    AFGEROND,
    Kandidaat,
    Oordeel,
    Sollicitatiestatus,
    is_aangehouden,
    telt_in,
)
from services.vacatures.vacature.rules import Contractsoort, Vacaturestatus


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
