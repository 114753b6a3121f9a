"""Articles as a file, docx or pdf: the same give the same bytes on any machine."""

import io
import zipfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import docx
import font_source_sans_pro
from fpdf import FPDF
from fpdf.enums import XPos, YPos

from services.pool.inzet.rules.overeenkomst import Artikel

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PDF = "application/pdf"
LETTER = Path(font_source_sans_pro.__file__).parent / "files"
EEN_TIJD = (1980, 1, 1, 0, 0, 0)  # a zip knows no earlier one


def als_docx(
    artikelen: Sequence[Artikel],
    kenmerk: str,
    gemaakt_op: datetime,
    titel: str,
    sjabloon: str,
) -> bytes:
    """A Word document with headings, so that a screen reader can walk through it."""
    document = docx.Document()
    moment = gemaakt_op.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    over = document.core_properties
    over.title, over.language, over.author, over.comments = titel, "nl-NL", "Doorstroom", sjabloon
    over.created = over.modified = moment
    document.add_heading(titel, level=0)
    document.add_paragraph(kenmerk)
    for nummer, artikel in enumerate(artikelen, 1):
        document.add_heading(f"{nummer}. {artikel.kop}", level=1)
        for zin in artikel.zinnen:
            document.add_paragraph(zin)
    vorm = io.BytesIO()
    document.save(vorm)
    return _zonder_tijd(vorm.getvalue())


def _zonder_tijd(inhoud: bytes) -> bytes:
    """The same archive without the moment at which it was packed."""
    uit = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(inhoud)) as oud,
        zipfile.ZipFile(uit, "w", zipfile.ZIP_STORED) as nieuw,
    ):
        for naam in sorted(oud.namelist(), key=lambda n: (n != "[Content_Types].xml", n)):
            nieuw.writestr(zipfile.ZipInfo(naam, EEN_TIJD), oud.read(naam))
    return uit.getvalue()


def als_pdf(
    artikelen: Sequence[Artikel],
    kenmerk: str,
    gemaakt_op: datetime,
    titel: str,
    sjabloon: str,
) -> bytes:
    """A PDF with an own letter, in which every European name can be written."""
    pdf = FPDF(format="A4")
    pdf.set_creation_date(gemaakt_op.astimezone(UTC).replace(microsecond=0))
    pdf.set_title(titel)
    pdf.set_lang("nl-NL")
    pdf.set_subject(sjabloon)
    pdf.add_font("tekst", "", LETTER / "SourceSansPro-Regular.ttf")
    pdf.add_font("tekst", "B", LETTER / "SourceSansPro-Bold.ttf")
    pdf.set_margin(20)
    pdf.add_page()
    _regel(pdf, titel, 18, vet=True)
    _regel(pdf, kenmerk, 10)
    for nummer, artikel in enumerate(artikelen, 1):
        pdf.ln(2)
        _regel(pdf, f"{nummer}. {artikel.kop}", 12, vet=True)
        for zin in artikel.zinnen:
            _regel(pdf, zin, 11)
    return bytes(pdf.output())


def _regel(pdf: FPDF, tekst: str, punten: int, vet: bool = False) -> None:
    pdf.set_font("tekst", "B" if vet else "", punten)
    pdf.multi_cell(0, punten * 0.5, tekst, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
