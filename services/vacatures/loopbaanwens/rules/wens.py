"""The life of a loopbaanwens, and who may see it: nobody, until the person says otherwise."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.vacatures.vacature.rules import Fout


class Wenssoort(StrEnum):
    """What kind of step it is about; of klus and inzet only the pool knows."""

    OVERSTAP = "overstap"
    KLUS = "klus"
    INZET = "inzet"
    STAGE_BEGELEIDEN = "stage_begeleiden"


class Wensstatus(StrEnum):
    """Whether others may see it at all."""

    CONCEPT = "concept"
    GEPUBLICEERD = "gepubliceerd"
    GEPAUZEERD = "gepauzeerd"


# From → to. Deleting is always possible, and leaves nothing.
OVERGANGEN = frozenset(
    {
        (Wensstatus.CONCEPT, Wensstatus.GEPUBLICEERD),
        (Wensstatus.GEPUBLICEERD, Wensstatus.GEPAUZEERD),
        (Wensstatus.GEPAUZEERD, Wensstatus.GEPUBLICEERD),
    }
)


@dataclass(frozen=True, slots=True)
class Wenszicht:
    """What the person decided about who sees the wish. `eind_datum` is its last day."""

    status: Wensstatus
    eind_datum: date
    organisatie: str  # OIN of the person's own employer
    verbanden: frozenset[UUID] = frozenset()
    eigen_organisatie: bool = False  # released to the own employer too
    verborgen_voor: frozenset[str] = frozenset()
    vertrouwelijk: bool = False


@dataclass(frozen=True, slots=True)
class Ziener:
    """Who wants to see it: for which organisations this recruiter works here, in which verbanden.

    `ook`: others that would learn of it, as the other employers of a joint vacancy. To be hidden
    from one of them hides it; to be named to one of them shows it to nobody else.
    """

    recruiter: bool
    organisaties: frozenset[str]
    verbanden: frozenset[UUID]
    ook: frozenset[str] = frozenset()

    @property
    def alle(self) -> frozenset[str]:
        """Every organisation that learns of what is seen."""
        return self.organisaties | self.ook


def mogelijk(van: Wensstatus) -> list[Wensstatus]:
    """The statuses a wish can go to from here."""
    return [naar for naar in Wensstatus if (van, naar) in OVERGANGEN]


def is_verlopen(zicht: Wenszicht, vandaag: date) -> bool:
    """Whether the last day is over; the last day itself still counts."""
    return zicht.eind_datum < vandaag


def mag_zien(zicht: Wenszicht, wie: Ziener, vandaag: date, genoemd: Collection[str] = ()) -> bool:
    """Whether this recruiter may see the wish that day.

    `genoemd`: organisations that the person named in a consent that stands at this moment; they
    see it beside those of the verbanden.

    Hiding goes before sharing: a recruiter who works for one hidden organisation, with a mandate
    for instance, sees nothing, whatever else that recruiter works for.
    """
    if zicht.status is not Wensstatus.GEPUBLICEERD or is_verlopen(zicht, vandaag):
        return False
    if not wie.recruiter or is_verborgen(zicht, wie.alle):
        return False
    eigen = zicht.eigen_organisatie and zicht.organisatie in wie.organisaties
    return eigen or bool(zicht.verbanden & wie.verbanden or wie.organisaties.intersection(genoemd))


def is_verborgen(zicht: Wenszicht, organisaties: Collection[str]) -> bool:
    """Whether it is hidden for one of these; the own employer first, unless released to it."""
    verborgen = zicht.verborgen_voor
    if not zicht.eigen_organisatie:
        verborgen |= {zicht.organisatie}
    return not verborgen.isdisjoint(organisaties)


def gaat_mee(zicht: Wenszicht, organisaties: Collection[str], vandaag: date) -> bool:
    """Whether it still stands beside the interest that its person showed these organisations.

    Showing was the person's own act, so nobody needs to see the wish otherwise; but pausing it,
    its end and hiding take effect here as everywhere.
    """
    gepauzeerd = zicht.status is Wensstatus.GEPAUZEERD
    return not (gepauzeerd or is_verlopen(zicht, vandaag) or is_verborgen(zicht, organisaties))


def overgang_fouten(
    zicht: Wenszicht, naar: Wensstatus, vandaag: date, genoemd: Collection[str] = ()
) -> list[Fout]:
    """Why the wish may not go to `naar` now; an empty list means: go ahead."""
    if (zicht.status, naar) not in OVERGANGEN:
        reden = f"Van {zicht.status} naar {naar} kan niet"
        return [Fout("naar", "overgang-bestaat-niet", reden)]
    if naar is not Wensstatus.GEPUBLICEERD:
        return []
    fouten = []
    if is_verlopen(zicht, vandaag):
        fouten.append(Fout("eind_datum", "voorbij", "De einddatum is voorbij"))
    if not (zicht.verbanden or zicht.eigen_organisatie or genoemd):
        reden = (
            "Noem een verband, geef de wens vrij voor uw eigen organisatie, of geef organisaties"
            " toestemming (loopbaanwens_tonen)"
        )
        fouten.append(Fout("verbanden", "met-niemand-gedeeld", reden))
    return fouten


def termijn_fouten(eind_datum: date, vandaag: date, maanden: int) -> list[Fout]:
    """Why this last day will not do: consent does not run on for ever."""
    if eind_datum < vandaag:
        return [Fout("eind_datum", "voorbij", "De einddatum is voorbij")]
    if eind_datum > over_maanden(vandaag, maanden):
        reden = f"Een wens loopt ten hoogste {maanden} maanden; daarna kunt u haar verlengen"
        return [Fout("eind_datum", "te-ver", reden)]
    return []


def over_maanden(dag: date, maanden: int) -> date:
    """The same day so many months later, or the last day of that month."""
    jaar, maand = divmod(dag.month - 1 + maanden, 12)
    for laatste in (dag.day, 30, 29, 28):
        try:
            return date(dag.year + jaar, maand + 1, laatste)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


def wie_ziet(zicht: Wenszicht, vandaag: date, genoemd: Collection[str] = ()) -> str:
    """Who sees the wish now, in words for the person."""
    if is_verlopen(zicht, vandaag):
        return "Niemand ziet deze wens: de einddatum is voorbij."
    if zicht.status is not Wensstatus.GEPUBLICEERD:
        nog = "nog een concept" if zicht.status is Wensstatus.CONCEPT else zicht.status
        return f"Niemand ziet deze wens: zij is {nog}."
    delen = []
    if zicht.verbanden:
        aantal = len(zicht.verbanden)
        delen.append(f"recruiters van organisaties in {aantal} verband{'en' * (aantal > 1)}")
    if zicht.eigen_organisatie:
        delen.append("recruiters van uw eigen organisatie")
    verder = set(genoemd) - zicht.verborgen_voor - {zicht.organisatie}
    if verder:
        aantal = len(verder)
        delen.append(f"recruiters van {aantal} organisatie{'s' * (aantal > 1)} met uw toestemming")
    zin = f"Deze wens zien: {' en '.join(delen)}." if delen else "Niemand ziet deze wens nu nog."
    verborgen = len(zicht.verborgen_voor - {zicht.organisatie})
    if not zicht.eigen_organisatie:
        zin += " Uw eigen organisatie ziet haar niet."
    if verborgen:
        zin += f" Verborgen voor {verborgen} organisatie{'s' * (verborgen > 1)} die u noemde."
    if zicht.vertrouwelijk:
        zin += " Wie haar ziet, ziet alleen wat past en wat niet; niet wie u bent of waar u werkt."
    return zin


def groot_genoeg(vertrouwelijk: Mapping[UUID, UUID], kleinste_cel: int) -> frozenset[UUID]:
    """Which confidential wishes may be shown: none when they are of fewer persons than that.

    `vertrouwelijk`: wish → person, of every confidential wish this recruiter may see.
    """
    genoeg = len(set(vertrouwelijk.values())) >= kleinste_cel
    return frozenset(vertrouwelijk) if genoeg else frozenset()
