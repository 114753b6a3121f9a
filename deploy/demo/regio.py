"""The demo region as facts: real organisations, a made-up verband, clearly synthetic people.

Names, TOOI addresses and OINs are facts of the Register van Overheidsorganisaties (CC0), typed
over in 2026. The verband, its convenant, the vacancies and the people are made up.
"""

from typing import Any

# OIN | TOOI | name | town | PC4
_ORGANISATIES = """
00000001001902763000|gemeente/gm0772|Gemeente Eindhoven|Eindhoven|5611
00000001001600291000|gemeente/gm0794|Gemeente Helmond|Helmond|5701
00000001001902957000|gemeente/gm0861|Gemeente Veldhoven|Veldhoven|5501
00000001001902623000|gemeente/gm0753|Gemeente Best|Best|5683
00000001001902921000|gemeente/gm0848|Gemeente Son en Breugel|Son en Breugel|5691
00000001001902854000|gemeente/gm0820|Gemeente Nuenen, Gerwen en Nederwetten|Nuenen|5671
00000001812613466000|gemeente/gm1771|Gemeente Geldrop-Mierlo|Geldrop|5664
00000001001902982000|gemeente/gm0866|Gemeente Waalre|Waalre|5582
00000001001902933000|gemeente/gm0858|Gemeente Valkenswaard|Valkenswaard|5554
00000001001902611000|gemeente/gm1724|Gemeente Bergeijk|Bergeijk|5571
00000001001172724000|gemeente/gm0823|Gemeente Oirschot|Oirschot|5688
00000001001902805000|gemeente/gm1658|Gemeente Heeze-Leende|Heeze|5591
00000001001902660000|gemeente/gm1706|Gemeente Cranendonck|Budel|6021
00000001001902684000|gemeente/gm0770|Gemeente Eersel|Eersel|5521
00000001001708971000|waterschap/ws0539|De Dommel|Boxtel|5283
00000001806299046000|gemeente/gm0119|Gemeente Meppel|Meppel|7941
"""
TOOI = "https://identifier.overheid.nl/tooi/id/"
EINDHOVEN, HELMOND, VELDHOVEN = (
    "00000001001902763000",
    "00000001001600291000",
    "00000001001902957000",
)
DOMMEL, MEPPEL = "00000001001708971000", "00000001806299046000"
BEGIN = "2026-08-12T07:00:00Z"  # 9 o'clock in the Netherlands: the demo's first moment


def rijen() -> dict[str, list[dict[str, str]]]:
    """The organisations per soort, with the columns of the register's own CSV files."""
    found: dict[str, list[dict[str, str]]] = {"gemeente": [], "waterschap": []}
    for line in _ORGANISATIES.strip().splitlines():
        oin, tooi, naam, plaats, pc4 = line.split("|")
        row = {"naam": naam, "tooi_uri": TOOI + tooi, "oin": oin, "woonplaats": plaats}
        found[tooi.split("/")[0]].append(row | {"postcode": f"{pc4}AA"[:4]})
    return found


LEDEN = [line.split("|")[0] for line in _ORGANISATIES.strip().splitlines()][:15]
TWEETAL = [EINDHOVEN, HELMOND]

POOLKEUZES: dict[str, object] = {
    "doelgroep": "Vergunningverleners en planeconomen, medior en senior (verzonnen voorbeeld).",
    "afzender": "Demoregio",
    "roulatiesysteem": "Wie het langst op een beurt wacht gaat voor; gelijk deel per organisatie.",
    "doelen": "Een kwart van de inhuur op schaarse functies via de pool (verzonnen voorbeeld).",
    "kostenEnUren": "Brutoloon; leegloop gedeeld naar gelijke delen (verzonnen voorbeeld).",
    # Nobody of the demo has to log in before there is a proposal; an own no counts all the same.
    "toestemmingVooraf": False,
}

# Employee number at the employer | employer | name. The numbers exist in the demo only.
MEDEWERKERS = [
    ("demo-001", EINDHOVEN, "Testpersoon Eigen"),
    ("demo-002", VELDHOVEN, "Testpersoon Partner"),
    ("demo-003", MEPPEL, "Testpersoon Elders"),
    ("demo-004", HELMOND, "Testpersoon Partner Twee"),
]

# Members of the demo pool: number, employer, function, level, hours per week.
POOLLEDEN = [
    ("demo-101", EINDHOVEN, "Testpersoon Pool 1", "vergunningverlener", "senior", 16),
    ("demo-102", HELMOND, "Testpersoon Pool 2", "vergunningverlener", "medior", 24),
    ("demo-103", VELDHOVEN, "Testpersoon Pool 3", "planeconoom", "senior", 16),
    ("demo-104", DOMMEL, "Testpersoon Pool 4", "ro-jurist", "medior", 24),
]

VERBAND, TWEETAL_NAAM = "Demoregio (verzonnen)", "Demotweetal (verzonnen)"

VERZONNEN = (
    "Dit is een verzonnen voorbeeldvacature uit de demo van Doorstroom. Er is niet echt een plaats"
    " en u kunt er niet echt op solliciteren."
)
_GEMEEN: dict[str, Any] = {
    "omschrijving": VERZONNEN,
    "niveau": "medior",
    "uren": "24-36",
    "schaal": "10-11",
    "salarisMin": 350_000,
    "salarisMax": 550_000,
    "contractsoort": "vast",
    "plaats": "Eindhoven",
    "opleidingsniveau": "hbo",
    "sluitingsDatum": "2026-09-30",
}
VACATURES: list[dict[str, Any]] = [
    _GEMEEN | {"kenmerk": kenmerk, "titel": titel, "functie": functie}
    for kenmerk, titel, functie in (
        ("DEMO-001", "Planeconoom (verzonnen voorbeeld)", "planeconoom"),
        ("DEMO-002", "Vergunningverlener (verzonnen voorbeeld)", "vergunningverlener"),
        ("DEMO-003", "Inkoopadviseur (verzonnen voorbeeld)", "inkoopadviseur"),
    )
]
# Phases that were skipped: so each vacancy stands in another phase at the demo's first moment.
OVERGESLAGEN: dict[str, list[str]] = {
    "DEMO-001": [],
    "DEMO-002": ["intern"],
    "DEMO-003": ["intern", "partners"],
}

# What organisations need, in the words of a hiring desk; all made up.
BEHOEFTEN: dict[str, list[dict[str, str]]] = {
    VELDHOVEN: [
        {
            "kenmerk": "DEMO-B1",
            "titel": "Vergunningverlener (verzonnen)",
            "functie": "vergunningverlener",
            "uren": "16",
            "begindatum": "2026-10-01",
            "einddatum": "2027-03-31",
        }
    ],
    DOMMEL: [
        {
            "kenmerk": "DEMO-B2",
            "titel": "Planeconoom (verzonnen)",
            "functie": "planeconoom",
            "uren": "8-16",
            "begindatum": "2026-10-01",
            "einddatum": "2027-03-31",
        }
    ],
    HELMOND: [
        {
            "kenmerk": "DEMO-B3",
            "titel": "Vergunningverlener (verzonnen)",
            "functie": "vergunningverlener",
            "uren": "24-32",
            "begindatum": "2026-10-01",
            "einddatum": "2027-03-31",
        }
    ],
}

# What partners ask for some hours a week; found by the search over everything.
KLUSSEN: tuple[tuple[str, dict[str, Any]], ...] = (
    (
        HELMOND,
        {
            "titel": "Bewonersavonden over water begeleiden (verzonnen voorbeeld)",
            "omschrijving": "Vier avonden per maand voorbereiden en leiden. Een verzonnen klus.",
            "urenMin": 6,
            "urenMax": 12,
            "weekpatroon": "dinsdag, en een avond",
            "plaats": "Helmond",
        },
    ),
    (
        EINDHOVEN,
        {
            "titel": "Meelezen met grondexploitaties (verzonnen voorbeeld)",
            "omschrijving": "Eens per week een ochtend. Een verzonnen klus.",
            "functie": "planeconoom",
            "niveau": "senior",
            "urenMin": 4,
            "urenMax": 4,
            "plaats": "Eindhoven",
        },
    ),
)

# A programme that Eindhoven leads; De Dommel brings another layer of government.
TRAINEEPROGRAMMA: dict[str, Any] = {
    "naam": "Regiotrainees (verzonnen voorbeeld)",
    "convenant": "Verzonnen: convenant regiotrainees, artikel 3",
    "label": "VNG Trainee",
    "omschrijving": "Twee keer een half jaar, bij twee organisaties. Een verzonnen programma.",
    "plaatsen": 4,
    "urenPerWeek": 36,
}
TRAINEEGASTEN: tuple[tuple[str, str], ...] = (
    (EINDHOVEN, "gemeente"),
    (HELMOND, "gemeente"),
    (DOMMEL, "waterschap"),
)

# A vacant function that a partner offers for a while: found by the search over everything.
VRIJE_PLEK: tuple[str, dict[str, Any]] = (
    HELMOND,
    {
        "titel": "Een half jaar projectleider (verzonnen voorbeeld)",
        "functie": "projectleider",
        "niveau": "medior",
        "urenPerWeek": 24,
        "van": "2026-10-01",
        "tot": "2027-03-31",
    },
)
