"""What employers are told about a shared function; no person is named."""

from services.vacatures.functiedeling.rules.deling import Deel, Deelstatus, Delingsstand, getal


def uitnodiging(deel: Deel, titel: str) -> tuple[str, str]:
    """Subject and text of the message to an employer that is asked, or that fell away."""
    if deel.status is Deelstatus.VERVALLEN:
        tekst = f"Uw deel in de gedeelde functie {titel} is vervallen. U hoeft niets te doen."
        return "Uw deel in een gedeelde functie is vervallen", tekst
    tekst = (
        f"Een andere werkgever stelt voor de functie {titel} met u te delen. Uw deel is"
        f" {getal(deel.uren)} uur per week. Lees het voorstel in Doorstroom en laat weten of u"
        " meedoet. Pas als alle werkgevers ja zeggen, gaat de vacature open."
    )
    return "Voorstel om een functie te delen", tekst


def bericht_over(stand: Delingsstand, naar: Deelstatus, titel: str) -> tuple[str, str] | None:
    """Subject and text for the one that leads, when it has something to do now."""
    if naar in (Deelstatus.AFGEWEZEN, Deelstatus.TERUGGETROKKEN):
        tekst = (
            f"Een werkgever doet niet meer mee met de gedeelde functie {titel}. Doe een nieuw"
            " voorstel of trek de vacature in. Tot dan kan er niets open, worden aangeboden of"
            " aangenomen."
        )
        return "Een deel van een gedeelde functie is weggevallen", tekst
    if stand is Delingsstand.AKKOORD:
        tekst = f"Alle werkgevers doen mee met de gedeelde functie {titel}. De vacature kan open."
        return "Alle werkgevers doen mee", tekst
    return None
