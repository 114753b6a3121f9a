"""Apply a table to answers: forms with their reasons, and what a longer inzet changes."""

from datetime import date

from services.pool.flexpool.rules import Reden
from services.pool.vormwijzer.rules.tabel import (
    MAANDEN,
    Anders,
    Antwoorden,
    Beslistabel,
    Oordeel,
    Sector,
    Voorwaarde,
    Vormoordeel,
    Vormregel,
    Vormwaarschuwing,
    Wijzing,
)


def in_werking(tabellen: tuple[Beslistabel, ...], dag: date) -> Beslistabel:
    """The version that holds on a day; before the first, the first."""
    op_volgorde = sorted(tabellen, key=lambda een: een.geldig_vanaf)
    geldig = [een for een in op_volgorde if een.geldig_vanaf <= dag]
    return geldig[-1] if geldig else op_volgorde[0]


def fouten(tabel: Beslistabel, antwoorden: Antwoorden) -> list[Reden]:
    """Everything that is wrong with the answers: each question has one of its own answers."""
    gevonden = []
    for vraag in tabel.vragen:
        waarde = antwoorden.get(vraag.code)
        if waarde is None:
            zin = "Deze vraag is niet beantwoord."
            gevonden.append(Reden(f"antwoorden.{vraag.code}", "antwoord-ontbreekt", zin))
        elif waarde not in vraag.antwoorden:
            zin = f"Kies uit {', '.join(vraag.antwoorden)}."
            gevonden.append(Reden(f"antwoorden.{vraag.code}", "antwoord-onbekend", zin))
    kent = {een.code for een in tabel.vragen}
    gevonden += [
        Reden(f"antwoorden.{code}", "vraag-onbekend", "Deze vraag is er niet.")
        for code in sorted(antwoorden.keys() - kent)
    ]
    return gevonden


def geldt(voorwaarde: Voorwaarde, antwoorden: Antwoorden) -> bool:
    return all(antwoorden[code] in waarden for code, waarden in voorwaarde.items())


def geraakt(tabel: Beslistabel, antwoorden: Antwoorden) -> tuple[Vormregel, ...]:
    """The rules that fire."""
    return tuple(
        regel for regel in tabel.regels if any(geldt(deel, antwoorden) for deel in regel.als)
    )


def wijs(tabel: Beslistabel, antwoorden: Antwoorden, dag: date) -> Wijzing:
    """Forms with their reasons. Without a form that fits it says which other answer would help."""
    regels = geraakt(tabel, antwoorden)
    vormen = _oordelen(tabel, regels, antwoorden)
    past = any(een.oordeel is not Oordeel.NIET_PASSEND for een in vormen)
    return Wijzing(
        vormen=vormen,
        regels=regels,
        te_herzien=tuple(een.nr for een in regels if een.herzien_voor < dag),
        anders=() if past else _anders(tabel, antwoorden),
    )


def _oordelen(
    tabel: Beslistabel, regels: tuple[Vormregel, ...], antwoorden: Antwoorden
) -> tuple[Vormoordeel, ...]:
    voor: dict[str, list[str]] = {}
    tegen: dict[str, list[str]] = {}
    for regel in regels:
        for uitkomst in regel.uitkomsten:
            if geldt(uitkomst.als, antwoorden):
                kant = voor if uitkomst.past else tegen
                kant.setdefault(uitkomst.vorm, []).append(regel.nr)
    gevonden = []
    for code, vorm in tabel.vormen.items():
        pro, contra = tuple(voor.get(code, ())), tuple(tegen.get(code, ()))
        if pro or contra:
            gevonden.append(Vormoordeel(vorm, _oordeel(bool(pro), bool(contra)), pro, contra))
    orde = list(Oordeel)
    return tuple(sorted(gevonden, key=lambda een: (orde.index(een.oordeel), -len(een.voor))))


def _oordeel(voor: bool, tegen: bool) -> Oordeel:
    if voor and tegen:
        return Oordeel.NADER_BEKIJKEN
    return Oordeel.PASSEND if voor else Oordeel.NIET_PASSEND


def _anders(tabel: Beslistabel, antwoorden: Antwoorden) -> tuple[Anders, ...]:
    """Single answers that, given otherwise, make a form fit."""
    gevonden = []
    for vraag in tabel.vragen:
        for waarde in vraag.antwoorden:
            proef = {**antwoorden, vraag.code: waarde}
            vormen = _oordelen(tabel, geraakt(tabel, proef), proef)
            past = tuple(een.vorm.code for een in vormen if een.oordeel is Oordeel.PASSEND)
            if waarde != antwoorden[vraag.code] and past:
                gevonden.append(Anders(vraag.code, waarde, past))
    return tuple(gevonden)


def termijn(van: date, tot: date | None) -> str:
    """How an inzet from `van` to `tot` (the last day) answers the question "termijn"."""
    if tot is None:
        return "onbekend"
    jaar, maand = divmod(van.year * 12 + van.month - 1 + MAANDEN, 12)
    try:
        grens = date(jaar, maand + 1, van.day)
    except ValueError:  # 29 February: the twelve months end with that month
        grens = date(jaar, maand + 2, 1)
    return "hoogstens_12" if tot < grens else "langer"


def waarschuwing(
    tabel: Beslistabel, antwoorden: Antwoorden, van: date, tot: date | None, dag: date
) -> Vormwaarschuwing | None:
    """What an inzet that became longer than the advice knew does to that advice."""
    nu, toen = termijn(van, tot), antwoorden["termijn"]
    if nu != "langer" or toen == nu:
        return None
    eerder = wijs(tabel, antwoorden, dag)
    later = wijs(tabel, {**antwoorden, "termijn": nu}, dag)
    goed = {een.vorm.code for een in later.vormen if een.oordeel is Oordeel.PASSEND}
    vervallen = tuple(
        een.vorm.code
        for een in eerder.vormen
        if een.oordeel is Oordeel.PASSEND and een.vorm.code not in goed
    )
    anders = {nr for nr, _, _ in _zeggen(later) ^ _zeggen(eerder)}
    return Vormwaarschuwing("termijn", toen, nu, vervallen, tuple(sorted(anders)))


def _zeggen(wijzing: Wijzing) -> set[tuple[str, str, bool]]:
    """Which rule says what of which form."""
    return {(nr, een.vorm.code, True) for een in wijzing.vormen for nr in een.voor} | {
        (nr, een.vorm.code, False) for een in wijzing.vormen for nr in een.tegen
    }


def buiten_handreiking(sector: Sector) -> bool:
    """Whether the handbook of the VNG does not speak of this sector."""
    return sector not in {Sector.GEMEENTEN, Sector.SGO}
