"""Look inside a file that a stranger sent: is it what it says, and is there a BSN in it?

Runs in a process of its own, started by `proces`. What comes out is a verdict, never a text.
"""

import io
import json
import re
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

from services.vacatures.document.rules import Afkeuring, Documentsoort, Onderzoek
from shared import bsn

CPU_SECONDS, MEMORY = 10, 1_500_000_000
MAX_PAGES, MAX_ENTRIES, MAX_PART, MAX_UNPACKED = 300, 3000, 30_000_000, 150_000_000
MAX_TEXT = 5_000_000  # characters
WORD_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


class _No(Exception):
    """This file is not taken."""

    def __init__(self, why: Afkeuring) -> None:
        super().__init__(why)
        self.why = why


def examine(data: bytes, soort: Documentsoort) -> Onderzoek:
    """The verdict on a file."""
    readers = {Documentsoort.PDF: _pdf, Documentsoort.DOCX: _docx, Documentsoort.ODT: _odt}
    try:
        parts = list(_limited(readers[soort](data)))
    except _No as no:
        return Onderzoek(no.why)
    except (Exception, RecursionError):  # noqa: BLE001 (whatever a parser makes of a bad file)
        return Onderzoek(Afkeuring.ONLEESBAAR)
    found = any(bsn.bevat(part) for part in parts)
    return Onderzoek(None, found, any(len(part.strip()) > 1 for part in parts))


def _limited(parts: Iterator[str]) -> Iterator[str]:
    left = MAX_TEXT
    for part in parts:
        left -= len(part)
        if left < 0:
            raise _No(Afkeuring.TE_GROOT_UITGEPAKT)
        yield part


def _pdf(data: bytes) -> Iterator[str]:
    from pypdf import PdfReader

    if b"%PDF-" not in data[:1024]:
        raise _No(Afkeuring.ANDERE_SOORT)
    reader = PdfReader(io.BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):  # "": only printing is restricted
        raise _No(Afkeuring.MET_WACHTWOORD)
    if reader.attachments:
        raise _No(Afkeuring.MET_BIJLAGEN)
    if _has_script(reader.trailer["/Root"]):
        raise _No(Afkeuring.MET_PROGRAMMA)
    if not reader.pages:
        raise _No(Afkeuring.ONLEESBAAR)
    if len(reader.pages) > MAX_PAGES:
        raise _No(Afkeuring.TE_GROOT_UITGEPAKT)
    for page in reader.pages:
        yield page.extract_text()
        yield from _notes(page)
    yield from (str(value) for value in (reader.get_form_text_fields() or {}).values() if value)
    known: dict[str, Any] = dict(reader.metadata or {})
    yield from (
        str(known[key]) for key in ("/Title", "/Author", "/Subject", "/Keywords") if key in known
    )


def _notes(page: Any) -> Iterator[str]:
    """What was written on a page with a reader of PDFs: it is seen, and is no text of the page."""
    found = (note.get_object() for note in page.annotations or ())
    notes = [note for note in found if isinstance(note, dict)]
    if "/AA" in page or any("/AA" in note or _runs(note.get("/A")) for note in notes):
        raise _No(Afkeuring.MET_PROGRAMMA)
    yield from (str(note["/Contents"]) for note in notes if "/Contents" in note)


def _has_script(root: Any) -> bool:
    """Something that runs when the document is opened."""
    names = root.get("/Names")
    scripts = names is not None and "/JavaScript" in names.get_object()
    return scripts or _runs(root.get("/OpenAction")) or "/AA" in root


def _runs(action: Any) -> bool:
    """Whether this action, or what comes after it, starts a program; else it shows a place."""
    action = action.get_object() if action is not None else None
    if not isinstance(action, dict):  # a place in the document
        return False
    return action.get("/S") in ("/JavaScript", "/Launch") or "/Next" in action


def _docx(data: bytes) -> Iterator[str]:
    package = _package(data)
    names = package.namelist()
    if "[Content_Types].xml" not in names:
        raise _No(Afkeuring.ANDERE_SOORT)
    types = _part(package, "[Content_Types].xml")
    kinds = {node.get("ContentType", "") for node in types.iter()}
    if any("macroEnabled" in kind or "vbaProject" in kind for kind in kinds):
        raise _No(Afkeuring.MET_PROGRAMMA)
    if WORD_MAIN not in kinds or "word/document.xml" not in names:
        raise _No(Afkeuring.ANDERE_SOORT)
    if any(name.startswith("word/embeddings/") for name in names):
        raise _No(Afkeuring.MET_BIJLAGEN)
    for name in names:
        if re.fullmatch(r"(word|docProps)/[\w.-]+\.xml", name):
            yield _text(_part(package, name))


def _odt(data: bytes) -> Iterator[str]:
    package = _package(data)
    names = package.namelist()
    if names[0] != "mimetype" or _bytes(package, "mimetype") != Documentsoort.ODT.encode():
        raise _No(Afkeuring.ANDERE_SOORT)
    if "content.xml" not in names or "META-INF/manifest.xml" not in names:
        raise _No(Afkeuring.ANDERE_SOORT)
    manifest = _part(package, "META-INF/manifest.xml")
    if any(node.tag.endswith("encryption-data") for node in manifest.iter()):
        raise _No(Afkeuring.MET_WACHTWOORD)
    if any(name.startswith(("Basic/", "Scripts/")) for name in names):
        raise _No(Afkeuring.MET_PROGRAMMA)
    if any(name.startswith("Object ") for name in names):
        raise _No(Afkeuring.MET_BIJLAGEN)
    for name in ("content.xml", "styles.xml", "meta.xml"):
        if name in names:
            yield _text(_part(package, name))


def _package(data: bytes) -> zipfile.ZipFile:
    """The parts of an office file; no more of them, and no larger, than such a file has."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile:
        raise _No(Afkeuring.ANDERE_SOORT) from None
    entries = package.infolist()
    if not entries:
        raise _No(Afkeuring.ANDERE_SOORT)
    if any(entry.flag_bits & 1 for entry in entries):
        raise _No(Afkeuring.MET_WACHTWOORD)
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MAX_ENTRIES or total > MAX_UNPACKED:
        raise _No(Afkeuring.TE_GROOT_UITGEPAKT)
    if len({entry.filename for entry in entries}) != len(entries):
        raise _No(Afkeuring.ONLEESBAAR)
    return package


def _bytes(package: zipfile.ZipFile, name: str) -> bytes:
    """One part of limited size; the size that the directory tells can be a lie."""
    with package.open(name) as part:
        data = part.read(MAX_PART + 1)
    if len(data) > MAX_PART:
        raise _No(Afkeuring.TE_GROOT_UITGEPAKT)
    return data


def _part(package: zipfile.ZipFile, name: str) -> Any:
    """One XML part, without a document type and so without entities."""
    from defusedxml import ElementTree

    return ElementTree.fromstring(_bytes(package, name), forbid_dtd=True)


_LINES = frozenset({"p", "h", "tr", "table-row"})
_SPACES = frozenset({"tab", "br", "cr", "line-break", "s"})


def _text(root: Any) -> str:
    """All text, a line per paragraph: inside one a number is often cut into pieces."""
    pieces: list[str] = []
    waiting: list[Any] = [root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, str):
            pieces.append(node)
            continue
        name = node.tag.rpartition("}")[2]
        before = "\n" if name in _LINES else " " if name in _SPACES else ""
        pieces += [before, node.text or ""]
        for child in reversed(node):
            waiting += [child.tail or "", child]
    return "".join(pieces)


def _main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    found = examine(sys.stdin.buffer.read(), Documentsoort(sys.argv[1]))
    told = {"afkeuring": found.afkeuring, "bsn": found.bsn, "doorzoekbaar": found.doorzoekbaar}
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    _main()
