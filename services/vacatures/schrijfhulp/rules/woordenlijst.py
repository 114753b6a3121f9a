"""The word list: which wording may exclude people, why, on what ground, and what to write instead.

Data, not code: each row is one kind of wording. Patterns are matched on plain text: lower case,
without accents, with `plat` of `tekst.py`. Laws: WGBL (age) articles 1, 3 and 9, AWGB (sex and
origin) articles 1, 2 and 5, as read (A). Which words fall under them is what the College voor de
Rechten van de Mens tells, through others (B), or our own proposal (C).
"""

from dataclasses import dataclass
from enum import StrEnum

from services.vacatures.convenant.rules import Zekerheid


class Grond(StrEnum):
    """What a wording may exclude people by, or what else a drafter may look at."""

    LEEFTIJD = "leeftijd"
    GESLACHT = "geslacht"
    AFKOMST = "afkomst"
    ERVARING = "ervaring"
    UREN = "uren"
    VOLLEDIG = "volledig"
    OVERLAP = "overlap"


@dataclass(frozen=True, slots=True)
class Woordregel:
    """One kind of wording. `behalve` next to or around it, `behalve_zin` anywhere in its sentence.

    Both say when it is no finding after all. `verwijst`: a pronoun, which counts only when it
    points at a candidate.
    """

    code: str
    grond: Grond
    patroon: str
    reden: str
    suggestie: str
    bron: str
    zekerheid: Zekerheid
    behalve: str | None = None
    behalve_zin: str | None = None
    verwijst: bool = False


WGBL = "WGBL, artikel 3 en 9 (leeftijd)"
WGBL_INDIRECT = "WGBL, artikel 1 en 3 (indirect onderscheid naar leeftijd)"
AWGB_GESLACHT = "AWGB, artikel 1 en 5 (geslacht)"
AWGB_VOORKEUR = "AWGB, artikel 2 lid 3 en artikel 5 (voorkeursbeleid)"
AWGB_AFKOMST = "AWGB, artikel 1 en 5 (ras en nationaliteit)"
NVP = "NVP Sollicitatiecode: een volledige vacature; uit tweede hand"
EIGEN = "Eigen voorstel; geen wettelijke regel"

_GETAL = r"(?:\d{1,2}|een|twee|drie|vier|vijf|zes|zeven|acht|negen|tien)"
_BIJV = r"(?:[a-z-]{2,20},?\s+(?:en\s+)?){0,3}"  # adjectives between article and noun
_MENSEN = (
    r"(?:mensen|collega'?s?|professionals?|medewerkers?|kandida(?:at|ten)|werknemers?|talent(?:en)?"
    r"|honden|hond|academic(?:us|i)|adviseurs?|sollicitant(?:en)?|ambtena(?:ar|ren))"
)
_DOELGROEP = (
    r"\b(?:kind|kinderen|jongeren|jeugd|jeugdigen|jeugdhulp|inwoners?|bewoners?|leerlingen|peuters"
    r"|clienten|klanten|bezoekers|ouderen|senioren|gezinnen|studenten|woning|woningen|huizen)\b"
)
_WELKOM = r"\b(?:ongeacht|iedereen|diversiteit|inclusie|inclusief|alle leeftijden|elke leeftijd)\b"

LEEFTIJD = (
    Woordregel(
        "leeftijd-jong-team",
        Grond.LEEFTIJD,
        rf"\b(?:jonge?|jeugdige?)\s+{_BIJV}(?:teams?|ploeg|club)\b"
        rf"|\b(?:jonge?|jeugdige?)[,\s]+(?:en\s+)?(?:dynamisch|ambitieu[sz]|enthousiast|energiek"
        rf"|gedreven|fris)e?\b|\b(?:team|ploeg|club|groep)\s+(?:van|met)\s+{_BIJV}jonge\s+{_BIJV}"
        rf"{_MENSEN}\b",
        "Wie ouder is, kan denken dat u iemand van een bepaalde leeftijd zoekt.",
        "Schrijf hoe het team werkt, bijvoorbeeld: een team dat graag nieuwe dingen probeert.",
        WGBL_INDIRECT,
        Zekerheid.B,
        behalve=r"jong en oud",
    ),
    Woordregel(
        "leeftijd-jonge-kandidaat",
        Grond.LEEFTIJD,
        rf"\b(?:jonge?|jeugdige?)\s+{_BIJV}{_MENSEN}\b|\bjong\s+van\s+geest\b",
        "Zo kiest u op leeftijd. Dat mag niet zonder een goede reden in de tekst.",
        "Noem wat iemand moet kunnen, of het niveau: junior, medior of senior.",
        WGBL,
        Zekerheid.B,
        behalve=rf"(?:begeleid|help|ondersteun|bereik|netwerk|vereniging)[a-z]*\s+{_BIJV}jonge"
        r"|jonge?\s+en\s+oude?",
        behalve_zin=r"\b(?:doelgroep|clienten|hulpverlening|jongerenwerk|jeugdhulp|schuldhulp)\b",
    ),
    Woordregel(
        "leeftijd-grens",
        Grond.LEEFTIJD,
        r"\b(?:niet\s+ouder\s+dan|maximaal|max\.?|hoogstens|hooguit|minimaal|minstens|ten\s*minste"
        r"|jonger\s+dan|ouder\s+dan|vanaf|tot)\s+[1-7]\d\s+jaar(?:\s+oud)?\b"
        r"|\b(?:tussen\s+(?:de\s+)?)[1-7]\d\s+(?:en|tot|-)\s+[1-7]\d\s+jaar\b"
        r"|\b(?:mensen|kandidaten|collega'?s?|leeftijd)\s+(?:van\s+|tussen\s+)(?:de\s+)?[1-7]\d\s+"
        r"(?:en|tot)\s+[1-7]\d\b|\b[1-7]\d\s?-\s?[1-7]\d\s+jaar\s+oud\b"
        r"|\b[1-7]\d\s+jaar\s+(?:of|en)\s+(?:ouder|jonger)\b"
        r"|\b(?:maximum|maximale|minimum|minimale|gemiddelde|gewenste)\s*leeftijd\b",
        "U noemt een leeftijd. Dat mag alleen met een goede reden die in de tekst staat.",
        "Haal de leeftijd weg, of noem de reden, zoals een wet die een leeftijd voorschrijft.",
        WGBL,
        Zekerheid.A,
        behalve=r"jaar\s+(?:oud\s+)?(?:aan\s+|aantoonbare\s+|relevante\s+|recente\s+|ruime\s+)*"
        r"(?:[a-z]*ervaring|contract|garantie|dienst|bestaan|geleden|verlof)|jaar\s+salaris",
        behalve_zin=_DOELGROEP,
    ),
    Woordregel(
        "leeftijd-plus",
        Grond.LEEFTIJD,
        r"(?<![\d€.,])\b[4-7]\d\s?(?:\+(?:'?ers?\b)?|-?\s?plus(?:sers?)?\b)",
        "U noemt een groep naar leeftijd. Ook een voorkeur voor ouderen is kiezen op leeftijd.",
        "Vraag naar de ervaring die u zoekt, en niet naar een leeftijd.",
        WGBL,
        Zekerheid.A,
        behalve=r"\+\s*(?:uur|uren|km|procent|projecten|medewerkers|collega|inwoners|gemeenten"
        r"|partners|locaties|dagen|miljoen|applicaties|mensen|medewerkers|fte)",
        behalve_zin=_DOELGROEP,
    ),
    Woordregel(
        "leeftijd-maximum-ervaring",
        Grond.LEEFTIJD,
        rf"\b(?:max\.?|maximaal|maximum(?:\s+van)?|hoogstens|hooguit|ten\s+hoogste|niet\s+meer\s+dan"
        rf")\s+{_GETAL}(?:\s+(?:tot|a|of)\s+{_GETAL})?\s+jaar\s+(?:[a-z]+\s+){{0,3}}[a-z]*ervaring\b",
        "Wie langer werkt, valt zo af. Dat zijn vooral oudere mensen.",
        "Noem alleen wat iemand minstens moet kunnen, bijvoorbeeld: minstens 2 jaar ervaring.",
        WGBL_INDIRECT,
        Zekerheid.B,
    ),
    Woordregel(
        "leeftijd-ervaring-van-tot",
        Grond.LEEFTIJD,
        rf"\b{_GETAL}\s?(?:-|–|tot(?:\s+en\s+met)?|a)\s?{_GETAL}\s+jaar\s+(?:[a-z]+\s+){{0,3}}"
        r"[a-z]*ervaring\b",
        "De bovengrens sluit mensen met meer ervaring uit. Dat zijn vooral oudere mensen.",
        "Noem alleen de ondergrens.",
        WGBL_INDIRECT,
        Zekerheid.B,
        behalve=r"(?:minimaal|minstens|ten\s*minste|min\.|vanaf|afgelopen|laatste)\s+\d",
    ),
    Woordregel(
        "leeftijd-starter",
        Grond.LEEFTIJD,
        r"\b(?:starters?|schoolverlaters?|(?:pas|net|recent|vers)\s+afgestudeerd(?:en?)?"
        r"|young\s+professionals?|vers\s+van\s+(?:de\s+)?(?:universiteit|hogeschool|school"
        r"|schoolbanken)|bijbaan|eerste\s+stap\s+in\s+je\s+(?:carriere|loopbaan))\b",
        "Zulke woorden wijzen op jonge mensen. Wie later van werk verandert, kan zich overslaan.",
        "Noem het niveau (junior) en wat iemand al moet kunnen.",
        WGBL_INDIRECT,
        Zekerheid.B,
        behalve=r"(?:ook|zowel)\s+(?:[a-z]+\s+){0,3}(?:starters?|schoolverlaters?|afgestudeerden?)"
        r"|starters?\s+(?:en|als|of)\s+(?:ervaren|doorstromers)",
        behalve_zin=r"\b(?:woning[a-z]*|huur[a-z]*|koop[a-z]*|hypothe[a-z]*|lening[a-z]*"
        r"|ondernem[a-z]*|bedrijven|kavels)\b",
    ),
    Woordregel(
        "leeftijd-generatie",
        Grond.LEEFTIJD,
        r"\b(?:digital\s+natives?|millennials?|gen(?:eratie)?[\s-]?z)\b",
        "U noemt een generatie, en dus een leeftijd.",
        "Vraag naar de vaardigheid die u bedoelt, bijvoorbeeld handig met digitale middelen.",
        WGBL_INDIRECT,
        Zekerheid.B,
        behalve_zin=_DOELGROEP,
    ),
)

_PERSOON = r"(?:kandida(?:at|ten)|sollicitant(?:en)?|collega'?s?|medewerkers?|kracht)"
_ZOEKT = r"\b(?:zoeken|zoekt|gezocht|vragen)\b"

GESLACHT = (
    Woordregel(
        "geslacht-hij",
        Grond.GESLACHT,
        r"\b(?:hij|hem)\b",
        "Zo lijkt het of u een man zoekt.",
        "Spreek de lezer aan met u of je, of schrijf: de kandidaat, diegene.",
        AWGB_GESLACHT,
        Zekerheid.B,
        behalve=r"(?:hij|hem)\s*(?:/|\(|of|en|dan wel|,)\s*(?:zij|ze|haar|die|hen|hun)\b"
        r"|\b(?:zij|ze|haar|die|hen|hun)\)?\s*(?:/|\(|of|en|dan wel|,)\s*(?:hij|hem)",
        verwijst=True,
    ),
    Woordregel(
        "geslacht-man-of-vrouw",
        Grond.GESLACHT,
        rf"\b(?:mannelijke?|vrouwelijke?)\s+{_BIJV}{_PERSOON}\b"
        rf"|{_ZOEKT}\s+(?:wij\s+|we\s+)?(?:een|de|onze)\s+{_BIJV}"
        r"(?:man|vrouw|kerel|dame|heer|meid|jongen|jongedame|topper[a-z]*in)\b"
        r"|\balleen\s+(?:voor\s+)?(?:mannen|vrouwen)\b",
        "U noemt een man of een vrouw. Werk staat open voor iedereen.",
        "Noem alleen wat iemand moet kunnen.",
        AWGB_GESLACHT,
        Zekerheid.A,
        behalve=r"(?:man|vrouw|dame|heer)\s*(?:/|of)\s*(?:man|vrouw|dame|heer)"
        r"|mannelijke?\s*(?:/|of|en)\s*vrouwelijke?|vrouwelijke?\s*(?:/|of|en)\s*mannelijke?",
    ),
    Woordregel(
        "geslacht-voorkeur",
        Grond.GESLACHT,
        r"\bvoorkeur\s+(?:[a-z]+\s+){0,4}(?:vrouw(?:en)?|man(?:nen)?|vrouwelijke?|mannelijke?)\b",
        "Voorkeur voor vrouwen mag alleen bij achterstand; voor mannen mag zij niet.",
        "Noem waarom de voorkeur mag, of haal haar weg.",
        AWGB_VOORKEUR,
        Zekerheid.A,
    ),
    Woordregel(
        "geslacht-functienaam",
        Grond.GESLACHT,
        r"\b(?:secretaresses?|directrices?|administratrices?|receptionistes?|gastvrouw(?:en)?"
        r"|gastheer|gastheren|vakman(?:nen)?|vaklieden|brandweerman(?:nen)?|timmerman(?:nen)?"
        r"|schoonmaaksters?|medewerksters?|leidsters?|werksters?|verpleegsters?|cameraman(?:nen)?"
        r"|juffrouw|juf|vertrouwensman|sleutelman)\b",
        "Deze naam noemt één geslacht. De naam moet voor iedereen gelden.",
        "Neem een neutrale naam, zoals managementassistent, vakkracht, gastgever of medewerker.",
        AWGB_GESLACHT,
        Zekerheid.C,
        behalve=r"gast(?:vrouw|heer)(?:en)?\s*(?:/|of|en|\()\s*(?:gast)?(?:vrouw|heer)"
        r"|(?:m/v|v/m)",
    ),
)

AFKOMST = (
    Woordregel(
        "afkomst-moedertaal",
        Grond.AFKOMST,
        r"\bmoedertaal(?:sprekers?|niveau)?\b|\bnative\s+(?:speakers?|dutch|nederlands?|niveau)\b"
        r"|\baccent(?:loos|loze|vrije?)\b|\bzonder\s+(?:buitenlands\s+)?accent\b",
        "Wie Nederlands later leerde, kan het even goed spreken en valt zo af.",
        "Noem een taalniveau (bijvoorbeeld C1) en waarom het werk dat vraagt.",
        AWGB_AFKOMST,
        Zekerheid.B,
        behalve=r"(?:ander|eigen|niet\s+de|naast\s+(?:je|uw))[a-z]*\s+moedertaal",
        behalve_zin=r"\b(?:inburger[a-z]*|taalcoach[a-z]*|anderstalig[a-z]*|nt2)\b",
    ),
    Woordregel(
        "afkomst-nationaliteit",
        Grond.AFKOMST,
        r"\bnederlandse\s+(?:nationaliteit|afkomst|achtergrond|komaf)\b|\bnederlanderschap\b"
        r"|\b(?:autochtone?|allochtone?)(?:n|nen)?\b|\bgeboren\s+(?:en\s+getogen\s+)?in\s+nederland\b"
        r"|\b(?:niet-)?westerse\s+(?:achtergrond|afkomst|komaf)\b|\bnederlandse\s+"
        rf"{_PERSOON}\b|\bblanke\s+{_PERSOON}\b",
        "Afkomst en nationaliteit mogen geen eis zijn, behalve als een wet dat voor dit werk zegt.",
        "Haal de eis weg, of noem de wet die haar stelt.",
        AWGB_AFKOMST,
        Zekerheid.A,
        behalve_zin=r"\b(?:naturalis[a-z]*|verzoek[a-z]*|aanvra[a-z]*|burgerzaken|verkrijg[a-z]*"
        r"|optie[a-z]*|inburger[a-z]*|ongeacht|inwoners?|bewoners?|wijk[a-z]*|beleid[a-z]*)\b",
    ),
    Woordregel(
        "afkomst-taal",
        Grond.AFKOMST,
        r"\b(?:perfecte?|vlekkeloze?|vlekkeloos|foutloze?|foutloos|onberispelijke?|uitmuntende?"
        r"|uitstekende?)\s+(?:[a-z]+\s+){0,3}nederlandse?(?:\s+taal)?\b",
        "Dit houdt mensen tegen die Nederlands later leerden. Het mag als het werk het vraagt.",
        "Noem een taalniveau (bijvoorbeeld B2 of C1) en waarom het werk dat vraagt.",
        AWGB_AFKOMST,
        Zekerheid.B,
    ),
)

_OVERHEID = (
    r"(?:(?:lokale\s+|decentrale\s+|semi-)?overheid[a-z]*|gemeenten?|gemeentelijke?|provincies?"
    r"|waterschap(?:pen)?|publieke\s+(?:sector|domein)|rijksoverheid|ambtelijke?)"
)

ERVARING = (
    Woordregel(
        "overheidservaring",
        Grond.ERVARING,
        rf"\b[a-z]*ervaring\s+(?:[a-z0-9,]+\s+){{0,10}}(?:binnen|bij|in)\s+(?:(?:een|de|het)\s+)?"
        rf"(?:[a-z]+\s+)?{_OVERHEID}\b|\b(?:gemeentelijke|gemeente-?|overheids-?|ambtelijke)\s?"
        r"(?:werk)?ervaring\b",
        "Zo vallen mensen van buiten de overheid af die het werk wel kunnen.",
        "Noem wat iemand daar moet hebben geleerd, of leg uit waarom deze ervaring nodig is.",
        EIGEN,
        Zekerheid.C,
        behalve_zin=r"\b(?:is\s+(?:een\s+)?(?:pre|plus|pluspunt)|een\s+pre|pre\b|pluspunt"
        r"|mooi\s+meegenomen|niet\s+(?:nodig|vereist|noodzakelijk|verplicht)|geen\s+(?:eis|must)"
        r"|bij\s+voorkeur|voordeel|mag\s+ook)\b",
    ),
)

WOORDENLIJST = LEEFTIJD + GESLACHT + AFKOMST + ERVARING

# Whom a pronoun may point at: the nearest of these words before it decides.
KANDIDAAT = (
    r"\b(?:kandida(?:at|ten)|sollicitant|diegene|degene|iemand|functionaris|de\s+ideale|werknemer"
    r"|functiehouder|functie|[a-z]*ervaring|je\s+toekomstige|(?:zoeken|zoekt|welkom|nieuwe)\s+"
    r"(?:[a-z]+\s+){0,6}collega)\b"
)
ANDER = (
    r"\b(?:wethouder|burgemeester|inwoner|bewoner|klant|client|gemeente|manager|directeur"
    r"|leidinggevende|afdeling|organisatie|raad|raadslid|leerling|ondernemer|opdrachtgever"
    r"|jongere|kind|patient|bezoeker|aanvrager|teamleider|teammanager|secretaris|griffier|voorganger"
    r"|gesprekspartner|partner|stad|provincie|wijk|wet|omgevingswet|burger|collega|ambtenaar)\b"
)
