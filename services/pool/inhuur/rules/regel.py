"""Eén regel van het register: wat is ingehuurd, zonder wie.

Pure rules. Hours are whole hundredths of an hour, money is whole euro cents. A row counts in each
calendar year for the days it has there: what has passed by the end of a year is rounded once, half
away from zero, and the years are its differences, so that they are together exactly the row.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Reden
from services.pool.inhuur.rules.toets import Inhuurtoets, Toetsuitkomst
from services.pool.inhuur.rules.woorden import (
    ALTIJD_PRIVAAT,
    Inhuurcategorie,
    Inhuurreden,
    Inhuurvorm,
    LeverancierSoort,
)

LANGSTE_JAREN = 10
JAREN = range(2000, 2101)


@dataclass(frozen=True, slots=True)
class Inhuurregel:
    """A hire, of no person. `kenmerk` is the organisation's own number for it."""

    kenmerk: str
    functie: str
    vorm: Inhuurvorm
    leverancier_soort: LeverancierSoort
    uren: int  # hundredths of an hour, of the whole period
    kosten_cent: int  # of the whole period, without VAT that comes back
    van: date
    tot: date  # the last day
    reden: Inhuurreden
    niveau: Niveau | None = None
    categorie: Inhuurcategorie | None = None
    domein: str | None = None
    leverancier: str | None = None  # a company; never somebody's name
    toelichting: str | None = None
    toets: UUID | None = None
    zonder_toets: str | None = None  # why nobody looked in the pool and at partners first


@dataclass(frozen=True, slots=True)
class Jaardeel:
    """What a row says of one calendar year."""

    organisatie: str
    functie: str
    vorm: Inhuurvorm
    leverancier_soort: LeverancierSoort
    kosten_cent: int
    uren: int  # hundredths of an hour

    @property
    def is_extern(self) -> bool:
        return is_extern(self.leverancier_soort)


def is_extern(soort: LeverancierSoort) -> bool:
    """Whether it is externe inhuur by definition: of a private supplier with a profit motive."""
    return soort is LeverancierSoort.PRIVAAT_MET_WINST


def fouten(regel: Inhuurregel) -> list[Reden]:
    """Everything that the fields of a row say against each other."""
    gevonden = []
    if regel.tot < regel.van:
        gevonden.append(
            Reden("tot", "periode-omgekeerd", "De laatste dag ligt voor de eerste dag.")
        )
    elif regel.tot.year - regel.van.year > LANGSTE_JAREN:
        zin = f"Een regel loopt over hooguit {LANGSTE_JAREN} jaren."
        gevonden.append(Reden("tot", "te-lang", zin))
    if regel.van.year not in JAREN or regel.tot.year not in JAREN:
        zin = f"Een dag ligt tussen {JAREN.start} en {JAREN.stop - 1}."
        gevonden.append(Reden("van", "buiten-bereik", zin))
    extern = is_extern(regel.leverancier_soort)
    if regel.vorm in ALTIJD_PRIVAAT and not extern:
        zin = f"Bij {regel.vorm.value} is de leverancier privaat_met_winst."
        gevonden.append(Reden("leverancierSoort", "past-niet-bij-vorm", zin))
    if regel.vorm is Inhuurvorm.COLLEGIALE_INLEEN and extern:
        zin = "Collegiale inleen is zonder winst: kies overheid of overig."
        gevonden.append(Reden("leverancierSoort", "past-niet-bij-vorm", zin))
    if regel.vorm is Inhuurvorm.ZZP and regel.leverancier:
        zin = "De naam van een zzp'er is een persoonsgegeven; laat hem weg."
        gevonden.append(Reden("leverancier", "is-een-mens", zin))
    if (regel.toets is None) == (regel.zonder_toets is None):
        zin = "Noem de inhuurtoets, of zeg waarom er geen is; een van beide."
        gevonden.append(Reden("toets", "toets-of-reden", zin))
    return gevonden


def fouten_in_toets(regel: Inhuurregel, toetsen: Mapping[UUID, Inhuurtoets]) -> list[Reden]:
    """Why this row cannot refer to its toets; `toetsen` are those of the own organisation."""
    if regel.toets is None:
        return []
    toets = toetsen.get(regel.toets)
    if toets is None:
        return [Reden("toets", "onbekend", "Deze inhuurtoets bestaat niet.")]
    if toets.uitkomst is not Toetsuitkomst.INHUUR:
        zin = "De uitkomst van deze toets is niet dat u mag inhuren."
        return [Reden("toets", "geen-inhuur", zin)]
    if toets.functie != regel.functie:
        return [Reden("toets", "andere-functie", "De toets ging over een andere functie.")]
    return []


def jaardeel(regel: Inhuurregel, jaar: int, organisatie: str = "") -> Jaardeel | None:
    """The part of one calendar year; None: no day of it lies there."""
    if not regel.van.year <= jaar <= regel.tot.year:
        return None
    return Jaardeel(
        organisatie=organisatie,
        functie=regel.functie,
        vorm=regel.vorm,
        leverancier_soort=regel.leverancier_soort,
        kosten_cent=in_jaar(regel.kosten_cent, regel.van, regel.tot, jaar),
        uren=in_jaar(regel.uren, regel.van, regel.tot, jaar),
    )


def in_jaar(geheel: int, van: date, tot: date, jaar: int) -> int:
    """What falls in a year of a whole number of cents or hundredths, by calendar days."""
    return _tot_en_met(geheel, van, tot, jaar) - _tot_en_met(geheel, van, tot, jaar - 1)


def _tot_en_met(geheel: int, van: date, tot: date, jaar: int) -> int:
    if jaar < van.year:
        return 0
    if jaar >= tot.year:
        return geheel
    dagen = (date(jaar, 12, 31) - van).days + 1
    return rond(geheel * dagen, (tot - van).days + 1)


def rond(teller: int, noemer: int) -> int:
    """A fraction as a whole number, half away from zero; `noemer` is above nought."""
    heel = (2 * abs(teller) + noemer) // (2 * noemer)
    return heel if teller >= 0 else -heel


def vingerafdruk(regel: Inhuurregel) -> str:
    """Equal for equal facts: a file that comes again changes nothing."""
    feiten = {naam: None if w is None else str(w) for naam, w in asdict(regel).items()}
    tekst = json.dumps(feiten, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(tekst.encode()).hexdigest()
