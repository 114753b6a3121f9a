"""Find the wordings of the word list in a text, with their place in the text as it was written."""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import islice
from uuid import UUID

from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.schrijfhulp.rules.woordenlijst import (
    ANDER,
    KANDIDAAT,
    WOORDENLIJST,
    Grond,
    Woordregel,
)

MAXIMUM = 200  # findings shown of one vacancy: who has more will read it again anyway
ZIN = 300  # how far a sentence is read on either side
TERUG = 250  # how many characters back a pronoun may point
RUIMTE = 60  # how far around a wording an exception may lie
FRAGMENT = 200  # characters shown


@dataclass(frozen=True, slots=True)
class Aanwijzing:
    """A place that a drafter may look at again. Characters from 0; `tot` is not included.

    `vacature`: another vacancy that it is about, one that the drafter may see.
    """

    regel: str
    grond: Grond
    veld: str
    van: int | None
    tot: int | None
    fragment: str
    reden: str
    suggestie: str
    bron: str
    zekerheid: Zekerheid
    vacature: UUID | None = None


def kenmerk(aanwijzing: Aanwijzing) -> str:
    """What a finding is known by when it is set aside: the same words stay set aside."""
    if aanwijzing.vacature is not None:
        return f"{aanwijzing.regel}:{aanwijzing.vacature}"
    woorden = " ".join(re.findall(r"[a-z0-9+]+", plat(aanwijzing.fragment)[0]))
    return f"{aanwijzing.regel}:{woorden}"


def plat(tekst: str) -> tuple[str, list[int]]:
    """The text in lower case without accents and invisible marks, and where each character stood.

    One character can become several (ß, ﬁ) or none (a loose accent, a soft hyphen).
    """
    tekens: list[str] = []
    plaatsen: list[int] = []
    for plaats, teken in enumerate(tekst):
        if teken in "’‘`´":
            kaal = "'"
        elif teken in "‐‑–—−":
            kaal = "-"
        elif teken.isascii():
            kaal = teken.lower()
        else:
            delen = unicodedata.normalize("NFKD", teken).casefold()
            kaal = "".join(d for d in delen if unicodedata.category(d) not in ("Mn", "Cf"))
        tekens.append(kaal)
        plaatsen.extend([plaats] * len(kaal))
    return "".join(tekens), plaatsen


_EIND = re.compile(
    r"[!?;\n•]|(?<!\bmax)(?<!\bmin)(?<!\bbijv)(?<!\bevt)(?<!\bca)(?<!\bincl)\.(?=\s|$)"
)


@dataclass(frozen=True, slots=True)
class _Tekst:
    plat: str
    plaatsen: Sequence[int]
    einden: Sequence[int]
    origineel: str

    def zin(self, plek: int) -> str:
        """The sentence around a place; of an endless one what is near."""
        nr = bisect_right(self.einden, plek)
        van = self.einden[nr - 1] if nr else 0
        tot = self.einden[nr] if nr < len(self.einden) else len(self.plat)
        return self.plat[max(van, plek - ZIN) : min(tot, plek + ZIN)]

    def plek(self, van: int, tot: int) -> tuple[int, int]:
        """From a place in the plain text to the one in the text as written, accents included."""
        eerste, laatste = self.plaatsen[van], self.plaatsen[tot - 1] + 1
        while laatste < len(self.origineel) and unicodedata.combining(self.origineel[laatste]):
            laatste += 1
        return eerste, laatste


@cache
def _patroon(patroon: str) -> re.Pattern[str]:
    return re.compile(patroon)


def lees(velden: Mapping[str, str]) -> list[Aanwijzing]:
    """Every finding in these texts, in the order of the fields and of the text; at most MAXIMUM."""
    gevonden: list[Aanwijzing] = []
    for veld, tekst in velden.items():
        in_veld = sorted(_lees_veld(veld, tekst), key=lambda a: (a.van or 0, a.regel))
        gevonden += _zonder_overlap(in_veld)
    return gevonden[:MAXIMUM]


def _lees_veld(veld: str, origineel: str) -> Iterator[Aanwijzing]:
    vlak, plaatsen = plat(origineel)
    einden = [m.end() for m in _EIND.finditer(vlak)]
    tekst = _Tekst(vlak, plaatsen, einden, origineel)
    for regel in WOORDENLIJST:
        telt = (
            gevonden
            for gevonden in _patroon(regel.patroon).finditer(vlak)
            if not _is_uitzondering(regel, tekst, gevonden)
        )
        for gevonden in islice(telt, MAXIMUM):
            yield _aanwijzing(regel, veld, tekst, gevonden)


def _aanwijzing(regel: Woordregel, veld: str, tekst: _Tekst, gevonden: re.Match[str]) -> Aanwijzing:
    van, tot = tekst.plek(gevonden.start(), gevonden.end())
    return Aanwijzing(
        regel.code,
        regel.grond,
        veld,
        van,
        tot,
        tekst.origineel[van:tot][:FRAGMENT],
        regel.reden,
        regel.suggestie,
        regel.bron,
        regel.zekerheid,
    )


def _is_uitzondering(regel: Woordregel, tekst: _Tekst, gevonden: re.Match[str]) -> bool:
    van, tot = gevonden.span()
    if regel.behalve is not None:
        vanaf = max(0, van - RUIMTE)
        buurt = tekst.plat[vanaf : tot + RUIMTE]
        for uitzondering in _patroon(regel.behalve).finditer(buurt):
            if uitzondering.start() + vanaf < tot and van < uitzondering.end() + vanaf:
                return True
    if regel.behalve_zin is not None and _patroon(regel.behalve_zin).search(tekst.zin(van)):
        return True
    return regel.verwijst and _wijst_op_ander(tekst.plat[max(0, van - TERUG) : van])


def _wijst_op_ander(ervoor: str) -> bool:
    """Whether the nearest person named before it is not the candidate."""
    ander = _laatste(ANDER, ervoor)
    return ander >= 0 and ander > _laatste(KANDIDAAT, ervoor)


def _laatste(patroon: str, tekst: str) -> int:
    return max((m.end() for m in _patroon(patroon).finditer(tekst)), default=-1)


def _zonder_overlap(lijst: Sequence[Aanwijzing]) -> list[Aanwijzing]:
    """One finding per place and ground: of two that overlap, the longest."""
    laatste: dict[Grond, Aanwijzing] = {}
    gekozen: list[Aanwijzing] = []
    for een in lijst:
        vorige = laatste.get(een.grond)
        if vorige is None or (een.van or 0) >= (vorige.tot or 0):
            gekozen.append(een)
            laatste[een.grond] = een
        elif _lengte(een) > _lengte(vorige):
            gekozen[gekozen.index(vorige)] = een
            laatste[een.grond] = een
    return sorted(gekozen, key=lambda a: (a.van or 0, a.regel))


def _lengte(een: Aanwijzing) -> int:
    return (een.tot or 0) - (een.van or 0)
