"""The calculation of swaps in a process of its own; see `toewijzing.rekenproces`."""

import os
from collections.abc import Callable
from typing import Any

from services.pool.functieruil import berekening, kringen, optimaal
from services.pool.functieruil.berekening import Net, Ruiloplossing
from services.pool.functieruil.feiten import Feiten, van_json
from services.pool.functieruil.rules import periode
from services.pool.toewijzing.rekenproces import Faal, main

TE_VEEL, NIET_OPGELOST = "te-veel-kringen", "niet-opgelost"


def reken(invoer: dict[str, Any], voortgang: Callable[[int], bool]) -> dict[str, Any]:
    """The outcome as plain JSON. Error: Faal."""
    feiten = van_json(invoer)
    try:
        oplossing = berekening.bereken(feiten, voortgang)
    except kringen.TeVeelKringen:
        raise Faal(TE_VEEL) from None
    except optimaal.NietOpgelost:
        raise Faal(NIET_OPGELOST) from None
    return als_json(feiten, oplossing)


def als_json(feiten: Feiten, oplossing: Ruiloplossing) -> dict[str, Any]:
    """Rings by the ids of their places, reasons by wish, and figures."""
    net = berekening.maak_net(feiten)
    return {
        "kringen": [_kring(net, feiten, kring) for kring in oplossing.kringen],
        "uitleg": {
            str(wens): {
                "code": een.code.value,
                "uitleg": een.uitleg,
                "belemmeringen": [waarom.value for waarom in een.belemmeringen],
                "kringen": een.kringen,
                "mensen": een.mensen,
                "mensen_met_u": een.mensen_met_u,
            }
            for wens, een in oplossing.uitleg.items()
        },
        "cijfers": {
            "wensen": len(feiten.wensen),
            "vrije_plekken": len(feiten.plekken),
            "mensen": oplossing.mensen,
            "kringen": len(oplossing.kringen),
            "mogelijke_kringen": oplossing.aantal_kringen,
            "bewezen": oplossing.bewezen,
        },
    }


def _kring(net: Net, feiten: Feiten, kring: tuple[int, ...]) -> dict[str, Any]:
    plekken = [net.plekken[nr] for nr in kring]
    dagen = periode(plekken, feiten.afspraken)
    assert dagen is not None
    mensen = berekening.mensen_in(net, kring)
    vrij = [nr for nr in kring if nr >= net.aantal_mensen]
    schakels = [
        {
            "wens": str(net.wensen[nr].id),
            "naar": str(net.plekken[berekening.naar(kring, nr)].id),
        }
        for nr in mensen
    ]
    return {
        "van": dagen[0].isoformat(),
        "tot": dagen[1].isoformat(),
        "vrije_plek": str(net.plekken[vrij[0]].id) if vrij else None,
        "schakels": schakels,
    }


if __name__ == "__main__":
    main(reken)
    os._exit(0)  # not waiting for the thread that reads
