"""Who stands before whom, by the convenanten that rank both, and who is passed over."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from services.vacatures.aanbod.rules.feiten import Beletsel, Situatie
from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Convenant, EigenEnPartner, Voorrangsmodus
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


def gepasseerd(
    kandidaat: Kandidaat, anderen: Sequence[Kandidaat], situatie: Situatie
) -> list[UUID]:
    """Whom an offer passes over by a reasoned deviation; each of them may read why."""
    voor = [b for ander in anderen if (b := staat_voor(ander, kandidaat, situatie))]
    return [b.sollicitatie for b in voor if b.met_afwijking and b.sollicitatie is not None]


def bericht_afwijking(titel: str) -> tuple[str, str]:
    """Subject and text for a candidate who was passed over; it names nobody else."""
    return (
        f"Uw sollicitatie: {titel}",
        f"Bij de vacature '{titel}' ging u voor, en toch krijgt iemand anders een aanbod. De reden"
        " staat bij uw sollicitatie in Doorstroom. Bent u het er niet mee eens? Dan kunt u een"
        " klacht indienen; iemand anders kijkt er dan naar.",
    )
