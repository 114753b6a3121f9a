"""Money is whole euro cents. What must be rounded is rounded once, half away from zero."""

from collections.abc import Mapping

KWARTIEREN_PER_UUR = 4
HONDERD_PROCENT = 10_000  # a percentage is kept in hundredths: 21 % is 2,100


def afgerond(teller: int, noemer: int) -> int:
    """A division of whole numbers, rounded half away from zero; `noemer` is positive."""
    heel = (2 * abs(teller) + noemer) // (2 * noemer)
    return -heel if teller < 0 else heel


def bedrag(kwartieren: int, cent_per_uur: int) -> int:
    """Cents for quarters of an hour, at cents per hour; the one rounding of a line."""
    return afgerond(kwartieren * cent_per_uur, KWARTIEREN_PER_UUR)


def deel(cent: int, gewichten: Mapping[str, int], begin: int = 0) -> dict[str, int]:
    """Share cents by weights with the largest remainder; the parts are the whole, to the cent.

    Of equal remainders the cent goes to the next organisation in order of OIN, counted from
    `begin`: a number of the line, so that it is not always the same one. Without any weight all
    count the same. Error: ValueError, when there is nobody to share with.
    """
    wie = sorted(gewichten)
    if not wie:
        raise ValueError("niemand om te delen")
    som = sum(gewichten.values())
    per = {een: gewichten[een] for een in wie} if som else dict.fromkeys(wie, 1)
    som = som or len(wie)
    positief = abs(cent)
    delen = {een: positief * per[een] // som for een in wie}
    rest = positief - sum(delen.values())
    start = begin % len(wie)
    plaats = {een: (nr - start) % len(wie) for nr, een in enumerate(wie)}
    volgorde = sorted(wie, key=lambda een: (-(positief * per[een] % som), plaats[een]))
    for een in volgorde[:rest]:
        delen[een] += 1
    return {een: -stuk for een, stuk in delen.items()} if cent < 0 else delen


def percentage(teller: int, noemer: int) -> int | None:
    """In hundredths of a percent; None: there is nothing to divide by."""
    return afgerond(teller * HONDERD_PROCENT, noemer) if noemer > 0 else None


def in_euro(cent: int) -> str:
    """As one writes it: € 1.234,50."""
    euro, rest = divmod(abs(cent), 100)
    teken = "-" if cent < 0 else ""
    return f"{teken}€ {euro:,}".replace(",", ".") + f",{rest:02d}"


def decimaal(cent: int) -> str:
    """As a machine reads it: 1234.50."""
    euro, rest = divmod(abs(cent), 100)
    return f"{'-' if cent < 0 else ''}{euro}.{rest:02d}"
