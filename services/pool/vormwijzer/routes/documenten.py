"""An advice as a file, docx or pdf, made anew each time: it holds no name of anybody."""

from datetime import date

from fastapi import Response

from services.pool.inzet import opmaak
from services.pool.vormwijzer import rules, storage
from services.pool.vormwijzer.rules import document
from shared.problem import found

HANDREIKING = "De handreiking van de VNG gaat niet over uw sector; laat nakijken wat uw cao zegt."
SJABLOON = "vormadvies-1"


def antwoord(
    soort: str, bewaard: storage.Bewaard, let_op: rules.Vormwaarschuwing | None, vandaag: date
) -> Response:
    """What the guide said then, with what is past its review date today and what changed since."""
    tabel = found(storage.beslistabel(bewaard.versie), "beslistabel")
    gewezen = rules.wijs(tabel, bewaard.antwoorden, vandaag)
    opmerking = HANDREIKING if rules.buiten_handreiking(bewaard.sector) else None
    delen = document.artikelen(tabel, bewaard.antwoorden, gewezen, let_op, opmerking)
    kenmerk = f"Advies {bewaard.id}, vormwijzer {tabel.versie}, stand van {vandaag:%d-%m-%Y}"
    maak = opmaak.als_docx if soort == opmaak.DOCX else opmaak.als_pdf
    inhoud = maak(delen, kenmerk, bewaard.gegeven_op, document.TITEL, SJABLOON)
    einde = "docx" if soort == opmaak.DOCX else "pdf"
    headers = {
        "Content-Disposition": f'attachment; filename="vormadvies.{einde}"',
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return Response(inhoud, media_type=soort, headers=headers)
