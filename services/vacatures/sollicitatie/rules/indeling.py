"""The category of an application with its ground, from facts; and what stops an application."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie
from services.vacatures.openstelling import rules as openstelling
from services.vacatures.vacature import rules as vacature


@dataclass(frozen=True, slots=True)
class Indeling:
    """The category of an application, fixed at applying, with its ground in words."""

    categorie: Categorie
    grond: str
    verbanden: frozenset[UUID]
    telt_vanaf: datetime


def deel_in(
    open_: openstelling.Openstelling,
    kijker: vacature.Kijker,
    op: vacature.Vacature,
    nu: datetime,
) -> Indeling | None:
    """The best category the facts give now, or None when none of them may apply.

    Best: who may apply now goes before who is held, then the place in the order.
    """
    return _deel_in(open_, kijker, op, nu, openstelling.telt_vanaf)


def deel_geregistreerde_in(
    open_: openstelling.Openstelling,
    kijker: vacature.Kijker,
    op: vacature.Vacature,
    ontvangen_op: datetime,
) -> Indeling | None:
    """The category of an application that the employer received elsewhere.

    The person did not see the phases, so what came too early is held as well: it counts from the
    first moment at which its category may apply. None: that moment never comes.
    """
    return _deel_in(open_, kijker, op, ontvangen_op, openstelling.eerste_ja)


def _deel_in(
    open_: openstelling.Openstelling,
    kijker: vacature.Kijker,
    op: vacature.Vacature,
    moment: datetime,
    telt_vanaf: Callable[
        [openstelling.Openstelling, vacature.Hoedanigheid, datetime], datetime | None
    ],
) -> Indeling | None:
    mogelijkheden = []
    gedeeld_met = {deel.verband for deel in open_.delen if deel.verband}
    for wie in _werkelijk(vacature.hoedanigheden(kijker, op, gedeeld_met), open_):
        telt = telt_vanaf(open_, wie, moment)
        if telt is not None:
            mogelijkheden.append((telt, _rang(open_, wie), wie))
    if not mogelijkheden:
        return None
    telt, _, wie = min(mogelijkheden, key=lambda m: (m[0], m[1]))
    verbanden = frozenset(
        w.verband
        for _, _, w in mogelijkheden
        if w.categorie is wie.categorie and w.verband is not None
    )
    return Indeling(wie.categorie, _grond(wie.categorie, open_, verbanden), verbanden, telt)


def _werkelijk(
    lijst: Sequence[vacature.Hoedanigheid], open_: openstelling.Openstelling
) -> list[vacature.Hoedanigheid]:
    """Only verbanden of this opening; whoever is nothing else is an outsider."""
    bekend = {deel.verband for deel in open_.delen if deel.verband}
    buiten = vacature.Hoedanigheid(Categorie.EXTERN)
    binnen = [h for h in lijst if h != buiten and (h.verband is None or h.verband in bekend)]
    return binnen or [buiten]


def _rang(open_: openstelling.Openstelling, wie: vacature.Hoedanigheid) -> int:
    afspraken = [d.convenant for d in open_.delen if d.convenant]
    passend = [c for c in afspraken if wie.verband in (None, c.verband)]
    return min((convenant.rang(c, wie.categorie) for c in passend), default=0)


_GRONDEN: Mapping[Categorie, str] = {
    Categorie.HERPLAATSING: "Herplaatsingskandidaat van de werkgever, vastgelegd door de eigen HR",
    Categorie.INTERN: "In dienst bij de werkgever van de vacature",
    Categorie.INLEENKRACHT: "Werkt met een lopende inzet bij de werkgever van de vacature",
    Categorie.HERPLAATSING_PARTNER: "Herplaatsingskandidaat van een partnerorganisatie",
    Categorie.PARTNER: "In dienst bij een partnerorganisatie",
    Categorie.DOORVERWEZEN: "Doorverwezen door een partnerorganisatie",
    Categorie.EXTERN: "Niet in dienst bij de werkgever of een partnerorganisatie",
}


def _grond(
    categorie: Categorie, open_: openstelling.Openstelling, verbanden: frozenset[UUID]
) -> str:
    grond = _GRONDEN[categorie]
    versies = [
        d.convenant.versie for d in open_.delen if d.convenant and d.convenant.verband in verbanden
    ]
    if not versies:
        return grond
    return f"{grond} (convenant versie {', '.join(str(v) for v in sorted(set(versies)))})"


# ---- applying -----------------------------------------------------------------------------------


def beletselen(
    status: vacature.Vacaturestatus,
    indeling: Indeling | None,
    al_gesolliciteerd: bool,
    elders: str | None = None,
) -> list[vacature.Fout]:
    """Everything that stops this application now; an empty list means: welcome.

    `elders`: the employer's own address, when one applies there.
    """
    open_ = status is vacature.Vacaturestatus.OPENGESTELD
    geldt = [
        (not open_, "vacature-gesloten", "De vacature is niet open"),
        (open_ and indeling is None, "fase", "In deze fase kunt u niet solliciteren"),
        (al_gesolliciteerd, "al-gesolliciteerd", "U heeft al gesolliciteerd op deze vacature"),
        (open_ and elders is not None, "elders", f"U solliciteert bij de werkgever: {elders}"),
    ]
    return [vacature.Fout("vacature", code, reden) for waar, code, reden in geldt if waar]


def registratie_beletselen(
    open_: openstelling.Openstelling,
    indeling: Indeling | None,
    al_gesolliciteerd: bool,
    ontvangen_op: datetime,
    nu: datetime,
    einde: datetime | None = None,
) -> list[vacature.Fout]:
    """Everything that stops registering what the employer received; empty means: go ahead.

    Registering may be late: what counts is the moment of receipt, within the opening.
    `einde`: when a person ended that before its closing day.
    """
    toekomst = ontvangen_op > nu
    tot = min(open_.sluit_op, einde or open_.sluit_op)
    buiten = not toekomst and not open_.geopend_op <= ontvangen_op < tot
    geldt = [
        (toekomst, "ontvangen_op", "toekomst", "Dit moment is nog niet geweest"),
        (buiten, "ontvangen_op", "buiten-openstelling", "Toen was de vacature niet open"),
        (
            not toekomst and not buiten and indeling is None,
            "vacature",
            "fase",
            "Deze kandidaat kan in geen enkele fase solliciteren",
        ),
        (
            al_gesolliciteerd,
            "vacature",
            "al-gesolliciteerd",
            "Deze kandidaat heeft al gesolliciteerd",
        ),
    ]
    return [vacature.Fout(veld, code, reden) for waar, veld, code, reden in geldt if waar]
