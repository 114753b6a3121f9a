"""The calculation of a rooster in a process of its own; see `toewijzing.rekenproces`."""

import os
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from services.pool.functieruil import optimaal
from services.pool.toewijzing.rekenproces import Faal, main
from services.pool.trainee import rooster
from services.pool.trainee.feiten import Feiten, van_json
from services.pool.trainee.rooster import Rooster
from services.pool.trainee.rules import (
    Plaatscode,
    Plaatsuitleg,
    Traineeplaats,
    fouten_in_rooster,
    leg_plaatsen_uit,
    leg_wensen_uit,
)

NIET_OPGELOST, ONGELDIG = "niet-opgelost", "rooster-ongeldig"
KIEZEN, UITLEG, KLAAR = 10, 90, 100


def reken(invoer: dict[str, Any], voortgang: Callable[[int], bool]) -> dict[str, Any]:
    """The outcome as plain JSON. Error: Faal."""
    feiten = van_json(invoer)
    voortgang(KIEZEN)
    try:
        blokken = len(feiten.blokken)
        uit = rooster.bereken(
            feiten.trainees, feiten.gasten, blokken, feiten.geweest, feiten.gewichten
        )
    except optimaal.NietOpgelost:
        raise Faal(NIET_OPGELOST) from None
    voortgang(UITLEG)
    gasten = {een.organisatie: een for een in feiten.gasten}
    twee_keer = feiten.geweest & {(een.trainee, een.organisatie) for een in uit.plaatsen}
    if twee_keer or fouten_in_rooster(uit.plaatsen, gasten):
        raise Faal(ONGELDIG)
    uitkomst = als_json(feiten, uit)
    voortgang(KLAAR)
    return uitkomst


def als_json(feiten: Feiten, uit: Rooster) -> dict[str, Any]:
    """Every trainee in every block with why, unmet wishes with why, and figures."""
    gasten = {een.organisatie: een for een in feiten.gasten}
    indexen = range(len(feiten.blokken))
    plaatsen = [_plaats(een, Plaatsuitleg(Plaatscode.VAST)) for een in feiten.vast]
    wensen = {}
    for trainee in feiten.trainees:
        eigen = sorted(
            (een for een in uit.plaatsen if een.trainee == trainee.id), key=lambda een: een.blok
        )
        waarom = leg_plaatsen_uit(trainee, eigen, gasten)
        waar = {een.blok: een.organisatie for een in eigen}
        for nr in indexen:
            blok = feiten.blokken[nr]
            if nr in waar:
                plaatsen.append(_plaats(Traineeplaats(trainee.id, blok, waar[nr]), waarom[nr]))
            else:
                leeg = Plaatsuitleg(Plaatscode.GEEN_RUIMTE)
                plaatsen.append(
                    _plaats(Traineeplaats(trainee.id, blok, ""), leeg) | {"organisatie": None}
                )
        niet = leg_wensen_uit(
            trainee, uit.plaatsen, gasten, indexen, feiten.geweest, feiten.gewichten
        )
        wensen[str(trainee.id)] = [
            {"organisatie": een.organisatie, "code": een.code.value} for een in niet
        ]
    return {"plaatsen": plaatsen, "wensen": wensen, "cijfers": _cijfers(feiten, uit)}


def _plaats(een: Traineeplaats, waarom: Plaatsuitleg) -> dict[str, Any]:
    uitleg = asdict(replace(waarom)) | {"onderwerpen": list(waarom.onderwerpen)}
    uitleg["code"] = waarom.code.value
    return {
        "trainee": str(een.trainee),
        "blok": een.blok,
        "organisatie": een.organisatie,
        "uitleg": uitleg,
    }


def _cijfers(feiten: Feiten, uit: Rooster) -> dict[str, Any]:
    return {
        "trainees": len(feiten.trainees),
        "blokken": len(feiten.blokken),
        "te_vullen": len(feiten.trainees) * len(feiten.blokken),
        "gevuld": uit.gevuld,
        "lagen": uit.lagen,
        "bewezen": uit.bewezen,
    }


if __name__ == "__main__":
    main(reken)
    os._exit(0)  # not waiting for the thread that reads
