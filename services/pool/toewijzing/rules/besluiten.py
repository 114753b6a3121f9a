"""Wat mag een besluit over een regel, en is een voorstel nog actueel?"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Besluit(StrEnum):
    """What a person decides on a line."""

    BEVESTIGD = "bevestigd"
    AFGEWEZEN = "afgewezen"
    GEWIJZIGD = "gewijzigd"


@dataclass(frozen=True, slots=True)
class Verschil:
    """A fact that is no longer what the proposal was computed on."""

    soort: str  # lid, behoefte, inzet or instelling
    id: str
    veld: str
    was: str | None
    nu: str | None


def _rijen(feiten: Mapping[str, object], soort: str) -> dict[str, dict[str, object]]:
    rijen = feiten.get(soort, [])
    assert isinstance(rijen, list)
    return {str(rij["id"]): rij for rij in rijen}


def _als_tekst(waarde: object) -> str | None:
    return None if waarde is None else str(waarde)


def verschillen(was: Mapping[str, object], nu: Mapping[str, object]) -> list[Verschil]:
    """What changed between two sets of facts (as `feiten.als_json` gives them), sorted."""
    gevonden = []
    for soort, naam in (("leden", "lid"), ("behoeften", "behoefte"), ("inzetten", "inzet")):
        oud, nieuw = _rijen(was, soort), _rijen(nu, soort)
        gevonden += [Verschil(naam, id, "bestaat", "ja", "nee") for id in oud.keys() - nieuw.keys()]
        gevonden += [Verschil(naam, id, "bestaat", "nee", "ja") for id in nieuw.keys() - oud.keys()]
        for id in oud.keys() & nieuw.keys():
            gevonden += [
                Verschil(naam, id, veld, _als_tekst(oud[id][veld]), _als_tekst(nieuw[id].get(veld)))
                for veld in oud[id]
                if oud[id][veld] != nieuw[id].get(veld)
            ]
    oude_stand, nieuwe_stand = was.get("instellingen"), nu.get("instellingen")
    assert isinstance(oude_stand, dict)
    assert isinstance(nieuwe_stand, dict)
    gevonden += [
        Verschil("instelling", "pool", veld, _als_tekst(waarde), _als_tekst(nieuwe_stand.get(veld)))
        for veld, waarde in oude_stand.items()
        if waarde != nieuwe_stand.get(veld)
    ]
    if was.get("regelversie") != nu.get("regelversie"):
        oude, nieuwe = _als_tekst(was.get("regelversie")), _als_tekst(nu.get("regelversie"))
        gevonden.append(Verschil("instelling", "regels", "regelversie", oude, nieuwe))
    return sorted(gevonden, key=lambda een: (een.soort, een.id, een.veld))


class Beletsel(StrEnum):
    """Why a decision on a line cannot be taken. Public: add, never rename."""

    AL_BESLOTEN = "al-besloten"
    VERLOPEN = "voorstel-verlopen"
    VEROUDERD = "feiten-gewijzigd"
    UREN_NODIG = "uren-nodig"
    UREN_ONGEWENST = "uren-alleen-bij-wijziging"


@dataclass(frozen=True, slots=True)
class Stand:
    """How things are at the moment of the decision."""

    besloten: bool
    geldig_tot: date
    vandaag: date
    verschillen: tuple[Verschil, ...]


def beletselen(
    besluit: Besluit, uren: int | None, stand: Stand, andere_dagen: bool = False
) -> list[Beletsel]:
    """Everything that stops this decision; a refusal never needs facts that are up to date."""
    bindt = besluit is not Besluit.AFGEWEZEN
    anders = uren is not None or andere_dagen
    geldt = {
        Beletsel.AL_BESLOTEN: stand.besloten,
        Beletsel.VERLOPEN: bindt and stand.vandaag > stand.geldig_tot,
        Beletsel.VEROUDERD: bindt and bool(stand.verschillen),
        Beletsel.UREN_NODIG: besluit is Besluit.GEWIJZIGD and not anders,
        Beletsel.UREN_ONGEWENST: besluit is not Besluit.GEWIJZIGD and anders,
    }
    return [beletsel for beletsel, waar in geldt.items() if waar]
