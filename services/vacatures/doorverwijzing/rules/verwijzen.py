"""Referrals: who may be proposed to whom, what each party sees, and the answers of receivers.

Nothing travels before the person agreed, and nothing after the agreement ended: the state of a
referral is computed from the consent at the moment of asking, never stored beside it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from services.vacatures.convenant.rules import STANDAARD
from services.vacatures.sollicitatie.rules import Sollicitatiestatus
from services.vacatures.toestemming import rules as toestemming
from services.vacatures.toestemming.rules import Gegevensdeel, Toestemming, Toestemmingsstatus
from services.vacatures.vacature.rules import Fout

REISGOED = frozenset(
    {
        Gegevensdeel.CONTACT,
        Gegevensdeel.MOTIVATIE,
        Gegevensdeel.DOCUMENTEN,
        Gegevensdeel.CATEGORIE,
    }
)


class Aanleiding(StrEnum):
    """Why somebody is referred."""

    AFWIJZING = "afwijzing"
    LOOPBAANSTAP = "loopbaanstap"


class Besluit(StrEnum):
    """What was decided on a proposal."""

    VOORGESTELD = "voorgesteld"
    TOEGESTAAN = "toegestaan"
    GEWEIGERD = "geweigerd"
    TERUGGENOMEN = "teruggenomen"
    VERVALLEN = "vervallen"


class Doorverwijzingsstatus(StrEnum):
    """Where a referral is, at a moment."""

    VOORGESTELD = "voorgesteld"
    VERVALLEN = "vervallen"
    GEWEIGERD = "geweigerd"
    TERUGGENOMEN = "teruggenomen"
    LOPEND = "lopend"
    INGETROKKEN = "ingetrokken"
    VERLOPEN = "verlopen"


class Antwoord(StrEnum):
    """What a receiver says."""

    BEKEKEN = "bekeken"
    UITGENODIGD = "uitgenodigd"
    GEEN_PASSENDE_PLEK = "geen_passende_plek"
    AANGENOMEN = "aangenomen"


class Rol(StrEnum):
    """What the caller is towards one referral."""

    PERSOON = "persoon"
    VERWIJZER = "verwijzer"
    ONTVANGER = "ontvanger"


@dataclass(frozen=True, slots=True)
class Bestemming:
    """One organisation to which somebody is referred, and what it answered."""

    organisatie: str
    verband: UUID
    toegestaan: bool = False
    antwoord: Antwoord | None = None
    antwoord_op: datetime | None = None
    reden: str | None = None


@dataclass(frozen=True, slots=True)
class Doorverwijzing:
    """A referral as the rules see it. `verwijzer` None: the person's own idea.

    Its terms are those of the convenant of when it was proposed: how long consent may run, how
    long the person can answer, and how long receivers have to erase afterwards.
    """

    id: UUID
    persoon: UUID
    aanleiding: Aanleiding
    verwijzer: str | None
    besluit: Besluit
    voorgesteld_op: datetime
    bestemmingen: tuple[Bestemming, ...]
    maximum_maanden: int
    sollicitatie: UUID | None = None
    toelichting: str | None = None
    motivatie: str | None = None
    werkgever: str | None = None
    vast_contract: bool | None = None
    toestemming: UUID | None = None
    versie: int = 1
    voorstel_dagen: int = STANDAARD.doorverwijzing_voorstel_dagen
    wistermijn_dagen: int = STANDAARD.wistermijn_dagen

    @property
    def vervalt_op(self) -> datetime:
        """When a proposal that nobody answered lapses."""
        return self.voorgesteld_op + timedelta(days=self.voorstel_dagen)


def status_op(
    doorverwijzing: Doorverwijzing, consent: Toestemming | None, nu: datetime
) -> Doorverwijzingsstatus:
    """The state at a moment; a consent that is not there is no consent."""
    match doorverwijzing.besluit:
        case Besluit.VOORGESTELD:
            te_laat = doorverwijzing.vervalt_op <= nu
            status = Doorverwijzingsstatus
            return status.VERVALLEN if te_laat else status.VOORGESTELD
        case Besluit.TOEGESTAAN if consent is not None:
            return {
                Toestemmingsstatus.GELDIG: Doorverwijzingsstatus.LOPEND,
                Toestemmingsstatus.INGETROKKEN: Doorverwijzingsstatus.INGETROKKEN,
                Toestemmingsstatus.VERLOPEN: Doorverwijzingsstatus.VERLOPEN,
            }[toestemming.status_op(consent, nu)]
        case Besluit.TOEGESTAAN:
            return Doorverwijzingsstatus.INGETROKKEN
    return Doorverwijzingsstatus(doorverwijzing.besluit.value)


# ---- proposing ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Voorstel:
    """The facts on which a proposal is judged. `partners`: receivers per verband they share."""

    ontvangers: tuple[str, ...]
    partners: Mapping[str, UUID]
    eigen: Collection[str]  # the referring organisation, the person's own employer
    persoon_pauzeert: bool
    ontvangers_pauzeren: Collection[str]
    sollicitatie: Sollicitatiestatus | None = None


def invoer_fouten(voorstel: Voorstel) -> list[Fout]:
    """Receivers that cannot be one; an empty list means: they can."""
    geldt = [
        (nr, oin, code, reden)
        for nr, oin in enumerate(voorstel.ontvangers)
        for waar, code, reden in (
            (oin in voorstel.ontvangers[:nr], "dubbel", "Deze ontvanger staat er al"),
            (oin in voorstel.eigen, "eigen-organisatie", "Dit is de eigen organisatie"),
            (
                oin not in voorstel.eigen and oin not in voorstel.partners,
                "geen-partner",
                "Deze organisatie zit niet in een verband met de verwijzer",
            ),
        )
        if waar
    ]
    return [Fout(f"ontvangers.{nr}", code, reden) for nr, _, code, reden in geldt]


def voorstel_beletselen(voorstel: Voorstel) -> list[Fout]:
    """Everything that stops this proposal now; an empty list means: go ahead."""
    lijst = []
    if voorstel.sollicitatie not in (
        None,
        Sollicitatiestatus.AFGEWEZEN,
        Sollicitatiestatus.INGETROKKEN,
    ):
        reden = "Doorverwijzen kan na een afwijzing of nadat de kandidaat introk"
        lijst.append(Fout("sollicitatie_id", "sollicitatie-loopt", reden))
    if voorstel.persoon_pauzeert:
        reden = "Deze persoon wil nu geen nieuwe doorverwijzingen"
        lijst.append(Fout("persoon", "persoon-pauzeert", reden))
    return lijst + pauze_beletselen(voorstel.ontvangers, voorstel.ontvangers_pauzeren)


def pauze_beletselen(ontvangers: Sequence[str], pauzeren: Collection[str]) -> list[Fout]:
    """Receivers that take no new referrals now."""
    reden = "Deze organisatie neemt nu geen doorverwijzingen aan"
    return [
        Fout(f"ontvangers.{nr}", "ontvanger-pauzeert", reden)
        for nr, oin in enumerate(ontvangers)
        if oin in pauzeren
    ]


def keuze_fouten(
    doorverwijzing: Doorverwijzing, ontvangers: Sequence[str], eigen_werkgever: str | None
) -> list[Fout]:
    """Which of the receivers that the person chose were never proposed, or are the own employer."""
    voorgesteld = {een.organisatie for een in doorverwijzing.bestemmingen}
    return [
        Fout(f"ontvangers.{nr}", "niet-voorgesteld", "Deze ontvanger is niet voorgesteld")
        for nr, oin in enumerate(ontvangers)
        if oin not in voorgesteld
    ] + [
        Fout(f"ontvangers.{nr}", "eigen-organisatie", "Dit is uw eigen werkgever")
        for nr, oin in enumerate(ontvangers)
        if oin == eigen_werkgever
    ]


# ---- looking ------------------------------------------------------------------------------------


def rol_van(
    doorverwijzing: Doorverwijzing,
    persoon: UUID | None,
    recruiter_van: str | None,
) -> Rol | None:
    """What the caller is here; None: nothing is to be seen. Receivers are told by consent alone."""
    if persoon is not None and persoon == doorverwijzing.persoon:
        return Rol.PERSOON
    if recruiter_van is None:
        return None
    if recruiter_van == doorverwijzing.verwijzer:
        return Rol.VERWIJZER
    if any(een.organisatie == recruiter_van for een in doorverwijzing.bestemmingen):
        return Rol.ONTVANGER
    return None


def zicht(
    doorverwijzing: Doorverwijzing, consent: Toestemming | None, rol: Rol, ontvanger: str | None
) -> Doorverwijzing:
    """The referral with only what this party may see; for a receiver exactly the set agreed on."""
    if rol is Rol.PERSOON:
        return doorverwijzing
    if rol is Rol.VERWIJZER:
        kaal = tuple(replace(een, reden=None) for een in doorverwijzing.bestemmingen)
        return replace(
            doorverwijzing, motivatie=None, werkgever=None, vast_contract=None, bestemmingen=kaal
        )
    delen = consent.gegevens if consent else frozenset()
    eigen = tuple(een for een in doorverwijzing.bestemmingen if een.organisatie == ontvanger)
    leeg = replace(doorverwijzing, bestemmingen=eigen, sollicitatie=None)
    if Gegevensdeel.MOTIVATIE not in delen:
        leeg = replace(leeg, motivatie=None, toelichting=None)
    if Gegevensdeel.CATEGORIE not in delen:
        leeg = replace(leeg, werkgever=None, vast_contract=None)
    return leeg


# ---- answering ----------------------------------------------------------------------------------

_A = Antwoord
# From → to. A receiver that said no, or hired, has said the last word.
ANTWOORDEN: Mapping[Antwoord | None, frozenset[Antwoord]] = {
    None: frozenset(_A),
    _A.BEKEKEN: frozenset({_A.UITGENODIGD, _A.GEEN_PASSENDE_PLEK, _A.AANGENOMEN}),
    _A.UITGENODIGD: frozenset({_A.GEEN_PASSENDE_PLEK, _A.AANGENOMEN}),
    _A.GEEN_PASSENDE_PLEK: frozenset(),
    _A.AANGENOMEN: frozenset(),
}


def antwoord_fouten(van: Antwoord | None, naar: Antwoord, reden: str | None) -> list[Fout]:
    """Why a receiver may not give this answer now; an empty list means: go ahead."""
    if naar not in ANTWOORDEN[van]:
        return [Fout("antwoord", "overgang-bestaat-niet", f"Na {van} kan {naar} niet")]
    if naar is not Antwoord.BEKEKEN and not (reden or "").strip():
        return [Fout("reden", "verplicht", "Geef een reden")]
    return []
