"""The life of an application: statuses, who may change them, steps of selection, rejection."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.vacatures.vacature import rules as vacature


class Sollicitatiestatus(StrEnum):
    """Where an application is."""

    INGEDIEND = "ingediend"
    IN_BEHANDELING = "in_behandeling"
    AANGEBODEN = "aangeboden"
    AANGENOMEN = "aangenomen"
    AFGEWEZEN = "afgewezen"
    INGETROKKEN = "ingetrokken"


class Oordeel(StrEnum):
    """Suitability: always the judgement of a person."""

    PASSEND = "passend"
    NIET_PASSEND = "niet_passend"


class Afwijsgrond(StrEnum):
    """Why an application stops, in one word; never about who somebody is."""

    ERVARING = "ervaring"
    OPLEIDING = "opleiding"
    VAARDIGHEDEN = "vaardigheden"
    BESCHIKBAARHEID = "beschikbaarheid"
    VOORWAARDEN = "voorwaarden"
    VOORRANG = "voorrang"
    ANDER_PAST_BETER = "ander_past_beter"
    PLAATS_VERVULD = "plaats_vervuld"
    PLAATS_VERVALT = "plaats_vervalt"
    GEEN_REACTIE = "geen_reactie"
    ANDERS = "anders"


# As data: what each code means. Age, origin, sex and health are no ground and have no code.
AFWIJSGRONDEN: Mapping[Afwijsgrond, str] = {
    Afwijsgrond.ERVARING: "De ervaring past niet bij wat de vacature vraagt",
    Afwijsgrond.OPLEIDING: "De opleiding past niet bij wat de vacature vraagt",
    Afwijsgrond.VAARDIGHEDEN: "De vaardigheden passen niet bij wat de vacature vraagt",
    Afwijsgrond.BESCHIKBAARHEID: "Uren of begindatum passen niet",
    Afwijsgrond.VOORWAARDEN: "Over de arbeidsvoorwaarden is geen overeenstemming",
    Afwijsgrond.VOORRANG: "Iemand met voorrang volgens het convenant is passend",
    Afwijsgrond.ANDER_PAST_BETER: "Een andere kandidaat past beter bij wat de vacature vraagt",
    Afwijsgrond.PLAATS_VERVULD: "De plaats is vervuld",
    Afwijsgrond.PLAATS_VERVALT: "De plaats vervalt",
    Afwijsgrond.GEEN_REACTIE: "De kandidaat reageert niet meer",
    Afwijsgrond.ANDERS: "Anders, zie de reden",
}


# Grounds that lie with the candidate: who is rejected for these was not passed over.
AAN_KANDIDAAT = frozenset(
    {Afwijsgrond.BESCHIKBAARHEID, Afwijsgrond.VOORWAARDEN, Afwijsgrond.GEEN_REACTIE}
)


class Stapsoort(StrEnum):
    """Kind of step in a selection."""

    GESPREK = "gesprek"
    TWEEDE_GESPREK = "tweede_gesprek"
    ASSESSMENT = "assessment"
    PROEFOPDRACHT = "proefopdracht"
    REFERENTIES = "referenties"
    ARBEIDSVOORWAARDEN = "arbeidsvoorwaarden"
    ANDERS = "anders"


class Stapuitkomst(StrEnum):
    """What came of a step; it rejects nobody by itself."""

    GEPLAND = "gepland"
    VERDER = "verder"
    NIET_VERDER = "niet_verder"
    VERVALLEN = "vervallen"


class Partij(StrEnum):
    """Who makes a change: the candidate or the employer."""

    KANDIDAAT = "kandidaat"
    WERKGEVER = "werkgever"


AFGEROND = frozenset(
    {Sollicitatiestatus.AANGENOMEN, Sollicitatiestatus.AFGEWEZEN, Sollicitatiestatus.INGETROKKEN}
)


@dataclass(frozen=True, slots=True)
class Overgang:
    """One allowed change: who may make it, and whether a reason is mandatory."""

    door: frozenset[Partij]
    reden_verplicht: bool = False


_KANDIDAAT = frozenset({Partij.KANDIDAAT})
_WERKGEVER = frozenset({Partij.WERKGEVER})
_S = Sollicitatiestatus

# From → to. An offer is made in the room `aanbod`, which asks its own rules first.
OVERGANGEN: Mapping[tuple[Sollicitatiestatus, Sollicitatiestatus], Overgang] = {
    (_S.INGEDIEND, _S.IN_BEHANDELING): Overgang(_WERKGEVER),
    (_S.INGEDIEND, _S.AFGEWEZEN): Overgang(_WERKGEVER, reden_verplicht=True),
    (_S.INGEDIEND, _S.INGETROKKEN): Overgang(_KANDIDAAT),
    (_S.IN_BEHANDELING, _S.AANGEBODEN): Overgang(_WERKGEVER),
    (_S.IN_BEHANDELING, _S.AFGEWEZEN): Overgang(_WERKGEVER, reden_verplicht=True),
    (_S.IN_BEHANDELING, _S.INGETROKKEN): Overgang(_KANDIDAAT),
    (_S.AANGEBODEN, _S.AANGENOMEN): Overgang(_KANDIDAAT),
    (_S.AANGEBODEN, _S.IN_BEHANDELING): Overgang(_WERKGEVER, reden_verplicht=True),
    (_S.AANGEBODEN, _S.INGETROKKEN): Overgang(_KANDIDAAT),
    # Does not come after all: the place is free again.
    (_S.AANGENOMEN, _S.INGETROKKEN): Overgang(_KANDIDAAT, reden_verplicht=True),
    # A second look; only after a complaint was upheld.
    (_S.AFGEWEZEN, _S.IN_BEHANDELING): Overgang(_WERKGEVER, reden_verplicht=True),
}
LOPEND = frozenset({_S.INGEDIEND, _S.IN_BEHANDELING})


def mogelijk(
    van: Sollicitatiestatus, partij: Partij, *, namens: bool = False
) -> list[Sollicitatiestatus]:
    """The statuses this party can bring the application to."""
    return [
        naar
        for (vanaf, naar), overgang in OVERGANGEN.items()
        if vanaf is van and partij in _door(overgang, namens)
    ]


def _door(overgang: Overgang, namens: bool) -> frozenset[Partij]:
    return overgang.door | _WERKGEVER if namens else overgang.door


def overgang_fouten(
    van: Sollicitatiestatus,
    naar: Sollicitatiestatus,
    partij: Partij,
    reden: str | None,
    klacht_gegrond: bool = False,
    *,
    namens: bool = False,
) -> list[vacature.Fout]:
    """Why this party may not make this change; an empty list means: go ahead.

    `namens`: only the employer knows who this is, under a reference of its own. Then it records
    what the candidate told, with how it knows that as the reason.
    """
    overgang = OVERGANGEN.get((van, naar))
    if overgang is None:
        return [vacature.Fout("naar", "overgang-bestaat-niet", f"Van {van} naar {naar} kan niet")]
    if partij not in _door(overgang, namens):
        wie = " of ".join(sorted(overgang.door))
        return [vacature.Fout("naar", "andere-partij", f"Dit doet de {wie}")]
    if van is _S.AFGEWEZEN and not klacht_gegrond:
        return [
            vacature.Fout("naar", "geen-gegronde-klacht", "Alleen na een klacht die gegrond is")
        ]
    verplicht = overgang.reden_verplicht or partij not in overgang.door
    if verplicht and not (reden or "").strip():
        return [vacature.Fout("reden", "verplicht", "Geef een reden")]
    return []


def stap_fouten(status: Sollicitatiestatus) -> list[vacature.Fout]:
    """Why no step of selection can be recorded now; an empty list means: go ahead."""
    if status in LOPEND or status is _S.AANGEBODEN:
        return []
    return [vacature.Fout("sollicitatie", "afgerond", f"De sollicitatie is {status}")]


def afwijzing_fouten(redenen: Sequence[str]) -> list[vacature.Fout]:
    """Why several rejections cannot be made at once: each has words of its own, about this one."""
    gezien: set[str] = set()
    fouten = []
    for nr, reden in enumerate(redenen):
        kern = " ".join(reden.casefold().split())
        veld = f"afwijzingen.{nr}.reden"
        if not kern:
            fouten.append(vacature.Fout(veld, "verplicht", "Geef een reden"))
        elif kern in gezien:
            uitleg = "Elke kandidaat krijgt een eigen reden; deze staat er al"
            fouten.append(vacature.Fout(veld, "reden-herhaald", uitleg))
        gezien.add(kern)
    return fouten
