"""Wat een registerregel over een organisatie zegt, en of die het register in gaat.

A row is taken whole or refused whole. What identifies an organisation (TOOI, OIN, name, kind,
period) refuses the row when it is wrong; what only describes it (website, cao, postcode,
inhabitants) is left out with a remark. A column that is absent says nothing: the register keeps
what it had. A column that is present and empty says: there is none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.gateway.organisatie.rules.bevinding import Bevinding, Bevindingcode
from services.gateway.organisatie.rules.kolommen import (
    SOORTEN,
    bekende_kolommen,
    beschrijving,
    kaal_woord,
    sleutels,
)
from services.gateway.organisatie.rules.register import OIN, TOOI, Organisatie, Soort

C = Bevindingcode


class Uitkomst(StrEnum):
    """What one row did to the register."""

    TOEGEVOEGD = "toegevoegd"
    GEWIJZIGD = "gewijzigd"
    ONGEWIJZIGD = "ongewijzigd"
    GEWEIGERD = "geweigerd"


@dataclass(frozen=True, slots=True)
class Bestaansperiode:
    """From when until when (last day included) an organisation exists, and what comes after it."""

    vanaf: date | None
    tot: date | None
    opvolger: str | None


@dataclass(frozen=True, slots=True)
class Oordeel:
    """What becomes of one row: the outcome, the organisation as it will stand, and why."""

    uitkomst: Uitkomst
    organisatie: Organisatie | None
    redenen: tuple[Bevinding, ...] = ()
    opmerkingen: tuple[Bevinding, ...] = ()


# A territory always passes to someone, so these never end without a successor. The public
# register shows an end date by mistake on active provinces and water boards.
GEBIEDEN = frozenset({Soort.GEMEENTE, Soort.PROVINCIE, Soort.WATERSCHAP})


def beoordeel_alle(
    rijen: Sequence[Mapping[str, str]],
    soort: Soort | None,
    register: Sequence[Organisatie],
    vandaag: date,
) -> list[Oordeel]:
    """Judge a delivery, row by row; an earlier row counts for a later one.

    `soort`: the kind of all rows, unless a row has a column for it or its TOOI tells it.
    `register`: every organisation that holds a TOOI or an OIN of the delivery.
    """
    per_tooi = {organisatie.tooi: organisatie for organisatie in register}
    per_oin = {organisatie.oin: organisatie.tooi for organisatie in register}
    gezien: set[str] = set()
    oordelen = []
    for rij in rijen:
        tooi, oin = sleutels(rij)
        if tooi in gezien:
            dubbel = Bevinding(C.DUBBEL_IN_LEVERING, "tooi")
            oordelen.append(Oordeel(Uitkomst.GEWEIGERD, None, (dubbel,)))
            continue
        oordeel = beoordeel(rij, soort, per_tooi.get(tooi), per_oin.get(oin), vandaag)
        if oordeel.organisatie is not None:
            gezien.add(tooi)
            per_tooi[tooi] = oordeel.organisatie
            per_oin[oordeel.organisatie.oin] = tooi
        oordelen.append(oordeel)
    return oordelen


def beoordeel(
    rij: Mapping[str, str],
    soort: Soort | None,
    bestaand: Organisatie | None,
    oin_van: str | None,
    vandaag: date,
) -> Oordeel:
    """Judge one row. `bestaand` has its TOOI now; `oin_van` is the TOOI that has its OIN now."""
    velden = bekende_kolommen(rij)
    tooi, oin = velden.get("tooi", ""), velden.get("oin", bestaand.oin if bestaand else "")
    naam = velden.get("naam", bestaand.naam if bestaand else "")
    gevonden, soortfouten = _soort(velden, soort or (bestaand.soort if bestaand else None), tooi)
    gegeven, datumfouten = _periode(velden, _bestaan(bestaand), tooi)
    redenen = [*_identiteit(tooi, oin, naam, bestaand, oin_van), *soortfouten, *datumfouten]
    if redenen or gevonden is None:
        return Oordeel(Uitkomst.GEWEIGERD, None, tuple(redenen))
    periode, over_periode = geldend_einde(gegeven, gevonden, vandaag)
    gelezen, over_beschrijving = beschrijving(velden)
    nieuw = replace(
        bestaand or Organisatie(oin, tooi, naam, gevonden),
        naam=naam,
        soort=gevonden,
        actief_vanaf=periode.vanaf,
        actief_tot=periode.tot,
        opvolger=periode.opvolger,
        **gelezen,
    )
    uitkomst = Uitkomst.GEWIJZIGD if bestaand else Uitkomst.TOEGEVOEGD
    if nieuw == bestaand:
        uitkomst = Uitkomst.ONGEWIJZIGD
    return Oordeel(uitkomst, nieuw, (), (*over_periode, *over_beschrijving))


def _bestaan(organisatie: Organisatie | None) -> Bestaansperiode:
    if organisatie is None:
        return Bestaansperiode(None, None, None)
    return Bestaansperiode(organisatie.actief_vanaf, organisatie.actief_tot, organisatie.opvolger)


def _identiteit(
    tooi: str, oin: str, naam: str, bestaand: Organisatie | None, oin_van: str | None
) -> list[Bevinding]:
    geldt = {
        (C.TOOI_ONTBREEKT, "tooi"): not tooi,
        (C.TOOI_ONGELDIG, "tooi"): bool(tooi) and not TOOI.fullmatch(tooi),
        (C.OIN_ONTBREEKT, "oin"): not oin,
        (C.OIN_ONGELDIG, "oin"): bool(oin) and not OIN.fullmatch(oin),
        (C.OIN_BEZET, "oin"): oin_van is not None and oin_van != tooi,
        (C.OIN_WIJZIGT, "oin"): bestaand is not None and bool(oin) and bestaand.oin != oin,
        (C.NAAM_ONTBREEKT, "naam"): not naam,
        (C.NAAM_TE_LANG, "naam"): len(naam) > 200,
    }
    return [Bevinding(code, veld) for (code, veld), waar in geldt.items() if waar]


def _soort(
    velden: Mapping[str, str], standaard: Soort | None, tooi: str
) -> tuple[Soort | None, list[Bevinding]]:
    """Kind of the row: its own column, else `standaard`, else what the TOOI says."""
    uit_tooi = SOORTEN[kaal_woord(tooi.split("/")[-2])] if TOOI.fullmatch(tooi) else None
    eigen = velden.get("soort")
    soort = SOORTEN.get(kaal_woord(eigen)) if eigen else standaard or uit_tooi
    if soort is None:
        # Without a kind of its own the row lacks a good TOOI, and is refused for that already.
        return None, [Bevinding(C.SOORT_ONBEKEND, "soort")] if eigen else []
    if uit_tooi and uit_tooi != soort and not GEBIEDEN.isdisjoint({uit_tooi, soort}):
        return soort, [Bevinding(C.SOORT_TEGENSTRIJDIG, "soort")]
    return soort, []


def _periode(
    velden: Mapping[str, str], oud: Bestaansperiode, tooi: str
) -> tuple[Bestaansperiode, list[Bevinding]]:
    """The period that the row gives, and what refuses it."""
    fouten = []
    dagen = {"actief_vanaf": oud.vanaf, "actief_tot": oud.tot}
    for veld in sorted(dagen.keys() & velden.keys()):
        try:
            dagen[veld] = date.fromisoformat(velden[veld]) if velden[veld] else None
        except ValueError:
            fouten.append(Bevinding(C.DATUM_ONGELDIG, veld))
    opvolger = velden.get("opvolger", oud.opvolger) or None
    periode = Bestaansperiode(dagen["actief_vanaf"], dagen["actief_tot"], opvolger)
    if opvolger and (opvolger == tooi or not TOOI.fullmatch(opvolger)):
        fouten.append(Bevinding(C.OPVOLGER_ONGELDIG, "opvolger"))
    if periode.vanaf and periode.tot and periode.tot < periode.vanaf:
        fouten.append(Bevinding(C.PERIODE_OMGEKEERD, "actief_tot"))
    return periode, fouten


def geldend_einde(
    periode: Bestaansperiode, soort: Soort, vandaag: date
) -> tuple[Bestaansperiode, list[Bevinding]]:
    """Which end date counts, and the remark when it does not.

    An end date without a successor is no end while it lies ahead, and never one for a gemeente,
    provincie or waterschap. With a successor, or for another kind of organisation, it stands.
    """
    zonder_einde = Bestaansperiode(periode.vanaf, None, None)
    if periode.tot is None:
        zonder = [Bevinding(C.OPVOLGER_ZONDER_EINDDATUM, "opvolger")] if periode.opvolger else []
        return zonder_einde, zonder
    if periode.opvolger is None and periode.tot >= vandaag:
        return zonder_einde, [Bevinding(C.EINDDATUM_IN_TOEKOMST, "actief_tot")]
    if periode.opvolger is None and soort in GEBIEDEN:
        return zonder_einde, [Bevinding(C.EINDDATUM_ZONDER_OPVOLGER, "actief_tot")]
    return periode, []
