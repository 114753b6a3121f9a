"""One public vacancy as SETU Standard for Vacancies 1.1 (HR-XML 2.5, PositionOpeningNL).

Source: the XSD and the business rules of SETU (A). The order of the elements is part of it. Codes
of which only the number is public, not the meaning, are marked C below.
"""

from collections.abc import Mapping
from decimal import Decimal
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element, SubElement, tostring

from services.vacatures.uitgifte.rules import adressen, feiten, woorden
from services.vacatures.uitgifte.rules.uitgave import Uitgave
from services.vacatures.vacature.rules import (
    Contractsoort,
    Niveau,
    Opleidingsniveau,
    Vacaturesoort,
)

NAAMRUIMTE = "http://ns.hr-xml.org/2007-04-15"
STATUS = "x:put"  # every feed is complete: what is in it is there, what is gone is not
ROL = "owner"
DUUR: Mapping[Contractsoort, str] = {
    Contractsoort.VAST: "permanent",
    Contractsoort.TIJDELIJK_MET_UITZICHT: "predeterminedprospectpermanent",
    Contractsoort.TIJDELIJK: "predetermined",
}
SOORT: Mapping[Vacaturesoort, str] = {
    Vacaturesoort.VACATURE: "direct",
    Vacaturesoort.STAGE: "intern",
}
# Codelist educationDegree, 1-6: the levels of UWV, as VUM has them (B: the list itself was not
# seen; its highest, 6, is a master in SETU's own example).
OPLEIDING: Mapping[Opleidingsniveau, str] = {
    Opleidingsniveau.VMBO: "3",
    Opleidingsniveau.MBO: "4",
    Opleidingsniveau.HBO: "5",
    Opleidingsniveau.WO: "6",
}
LOOPBAAN: Mapping[Niveau, str] = {
    Niveau.JUNIOR: "Starter",
    Niveau.MEDIOR: "Professional-Experienced",
    Niveau.SENIOR: "Professional-Experienced",
}
# Codelist jobCategory, 1-29: obligatory, but what the numbers mean is not public (C). One code for
# all until an installation knows better: the setting `setu_vakgebied`.
VAKGEBIED = 29
MUNT, PER = "EUR", "Monthly"
ZONDER_CAO = "schaal van de werkgever"
_ALLES = "Vacatures"  # the standard has no element for many: ours, outside its namespace


def begin(basis: str) -> str:
    """What stands before the vacancies of a feed."""
    bron = Element(_ALLES, {"bron": basis.rstrip("/") + "/"})
    leeg = tostring(bron, encoding="unicode", short_empty_elements=False)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{leeg.removesuffix(EIND.strip())}\n'


EIND = f"</{_ALLES}>\n"


def bericht(uitgave: Uitgave, basis: str, vakgebied: int = VAKGEBIED) -> str:
    """One vacancy as a document of its own."""
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{opening(uitgave, basis, vakgebied)}\n'


def opening(uitgave: Uitgave, basis: str, vakgebied: int = VAKGEBIED) -> str:
    """One vacancy as an element `PositionOpeningNL`; `vakgebied`: 1-29."""
    kop = {"xmlns": NAAMRUIMTE, "xml:lang": "nl"}
    wortel = Element("PositionOpeningNL", kop)
    _record(wortel, uitgave)
    _afzender(wortel, uitgave)
    _profiel(SubElement(wortel, "PositionProfileNL"), uitgave, vakgebied)
    _solliciteren(wortel, uitgave, basis)
    _tekst(wortel, "NumberToFill", str(uitgave.aantal_plaatsen))
    return tostring(wortel, encoding="unicode")


def _tekst(ouder: Element, naam: str, waarde: str | None, **kenmerken: str) -> None:
    """Add an element with a text; none for what is not known."""
    if waarde:
        SubElement(ouder, naam, kenmerken).text = waarde


def _record(wortel: Element, u: Uitgave) -> None:
    record = SubElement(wortel, "PositionRecordInfo")
    for eigenaar, waarde in (("publicist", str(u.id)), ("owner", u.kenmerk)):
        if waarde:
            _tekst(SubElement(record, "Id", idOwner=eigenaar), "IdValue", waarde)
    _tekst(record, "Status", STATUS)


def _afzender(wortel: Element, u: Uitgave) -> None:
    afzender = SubElement(wortel, "PositionSupplierNL")
    kenmerken = SubElement(afzender, "SupplierIds")
    _tekst(SubElement(kenmerken, "SupplierId", idOwner="OIN"), "IdValue", u.werkgever.oin)
    _tekst(afzender, "EntityName", u.werkgever.naam)
    # Obligatory, and never the name of a person: who wants one asks the employer.
    _tekst(afzender, "ContactName", f"Werving en selectie {u.werkgever.naam}")
    _tekst(afzender, "Role", ROL)


def _profiel(profiel: Element, u: Uitgave, vakgebied: int) -> None:
    datums = SubElement(profiel, "PositionDateInfo")
    _tekst(datums, "StartAsSoonAsPossible", "true" if u.zsm else None)
    for naam, dag in (("StartDate", u.start_datum), ("ExpectedEndDate", u.einde_datum)):
        if dag is not None and not (naam == "StartDate" and u.zsm):
            _tekst(datums, naam, dag.isoformat())
    organisatie = SubElement(profiel, "Organization")
    _tekst(organisatie, "OrganizationName", u.werkgever.merk or u.werkgever.naam)
    site = urlsplit(u.werkgever.website or "").hostname
    _tekst(organisatie, "InternetDomainName", site)
    _tekst(organisatie, "Description", u.werkgever.tekst)
    _detail(SubElement(profiel, "PositionDetail"), u, vakgebied)
    if u.competenties:
        woorden_ = SubElement(profiel, "PositionKeywords")
        for competentie in u.competenties:
            _tekst(woorden_, "Keyword", competentie)


def _detail(detail: Element, u: Uitgave, vakgebied: int) -> None:
    if u.plaats:
        plek = SubElement(detail, "PhysicalLocation")
        _tekst(SubElement(plek, "Area", type="municipality"), "Value", u.plaats)
        adres = SubElement(plek, "PostalAddress")
        for naam, waarde in (("CountryCode", "NL"), ("PostalCode", u.pc4)):
            _tekst(adres, naam, waarde)
        _tekst(adres, "Municipality", u.plaats)
    _tekst(SubElement(detail, "JobCategory"), "CategoryCode", str(vakgebied))
    functie = SubElement(detail, "FunctionName")
    _tekst(functie, "Identifier", u.functie)
    _tekst(functie, "Name", u.titel)
    _tekst(detail, "FunctionDescription", u.omschrijving)
    _tekst(detail, "FunctionRequirementsDescription", _eisen(u))
    _voorwaarden(detail, u)


def _eisen(u: Uitgave) -> str:
    """What is asked, as lines of text."""
    vraagt = {"Opleiding", "Ervaring", "Taal"}
    regels = [f"{naam}: {waarde}" for naam, waarde in feiten.regels(u) if naam in vraagt]
    return "\n".join([*regels, *u.competenties])


def _voorwaarden(detail: Element, u: Uitgave) -> None:
    if schaal := woorden.schaal(u):
        in_schaal = SubElement(detail, "SalaryScale")
        _tekst(in_schaal, "Scale", schaal.removeprefix("schaal "))
        _tekst(in_schaal, "SalarySystem", feiten.cao(u) or ZONDER_CAO)
    uren = SubElement(detail, "HoursPerWeek")
    _tekst(uren, "Minimum", _uren(u.uren_min, u.uren_max))
    _tekst(uren, "Maximum", _uren(u.uren_max, u.uren_min))
    contract = SubElement(detail, "ContractDetails")
    _tekst(contract, "ContractDuration", DUUR[u.contractsoort or Contractsoort.TIJDELIJK])
    _tekst(contract, "TypeOfContract", SOORT[u.soort])
    niveaus = OPLEIDING.get(u.opleidingsniveau) if u.opleidingsniveau else None
    if niveaus or u.niveau:
        eisen = SubElement(detail, "Requirements")
        _tekst(eisen, "EducationDegree", niveaus)
        _tekst(eisen, "WorkingAndThinkingLevel", niveaus)
        _tekst(eisen, "CareerLevel", LOOPBAAN[u.niveau] if u.niveau else None)
    _salaris(detail, u)


def _uren(waarde: Decimal | None, anders: Decimal | None) -> str:
    """A number of XML; the other end of the range when one is missing, as both must be there."""
    return f"{(waarde if waarde is not None else anders or Decimal(0)).normalize():f}"


def _salaris(detail: Element, u: Uitgave) -> None:
    if u.salaris_min is None and u.salaris_max is None:
        return
    pakket = SubElement(detail, "RemunerationPackageNL")
    basis = SubElement(pakket, "BasePay", currencyCode=MUNT, baseInterval=PER)
    laag = u.salaris_min if u.salaris_min is not None else u.salaris_max
    hoog = u.salaris_max if u.salaris_max is not None else u.salaris_min
    for naam, cent in (("BasePayAmountMin", laag), ("BasePayAmountMax", hoog)):
        _tekst(basis, naam, f"{Decimal(cent or 0) / 100:.2f}")


def _solliciteren(wortel: Element, u: Uitgave, basis: str) -> None:
    hoe = SubElement(wortel, "ApplicationInformationNL")
    _tekst(hoe, "FinalApplicationDate", u.sluitings_datum.isoformat())
    manieren = SubElement(hoe, "HowToApply")
    formulier = adressen.solliciteren(basis, u.id, u.sollicitatie_url)
    wegen = (
        ("ApplicationFormURL", "InternetWebAddress", formulier),
        ("VacancyURL", "VacancyInternetWebAddress", adressen.pagina(basis, u.id)),
    )
    for soort, plek, adres in wegen:
        manier = SubElement(manieren, "ApplicationMethod")
        _tekst(manier, "MethodType", soort)
        _tekst(SubElement(manier, "ContactMethodApplication"), plek, adres)
