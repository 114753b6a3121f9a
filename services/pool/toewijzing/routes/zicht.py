"""What is shown of a proposal: all, the shares and the own employees, or one's own lines."""

from collections.abc import Container, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any
from uuid import UUID

from services.pool.flexpool.rules import Kijker
from services.pool.toewijzing import storage
from services.pool.toewijzing.feiten import Feiten, Lid
from services.pool.toewijzing.rules import Redencode, Verschil
from services.pool.toewijzing.toegang import Zicht, zicht
from services.pool.toewijzing.uitleg.verschillen import in_woorden
from services.pool.toewijzing.uitleg.woorden import VOOR_BEHOEFTE, ZINNEN
from services.pool.toewijzing.verkennen import Behoefteverschil

TOESTEMMING = "toestemming"
GEHEIM, ANDERS = Redencode.GEEN_TOESTEMMING, Redencode.NIET_BESCHIKBAAR


@dataclass(frozen=True, slots=True)
class Blik:
    """What a caller gets to see, and about whom that is."""

    zicht: Zicht
    regels: list[storage.Regel]
    uitkomst: dict[str, Any]
    mensen: list[UUID]


def bekijk(
    kop: storage.Kop,
    invoer: dict[str, Any],
    uitkomst: dict[str, Any],
    regels: list[storage.Regel],
    kijker: Kijker,
) -> Blik:
    """Everything for a makelaar; for others no person but oneself and one's own employees."""
    hoe = zicht(kop.verband, {regel.medewerker for regel in regels}, kijker)
    if hoe is Zicht.EIGEN_REGEL:
        eigen = [regel for regel in regels if regel.medewerker == kijker.medewerker]
        return Blik(hoe, eigen, {naam: [] for naam in uitkomst}, [een.medewerker for een in eigen])
    mensen = {
        lid["id"]: UUID(lid["medewerker"])
        for lid in invoer["leden"]
        if lid["thuisorganisatie"] == kijker.organisatie
    }
    if hoe is Zicht.ALLES:
        # The explanation tells about every member, proposed or not.
        over = [UUID(lid["medewerker"]) for lid in invoer["leden"]]
        behoeften = [_zonder_toestemming(een, mensen) for een in uitkomst["behoeften"]]
        return Blik(hoe, regels, uitkomst | {"behoeften": behoeften}, over)
    eigen = [regel for regel in regels if regel.thuisorganisatie == kijker.organisatie]
    return Blik(hoe, eigen, _delen(uitkomst, mensen, kijker), list(mensen.values()))


def _zonder_toestemming(een: dict[str, Any], eigen: Container[str]) -> dict[str, Any]:
    """Whether somebody gave consent is between the person and the own employer: to others this
    member is not available, in the same words and without the values of who really is not.

    Then the need reads as if that were so, and what would have to change is told of nobody who is
    not available: which of them it was about would tell the one from the other.
    """
    dicht = {wie["lid"] for wie in een["kandidaten"] if wie["code"] in (GEHEIM, ANDERS)}
    vreemd = {lid for lid in dicht if lid not in eigen}
    ander = {"code": ANDERS, "uitleg": ZINNEN[ANDERS], "waarden": []}
    kandidaten = [
        kandidaat | ander if kandidaat["lid"] in vreemd else kandidaat
        for kandidaat in een["kandidaten"]
    ]
    uit = een | {"kandidaten": kandidaten}
    eigen_nee = any(kandidaat["code"] == GEHEIM for kandidaat in kandidaten)
    if een["code"] == GEHEIM and (vreemd or not eigen_nee):
        zin = een["uitleg"].replace(VOOR_BEHOEFTE[GEHEIM], VOOR_BEHOEFTE[ANDERS])
        uit |= {"code": ANDERS, "uitleg": zin}
    tegenfeit = een.get("tegenfeit")
    if tegenfeit and vreemd and tegenfeit["lid"] in dicht:
        uit["tegenfeit"] = None
    return uit


def _delen(uitkomst: dict[str, Any], leden: Container[str], kijker: Kijker) -> dict[str, Any]:
    """Shares and bottlenecks without persons; of needs the own ones and who of ours could."""
    behoeften = []
    for hele in uitkomst["behoeften"]:
        een = _zonder_toestemming(hele, leden)
        kandidaten = [kandidaat for kandidaat in een["kandidaten"] if kandidaat["lid"] in leden]
        if kandidaten or een["inlener"] == kijker.organisatie:
            weg = {
                naam: een.get(naam) if een.get(naam) and een[naam]["lid"] in leden else None
                for naam in ("alternatief", "tegenfeit")
            }
            behoeften.append(een | weg | {"kandidaten": kandidaten})
    groepen = [een | {"leden": []} for een in uitkomst["groepen"]]
    return uitkomst | {"groepen": groepen, "behoeften": behoeften}


def eigen_leden(invoer: dict[str, Any], kijker: Kijker) -> set[str]:
    """The members in these facts whom the caller's organisation employs."""
    return {lid["id"] for lid in invoer["leden"] if lid["thuisorganisatie"] == kijker.organisatie}


def bekend(feit: Feiten, kijker: Kijker) -> dict[UUID, Lid]:
    """The members whom a caller may name: who gave no consent is there for the own employer only,
    just as who is not in the facts at all."""
    return {
        lid.id: lid
        for lid in feit.leden
        if lid.toestemming or lid.thuisorganisatie == kijker.organisatie
    }


def behoefteverschil(een: Behoefteverschil) -> Behoefteverschil:
    """Another outcome of a need, without a word about anybody's consent."""

    def zeg(code: str | None) -> str | None:
        return ANDERS if code == GEHEIM else code

    uitleg = een.uitleg.replace(VOOR_BEHOEFTE[GEHEIM], VOOR_BEHOEFTE[ANDERS])
    return replace(een, code=zeg(een.code), code_wordt=zeg(een.code_wordt), uitleg=uitleg)


def wijzigingen(
    gevonden: Sequence[Verschil], invoer: dict[str, Any], kijker: Kijker
) -> list[dict[str, str | None]]:
    """Changed facts as they are told.

    To another employer who gives or takes back consent comes in or goes (as in `bekend`); the own
    employer reads that the member is available or not.
    """
    eigen = eigen_leden(invoer, kijker)
    komt_of_gaat = {een.id for een in gevonden if een.veld == TOESTEMMING and een.id not in eigen}
    return [
        _wijziging(een, een.id in eigen)
        for een in gevonden
        if een.veld == TOESTEMMING or een.id not in komt_of_gaat
    ]


def _wijziging(een: Verschil, is_eigen: bool) -> dict[str, str | None]:
    if een.veld != TOESTEMMING:
        return asdict(een) | {"uitleg": in_woorden(een)}
    was, nu = ("ja" if waarde == "True" else "nee" for waarde in (een.was, een.nu))
    gezegd = replace(een, veld="beschikbaar" if is_eigen else "bestaat", was=was, nu=nu)
    return asdict(gezegd) | {"uitleg": in_woorden(een if is_eigen else gezegd)}
