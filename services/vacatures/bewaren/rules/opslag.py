"""Every table of this service: how what it holds of persons goes, or that it holds none.

A test walks the schema: a table that is in neither list, or in both, makes it fail; and each one
of the first list has its row in docs/persoonsgegevens.md.
"""

from collections.abc import Mapping

SOLLICITATIE = "met de sollicitatie: de bewaartermijn na de procedure"
PERSOON = "als de persoon dat vraagt, of na de eigen einddag"
AMBTELIJK = "de naam van wie het vastlegde: na twee jaar"
BEZORGD = "zodra het is bezorgd"

BEWAARTABEL: Mapping[str, str] = {
    # what hangs on an application
    "sollicitatie": SOLLICITATIE,
    "sollicitatielog": SOLLICITATIE,
    "sollicitatietoelichting": SOLLICITATIE,
    "beoordeling": SOLLICITATIE,
    "selectiestap": SOLLICITATIE,
    "klacht": SOLLICITATIE,
    "aanbod": SOLLICITATIE,
    "afwijking": SOLLICITATIE,
    "document": SOLLICITATIE,
    "documentinhoud": SOLLICITATIE,
    "overdracht": SOLLICITATIE,
    "overstap": SOLLICITATIE,
    "overstappunt": SOLLICITATIE,
    "overstaplog": SOLLICITATIE,
    "overstaptoelichting": SOLLICITATIE,
    "deelsollicitatie": SOLLICITATIE,
    "aanbodbesluit": SOLLICITATIE,
    "aanstelling": SOLLICITATIE,
    # what hangs on the person
    "loopbaanwens": PERSOON,
    "loopbaanwenslog": PERSOON,
    "interesse": PERSOON,
    "interesselog": PERSOON,
    "interessebericht": PERSOON,
    "zoekopdracht": PERSOON,
    "zoektreffer": PERSOON,
    "toestemming": "de bewaartermijn na afloop, als elke ontvanger het wissen bevestigde",
    "toestemming_ontvanger": "met de toestemming",
    "toestemminglog": "met de toestemming",
    "afscherming": PERSOON,
    "doorverwijzing": "de bewaartermijn na afloop",
    "doorverwijzing_bestemming": "met de doorverwijzing",
    "doorverwijzinglog": "met de doorverwijzing",
    "doorverwijzingspauze": PERSOON,
    "verzoek": "een jaar na het antwoord",
    "verwijderverzoek": "een jaar; zonder naam of pseudoniem",
    "inleenkracht": "na de laatste dag van de inzet",
    "gebeurtenis_in": "een week nadat zij is verwerkt",
    # on their way to the gateway
    "gebeurtenis_uit": BEZORGD,
    "verwerking_uit": BEZORGD,
    "bericht_uit": BEZORGD,
    "wismelding": BEZORGD,
    "idempotentie": "24 uur",
    # officials who recorded something, and whom an employer names in a text
    "vacaturelog": AMBTELIJK,
    "vacaturewijziging": AMBTELIJK,
    "mandaatlog": AMBTELIJK,
    "functiedeellog": AMBTELIJK,
    "vacature": "als de werkgever de tekst wijzigt",
    "bron": "met de volgende aanlevering",
}

ZONDER_PERSONEN = frozenset(
    {
        "alembic_version",
        "convenant",
        "fase",
        "fasewijziging",
        "openstelling",
        "openstelling_verband",
        "organisatie",
        "vernietiging",
        "zichtperiode",
        # jobs: their arguments name no person
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    }
)
