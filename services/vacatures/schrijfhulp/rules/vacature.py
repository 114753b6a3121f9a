"""What a drafter may look at again in the facts of a vacancy, and beside other vacancies."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from uuid import UUID

from services.vacatures.convenant.rules import Zekerheid
from services.vacatures.schrijfhulp.rules.tekst import Aanwijzing, lees, plat
from services.vacatures.schrijfhulp.rules.woordenlijst import (
    AWGB_AFKOMST,
    EIGEN,
    NVP,
    Grond,
)
from services.vacatures.vacature.rules import Gegevens, zelfde_vacature

MAXIMUM_OVERLAP = 10
# Words that say nothing about which work it is.
LEEG = frozenset(
    {"de", "het", "een", "en", "of", "in", "voor", "van", "bij", "met", "te", "op", "m", "v", "x"}
    | {"junior", "medior", "senior", "ervaren", "vacature", "gemeente", "uur", "adviseur"}
)


# A text that is no sketch any more, and what tells how the procedure goes.
UITGEWERKT = 400  # characters
_PROCEDURE = re.compile(
    r"\b(?:[a-z]*procedure|[a-z]*gesprek(?:ken)?|kennismak[a-z]*|assessment|selectie[a-z]*"
    r"|proefopdracht|sollicite[a-z]*|solliciteren|reageer|reageren)\b"
)


@dataclass(frozen=True, slots=True)
class Bestaand:
    """Another vacancy that the drafter may see; `eigen`: of the same employer."""

    id: UUID
    gegevens: Gegevens
    eigen: bool


def teksten(gegevens: Gegevens) -> dict[str, str]:
    """The texts of a vacancy by name of the field, as on the line."""
    velden = {"titel": gegevens.titel, "omschrijving": gegevens.omschrijving or ""}
    return velden | {f"competenties.{nr}": t for nr, t in enumerate(gegevens.competenties)}


def beoordeel(
    gegevens: Gegevens, bestaande: Iterable[Bestaand], gelijkenis: float, dubbel: float
) -> list[Aanwijzing]:
    """Everything to look at again: words, facts, and vacancies beside it. Never a refusal.

    `gelijkenis`: share of the words of two titles that makes them alike, and `dubbel` of the
    shorter one that makes them one, when they have one address; settings (C).
    """
    g = gegevens
    in_tekst = [
        een
        for een in lees(teksten(g))
        if not (een.grond is Grond.ERVARING and _gevuld(g.overheidservaring_reden))
        and not (een.regel == "afkomst-taal" and _gevuld(g.taalniveau_reden))
    ]
    return [*in_tekst, *_feiten(g), *_naast(g, bestaande, gelijkenis, dubbel)]


def _gevuld(reden: str | None) -> bool:
    return bool((reden or "").strip())


def _feiten(g: Gegevens) -> list[Aanwijzing]:
    lijst = []
    if g.taalniveau is not None and not _gevuld(g.taalniveau_reden):
        lijst.append(
            _bij_veld(
                "taalniveau-zonder-reden",
                Grond.AFKOMST,
                "taalniveau",
                str(g.taalniveau),
                "Een taaleis houdt mensen tegen die Nederlands later leerden. Zij mag als het werk"
                " haar vraagt.",
                "Leg uit waarom het werk dit niveau vraagt.",
                AWGB_AFKOMST,
                Zekerheid.B,
            )
        )
    if len(tekst := g.omschrijving or "") >= UITGEWERKT and not _PROCEDURE.search(plat(tekst)[0]):
        lijst.append(
            _bij_veld(
                "procedure-ontbreekt",
                Grond.VOLLEDIG,
                "omschrijving",
                "ontbreekt",
                "Wie wil solliciteren, leest niet hoe het verder gaat.",
                "Noem hoe de procedure gaat: welke gesprekken, wanneer, en of er een assessment"
                " of andere test bij hoort.",
                NVP,
                Zekerheid.B,
            )
        )
    if g.uren_min is not None and g.uren_min == g.uren_max:
        lijst.append(
            _bij_veld(
                "uren-vast",
                Grond.UREN,
                "urenMin",
                f"{g.uren_min.normalize():f} uur",
                "Eén vast aantal uren past bij minder mensen.",
                "Mag het ook wat meer of minder zijn? Noem dan een onder- en een bovengrens.",
                EIGEN,
                Zekerheid.C,
            )
        )
    return lijst


def _bij_veld(
    regel: str,
    grond: Grond,
    veld: str,
    fragment: str,
    reden: str,
    suggestie: str,
    bron: str,
    zekerheid: Zekerheid,
) -> Aanwijzing:
    return Aanwijzing(regel, grond, veld, None, None, fragment, reden, suggestie, bron, zekerheid)


# ---- beside other vacancies ---------------------------------------------------------------------
def _naast(
    g: Gegevens, bestaande: Iterable[Bestaand], gelijkenis: float, dubbel: float
) -> list[Aanwijzing]:
    dezelfde, vergelijkbaar = [], []
    for ander in sorted(bestaande, key=lambda b: b.id):
        if zelfde_vacature(g, ander.gegevens, dubbel):
            dezelfde.append(_dubbel(ander))
        elif not ander.eigen and (waarom := overeenkomst(g, ander.gegevens, gelijkenis)):
            vergelijkbaar.append(_vergelijkbaar(ander, waarom))
    return [*dezelfde[:MAXIMUM_OVERLAP], *vergelijkbaar[:MAXIMUM_OVERLAP]]


def overeenkomst(een: Gegevens, ander: Gegevens, gelijkenis: float) -> str | None:
    """Why two vacancies are alike: the same function and level, else alike titles; or None."""
    if een.functie is not None and een.functie == ander.functie and een.niveau == ander.niveau:
        return "dezelfde functie en hetzelfde niveau"
    if een.functie is not None and ander.functie is not None:
        return None
    links, rechts = titelwoorden(een.titel), titelwoorden(ander.titel)
    samen = links | rechts
    lijkt = samen and len(links & rechts) >= gelijkenis * len(samen)
    return "bijna dezelfde titel" if lijkt else None


def titelwoorden(titel: str) -> frozenset[str]:
    """The words of a title that say which work it is."""
    return frozenset(re.findall(r"[a-z0-9]{2,}", plat(titel)[0])) - LEEG


def _dubbel(ander: Bestaand) -> Aanwijzing:
    tekst = _bij_veld(
        "mogelijk-dubbel",
        Grond.OVERLAP,
        "titel",
        ander.gegevens.titel,
        "Deze vacature lijkt er al te zijn.",
        "Kijk of het dezelfde is; dan is één genoeg.",
        EIGEN,
        Zekerheid.C,
    )
    return replace(tekst, vacature=ander.id)


def _vergelijkbaar(ander: Bestaand, waarom: str) -> Aanwijzing:
    tekst = _bij_veld(
        "vergelijkbare-vacature",
        Grond.OVERLAP,
        "titel",
        ander.gegevens.titel,
        f"Bij een andere organisatie staat een vacature open met {waarom}.",
        "Overleg met elkaar: misschien kunt u samen werven of de functie delen.",
        EIGEN,
        Zekerheid.C,
    )
    return replace(tekst, vacature=ander.id)
