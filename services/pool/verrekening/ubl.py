"""A document as UBL 2.1 in the way of EN 16931 and NLCIUS, written with lxml.

The order of elements is that of the UBL schemas. Amounts come from whole cents and are written, not
computed, here: what must add up was added up by the rules. A credit note turns the sign round.
"""

from calendar import monthrange
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

from services.pool.verrekening.rules import (
    KWARTIEREN_PER_UUR,
    Btwbedrag,
    Btwcategorie,
    Factuurgegevens,
    Factuurregel,
    Factuursoort,
    Factuurstuk,
    decimaal,
)

XML = "application/xml"
NORM = "urn:oasis:names:specification:ubl:schema:xsd:"
NLCIUS = "urn:cen.eu:en16931:2017#compliant#urn:fdc:nen.nl:nlcius:v1.0"
PROFIEL = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
CBC_NS, CAC_NS = f"{NORM}CommonBasicComponents-2", f"{NORM}CommonAggregateComponents-2"
CBC, CAC = ElementMaker(namespace=CBC_NS), ElementMaker(namespace=CAC_NS)
GEEN_XML = dict.fromkeys((0xFFFE, 0xFFFF))  # the rest that XML cannot hold is refused before
OIN_SCHEMA, KVK_SCHEMA = "0190", "0106"  # of the list of ISO 6523
UUR, STUK = "HUR", "C62"
SEPA, DOORLOPEND = "58", "57"  # to an account, or as agreed before: the settlement
SOORTCODE = {Factuursoort.FACTUUR: "380", Factuursoort.CREDITNOTA: "381"}
Element = Any


def als_ubl(stuk: Factuurstuk) -> bytes:
    """The document as a file; the same facts give the same bytes."""
    credit = stuk.soort is Factuursoort.CREDITNOTA
    naam = "CreditNote" if credit else "Invoice"
    ruimtes = {None: f"{NORM}{naam}-2", "cac": CAC_NS, "cbc": CBC_NS}
    maak = ElementMaker(namespace=f"{NORM}{naam}-2", nsmap=ruimtes)
    teken = -1 if credit else 1
    buiten = all(een.categorie is Btwcategorie.O for een in stuk.btw)
    boom = maak(
        naam,
        *_kop(stuk, credit),
        CAC.AccountingSupplierParty(_partij(stuk.verkoper, buiten)),
        CAC.AccountingCustomerParty(_partij(stuk.koper, buiten)),
        *([] if credit else [_betaalwijze(stuk)]),
        _btw(stuk, teken),
        _totaal(stuk, teken),
        *(_regel(nr, een, naam, teken) for nr, een in enumerate(stuk.regels, 1)),
    )
    geschreven: bytes = etree.tostring(
        boom, xml_declaration=True, encoding="UTF-8", pretty_print=True
    )
    return geschreven


def _kop(stuk: Factuurstuk, credit: bool) -> list[Element]:
    jaar, maand = int(stuk.maand[:4]), int(stuk.maand[5:])
    laatste = monthrange(jaar, maand)[1]
    vervalt = [] if credit else [CBC.DueDate(stuk.vervaldatum.isoformat())]
    code = CBC.CreditNoteTypeCode if credit else CBC.InvoiceTypeCode
    return [
        CBC.CustomizationID(NLCIUS),
        CBC.ProfileID(PROFIEL),
        CBC.ID(stuk.nummer),
        CBC.IssueDate(stuk.datum.isoformat()),
        *vervalt,
        code(SOORTCODE[stuk.soort]),
        CBC.Note(f"Verrekening van uren over {stuk.maand}; betaling loopt via het saldo."),
        CBC.DocumentCurrencyCode("EUR"),
        CBC.BuyerReference(f"Verrekening {stuk.maand}"),
        CAC.InvoicePeriod(
            CBC.StartDate(f"{stuk.maand}-01"), CBC.EndDate(f"{stuk.maand}-{laatste:02}")
        ),
        *(CAC.BillingReference(CAC.InvoiceDocumentReference(CBC.ID(een))) for een in stuk.verwijst),
    ]


def _partij(wie: Factuurgegevens, buiten: bool) -> Element:
    """A party; what is not subject to VAT bears no VAT number (BR-O-02)."""
    schema, adres = (wie.peppol_id or f"{OIN_SCHEMA}:{wie.organisatie}").split(":", 1)
    wettelijk = (wie.kvk, KVK_SCHEMA) if wie.kvk else (wie.organisatie, OIN_SCHEMA)
    btw = [] if buiten else [CAC.PartyTaxScheme(CBC.CompanyID(wie.btw_nummer), _schema())]
    return CAC.Party(
        CBC.EndpointID(adres, schemeID=schema),
        CAC.PartyName(CBC.Name(_tekst(wie.naam))),
        CAC.PostalAddress(
            CBC.StreetName(_tekst(wie.straat)),
            CBC.CityName(_tekst(wie.plaats)),
            CBC.PostalZone(wie.postcode),
            CAC.Country(CBC.IdentificationCode("NL")),
        ),
        *btw,
        CAC.PartyLegalEntity(
            CBC.RegistrationName(_tekst(wie.naam)),
            CBC.CompanyID(wettelijk[0], schemeID=wettelijk[1]),
        ),
    )


def _betaalwijze(stuk: Factuurstuk) -> Element:
    kenmerk = CBC.PaymentID(stuk.nummer)
    if stuk.verkoper.iban is None:
        return CAC.PaymentMeans(CBC.PaymentMeansCode(DOORLOPEND), kenmerk)
    rekening = CAC.PayeeFinancialAccount(CBC.ID(stuk.verkoper.iban))
    return CAC.PaymentMeans(CBC.PaymentMeansCode(SEPA), kenmerk, rekening)


def _btw(stuk: Factuurstuk, teken: int) -> Element:
    samen = sum(een.btw for een in stuk.btw)
    return CAC.TaxTotal(
        _bedrag("TaxAmount", samen * teken),
        *(
            CAC.TaxSubtotal(
                _bedrag("TaxableAmount", een.grondslag * teken),
                _bedrag("TaxAmount", een.btw * teken),
                _categorie("TaxCategory", een, stuk),
            )
            for een in stuk.btw
        ),
    )


def _categorie(naam: str, wat: Btwbedrag | Factuurregel, stuk: Factuurstuk | None) -> Element:
    """A category; on the document it says why there is no VAT, on a line it does not."""
    delen = [CBC.ID(wat.categorie)]
    if wat.categorie is not Btwcategorie.O:
        delen.append(CBC.Percent(decimaal(wat.percentage)))
    if stuk is not None and wat.categorie is not Btwcategorie.S:
        vrij = wat.categorie is Btwcategorie.E
        delen.append(CBC.TaxExemptionReason(_tekst(stuk.vrijstelling if vrij else stuk.buiten_btw)))
    return CAC(naam, *delen, _schema())


def _schema() -> Element:
    return CAC.TaxScheme(CBC.ID("VAT"))


def _totaal(stuk: Factuurstuk, teken: int) -> Element:
    netto = sum(een.grondslag for een in stuk.btw) * teken
    bruto = netto + sum(een.btw for een in stuk.btw) * teken
    return CAC.LegalMonetaryTotal(
        _bedrag("LineExtensionAmount", netto),
        _bedrag("TaxExclusiveAmount", netto),
        _bedrag("TaxInclusiveAmount", bruto),
        _bedrag("PayableAmount", bruto),
    )


def _regel(nr: int, een: Factuurregel, soort: str, teken: int) -> Element:
    """A line. A part of shared costs is one piece; a price is never below zero (BR-27)."""
    if een.kwartieren is None:
        eenheid, prijs = STUK, abs(een.bedrag)
        aantal = "-1" if een.bedrag * teken < 0 else "1"
    else:
        eenheid, prijs = UUR, een.tarief_cent
        aantal = decimaal(een.kwartieren * teken * (100 // KWARTIEREN_PER_UUR))
    hoeveel = "CreditedQuantity" if soort == "CreditNote" else "InvoicedQuantity"
    return CAC(
        f"{soort}Line",
        CBC.ID(str(nr)),
        *([CBC.Note(f"Urenregel {een.urenregel}")] if een.urenregel else []),
        CBC(hoeveel, aantal, unitCode=eenheid),
        _bedrag("LineExtensionAmount", een.bedrag * teken),
        CAC.Item(CBC.Name(een.naam), _categorie("ClassifiedTaxCategory", een, None)),
        CAC.Price(_bedrag("PriceAmount", prijs)),
    )


def _tekst(tekst: str) -> str:
    return tekst.translate(GEEN_XML)


def _bedrag(naam: str, cent: int) -> Element:
    return CBC(naam, decimaal(cent), currencyID="EUR")
