"""Files as people send them, and as people who mean harm do; made here, nothing is copied."""

import io
import zipfile
from collections.abc import Mapping

from pypdf import PdfWriter
from pypdf.actions import JavaScript
from pypdf.annotations import FreeText
from pypdf.generic import DictionaryObject, NameObject, StreamObject

from services.vacatures.document.onderzoek import WORD_MAIN
from services.vacatures.document.rules import Documentsoort

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
O = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"  # noqa: E741
T = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    f'<Override PartName="/word/document.xml" ContentType="{WORD_MAIN}"/>{{}}</Types>'
)


def pakket(parts: Mapping[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return out.getvalue()


def docx(*runs: str, types: str = "", **parts: str) -> bytes:
    """A text document with one paragraph, cut into these runs."""
    body = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
    text = f'<w:document xmlns:w="{W}"><w:body><w:p>{body}</w:p></w:body></w:document>'
    return pakket(
        {"[Content_Types].xml": TYPES.format(types), "word/document.xml": text} | dict(parts)
    )


def odt(text: str, **parts: str) -> bytes:
    content = (
        f'<o:document-content xmlns:o="{O}" xmlns:t="{T}"><o:body><o:text>'
        f"<t:p>{text}</t:p></o:text></o:body></o:document-content>"
    )
    manifest = {"META-INF/manifest.xml": "<manifest/>"}
    return pakket(
        {"mimetype": Documentsoort.ODT.value, "content.xml": content} | manifest | dict(parts)
    )


def pdf(text: str, password: str | None = None, owner: str | None = None) -> bytes:
    writer = PdfWriter()
    page = writer.add_blank_page(595, 842)
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    stream = StreamObject()
    stream.set_data(f"BT /F1 12 Tf 50 800 Td ({text}) Tj ET".encode("latin-1"))
    page[NameObject("/Contents")] = writer._add_object(stream)
    if password is not None:
        writer.encrypt(password, owner, algorithm="AES-256")
    return _bytes(writer)


def pdf_met_script() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_open_action(JavaScript("app.alert('x')"))
    return _bytes(writer)


def pdf_met_notitie(text: str, script: str | None = None, wanneer: str = "/A") -> bytes:
    """A page on which somebody typed with a reader of PDFs; `script` runs at a click on it.

    `wanneer` "/AA": when its page is shown; "/Next": after a click that shows another place.
    """
    writer = PdfWriter(io.BytesIO(pdf("Ik ben planeconoom")), full=True)
    note = FreeText(text=text, rect=(50, 550, 200, 650))
    if script is not None:
        note[NameObject("/A" if wanneer == "/Next" else wanneer)] = {
            "/A": JavaScript(script),
            "/AA": DictionaryObject({NameObject("/PO"): JavaScript(script)}),
            "/Next": DictionaryObject(
                {NameObject("/S"): NameObject("/GoTo"), NameObject("/Next"): JavaScript(script)}
            ),
        }[wanneer]
    writer.add_annotation(0, note)
    return _bytes(writer)


def pdf_met_bijlage() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.add_attachment("x.exe", b"MZ")
    return _bytes(writer)


def lege_pdf() -> bytes:
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    return _bytes(writer)


def _bytes(writer: PdfWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
