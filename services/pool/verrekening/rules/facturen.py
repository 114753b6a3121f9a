"""Documents of a settlement: one per creditor, debtor and month; what they add up to.

EN 16931 forbids a document that mixes what is not subject to VAT (category O) with the rest, so
those lines have a document of their own. A sum below zero makes a credit note. VAT is computed per
document and category, with one rounding, as EN 16931 asks.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from services.pool.flexpool.rules import Reden
from services.pool.uren.rules import Urensoort
from services.pool.verrekening.rules.btw import CATEGORIE, Btwcategorie
from services.pool.verrekening.rules.geld import HONDERD_PROCENT, afgerond
from services.pool.verrekening.rules.regels import Verrekenregel

BTW_NUMMER = r"^NL[0-9]{9}B[0-9]{2}$"
KVK = r"^[0-9]{8}$"
IBAN = r"^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$"
PEPPOL = r"^[0-9]{4}:[A-Za-z0-9]{1,50}$"
POSTCODE = r"^[1-9][0-9]{3} ?[A-Z]{2}$"


class Factuursoort(StrEnum):
    """Invoice, or credit note when the sum is below zero."""

    FACTUUR = "factuur"
    CREDITNOTA = "creditnota"


@dataclass(frozen=True, slots=True)
class Factuurgegevens:
    """What an organisation itself entered about itself, for its documents."""

    organisatie: str
    naam: str
    straat: str
    postcode: str
    plaats: str
    btw_nummer: str
    kvk: str | None = None  # None: the OIN is the legal number
    iban: str | None = None
    peppol_id: str | None = None  # scheme:number; None: the OIN
    publiek: bool | None = None  # a public body
    mobiliteit: bool | None = None  # mobility is part of its personnel policy, for all


def fouten(gegevens: Factuurgegevens) -> list[Reden]:
    """What a shape cannot tell: nothing but spaces, an IBAN whose check digits do not fit."""
    moet = {"naam": gegevens.naam, "straat": gegevens.straat, "plaats": gegevens.plaats}
    leeg = [Reden(veld, "leeg", "Vul dit in.") for veld, tekst in moet.items() if not tekst.strip()]
    if gegevens.iban is None or iban_klopt(gegevens.iban):
        return leeg
    zin = "De controlecijfers van dit rekeningnummer kloppen niet."
    return [*leeg, Reden("iban", "iban-onjuist", zin)]


def iban_klopt(iban: str) -> bool:
    """Check digits of ISO 13616 (mod 97)."""
    if not re.fullmatch(IBAN, iban):
        return False
    gedraaid = iban[4:] + iban[:4]
    return int("".join(str(int(teken, 36)) for teken in gedraaid)) % 97 == 1


@dataclass(frozen=True, slots=True)
class Btwbedrag:
    """Sum and VAT of one category in a document; the percentage in hundredths."""

    categorie: Btwcategorie
    percentage: int
    grondslag: int
    btw: int


@dataclass(frozen=True, slots=True)
class Factuur:
    """One document before it has a number; amounts have the sign of what the debtor pays."""

    crediteur: str
    debiteur: str
    regels: tuple[Verrekenregel, ...]
    btw: tuple[Btwbedrag, ...]

    @property
    def netto(self) -> int:
        return sum(een.grondslag for een in self.btw)

    @property
    def totaal(self) -> int:
        return sum(een.grondslag + een.btw for een in self.btw)

    @property
    def soort(self) -> Factuursoort:
        return Factuursoort.CREDITNOTA if self.totaal < 0 else Factuursoort.FACTUUR


def facturen(regels: Iterable[Verrekenregel], btw_percentage: int) -> list[Factuur]:
    """Every document of a settlement, by creditor and debtor; lines of nothing make none."""
    groepen: dict[tuple[str, str, bool], list[Verrekenregel]] = defaultdict(list)
    for een in regels:
        buiten = CATEGORIE[een.route] is Btwcategorie.O
        groepen[een.crediteur, een.debiteur, buiten].append(een)
    return [
        Factuur(crediteur, debiteur, tuple(lijst), _btw(lijst, btw_percentage))
        for (crediteur, debiteur, _), lijst in sorted(groepen.items(), key=lambda een: een[0])
        if any(een.bedrag for een in lijst)
    ]


def _btw(regels: Iterable[Verrekenregel], percentage: int) -> tuple[Btwbedrag, ...]:
    per: dict[Btwcategorie, int] = defaultdict(int)
    for een in regels:
        per[CATEGORIE[een.route]] += een.bedrag
    gevonden = []
    for categorie, grondslag in sorted(per.items()):
        tarief = percentage if categorie is Btwcategorie.S else 0
        btw = afgerond(grondslag * tarief, HONDERD_PROCENT)
        gevonden.append(Btwbedrag(categorie, tarief, grondslag, btw))
    return tuple(gevonden)


def verwijzingen(factuur: Factuur, nummers: Mapping[UUID, str]) -> list[str]:
    """The numbers of the documents that a document corrects; `nummers` by line of hours."""
    eerder = {een.corrigeert for een in factuur.regels if een.corrigeert is not None}
    return sorted({nummers[een] for een in eerder if een in nummers})


def beletselen_ubl(
    crediteur: Factuurgegevens | None,
    debiteur: Factuurgegevens | None,
    soort: Factuursoort,
    verwijst: Iterable[str],
) -> list[Reden]:
    """Why the file cannot be made yet."""
    redenen = [
        Reden(wie, "factuurgegevens-ontbreken", f"De {wie} heeft nog geen factuurgegevens.")
        for wie, gegevens in (("crediteur", crediteur), ("debiteur", debiteur))
        if gegevens is None
    ]
    if soort is Factuursoort.CREDITNOTA and not list(verwijst):
        zin = "Een creditnota verwijst naar een factuur; er is er geen van deze regels."
        redenen.append(Reden("verwijzing", "factuur-onbekend", zin))
    return redenen


@dataclass(frozen=True, slots=True)
class Factuurregel:
    """A line as a document shows it; no person. `kwartieren` None: a part of shared costs."""

    naam: str
    urenregel: UUID | None
    kwartieren: int | None
    tarief_cent: int
    bedrag: int
    categorie: Btwcategorie
    percentage: int


@dataclass(frozen=True, slots=True)
class Factuurstuk:
    """All that stands on a numbered document."""

    nummer: str
    soort: Factuursoort
    maand: str
    datum: date
    vervaldatum: date
    verkoper: Factuurgegevens
    koper: Factuurgegevens
    regels: tuple[Factuurregel, ...]
    btw: tuple[Btwbedrag, ...]
    verwijst: tuple[str, ...]
    vrijstelling: str
    buiten_btw: str


def nummer(volgnummer: int) -> str:
    """The number of a document, in one series without gaps per creditor."""
    return f"DS-{volgnummer:06d}"


WAT = {
    Urensoort.INZET: "Inzet",
    Urensoort.LEEGLOOP: "Leegloop van poolleden",
    Urensoort.SAMENWERKING: "Uren voor de samenwerking",
}


def factuurregels(
    regels: Iterable[tuple[Verrekenregel, str]], btw_percentage: int
) -> list[Factuurregel]:
    """How lines, each with its week, are called on a document.

    Work for the debtor stands there week by week. Of shared costs only the sum of a month, for who
    bears a part of them is no employer of the people in them.
    """
    gevonden, gedeeld = [], defaultdict[tuple[str, str], list[Verrekenregel]](list)
    for een, week in regels:
        naam = f"{'Correctie: ' if een.corrigeert else ''}{WAT[een.soort]}"
        if een.soort is Urensoort.INZET:
            naam = f"{naam}, week {week}"
            gevonden.append(_op_factuur(naam, [een], een.urenregel, een.kwartieren, btw_percentage))
        else:
            part = f"{naam}, {een.maand}, deel {een.deel} van {een.geheel}"
            gedeeld[part, een.route].append(een)
    for (naam, _), lijst in gedeeld.items():
        gevonden.append(_op_factuur(naam, lijst, None, None, btw_percentage))
    return gevonden


def _op_factuur(
    naam: str,
    regels: Sequence[Verrekenregel],
    urenregel: UUID | None,
    kwartieren: int | None,
    btw_percentage: int,
) -> Factuurregel:
    categorie = CATEGORIE[regels[0].route]
    return Factuurregel(
        naam=naam,
        urenregel=urenregel,
        kwartieren=kwartieren,
        tarief_cent=regels[0].tarief_cent,
        bedrag=sum(een.bedrag for een in regels),
        categorie=categorie,
        percentage=btw_percentage if categorie is Btwcategorie.S else 0,
    )
