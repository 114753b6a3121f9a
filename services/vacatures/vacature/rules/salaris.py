"""The amounts of a vacancy: from the employer's salary table, or by hand when there is none."""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from services.vacatures.salaristabel import rules as salaristabel
from services.vacatures.salaristabel.rules import Salarisbedragen, Salaristabel
from services.vacatures.vacature.rules.gegevens import Fout, Gegevens


class Salarisbron(StrEnum):
    """Where the amounts of a vacancy come from."""

    TABEL = "tabel"
    HANDMATIG = "handmatig"


@dataclass(frozen=True, slots=True)
class Salaris:
    """The amounts as they would be at opening, with what stops and what is worth knowing."""

    gegevens: Gegevens
    bron: Salarisbron | None
    tabel: Salaristabel | None = None
    fouten: tuple[Fout, ...] = ()
    waarschuwingen: tuple[Fout, ...] = ()


def salaris(gegevens: Gegevens, tabel: Salaristabel | None, dag: date) -> Salaris:
    """The amounts on the opening day; `tabel`: the one of the employer's cao in force then.

    With a table the amounts are the table's: others typed by hand are refused, not overwritten.
    """
    g = gegevens
    if tabel is None:
        met_de_hand = None if g.salaris_min is None else Salarisbron.HANDMATIG
        return Salaris(g, met_de_hand, waarschuwingen=_zonder_tabel(g))
    if g.schaal_min is None or g.schaal_max is None:
        return Salaris(g, Salarisbron.TABEL, tabel)
    uit_tabel = salaristabel.bedragen(tabel, g.schaal_min, g.schaal_max)
    if not isinstance(uit_tabel, Salarisbedragen):
        fouten = tuple(Fout(f.veld, f.code, f.reden) for f in uit_tabel)
        return Salaris(g, Salarisbron.TABEL, tabel, fouten)
    paren = [
        ("salaris_min", g.salaris_min, uit_tabel.laagste),
        ("salaris_max", g.salaris_max, uit_tabel.hoogste),
    ]
    fouten = tuple(
        Fout(veld, "wijkt-af-van-tabel", f"Volgens de salaristabel is dit {bedrag} eurocent")
        for veld, getypt, bedrag in paren
        if getypt not in (None, bedrag)
    )
    compleet = replace(g, salaris_min=uit_tabel.laagste, salaris_max=uit_tabel.hoogste)
    gevuld = g if fouten else compleet
    return Salaris(gevuld, Salarisbron.TABEL, tabel, fouten, _oude_tabel(tabel, dag))


def _oude_tabel(tabel: Salaristabel, dag: date) -> tuple[Fout, ...]:
    if not salaristabel.is_oud(tabel, dag):
        return ()
    reden = f"De salaristabel geldt sinds {tabel.geldig_vanaf} en is ouder dan een jaar"
    return (Fout("salaristabel", "tabel-oud", reden),)


def _zonder_tabel(gegevens: Gegevens) -> tuple[Fout, ...]:
    if gegevens.cao is None:
        return ()
    reden = f"Er is geen salaristabel van cao {gegevens.cao}; de bedragen zijn met de hand ingevuld"
    return (Fout("salaristabel", "geen-tabel", reden),)
