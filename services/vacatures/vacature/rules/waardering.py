"""What an employer says a function is worth, taken over where the vacancy says nothing itself."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from services.vacatures.functiewaardering import rules as functiewaardering
from services.vacatures.functiewaardering.rules import Functiewaardering
from services.vacatures.vacature.rules.gegevens import Fout, Gegevens

GENOEMD = 25  # codes in one message


def functie_fouten(functie: str | None, catalogus: Collection[str] | None) -> list[Fout]:
    """What is wrong with the code of a function; a concept without one is not wrong yet.

    `catalogus` None: the verband has none, or there is no verband.
    """
    if functie is None or catalogus is None or functie in catalogus:
        return []
    bekend, rest = ", ".join(sorted(catalogus)[:GENOEMD]), len(catalogus) - GENOEMD
    meer = f" en nog {rest}" if rest > 0 else ""
    reden = f"Staat niet in de functiecatalogus van het verband. Bekend zijn: {bekend}{meer}"
    return [Fout("functie", "onbekend", reden)]


def met_waardering(
    gegevens: Gegevens, waarderingen: Iterable[Functiewaardering], dag: date
) -> Gegevens:
    """Norm function and scales of the employer's own valuation that counts that day.

    Only what is empty is filled; of the scales both or neither, for half a range is a choice.
    """
    eigen = [w for w in waarderingen if w.functie == gegevens.functie]
    geldend = functiewaardering.geldend_op(eigen, dag)
    if not geldend:
        return gegevens
    waardering = geldend[0]
    zonder_schaal = gegevens.schaal_min is None and gegevens.schaal_max is None
    return replace(
        gegevens,
        normfunctie=gegevens.normfunctie or waardering.normfunctie,
        schaal_min=waardering.schaal_min if zonder_schaal else gegevens.schaal_min,
        schaal_max=waardering.schaal_max if zonder_schaal else gegevens.schaal_max,
    )
