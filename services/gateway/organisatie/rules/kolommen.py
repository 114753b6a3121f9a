"""Van de kolommen van de openbare registerbestanden naar onze gegevens."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from services.gateway.organisatie.rules.bevinding import Bevinding, Bevindingcode
from services.gateway.organisatie.rules.register import Cao, Soort

# Our field <- the column names of the register files, without case and punctuation.
KOLOMMEN: Mapping[str, tuple[str, ...]] = {
    "tooi": ("tooi", "tooiuri", "resourceidentifiertooi"),
    "oin": ("oin",),
    "naam": ("naam",),
    "soort": ("soort", "type"),
    "cao": ("cao",),
    "website": ("website", "internet"),
    "plaats": ("plaats", "woonplaats"),
    "pc4": ("pc4", "postcode"),
    "inwoners": ("inwoners", "inwonerssomgemeenten", "aantalinwoners"),
    "actief_vanaf": ("actiefvanaf", "begindatum"),
    "actief_tot": ("actieftot", "einddatum", "roovaliduntil"),
    "opvolger": ("opvolger", "opvolgertooi", "tooiopvolger"),
}
SOORTEN: Mapping[str, Soort] = {
    **{str(soort).replace("_", ""): soort for soort in Soort},
    "so": Soort.GEMEENSCHAPPELIJKE_REGELING,
    "samenwerkingsorgaan": Soort.GEMEENSCHAPPELIJKE_REGELING,
    "regionaalsamenwerkingsorgaan": Soort.GEMEENSCHAPPELIJKE_REGELING,
    "ministerie": Soort.RIJK,
    "zelfstandigbestuursorgaan": Soort.ZBO,
    "oorg": Soort.OVERIG,
    "caribischopenbaarlichaam": Soort.OVERIG,
}
CAOS: Sequence[tuple[str, Cao]] = (
    ("gemeentelijke organisaties", Cao.SGO),
    ("sgo", Cao.SGO),
    ("gemeenten", Cao.GEMEENTEN),
    ("provinc", Cao.PROVINCIES),
    ("waterschap", Cao.WATERSCHAPPEN),
    ("rijk", Cao.RIJK),
)

WEBADRES = re.compile(r"https?://[\w-]+(\.[\w-]+)+(:[0-9]+)?(/\S*)?")
TUSSENWOORDEN = frozenset(
    ["'s", "'t", "aan", "bij", "de", "den", "der", "en", "het", "in", "op", "over", "te", "van"]
)


def kaal_woord(naam: str) -> str:
    """A name without case and punctuation, to recognise it in every spelling."""
    return re.sub(r"[^a-z0-9]", "", naam.lower())


def bekende_kolommen(rij: Mapping[str, str]) -> dict[str, str]:
    """The columns of a row that we know, by our own field names, with tidy spaces."""
    kaal = {kaal_woord(kolom.rpartition(":")[2]): " ".join(rij[kolom].split()) for kolom in rij}
    return {
        veld: next(kaal[naam] for naam in namen if naam in kaal)
        for veld, namen in KOLOMMEN.items()
        if not kaal.keys().isdisjoint(namen)
    }


def sleutels(rij: Mapping[str, str]) -> tuple[str, str]:
    """TOOI and OIN of a row, to look up what the register has; empty when the row has none."""
    velden = bekende_kolommen(rij)
    return velden.get("tooi", ""), velden.get("oin", "")


def beschrijving(velden: Mapping[str, str]) -> tuple[dict[str, Any], list[Bevinding]]:
    """What describes an organisation; a value that cannot be right is left out with a remark."""
    gelezen = {veld: lees(velden[veld]) for veld, (lees, _) in LEZERS.items() if veld in velden}
    opmerkingen = [
        Bevinding(LEZERS[veld][1], veld)
        for veld, waarde in gelezen.items()
        if waarde is None and velden[veld]
    ]
    return gelezen, opmerkingen


def _cao(tekst: str) -> Cao | None:
    return next((cao for woord, cao in CAOS if woord in tekst.lower()), None)


def _webadres(tekst: str) -> str | None:
    adres = tekst if "://" in tekst else f"https://{tekst}"
    return adres if WEBADRES.fullmatch(adres) and len(adres) <= 200 else None


def _plaats(tekst: str) -> str | None:
    """The register writes some towns in capitals: "BERGEN OP ZOOM" is Bergen op Zoom."""
    if not tekst or len(tekst) > 100:
        return None
    if not tekst.isupper():
        return tekst
    delen = re.split(r"([ -])", tekst.lower())
    plaats = "".join(deel if deel in TUSSENWOORDEN else _hoofdletter(deel) for deel in delen)
    return plaats if plaats.startswith("'") else plaats[0].upper() + plaats[1:]


def _hoofdletter(woord: str) -> str:
    return "IJ" + woord[2:] if woord.startswith("ij") else woord.capitalize()


def _pc4(tekst: str) -> str | None:
    postcode = re.fullmatch(r"([1-9][0-9]{3})( ?[A-Za-z]{2})?", tekst)
    return postcode[1] if postcode else None


def _inwoners(tekst: str) -> int | None:
    return int(tekst) if re.fullmatch(r"[0-9]{1,8}", tekst) else None


# How a describing column is read (None: it cannot be right), and the remark then.
LEZERS: Mapping[str, tuple[Callable[[str], object], Bevindingcode]] = {
    "cao": (_cao, Bevindingcode.CAO_ONBEKEND),
    "website": (_webadres, Bevindingcode.WEBSITE_ONGELDIG),
    "plaats": (_plaats, Bevindingcode.PLAATS_ONGELDIG),
    "pc4": (_pc4, Bevindingcode.POSTCODE_ONGELDIG),
    "inwoners": (_inwoners, Bevindingcode.INWONERS_ONGELDIG),
}
