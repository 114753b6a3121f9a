"""Words to make vacancies of: titles, tasks and places as Dutch public employers write them.

Everything here is made up for the bench; the combinations are drawn with a fixed seed.
"""

# Code of the catalogue, title, field of work.
FUNCTIES = [
    ("planeconoom", "Planeconoom", "ruimtelijk domein"),
    ("jurist", "Jurist omgevingsrecht", "juridische zaken"),
    ("vergunningverlener", "Vergunningverlener", "vergunningen"),
    ("toezichthouder", "Toezichthouder bouw", "vergunningen"),
    ("beleidsadviseur-wonen", "Beleidsadviseur wonen", "ruimtelijk domein"),
    ("beleidsadviseur-jeugd", "Beleidsadviseur jeugd", "sociaal domein"),
    ("klantmanager-inkomen", "Klantmanager inkomen", "sociaal domein"),
    ("consulent-wmo", "Consulent Wmo", "sociaal domein"),
    ("applicatiebeheerder", "Applicatiebeheerder", "informatievoorziening"),
    ("gegevensbeheerder", "Gegevensbeheerder", "informatievoorziening"),
    ("informatiebeveiliger", "Adviseur informatiebeveiliging", "informatievoorziening"),
    ("privacy-officer", "Functionaris gegevensbescherming", "juridische zaken"),
    ("inkoper", "Inkoopadviseur", "bedrijfsvoering"),
    ("financieel-adviseur", "Financieel adviseur", "financiën"),
    ("controller", "Concerncontroller", "financiën"),
    ("belastingmedewerker", "Medewerker belastingen", "financiën"),
    ("projectleider-infra", "Projectleider infrastructuur", "openbare ruimte"),
    ("verkeerskundige", "Verkeerskundige", "openbare ruimte"),
    ("rioolbeheerder", "Beheerder riolering", "openbare ruimte"),
    ("groenbeheerder", "Beheerder groen", "openbare ruimte"),
    ("civieltechnicus", "Civieltechnisch ontwerper", "openbare ruimte"),
    ("peilbeheerder", "Peilbeheerder", "waterbeheer"),
    ("hydroloog", "Hydroloog", "waterbeheer"),
    ("dijkinspecteur", "Inspecteur waterkeringen", "waterbeheer"),
    ("communicatieadviseur", "Communicatieadviseur", "bestuur en communicatie"),
    ("griffier", "Raadsgriffier", "bestuur en communicatie"),
    ("bestuurssecretaris", "Bestuurssecretaris", "bestuur en communicatie"),
    ("hr-adviseur", "Personeelsadviseur", "bedrijfsvoering"),
    ("salarisadministrateur", "Salarisadministrateur", "bedrijfsvoering"),
    ("archivaris", "Medewerker archief", "informatievoorziening"),
    ("boa", "Handhaver openbare orde", "veiligheid"),
    ("veiligheidsadviseur", "Adviseur openbare veiligheid", "veiligheid"),
    ("stedenbouwkundige", "Stedenbouwkundige", "ruimtelijk domein"),
    ("landmeter", "Landmeetkundige", "ruimtelijk domein"),
    ("geo-specialist", "Specialist geo-informatie", "informatievoorziening"),
    ("duurzaamheidsadviseur", "Adviseur energietransitie", "ruimtelijk domein"),
    ("leerplichtambtenaar", "Leerplichtambtenaar", "sociaal domein"),
    ("schuldhulpverlener", "Schuldhulpverlener", "sociaal domein"),
    ("medewerker-burgerzaken", "Medewerker burgerzaken", "dienstverlening"),
    ("teamleider-dienstverlening", "Teamleider klantcontact", "dienstverlening"),
]
TOEVOEGINGEN = ["", "", "", " met affiniteit voor water", " in een groeiende stad", " voor twee"]
NIVEAUS = ["junior", "medior", "senior"]
WERKWOORDEN = [
    "U adviseert het college over {o}.",
    "U stelt plannen op voor {o} en bewaakt de uitvoering.",
    "U bent het eerste aanspreekpunt voor {o}.",
    "U beoordeelt aanvragen over {o} binnen de wettelijke termijn.",
    "U houdt de gegevens over {o} op orde en verbetert de werkwijze.",
    "U overlegt met inwoners en ondernemers over {o}.",
    "U onderzoekt wat er beter kan bij {o} en doet voorstellen.",
    "U begeleidt collega's die werken aan {o}.",
    "U rekent door wat keuzes over {o} betekenen voor de begroting.",
    "U vertegenwoordigt de organisatie in de regio bij {o}.",
]
ONDERWERPEN = [
    "gebiedsontwikkeling", "woningbouw", "de omgevingswet", "schuldhulpverlening", "jeugdzorg",
    "klimaatadaptatie", "wegonderhoud", "riolering", "waterkwaliteit", "dijkversterking",
    "openbaar groen", "verkeersveiligheid", "parkeerbeleid", "de begroting", "aanbestedingen",
    "informatiebeveiliging", "gegevensbescherming", "archiefbeheer", "burgerzaken", "verkiezingen",
    "handhaving", "vergunningverlening", "cultureel erfgoed", "sportvoorzieningen",
    "leerlingenvervoer", "inkomensondersteuning", "arbeidsmarktbeleid", "energietransitie",
    "afvalinzameling", "grondzaken",
]  # fmt: skip
EISEN = [
    "U heeft een afgeronde opleiding op hbo-niveau.",
    "U kunt ingewikkelde zaken eenvoudig uitleggen.",
    "U werkt nauwkeurig en houdt overzicht als het druk is.",
    "U kent de verhoudingen tussen raad, college en organisatie.",
    "U schrijft helder, in taal die iedereen begrijpt.",
    "U neemt initiatief en zoekt de samenwerking.",
    "U heeft ervaring met projectmatig werken.",
    "U bent vertrouwd met de Algemene wet bestuursrecht.",
]
AANBOD = [
    "Wij bieden een plek in een hecht team met ruimte voor eigen ideeën.",
    "U bouwt pensioen op bij het ABP en krijgt een individueel keuzebudget.",
    "Thuiswerken kan in overleg, met een vergoeding voor de werkplek.",
    "Er is tijd en geld voor opleiding en voor een stap naar een andere organisatie.",
    "Een gesprek vooraf over de inhoud kan altijd.",
]
COMPETENTIES = [
    "analyseren", "adviseren", "plannen en organiseren", "samenwerken", "omgevingsbewustzijn",
    "overtuigingskracht", "klantgericht", "resultaatgericht", "nauwkeurig", "leren", "integriteit",
]  # fmt: skip
# Name, code and postcode; the names are invented.
PLAATSEN = [
    ("Aadorp", "gm0772", "5611"),
    ("Beekveld", "gm0855", "5038"),
    ("Coudewater", "gm0796", "5211"),
    ("Dommelhoek", "gm0758", "4811"),
    ("Elzenbroek", "gm0599", "3011"),
    ("Grensdijk", "gm0344", "3511"),
    ("Heidestad", "gm0202", "6811"),
    ("IJsselkade", "gm0193", "8011"),
    ("Kanaalzicht", "gm0153", "7511"),
    ("Lingewaal", "gm0268", "6511"),
    ("Maasoever", "gm0935", "6211"),
    ("Noordpolder", "gm0014", "9711"),
]
