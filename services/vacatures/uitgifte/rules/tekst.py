"""Texts that survive every reader: clean characters, and HTML of a few harmless elements.

One vertical tab (a paste from a word processor) makes a whole XML feed unreadable for libxml2, so
what XML 1.0 cannot hold goes, before anything is made of it.
"""

import re
from html import escape

# What sanitised HTML may hold, without attributes; job boards know these.
ELEMENTEN = frozenset({"p", "br", "ul", "ol", "li", "strong", "em", "b", "i", "h2", "h3", "h4"})
_ONGELDIG = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_REGELEINDE = re.compile(r"\r\n?|[\u2028\u2029\x85]")
_WIT = re.compile(r"\s+")
_LEEG = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
_PUNT = re.compile(r"[ \t]*[-*•·–][ \t]+(?=\S)")
_IS_HTML = re.compile(r"</?(?:p|br|ul|ol|li|div|h[1-6]|strong|em)\b[^<>]*>", re.IGNORECASE)


def schoon(tekst: str) -> str:
    """Without characters that XML cannot hold, each line ending in \\n, no white at the ends."""
    return _REGELEINDE.sub("\n", _ONGELDIG.sub("", tekst)).strip()


def regel(tekst: str) -> str:
    """A clean text of one line."""
    return _WIT.sub(" ", schoon(tekst)).strip()


def is_html(tekst: str) -> bool:
    """Whether a system of an employer gave us HTML instead of text."""
    return _IS_HTML.search(tekst) is not None


def als_html(tekst: str) -> str:
    """A plain, clean text as HTML: paragraphs, lists of lines with a bullet, line ends."""
    return "".join(_alinea(alinea) for alinea in _LEEG.split(tekst) if alinea.strip())


def _alinea(alinea: str) -> str:
    delen: list[tuple[bool, list[str]]] = []
    for lijn in alinea.split("\n"):
        punt = _PUNT.match(lijn)
        tekst = escape(lijn[punt.end() if punt else 0 :].strip(), quote=False)
        if not delen or delen[-1][0] is not bool(punt):
            delen.append((bool(punt), []))
        delen[-1][1].append(tekst)
    return "".join(_lijst(r) if is_lijst else f"<p>{'<br>'.join(r)}</p>" for is_lijst, r in delen)


def _lijst(regels: list[str]) -> str:
    return f"<ul>{''.join(f'<li>{r}</li>' for r in regels)}</ul>"
