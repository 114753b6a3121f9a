"""Het advies op papier: what the form guide says, as articles that can be read without it. Pure."""

from datetime import date

from services.pool.inzet.rules.overeenkomst import Artikel
from services.pool.vormwijzer.rules.tabel import (
    Antwoorden,
    Beslistabel,
    Oordeel,
    Rechtsgebied,
    Samenwerkingsvorm,
    Vormoordeel,
    Vormregel,
    Vormwaarschuwing,
    Wijzing,
    Zekerheid,
)

TITEL = "Advies over een vorm van samenwerken"
GEEN_ADVIES = "Dit is geen juridisch advies"
OORDELEN = {
    Oordeel.PASSEND: "Vormen die passen",
    Oordeel.NADER_BEKIJKEN: "Vormen om nader te bekijken",
    Oordeel.NIET_PASSEND: "Vormen die niet passen",
}
ZEKER = {
    Zekerheid.A: "A: gelezen in de bron",
    Zekerheid.B: "B: van anderen vernomen",
    Zekerheid.C: "C: eigen uitleg of nog niet beslist",
}
GEBIEDEN = {
    Rechtsgebied.ARBEIDSRECHT: "arbeidsrecht",
    Rechtsgebied.BTW: "btw",
    Rechtsgebied.MEDEDINGING: "mededinging en aanbesteding",
    Rechtsgebied.PRIVACY: "privacy en medezeggenschap",
}


def artikelen(
    tabel: Beslistabel,
    antwoorden: Antwoorden,
    wijzing: Wijzing,
    let_op: Vormwaarschuwing | None,
    opmerking: str | None,
) -> list[Artikel]:
    """Everything of the advice in order; `opmerking` is about the sector."""
    uit = [Artikel("geen-advies", GEEN_ADVIES, (tabel.verantwoording, *_als_er_is(opmerking)))]
    if let_op:
        uit.append(_waarschuwing(tabel, let_op))
    uit.append(Artikel("antwoorden", "Uw antwoorden", _antwoorden(tabel, antwoorden)))
    for oordeel, kop in OORDELEN.items():
        vormen = [een for een in wijzing.vormen if een.oordeel is oordeel]
        if vormen:
            uit.append(Artikel(oordeel.value, kop, tuple(_vorm(een) for een in vormen)))
    if wijzing.anders:
        uit.append(Artikel("anders", "Wat wel zou passen", _anders(tabel, wijzing)))
    uit += [_regel(een, een.nr in wijzing.te_herzien) for een in wijzing.regels]
    return uit


def _als_er_is(zin: str | None) -> tuple[str, ...]:
    return (zin,) if zin else ()


def _dag(dag: date) -> str:
    return f"{dag:%d-%m-%Y}"


def _namen(tabel: Beslistabel, codes: tuple[str, ...]) -> str:
    vormen: list[Samenwerkingsvorm] = [tabel.vormen[code] for code in codes]
    return ", ".join(een.naam for een in vormen)


def _antwoord(tabel: Beslistabel, vraag: str, antwoord: str) -> tuple[str, str]:
    een = next(een for een in tabel.vragen if een.code == vraag)
    return een.vraag, een.antwoorden[antwoord]


def _antwoorden(tabel: Beslistabel, antwoorden: Antwoorden) -> tuple[str, ...]:
    paren = (_antwoord(tabel, een.code, antwoorden[een.code]) for een in tabel.vragen)
    return tuple(f"{vraag} {antwoord}." for vraag, antwoord in paren)


def _waarschuwing(tabel: Beslistabel, let_op: Vormwaarschuwing) -> Artikel:
    vraag, gegeven = _antwoord(tabel, let_op.vraag, let_op.gegeven)
    _, nu = _antwoord(tabel, let_op.vraag, let_op.nu)
    zinnen = [f"{vraag} U antwoordde: {gegeven}. Het is nu: {nu}."]
    if let_op.vervallen:
        namen = _namen(tabel, let_op.vervallen)
        zinnen.append(f"Niet meer passend, misschien ook terug in de tijd: {namen}.")
    return Artikel("waarschuwing", "Let op: de inzet is langer geworden", tuple(zinnen))


def _vorm(een: Vormoordeel) -> str:
    zinnen = [f"{een.vorm.naam}. {een.vorm.omschrijving}"]
    if een.voor:
        zinnen.append(f"Ervoor: {', '.join(een.voor)}.")
    if een.tegen:
        zinnen.append(f"Ertegen: {', '.join(een.tegen)}.")
    return " ".join(zinnen)


def _anders(tabel: Beslistabel, wijzing: Wijzing) -> tuple[str, ...]:
    zinnen = []
    for een in wijzing.anders:
        vraag, antwoord = _antwoord(tabel, een.vraag, een.antwoord)
        zinnen.append(f"{vraag} Met het antwoord '{antwoord}' past: {_namen(tabel, een.vormen)}.")
    return tuple(zinnen)


def _regel(een: Vormregel, te_herzien: bool) -> Artikel:
    """A rule in words for both, with its source, how certain it is and until when it holds."""
    dag = _dag(een.herzien_voor)
    herzien = f"Na te kijken voor {dag}."
    if te_herzien:
        herzien = f"Deze regel had voor {dag} nagekeken moeten zijn; vertrouw er niet op."
    punten = tuple(f"Let op ({GEBIEDEN[recht]}): {tekst}" for recht, tekst in een.punten.items())
    bron = (
        f"Bron: {een.bron}{f' ({een.url})' if een.url else ''}. Zekerheid {ZEKER[een.zekerheid]}."
    )
    return Artikel(
        een.nr,
        f"Regel {een.nr}",
        (
            f"Voor de werkgever: {een.werkgever}",
            f"Voor de medewerker: {een.medewerker}",
            *punten,
            bron,
            herzien,
        ),
    )
