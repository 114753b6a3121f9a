"""Ranglijst, aandelen en percentages: uit de rijen die erbij staan na te rekenen.

Pure rules. Only externe inhuur counts in a share; what other governments and others without profit
supply stands beside it. What a partner sees of others is hidden where it is of too few hires.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from services.pool.inhuur.rules.normen import Inhuurmaat
from services.pool.inhuur.rules.regel import Jaardeel, rond
from services.pool.inhuur.rules.woorden import Inhuurvorm, LeverancierSoort
from shared.verberging import Getal, verberg

TOTAAL = "totaal"


class Rangorde(StrEnum):
    """By what the functions are ranked."""

    KOSTEN = "kosten"
    UREN = "uren"
    FTE = "fte"


@dataclass(frozen=True, slots=True)
class Jaarcijfers:
    """What an organisation entered of a year. Money in cents, hours of an fte per year."""

    loonsom_cent: int
    uren_per_fte: int


@dataclass(frozen=True, slots=True)
class Inhuursom:
    """Hires together. Fte and own fte in hundredths; None: hidden, or nothing was entered."""

    aantal: int | None = 0
    kosten_cent: int | None = 0
    uren: int | None = 0  # hundredths of an hour
    fte: int | None = 0
    fte_eigen: int | None = None
    verborgen: bool = False

    @property
    def aandeel(self) -> int | None:
        """Hired of all fte, in hundredths of a per cent; None: cannot be said."""
        if self.fte is None or self.fte_eigen is None or self.fte + self.fte_eigen == 0:
            return None
        return procent(self.fte, self.fte + self.fte_eigen)


@dataclass(frozen=True, slots=True)
class Inhuurpercentage:
    """A share with what it was computed of. In cents; the share in hundredths of a per cent."""

    maat: Inhuurmaat
    teller: int
    noemer: int
    procent: int | None  # None: divided by nothing


def procent(teller: int, noemer: int) -> int:
    """Hundredths of a per cent, half away from zero."""
    return rond(teller * 10_000, noemer)


def percentages(kosten_cent: int, loonsom_cent: int) -> tuple[Inhuurpercentage, ...]:
    """The same numerator over both denominators."""
    noemers = {
        Inhuurmaat.VAN_LOONSOM: loonsom_cent,
        Inhuurmaat.VAN_TOTAAL: loonsom_cent + kosten_cent,
    }
    return tuple(
        Inhuurpercentage(
            maat, kosten_cent, noemer, procent(kosten_cent, noemer) if noemer else None
        )
        for maat, noemer in noemers.items()
    )


def fte_van(uren: int, uren_per_fte: int) -> int:
    """Hundredths of an fte of hundredths of an hour, rounded once."""
    return rond(uren, uren_per_fte)


def som(delen: Iterable[Jaardeel], uren_per_fte: Callable[[str], int]) -> Inhuursom:
    """Together; the fte are rounded per organisation, for each has its own hours of an fte."""
    lijst = list(delen)
    uren: dict[str, int] = {}
    for deel in lijst:
        uren[deel.organisatie] = uren.get(deel.organisatie, 0) + deel.uren
    return Inhuursom(
        aantal=len(lijst),
        kosten_cent=sum(deel.kosten_cent for deel in lijst),
        uren=sum(uren.values()),
        fte=sum(fte_van(totaal, uren_per_fte(oin)) for oin, totaal in uren.items()),
    )


def per_functie(
    delen: Iterable[Jaardeel],
    uren_per_fte: Callable[[str], int],
    eigen: Mapping[str, int] | None = None,
) -> dict[str, Inhuursom]:
    """Externe inhuur per function; `eigen` are own fte in hundredths, as entered."""
    verdeeld: dict[str, list[Jaardeel]] = {code: [] for code in eigen or {}}
    for deel in delen:
        if deel.is_extern:
            verdeeld.setdefault(deel.functie, []).append(deel)
    return {
        code: replace(som(rij, uren_per_fte), fte_eigen=(eigen or {}).get(code))
        for code, rij in verdeeld.items()
    }


def ranglijst(
    sommen: Mapping[str, Inhuursom], orde: Rangorde = Rangorde.KOSTEN
) -> list[tuple[str, Inhuursom]]:
    """The functions, the most first; hidden ones last, and equals by code."""

    def sleutel(een: tuple[str, Inhuursom]) -> tuple[bool, int, str]:
        code, rij = een
        waarde = {
            Rangorde.KOSTEN: rij.kosten_cent,
            Rangorde.UREN: rij.uren,
            Rangorde.FTE: rij.fte,
        }[orde]
        return rij.verborgen, -(waarde or 0), code

    return sorted(sommen.items(), key=sleutel)


def per_soort(
    delen: Iterable[Jaardeel], uren_per_fte: Callable[[str], int]
) -> dict[LeverancierSoort, Inhuursom]:
    """Every kind of supplier; only the first is externe inhuur."""
    lijst = list(delen)
    return {
        soort: som((d for d in lijst if d.leverancier_soort is soort), uren_per_fte)
        for soort in LeverancierSoort
    }


def per_vorm(
    delen: Iterable[Jaardeel], uren_per_fte: Callable[[str], int]
) -> dict[Inhuurvorm, Inhuursom]:
    lijst = list(delen)
    gebruikt = {deel.vorm for deel in lijst}
    return {
        vorm: som((d for d in lijst if d.vorm is vorm), uren_per_fte)
        for vorm in Inhuurvorm
        if vorm in gebruikt
    }


# ---- what a partner may see ---------------------------------------------------------------------
VERBORGEN = Inhuursom(None, None, None, None, None, verborgen=True)


def gezien(
    samen: Mapping[str, Inhuursom], eigen: Mapping[str, Inhuursom], k: int
) -> tuple[dict[str, Inhuursom], bool]:
    """The table of a verband for one of its organisations, and whether its total is shown.

    The reader knows the own hires, so what counts is how many are of others. Where those are from
    1 to k - 1 the function is hidden, and whatever would give it away with it, the total last.
    Nought is shown: others hired nobody.
    """
    anderen = {
        code: (rij.aantal or 0) - (eigen[code].aantal or 0 if code in eigen else 0)
        for code, rij in samen.items()
    }
    weg = verborgen(anderen, k)
    tabel = {code: VERBORGEN if code in weg else rij for code, rij in samen.items()}
    return tabel, TOTAAL not in weg


def verborgen(anderen: Mapping[str, int], k: int) -> frozenset[str]:
    """Which of these counts to hide; the name of their sum is `totaal`."""
    cellen = [
        Getal(f"f:{code}", "boven", "onder", aantal) for code, aantal in sorted(anderen.items())
    ]
    totaal = Getal(TOTAAL, "onder", "boven", sum(anderen.values()), totaal=True)
    return frozenset(naam.removeprefix("f:") for naam in verberg([*cellen, totaal], k))


def eigen_gezien(samen: int, eigen: int, k: int) -> bool:
    """Whether own fte (hundredths) of a verband may be shown: those of others are not few."""
    return samen == eigen or samen - eigen >= k * 100


def totaal_van(sommen: Sequence[Inhuursom]) -> Inhuursom:
    """The sum of rows of which none is hidden; own fte are left out, for not all have them."""
    return Inhuursom(
        aantal=sum(een.aantal or 0 for een in sommen),
        kosten_cent=sum(een.kosten_cent or 0 for een in sommen),
        uren=sum(een.uren or 0 for een in sommen),
        fte=sum(een.fte or 0 for een in sommen),
    )
