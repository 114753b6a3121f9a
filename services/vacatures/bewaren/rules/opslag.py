"""Every table of this service: how what it holds of persons goes, or that it holds none.

A test walks the schema: a table that is in neither list, or in both, makes it fail; and each one
of the first list has its row in docs/persoonsgegevens.md.
"""

from collections.abc import Mapping

SOLLICITATIE = "met de sollicitatie: de bewaartermijn na de procedure"
PERSOON = "als de persoon dat vraagt, of na de eigen einddag"
AMBTELIJK = "de naam van wie het vastlegde: na twee jaar"
BEZORGD = "zodra het is bezorgd"

# Where an official's declared name stands, and since when: table → column of the moment. Rooms
# that empty more than the name do it themselves (`wis_namen`).
AMBTELIJKE_LOGS: Mapping[str, str] = {
    "functiedeellog": "op",
    "functiewaardering": "gewijzigd_op",
    "profielblokversie": "op",
    "verbandlabel": "gewijzigd_op",
    "uitstroomopgave": "gewijzigd_op",
    "terzijdelegging": "op",
}
EIGEN_NAMEN = (
    "vacaturelog",
    "vacaturewijziging",
    "sollicitatiehosts",
    "mandaatlog",
    "salaristabel",
)

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
    "vervulling": "de band met de sollicitatie: als de sollicitatie; het feit blijft",
    # what hangs on the person
    "loopbaanwens": PERSOON,
    "loopbaanwenslog": PERSOON,
    "interesse": PERSOON,
    "interesselog": PERSOON,
    "interessebericht": PERSOON,
    "zoekopdracht": PERSOON,
    "zoektreffer": PERSOON,
    "verhaal": PERSOON,
    "verhaallog": PERSOON,
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
    # whom an employer names in a text
    "vacature": "als de werkgever de tekst wijzigt; de vacaturehouder: met de persoon",
    "open_vacature": "met de vacature, waarvan de werkgever de tekst wijzigt",
    "aanbod_elders": "als de organisatie die het aanbiedt de tekst wijzigt, of het sluit",
    "bron": "met de volgende aanlevering",
    "profiel": "als de organisatie de tekst wijzigt",
    "profielblok": "als de organisatie het blok wijzigt",
    "mandaat": "een mandaat noemt organisaties; een mens alleen in het log",
    "functiedeling": "een deling noemt organisaties; een mens alleen in het log",
    "functiedeel": "als de werkgever anders antwoordt: de reden kan iemand noemen",
    # the name of the official who recorded something
    **dict.fromkeys((*AMBTELIJKE_LOGS, *EIGEN_NAMEN), AMBTELIJK),
}

ZONDER_PERSONEN = frozenset(
    {
        "aanbod_melding",
        "aanbod_zicht",
        "aanlevering",
        "alembic_version",
        "convenant",
        "fase",
        "fasewijziging",
        "open_zicht",
        "openstelling",
        "openstelling_verband",
        "organisatie",
        "organisatiefeit",
        "postcode",
        "salarisregel",
        "uitgiftewijziging",
        "verdwenen_zicht",
        "vernietiging",
        "vervulling_geteld",
        "zichtperiode",
        "zoeksynoniem",
        "zoekwoord",
        # jobs: their arguments name no person
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    }
)
