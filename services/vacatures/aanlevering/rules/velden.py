"""Per form in which vacancies come: which field of the source becomes which fact, and how read."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from services.vacatures.aanlevering.rules import waarden
from services.vacatures.vacature.rules import Niveau

Lezer = Callable[[Any], Any]
Velden = Mapping[str, tuple[str, Lezer]]
MAXIMUM_KENMERK = 200


class Soort(StrEnum):
    """The form in which an item came; a row of a CSV file has the field names of `feiten`."""

    JOBPOSTING = "jobposting"
    FEITEN = "feiten"
    INDEED = "indeed"


TITEL = {Soort.JOBPOSTING: "title", Soort.FEITEN: "titel", Soort.INDEED: "title"}
BRONNEN = {
    Soort.JOBPOSTING: ("identifier", "url"),
    Soort.FEITEN: ("kenmerk", "bronUrl"),
    Soort.INDEED: ("referencenumber",),
}

# schema.org JobPosting; paths through objects and lists, as JSON-LD allows one or many everywhere.
JOBPOSTING: Velden = {
    "titel": ("title", waarden.tekst(200)),
    "omschrijving": ("description", waarden.tekst(20_000)),
    "kenmerk": ("identifier", waarden.kenmerk(MAXIMUM_KENMERK)),
    "bron_url": ("url", waarden.url),
    "plaats": ("jobLocation.address.addressLocality", waarden.tekst(200)),
    "pc4": ("jobLocation.address.postalCode", waarden.pc4),
    "uren": ("workHours", waarden.uren),
    "opleidingsniveau": ("educationRequirements", waarden.opleiding),
    "contractsoort": ("employmentType", waarden.contract),
    "soort": ("employmentType", waarden.soort),
    "salaris_min": ("baseSalary.value.minValue", waarden.centen_van_euro),
    "salaris_max": ("baseSalary.value.maxValue", waarden.centen_van_euro),
    "aantal_plaatsen": ("totalJobOpenings", waarden.geheel(waarden.MAXIMUM_PLAATSEN)),
    "start_datum": ("jobStartDate", waarden.datum),
    "zsm": ("jobStartDate", waarden.is_zsm),
    "direct": ("jobImmediateStart", waarden.ja_nee),
    "sluitings_datum": ("validThrough", waarden.datum),
    "competenties": ("skills", waarden.opsomming(30, 200)),
}

FEITEN: Velden = {
    "titel": ("titel", waarden.tekst(200)),
    "omschrijving": ("omschrijving", waarden.tekst(20_000)),
    "kenmerk": ("kenmerk", waarden.kenmerk(MAXIMUM_KENMERK)),
    "bron_url": ("bronUrl", waarden.url),
    "functie": (
        "functie",
        waarden.patroon("[a-z0-9][a-z0-9-]{0,99}", "Dit is geen code uit de functiecatalogus"),
    ),
    "normfunctie": ("normfunctie", waarden.tekst(200)),
    "niveau": ("niveau", waarden.keuze(Niveau)),
    "domein": ("domein", waarden.tekst(200)),
    "competenties": ("competenties", waarden.opsomming(30, 200)),
    "uren": ("uren", waarden.uren),
    "uren_min": ("urenMin", waarden.een_uren),
    "uren_max": ("urenMax", waarden.een_uren),
    "cao": ("cao", waarden.tekst(100)),
    "schaal": ("schaal", waarden.schaal),
    "schaal_min": ("schaalMin", lambda waarde: waarden.schaal(waarde)[0]),
    "schaal_max": ("schaalMax", lambda waarde: waarden.schaal(waarde)[1]),
    "salaris_min": ("salarisMin", waarden.centen),
    "salaris_max": ("salarisMax", waarden.centen),
    "salaris_min_euro": ("salarisMinEuro", waarden.centen_van_euro),
    "salaris_max_euro": ("salarisMaxEuro", waarden.centen_van_euro),
    "contractsoort": ("contractsoort", waarden.contract),
    "soort": ("soort", waarden.soort),
    "plaats": ("plaats", waarden.tekst(200)),
    "gemeente_code": (
        "gemeenteCode",
        waarden.patroon("gm[0-9]{4}", "Een gemeentecode is gm met vier cijfers"),
    ),
    "pc4": ("pc4", waarden.pc4),
    "opleidingsniveau": ("opleidingsniveau", waarden.opleiding),
    "aantal_plaatsen": ("aantalPlaatsen", waarden.geheel(waarden.MAXIMUM_PLAATSEN)),
    "start_datum": ("startDatum", waarden.datum),
    "zsm": ("startDatum", waarden.is_zsm),
    "direct": ("zsm", waarden.ja_nee),
    "einde_datum": ("eindeDatum", waarden.datum),
    "sluitings_datum": ("sluitingsDatum", waarden.datum),
    "banenafspraak": ("banenafspraak", waarden.ja_nee),
    "sollicitatie_url": ("sollicitatieUrl", waarden.url),
}
FEITENVELDEN = frozenset(pad for pad, _ in FEITEN.values()) | {"werkgever"}

# The dialect of XML that job boards read and ATSs write: source/job with text in every element.
INDEED: Velden = {
    "titel": ("title", waarden.tekst(200)),
    "omschrijving": ("description", waarden.tekst(20_000)),
    "kenmerk": ("referencenumber", waarden.kenmerk(MAXIMUM_KENMERK)),
    "bron_url": ("url", waarden.url),
    "plaats": ("city", waarden.tekst(200)),
    "pc4": ("postalcode", waarden.pc4),
    "opleidingsniveau": ("education", waarden.opleiding),
    "contractsoort": ("jobtype", waarden.contract),
    "soort": ("jobtype", waarden.soort),
    "domein": ("category", waarden.tekst(200)),
    "salaris": ("salary", waarden.salaristekst),
    "schaal": ("salary", waarden.schaaltekst),
    "sluitings_datum": ("expirationdate", waarden.datum_of_rfc822),
}
# What of a job is read; whatever else it says, and how often, makes no difference.
INDEEDVELDEN = frozenset(pad for pad, _ in INDEED.values()) | {"company"}

VELDEN: Mapping[Soort, Velden] = {
    Soort.JOBPOSTING: JOBPOSTING,
    Soort.FEITEN: FEITEN,
    Soort.INDEED: INDEED,
}
