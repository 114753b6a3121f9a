"""What recruiters are told about keeping, in plain Dutch; no message names a person."""

from datetime import datetime

from services.vacatures.openstelling.rules import dag_in_woorden

Tekst = tuple[str, str]  # subject, text


def stilte(titel: str, einde: datetime) -> Tekst:
    """To the recruiters of a closed vacancy with which nothing has happened for long."""
    return (
        f"Herinnering: {titel}",
        f"De vacature '{titel}' is gesloten, en er lopen nog sollicitaties. Er is lang niets mee"
        f" gebeurd. Gebeurt er weer niets, dan telt de procedure vanaf {dag_in_woorden(einde)} als"
        " afgelopen, begint de bewaartermijn en worden de sollicitaties daarna gewist. Er wijzigt"
        " geen status vanzelf. Geef de sollicitanten dus antwoord, of meld dat de vacature is"
        " vervuld of ingetrokken.",
    )
