"""What an applicant and a recruiter are told, in plain Dutch; no message names a third person."""

from collections.abc import Mapping
from datetime import date

from services.vacatures.sollicitatie.rules.levensloop import Sollicitatiestatus
from services.vacatures.sollicitatie.rules.termijnen import Herinneringsoort
from services.vacatures.toestemming.rules import in_woorden

_S = Sollicitatiestatus
Tekst = tuple[str, str]  # subject, text
LEES = "Lees het hele bericht bij uw sollicitatie in Doorstroom."


def ontvangst(titel: str, aangehouden_tot: date | None, reactietermijn_dagen: int) -> Tekst:
    """The acknowledgement of receipt; None: it counts at once."""
    wanneer = (
        f" Uw fase begint op {in_woorden(aangehouden_tot)}; uw sollicitatie wordt bewaard en telt"
        " vanaf dan."
        if aangehouden_tot
        else f" Binnen {reactietermijn_dagen} dagen hoort u van een mens."
    )
    return (
        f"Uw sollicitatie: {titel}",
        f"Wij hebben uw sollicitatie op de vacature '{titel}' ontvangen.{wanneer} U kunt haar"
        " lezen, verbeteren en intrekken in Doorstroom.",
    )


def geregistreerd(titel: str) -> Tekst:
    """To whom the employer recorded as applicant."""
    return (
        f"Uw sollicitatie: {titel}",
        f"De werkgever heeft vastgelegd dat u bij hem op de vacature '{titel}' hebt"
        " gesolliciteerd. Klopt dat niet? Trek haar dan in, in Doorstroom.",
    )


_WIJZIGINGEN: Mapping[tuple[Sollicitatiestatus, Sollicitatiestatus], str] = {
    (_S.INGEDIEND, _S.IN_BEHANDELING): "is in behandeling.",
    (_S.IN_BEHANDELING, _S.AANGEBODEN): (
        "heeft geleid tot een aanbod. U beslist of u het aanneemt."
    ),
    (_S.AANGEBODEN, _S.IN_BEHANDELING): (
        "is weer in behandeling: het aanbod is teruggenomen. Een recruiter heeft de reden"
        " opgeschreven."
    ),
    (_S.AANGEBODEN, _S.AANGENOMEN): "is afgerond: u hebt het aanbod aangenomen.",
    (_S.AFGEWEZEN, _S.IN_BEHANDELING): "wordt opnieuw bekeken, omdat uw klacht gegrond is.",
}
_AFGEWEZEN = (
    "gaat niet door. Een recruiter heeft dat besloten en de reden opgeschreven. Bent u het er niet"
    " mee eens? Dan kunt u een klacht indienen; iemand anders kijkt er dan naar."
)


def gewijzigd(titel: str, van: Sollicitatiestatus, naar: Sollicitatiestatus) -> Tekst:
    """What the applicant hears at a change of status."""
    if naar is _S.AFGEWEZEN:
        wat = _AFGEWEZEN
    elif naar is _S.INGETROKKEN:
        wat = "hebt u ingetrokken."
    else:
        wat = _WIJZIGINGEN[van, naar]
    return f"Uw sollicitatie: {titel}", f"Uw sollicitatie op de vacature '{titel}' {wat} {LEES}"


def plaats_vervuld(titel: str, *, ingetrokken: bool = False) -> Tekst:
    """To the other applicants. Nobody is rejected by it: a person does that, with a reason."""
    if ingetrokken:
        wat = f"De vacature '{titel}' is ingetrokken. Een recruiter laat u nog weten waarom."
    else:
        wat = (
            f"Voor de vacature '{titel}' is geen plaats meer vrij. Een recruiter laat u nog weten"
            " waarom u het niet bent geworden."
        )
    return f"Uw sollicitatie: {titel}", wat


def plaats_vrij(titel: str) -> Tekst:
    """To who heard that no place was left, when somebody does not come after all."""
    return (
        f"Uw sollicitatie: {titel}",
        f"Voor de vacature '{titel}' is toch weer een plaats vrij. Uw sollicitatie loopt nog: een"
        " recruiter laat u weten hoe het verdergaat.",
    )


def stap(titel: str) -> Tekst:
    """A step of the selection was planned or changed."""
    return (
        f"Uw sollicitatie: {titel}",
        f"Er is een stap vastgelegd in de procedure voor de vacature '{titel}'. {LEES}",
    )


def klacht_ontvangen(titel: str, uiterlijk_op: date) -> Tekst:
    """To whoever complained."""
    return (
        f"Uw klacht: {titel}",
        f"Wij hebben uw klacht over de vacature '{titel}' ontvangen. Iemand die niet over u"
        f" heeft geoordeeld, kijkt er opnieuw naar. U krijgt antwoord uiterlijk op"
        f" {in_woorden(uiterlijk_op)}.",
    )


def klacht_afgehandeld(titel: str) -> Tekst:
    """To whoever complained, when there is an answer."""
    return f"Uw klacht: {titel}", f"Op uw klacht over de vacature '{titel}' is geantwoord. {LEES}"


_TE_DOEN: Mapping[Herinneringsoort, str] = {
    Herinneringsoort.REACTIE: "Een sollicitant wacht op een reactie",
    Herinneringsoort.BESLUIT: "De plaats is vervuld, en een sollicitant wacht op uw besluit",
    Herinneringsoort.KLACHT: "Een klacht wacht op een antwoord",
}


def herinnering(titel: str, soort: Herinneringsoort, uiterlijk_op: date) -> Tekst:
    """To the recruiters of the employer; who it is about stands in Doorstroom only."""
    return (
        f"Herinnering: {titel}",
        f"{_TE_DOEN[soort]}: vacature '{titel}', uiterlijk {in_woorden(uiterlijk_op)}."
        " U vindt dit in Doorstroom bij herinneringen.",
    )
