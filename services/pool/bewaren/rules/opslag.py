"""Every table of this service: how what it holds of persons goes, or that it holds none.

A test walks the schema: a table that is in neither list, or in both, makes it fail; and each one
of the first list has its row in docs/persoonsgegevens.md.
"""

from collections.abc import Mapping

INZET = "met de inzet: de bewaartermijn na het einde; de uren blijven als maandsom"
LID = "met het lidmaatschap: de bewaartermijn na het einde, of als de persoon dat vraagt"
VOORSTEL = "met het voorstel: de bewaartermijn na de berekening; aantallen en uitkomst blijven"
PERSOON = "als de persoon dat vraagt, of na de eigen termijn"
AMBTELIJK = "de naam van wie het vastlegde: na twee jaar"
BEZORGD = "zodra het is bezorgd"

# Where an official's declared name stands, and since when: table → (moment, columns). Rooms that
# empty more than the name do it themselves (`wis_namen`).
NAMEN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "project_overgang": ("op", ("door",)),
    "behoeftegroep": ("aangemaakt_op", ("door",)),
    "behoefte_overgang": ("op", ("door",)),
    "doorzending_overgang": ("op", ("door",)),
    "toewijzingsvoorstel": ("gemaakt_op", ("gemaakt_door", "afgerond_door")),
    "besluit": ("op", ("door",)),
    "spoedbeurt": ("op", ("door",)),
    "ruilkring": ("op", ("door", "reden")),
    "inhuurtoets": ("besloten_op", ("besloten_door",)),
    "ruilronde": ("gemaakt_op", ("gemaakt_door",)),
    "trainee": ("gewijzigd_op", ("mentor_door", "mentor_reden")),
    "traineeplaats": ("op", ("door", "reden")),
    "traineerooster": ("gemaakt_op", ("gemaakt_door", "vastgesteld_door", "reden")),
    "klus_overgang": ("op", ("door", "reden")),
    "klankbordkoppeling": ("op", ("door",)),
    "klankbordonkosten": ("besloten_op", ("door",)),
    "gunning": ("op", ("door", "ingetrokken_door")),
    "verrekening": ("gesloten_op", ("gesloten_door",)),
    "factuurgegevens": ("op", ("door",)),
    "btwkeuze": ("op", ("door",)),
    "tariefwoord": ("op", ("door", "reden")),
    "urenstaat": ("ingediend_op", ("ingediend_door",)),
    "uren_overgang": ("op", ("door",)),
}

BEWAARTABEL: Mapping[str, str] = {
    # what hangs on an inzet
    "inzet": INZET,
    "inzet_overgang": INZET,
    "inzet_voorwaarden": INZET,
    "inzet_akkoord": INZET,
    "inzet_overeenkomst": INZET,
    "inzet_signaal": INZET,
    "inzet_startpunt": INZET,
    "inzet_tekst": INZET,
    "dekking": "de band met de inzet: met de inzet; de uren voor de behoefte blijven",
    "getelde_inzet": "de band met de inzet: met de inzet; de uren van de ronde blijven",
    "verrekende_uren": "de band met de inzet: met de inzet; uren en bedragen blijven",
    "btwkeuze": INZET,
    "waadi_registratie": "zeven jaar na het kalenderjaar waarin de inzet eindigde (Waadi)",
    # what hangs on a membership
    "lid": LID,
    "lid_overgang": LID,
    "lidtoestemming": LID,
    "lidverificatie": LID,
    # what was computed about people
    "toewijzingsvoorstel": VOORSTEL,
    "toewijzingsregel": VOORSTEL,
    "besluit": VOORSTEL,
    "spoedbeurt": VOORSTEL,
    # of who wants to swap
    "ruilwens": "de bewaartermijn nadat hij niet meer staat, of als de persoon dat vraagt",
    "ruilafval": "met de wens",
    "ruilronde": "de feiten: zodra zij is berekend; aantallen blijven",
    "ruilkring": AMBTELIJK,
    "ruilschakel": "de bewaartermijn nadat de kring voorbij is, of als de persoon dat vraagt",
    "werkbezoek": "de bewaartermijn na de dag, of als de persoon dat vraagt",
    # of who thinks along, and who asks
    "klankbordexpert": "als de persoon zich uitschrijft of dat vraagt",
    "klankbordvraag": "persoonlijk: kort na afloop; anders de bewaartermijn, of op verzoek",
    "klankbordkoppeling": "met de vraag",
    "klankbordonkosten": "de bewaartermijn na het besluit; op verzoek gaat de persoon eruit",
    # of who does klussen
    "klusreactie": "de bewaartermijn nadat zij voorbij is, of als de persoon dat vraagt",
    "klussenplan": "twee jaar na de laatste dag, of als de persoon dat vraagt",
    "klusevaluatie": "met het klussenplan",
    "nevenwerkmelding": "twee jaar na de laatste wijziging, of als de persoon dat vraagt",
    # hours that somebody worked
    "urenstaat": "de eigen termijn na de maand, of als de persoon dat vraagt; de uren blijven",
    "uren_overgang": "met de urenstaat",
    "tariefwoord": "de reden: met de urenstaat; de naam van wie het noemde: na twee jaar",
    # of trainees and who guides them
    "trainee": "de bewaartermijn na het programma, of als de persoon dat vraagt",
    "traineementor": "de bewaartermijn na het programma, of als de persoon dat vraagt",
    "traineeplaats": "met de trainee",
    "traineeuitleg": "met de trainee",
    "traineerooster": "de feiten: zodra het is berekend; de naam van wie vaststelde na twee jaar",
    "blokevaluatie": "met de trainee, of als de schrijver dat vraagt",
    "traineeprogramma": "als de organisatie de tekst wijzigt",
    "programmaonderdeel": "als de organisatie de tekst wijzigt",
    # of the person
    "verzoek": "een jaar na het antwoord",
    "verwijderverzoek": "een jaar; zonder naam of pseudoniem",
    "gebeurtenis_in": "een week nadat zij is verwerkt",
    # on their way to the gateway
    "gebeurtenis_uit": BEZORGD,
    "verwerking_uit": BEZORGD,
    "bericht_uit": BEZORGD,
    "wismelding": BEZORGD,
    "idempotentie": "24 uur",
    # texts of employers in which somebody can be named
    "behoefte": "als de organisatie de tekst wijzigt",
    "klus": "als de organisatie de tekst wijzigt",
    "project": "als de organisatie de tekst wijzigt",
    "opgave": "als de organisatie de tekst wijzigt",
    "doorzending": "als de organisatie de tekst wijzigt",
    "inhuur": "met de volgende aanlevering",
    "inhuurregel": "als de organisatie de tekst wijzigt",
    "inhuurdoel": "als de organisatie de tekst wijzigt",
    "inhuurjaar": "als de organisatie de tekst wijzigt",
    "eigen_formatie": "als de organisatie de tekst wijzigt",
    "referentietarief": "als de organisatie de tekst wijzigt",
    "inhuurinlezing": "het bestand van de organisatie: zodra het is ingelezen of ingetrokken",
    "inhuurtoets": AMBTELIJK,
    # the name of the official who recorded something
    "pool_keuzes": AMBTELIJK,
    "pool_overgang": AMBTELIJK,
    "partnerwoord": AMBTELIJK,
    "roulatiefunctie": AMBTELIJK,
    "project_overgang": AMBTELIJK,
    "behoeftegroep": AMBTELIJK,
    "behoefte_overgang": AMBTELIJK,
    "doorzending_overgang": AMBTELIJK,
    "gunning": AMBTELIJK,
    "verrekening": AMBTELIJK,
    "factuurgegevens": AMBTELIJK,
    "klus_overgang": AMBTELIJK,
}

ZONDER_PERSONEN = frozenset(
    {
        "aandeel",
        "aanlevering",
        "alembic_version",
        "convenant",
        "eigen_capaciteit",
        "factuur",
        "inhuurindeling",  # names of columns and code words
        "inhuurvervanging",  # the number of an erased inzet leads nowhere
        "inhuurweigering",  # never repeats what stood in a cell
        "inzettelling",
        "klankbordtelling",
        "organisatienaam",
        "pool",
        "postcode",
        "uitstroomverwachting",
        "urenprijs",  # what an hour costs, of hours whose inzet went
        "vernietiging",
        "verrekenregel",  # amounts between employers; a line of hours leads to its tie above
        "vormadvies",  # answers about a kind of work; the number of an erased inzet leads nowhere
        "vrije_plek",
        "traineegastplek",
        # jobs: their arguments name no person
        "procrastinate_events",
        "procrastinate_jobs",
        "procrastinate_periodic_defers",
        "procrastinate_workers",
    }
)
