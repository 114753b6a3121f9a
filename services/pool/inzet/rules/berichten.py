"""What the three parties are told: Dutch (B1), and no third person's name in it."""

from dataclasses import dataclass

from services.pool.inzet.rules.akkoord import Partij
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
