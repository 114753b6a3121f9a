"""What the three parties are told: Dutch (B1), and no third person's name in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from services.pool.inzet.rules.akkoord import Partij
from services.pool.inzet.rules.duur import Signaal
from services.pool.inzet.rules.inzet import Inzet


@dataclass(frozen=True, slots=True)
class InzetBericht:
    """A message: subject and text."""

    onderwerp: str
    tekst: str


def _periode(inzet: Inzet) -> str:
    einde = f" tot en met {inzet.tot:%d-%m-%Y}" if inzet.tot else ", zonder vaste laatste dag"
    uren = f"{inzet.uren_per_week:f}".rstrip("0").rstrip(".").replace(".", ",")
    return f"{uren} uur per week vanaf {inzet.van:%d-%m-%Y}{einde}"


def voorgesteld(inzet: Inzet, partij: Partij) -> InzetBericht:
    if partij is Partij.MEDEWERKER:
        tekst = (
            f"Er is een voorstel voor een inzet: {_periode(inzet)}. Log in bij Doorstroom en lees"
            " de voorwaarden. Zegt u ja of nee? Nee zeggen mag altijd en heeft geen gevolgen; u"
            " hoeft geen reden te geven en niemand leest dat u het was."
        )
        return InzetBericht("Een voorstel voor een inzet", tekst)
    eigen = "een medewerker van u" if partij is Partij.THUISORGANISATIE else "een medewerker bij u"
    extra = " Leg ook de terugkeer vast." if partij is Partij.THUISORGANISATIE else ""
    tekst = (
        f"Er is een voorstel voor een inzet van {eigen}: {_periode(inzet)}. Lees de voorwaarden in"
        f" Doorstroom en antwoord met ja of nee.{extra}"
    )
    return InzetBericht("Een voorstel voor een inzet", tekst)


def andere_voorwaarden(inzet: Inzet, partij: Partij) -> InzetBericht:  # noqa: ARG001
    tekst = (
        "De voorwaarden van een inzet veranderen als alle drie de partijen het daarmee eens zijn."
        " Lees ze in Doorstroom en antwoord met ja of nee. Een eerder antwoord telt niet meer."
    )
    return InzetBericht("Nieuwe voorwaarden voor een inzet", tekst)


def bevestigd(inzet: Inzet, partij: Partij) -> InzetBericht:
    tekst = f"Alle drie de partijen zijn akkoord. De inzet gaat door: {_periode(inzet)}."
    if partij is Partij.MEDEWERKER:
        tekst += " U ziet nu ook de interne vacatures van de organisatie waar u gaat werken."
    else:
        tekst += " Maak de inzetovereenkomst en loop de startlijst na."
    return InzetBericht("De inzet gaat door", tekst)


def gaat_niet_door(inzet: Inzet, partij: Partij) -> InzetBericht:  # noqa: ARG001
    tekst = f"De voorgestelde inzet ({_periode(inzet)}) gaat niet door."
    return InzetBericht("De inzet gaat niet door", tekst)


def voorwaarden_vervallen(inzet: Inzet, partij: Partij) -> InzetBericht:  # noqa: ARG001
    tekst = "De nieuwe voorwaarden gaan niet door. Wat eerder is afgesproken, blijft gelden."
    return InzetBericht("De afspraken van een inzet blijven zoals ze zijn", tekst)


def voorwaarden_in_kracht(inzet: Inzet, partij: Partij) -> InzetBericht:  # noqa: ARG001
    tekst = f"Alle drie de partijen zijn akkoord met de nieuwe voorwaarden: {_periode(inzet)}."
    return InzetBericht("De nieuwe voorwaarden van een inzet gelden", tekst)


def eindigt_eerder(inzet: Inzet, partij: Partij) -> InzetBericht:
    dag = f"{inzet.tot:%d-%m-%Y}" if inzet.tot else "binnenkort"
    tekst = f"Een inzet eindigt eerder dan afgesproken; de laatste dag is {dag}."
    if partij is Partij.MEDEWERKER:
        tekst += " Uw afspraken over terugkeer blijven gelden. Vergeet de overdracht niet."
    return InzetBericht("Een inzet eindigt eerder", tekst)


def eindigt_zonder_opzegtermijn(inzet: Inzet, partij: Partij) -> InzetBericht:
    brief = eindigt_eerder(inzet, partij)
    zin = " De opzegtermijn is niet aangehouden, omdat doorgaan niet kan."
    return InzetBericht(brief.onderwerp, brief.tekst + zin)


def terugkeer_nadert(inzet: Inzet, partij: Partij) -> InzetBericht:
    dag = f"{inzet.tot:%d-%m-%Y}" if inzet.tot else "binnenkort"
    tekst = f"Een inzet eindigt op {dag}."
    if partij is Partij.MEDEWERKER:
        tekst += " Praat met uw leidinggevende over uw terugkeer."
    elif partij is Partij.THUISORGANISATIE:
        tekst += " Bereid de terugkeer voor zoals is afgesproken."
    else:
        tekst += " Wilt u verlengen? Dat kan alleen als alle drie de partijen akkoord zijn."
    return InzetBericht("Een inzet loopt af", tekst)


def geen_vervolg(inzet: Inzet, partij: Partij) -> InzetBericht:
    dag = f"{inzet.tot:%d-%m-%Y}" if inzet.tot else "binnenkort"
    wie = "u" if partij is Partij.MEDEWERKER else "een medewerker van u"
    tekst = f"Een inzet eindigt op {dag} en er is nog geen vervolg voor {wie}. Zoek op tijd werk."
    return InzetBericht("Nog geen vervolg na een inzet", tekst)


def bijna_twaalf_maanden(inzet: Inzet, partij: Partij) -> InzetBericht:  # noqa: ARG001
    tekst = (
        "Een inzet duurt bijna twaalf maanden, verlengingen meegeteld. Daarna kan de"
        " btw-goedkeuring voor arbeidsmobiliteit vervallen, ook voor de maanden die voorbij zijn."
        " Kijk de vorm en de btw na voordat u verlengt."
    )
    return InzetBericht("Een inzet duurt bijna twaalf maanden", tekst)


def overdracht_ontbreekt(inzet: Inzet, partij: Partij) -> InzetBericht:  # noqa: ARG001
    dag = f"{inzet.tot:%d-%m-%Y}" if inzet.tot else "binnenkort"
    tekst = (
        f"Een inzet eindigt op {dag}, en de overdracht is nog niet vastgelegd. Schrijf in"
        " Doorstroom op wat de volgende moet weten."
    )
    return InzetBericht("De overdracht van een inzet ontbreekt", tekst)


def start_niet_klaar(inzet: Inzet, partij: Partij) -> InzetBericht:  # noqa: ARG001
    tekst = (
        f"Een inzet begint op {inzet.van:%d-%m-%Y}, en nog niet alles is geregeld. Kijk in"
        " Doorstroom op de startlijst wat bij u ligt."
    )
    return InzetBericht("Nog niet alles is klaar voor een inzet", tekst)


Brief = Callable[[Inzet, Partij], InzetBericht]
_ORGANISATIES = (Partij.THUISORGANISATIE, Partij.INLENER)
_THUIS = (Partij.THUISORGANISATIE, Partij.MEDEWERKER)
SIGNAALBRIEVEN: Mapping[Signaal, tuple[Brief, tuple[Partij, ...]]] = {
    Signaal.TERUGKEER: (terugkeer_nadert, tuple(Partij)),
    Signaal.VERVOLG: (geen_vervolg, _THUIS),
    Signaal.TWAALF_MAANDEN: (bijna_twaalf_maanden, _ORGANISATIES),
    Signaal.OVERDRACHT: (overdracht_ontbreekt, (Partij.INLENER, Partij.MEDEWERKER)),
    Signaal.START: (start_niet_klaar, tuple(Partij)),
}
