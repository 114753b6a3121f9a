"""Writers: every form of a list of public vacancies, as bytes. XML is written by lxml.

The order is that of the list, and nothing in it is of now: the same vacancies are the same bytes.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from email.utils import format_datetime
from io import BytesIO, StringIO
from typing import Any

from lxml import etree

from services.vacatures.uitgifte.rules import (
    Uitgave,
    Uitgavekeuze,
    Uitgavestand,
    Uitgavevorm,
    adressen,
    velden,
    woorden,
)

ATOM = "http://www.w3.org/2005/Atom"
EIGEN = "urn:doorstroom:uitgifte:1"  # facts for which Atom has no element
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NAAM = "Doorstroom"
TITEL = "Vacatures van publieke werkgevers"
NOOIT = datetime(1970, 1, 1, tzinfo=UTC)  # of a feed that never had anything in it


@dataclass(frozen=True, slots=True)
class Kop:
    """What stands above a feed. `basis`: the installation's own public address."""

    basis: str
    vorm: Uitgavevorm
    keuze: Uitgavekeuze
    stand: Uitgavestand

    @property
    def adres(self) -> str:
        return adressen.feed(self.basis, self.vorm, self.keuze)

    @property
    def bijgewerkt(self) -> datetime:
        return self.stand.gewijzigd_op or NOOIT


Schrijver = Callable[[Iterator[Uitgave], Kop], bytes]


def schrijf_xml(uitgaven: Iterator[Uitgave], kop: Kop) -> bytes:
    """source/job as Indeed, Talroo and others read it; every text in CDATA."""
    buffer = BytesIO()
    with etree.xmlfile(buffer, encoding="utf-8") as out:
        out.write_declaration()
        with out.element("source"):
            out.write(_cdata("publisher", NAAM))
            out.write(_cdata("publisherurl", kop.basis))
            out.write(_cdata("lastBuildDate", format_datetime(kop.bijgewerkt)))
            for uitgave in uitgaven:
                job = etree.Element("job")
                for naam, veld in velden.XML:
                    if (waarde := veld(uitgave, kop.basis)) is not None:
                        job.append(_cdata(naam, waarde))
                out.write(job)
    return buffer.getvalue()


def _cdata(naam: str, waarde: str) -> Any:
    element = etree.Element(naam)
    element.text = etree.CDATA(waarde)  # lxml splits what holds ]]>
    return element


def schrijf_atom(uitgaven: Iterator[Uitgave], kop: Kop) -> bytes:
    """RFC 4287, with our facts in a namespace of their own."""
    buffer = BytesIO()
    with etree.xmlfile(buffer, encoding="utf-8") as out:
        out.write_declaration()
        with out.element(f"{{{ATOM}}}feed", nsmap={None: ATOM, "doorstroom": EIGEN}):
            out.write(_atom("id", kop.adres))
            out.write(_atom("title", TITEL))
            out.write(_atom("updated", woorden.moment(kop.bijgewerkt)))
            out.write(_atom("link", None, rel="self", href=kop.adres, type="application/atom+xml"))
            out.write(_atom("link", None, rel="alternate", href=kop.basis, type="text/html"))
            for uitgave in uitgaven:
                out.write(_entry(uitgave, kop.basis))
    return buffer.getvalue()


def _atom(naam: str, tekst: str | None, **attributen: str) -> Any:
    element = etree.Element(f"{{{ATOM}}}{naam}", attributen, nsmap={None: ATOM})
    element.text = tekst
    return element


def _entry(uitgave: Uitgave, basis: str) -> Any:
    entry = etree.Element(f"{{{ATOM}}}entry", nsmap={None: ATOM, "doorstroom": EIGEN})
    pagina = adressen.pagina(basis, uitgave.id)
    entry.append(_atom("id", f"urn:uuid:{uitgave.id}"))
    entry.append(_atom("title", uitgave.titel, type="text"))
    entry.append(_atom("link", None, rel="alternate", href=pagina, type="text/html"))
    entry.append(_atom("published", woorden.moment(uitgave.gepubliceerd_op)))
    entry.append(_atom("updated", woorden.moment(woorden.gewijzigd(uitgave))))
    for werkgever in uitgave.werkgevers:
        author = etree.SubElement(entry, f"{{{ATOM}}}author")
        author.append(_atom("name", werkgever.naam))
        if werkgever.website:
            author.append(_atom("uri", werkgever.website))
    for label in velden.labels(uitgave):
        entry.append(_atom("category", None, term=label))
    entry.append(_atom("summary", woorden.kort(uitgave), type="text"))
    entry.append(_atom("content", uitgave.omschrijving_html, type="html"))
    for naam, feit in velden.FEITEN:
        if (waarde := feit(uitgave)) is not None:
            etree.SubElement(entry, f"{{{EIGEN}}}{naam}").text = f"{waarde}"
    return entry


def schrijf_jsonfeed(uitgaven: Iterator[Uitgave], kop: Kop) -> bytes:
    """JSON Feed 1.1, with our facts in `_doorstroom`."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": TITEL,
        "home_page_url": kop.basis,
        "feed_url": kop.adres,
        "language": "nl",
        "_doorstroom": {"about": f"{kop.basis.rstrip('/')}/", "bijgewerktOp": _bijgewerkt(kop)},
        "items": [_item(uitgave, kop.basis) for uitgave in uitgaven],
    }
    return json.dumps(feed, ensure_ascii=False, separators=(",", ":"), default=_nummer).encode()


def _bijgewerkt(kop: Kop) -> str | None:
    return woorden.moment(kop.stand.gewijzigd_op) if kop.stand.gewijzigd_op else None


def _item(uitgave: Uitgave, basis: str) -> dict[str, Any]:
    feiten = {naam: feit(uitgave) for naam, feit in velden.FEITEN}
    solliciteren = adressen.solliciteren(basis, uitgave.id, uitgave.sollicitatie_url)
    auteurs = [
        {"name": w.naam} | ({"url": w.website} if w.website else {}) for w in uitgave.werkgevers
    ]
    return {
        "id": f"urn:uuid:{uitgave.id}",
        "url": adressen.pagina(basis, uitgave.id),
        "title": uitgave.titel,
        "summary": woorden.kort(uitgave),
        "content_html": uitgave.omschrijving_html,
        "content_text": uitgave.omschrijving,
        "date_published": woorden.moment(uitgave.gepubliceerd_op),
        "date_modified": woorden.moment(woorden.gewijzigd(uitgave)),
        "authors": auteurs,
        "tags": velden.labels(uitgave),
        "_doorstroom": {"sollicitatieUrl": solliciteren}
        | {naam: waarde for naam, waarde in feiten.items() if waarde is not None},
    }


def _nummer(waarde: object) -> float | int:
    assert isinstance(waarde, Decimal)
    return int(waarde) if waarde == waarde.to_integral_value() else float(waarde)


def schrijf_csv(uitgaven: Iterator[Uitgave], kop: Kop) -> bytes:
    """RFC 4180, UTF-8, comma between, the names of the columns first."""
    buffer = StringIO(newline="")
    writer = csv.writer(buffer)
    writer.writerow(naam for naam, _ in velden.KOLOMMEN)
    for uitgave in uitgaven:
        writer.writerow(velden.cel(veld(uitgave, kop.basis)) for _, veld in velden.KOLOMMEN)
    return buffer.getvalue().encode()


def schrijf_sitemap(uitgaven: Iterator[Uitgave], kop: Kop) -> bytes:
    """The page of every vacancy, with when it last changed."""
    buffer = BytesIO()
    with etree.xmlfile(buffer, encoding="utf-8") as out:
        out.write_declaration()
        with out.element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP}):
            for uitgave in uitgaven:
                url = etree.Element(f"{{{SITEMAP}}}url", nsmap={None: SITEMAP})
                etree.SubElement(url, f"{{{SITEMAP}}}loc").text = adressen.pagina(
                    kop.basis, uitgave.id
                )
                moment = woorden.moment(woorden.gewijzigd(uitgave))
                etree.SubElement(url, f"{{{SITEMAP}}}lastmod").text = moment
                out.write(url)
    return buffer.getvalue()


def schrijf_robots(basis: str) -> str:
    """Pages and feeds may be read; the rest is no text for a search engine."""
    dicht = ("/vacatures/v1/", "/pool/", "/deelname/", "/toegang/", "/notificaties/", "/mijn")
    regels = ["User-agent: *", *(f"Disallow: {pad}" for pad in dicht)]
    sitemap = adressen.feed(basis, Uitgavevorm.SITEMAP)
    return "\n".join([*regels, "", f"Sitemap: {sitemap}", ""])
