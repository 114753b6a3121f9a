"""Who referred how many to whom: what is sent is received, and few people are in no figure.

A referral counts once for each organisation that received it. So what all sent, with what people
asked for themselves, is what all received, and a reader could compute a figure that is hidden: the
figures are hidden as those of a table are (`shared.verberging`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from shared.verberging import Getal, Geteld, verberg

Tellingen = Mapping[str, Geteld]  # per organisation
NIETS = Geteld()


@dataclass(frozen=True, slots=True)
class Balanstelling:
    """Referrals with consent in one year. `zelf`: sent by nobody, the person asked for it."""

    verzonden: Tellingen = field(default_factory=dict)
    ontvangen: Tellingen = field(default_factory=dict)
    aangenomen: Tellingen = field(default_factory=dict)
    zelf: Geteld = NIETS


@dataclass(frozen=True, slots=True)
class Balansregel:
    """One organisation: referrals sent, received, and received ones hired. None: hidden."""

    organisatie: str
    verzonden: int | None = 0
    ontvangen: int | None = 0
    aangenomen: int | None = 0


def balans(
    telling: Balanstelling, eigen: str, kleinste_cel: int
) -> tuple[list[Balansregel], int | None]:
    """The lines for one organisation, which knows its own figures, and what nobody sent."""
    getallen = [
        *_pijlen("verzonden", telling.verzonden, "zenders", "ontvangers", eigen),
        *_pijlen("ontvangen", telling.ontvangen, "ontvangers", "zenders", eigen),
        Getal("zelf", "zenders", "ontvangers", telling.zelf.aantal, personen=telling.zelf.personen),
    ]
    # Who was hired is a part of what was received, and adds up to nothing that is shown.
    delen = list(_pijlen("aangenomen", telling.aangenomen, "", "", eigen))
    weg = verberg(getallen, kleinste_cel)
    weg |= {deel.naam for deel in delen if deel.is_klein(kleinste_cel) and not deel.bekend}
    getoond = {een.naam: None if een.naam in weg else een.aantal for een in (*getallen, *delen)}
    organisaties = sorted({*telling.verzonden, *telling.ontvangen})
    kolommen = ("verzonden", "ontvangen", "aangenomen")
    regels = [
        Balansregel(oin, *(getoond.get(f"{kolom} {oin}", 0) for kolom in kolommen))
        for oin in organisaties
    ]
    return regels, getoond["zelf"]


def _pijlen(kolom: str, tellingen: Tellingen, van: str, naar: str, eigen: str) -> Iterable[Getal]:
    for oin, (aantal, personen) in sorted(tellingen.items()):
        yield Getal(f"{kolom} {oin}", van, naar, aantal, personen=personen, bekend=oin == eigen)
