"""Find what can be a burgerservicenummer in a text, so that it is not kept (UAVG 46).

Pure. A BSN has nine digits that pass the eleven-test; written without its leading zero, eight.
One other number in eleven passes too: what is found can be a BSN, nobody here knows that it is.
"""

import re

VERVANGING = "[nummer]"  # never longer than what it stands for
GEWICHTEN = (9, 8, 7, 6, 5, 4, 3, 2, -1)

_SEP = r"[ .\u00a0-]"
# Groups of digits with one separator between them: 1234.56.782, 123 456 782, 06-12345678.
_RUN = re.compile(rf"[0-9]+(?:{_SEP}[0-9]+)*")
_GROUP = re.compile(r"[0-9]+")
# What people write in a CV and is no BSN: phone numbers, dates, years, bank accounts.
_NO_BSN = re.compile(
    rf"(?:(?:\+|\b00)31{_SEP}?(?:\(0\))?{_SEP}?|\b0)[1-9](?:{_SEP}?[0-9]){{8}}(?![0-9])"
    r"|\b[0-9]{1,2}[-. ][0-9]{1,2}[-. ](?:19|20)[0-9]{2}(?![0-9])"
    r"|\b(?:19|20)[0-9]{2}-[0-9]{1,2}-[0-9]{1,2}(?![0-9])"
    r"|\b(?:19|20)[0-9]{2}[- ](?:19|20)[0-9]{2}(?![0-9])"
    rf"|\b[A-Z]{{2}}[0-9]{{2}}{_SEP}?[A-Z]{{4}}(?:{_SEP}?[0-9]{{4}}){{2}}{_SEP}?[0-9]{{2}}(?![0-9])"
)


def is_mogelijk(cijfers: str) -> bool:
    """Whether eight or nine digits pass the eleven-test; all zeros do not count."""
    if not re.fullmatch(r"[0-9]{8,9}", cijfers) or not cijfers.strip("0"):
        return False
    nine = cijfers.zfill(9)
    return sum(int(c) * g for c, g in zip(nine, GEWICHTEN, strict=True)) % 11 == 0


def vind(tekst: str) -> list[tuple[int, int]]:
    """Begin and end of everything that can be a BSN, in order and without overlap."""
    masked = _NO_BSN.sub(lambda match: "x" * len(match[0]), tekst)
    found: list[tuple[int, int]] = []
    for run in _RUN.finditer(masked):
        found += _in_run(
            [(g.start(), g.end()) for g in _GROUP.finditer(masked, *run.span())], tekst
        )
    return found


def _in_run(groups: list[tuple[int, int]], tekst: str) -> list[tuple[int, int]]:
    """Whole groups that together have eight or nine digits; the longest from the left."""
    found, first = [], 0
    while first < len(groups):
        step = 1
        for last in range(min(len(groups), first + 9), first, -1):
            chosen = groups[first:last]
            if is_mogelijk("".join(tekst[begin:end] for begin, end in chosen)):
                found.append((chosen[0][0], chosen[-1][1]))
                step = len(chosen)
                break
        first += step
    return found


def bevat(tekst: str) -> bool:
    """Whether the text holds what can be a BSN."""
    return bool(vind(tekst))


def redigeer(tekst: str) -> tuple[str, int]:
    """The text without them, and how many were taken out."""
    found = vind(tekst)
    for begin, end in reversed(found):
        tekst = tekst[:begin] + VERVANGING + tekst[end:]
    return tekst, len(found)
