"""What would have to change: a counterfactual that is true when tried.

One fact is changed, the lines of the proposal stay as they are, and the hard rules are asked
whether somebody could then come; the validator looks at the outcome. So a sentence is only said
when it is so. Small changes first; first what the asking organisation can do itself, then what
would have to change for a member, then what was agreed together. Who is not available or gave no
consent comes last: other employers read the one as the other, and are told of neither.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from decimal import Decimal
from itertools import islice
from math import ceil, floor
from uuid import UUID

from services.pool.flexpool.rules import Niveau, Vaardigheid
from services.pool.toewijzing import aanvullen, uitleg, validator
from services.pool.toewijzing.feiten import Behoefte, Feiten, Instellingen, Lid, LopendeInzet
from services.pool.toewijzing.rules import (
    Kans,
    Redencode,
    Regel,
    afstand,
    agenda,
    toets,
)
from services.pool.toewijzing.uitleg.waarden import Tegenfeit
from services.pool.toewijzing.uitleg.woorden import getal, periode

DAGEN = (1, 7, 14, 28, 56, 91, 182)
UREN = (4, 8, 12, 16, 24)
PROEVEN = 4_000  # tries for one need: enough for every change with a hundred members
MEESTE_LEDEN = 100


@dataclass(frozen=True, slots=True)
class Wijziging:
    """One fact that is changed, in words."""

    soort: str
    onderwerp: str
    was: str
    wordt: str
    zin: str  # begins a sentence: "Als …"


Proef = tuple[Wijziging, Lid, Behoefte, Instellingen]


def zoek(
    feiten: Feiten,
    regels: Sequence[Regel],
    behoefte: UUID,
    lid: UUID | None = None,
    eigen: Container[UUID] | None = None,
) -> Tegenfeit | None:
    """The smallest change after which somebody (or this member) could do more of this need.

    None: it is full already, or none of these changes is enough. The lines are those of a proposal
    on these facts. `eigen`: of who is not available only these may be told; without: everybody.
    """
    klein = _rondom(feiten, regels, behoefte)
    if klein is None:
        return None
    wie = [een for een in klein.kandidaten if lid in (None, een.id)]
    minder = _minder_uren(klein) if lid is None else None
    weg = (een for een in wie if een.id in klein.weg and (eigen is None or een.id in eigen))
    return (
        _eerste(klein, [een for een in wie if een.id not in klein.weg])
        or minder
        or _eerste(klein, list(weg))
    )


@dataclass(frozen=True, slots=True)
class _Klein:
    """The facts and lines that one need can touch, and its candidates, closest first."""

    feiten: Feiten
    regels: tuple[Regel, ...]
    vraag: Behoefte
    gevuld: Decimal
    kandidaten: list[Lid]
    weg: frozenset[UUID]  # of those: who is not available, or gave no consent
    bezig: Mapping[UUID | None, list[LopendeInzet]]  # per person; None: on the need


def _rondom(feiten: Feiten, regels: Sequence[Regel], behoefte: UUID) -> _Klein | None:
    """Who has the function, what they do, and who else works on the need; None: it is full."""
    vraag = next(een for een in feiten.behoeften if een.id == behoefte)
    kan = [lid for lid in feiten.leden if vraag.functie in {een.functie for een in lid.functies}]
    wie = {lid.id for lid in kan} | {een.lid for een in regels if een.behoefte == behoefte}
    lijst = tuple(een for een in regels if een.lid in wie)
    wat = {behoefte} | {een.behoefte for een in lijst}
    personen = {lid.medewerker for lid in feiten.leden if lid.id in wie}
    plaatsen = {vraag.pc4} | {lid.pc4 for lid in kan}
    stand = feiten.instellingen
    deel = Feiten(
        replace(stand, plekken=tuple(een for een in stand.plekken if een.pc4 in plaatsen)),
        tuple(lid for lid in feiten.leden if lid.id in wie),
        tuple(een for een in feiten.behoeften if een.id in wat),
        tuple(
            een for een in feiten.inzetten if een.medewerker in personen or een.behoefte == behoefte
        ),
    )
    nieuw = uitleg.als_inzetten(deel, lijst)
    nu = agenda(deel, nieuw)
    gevuld = uitleg.gevuld(deel, vraag, nu)
    if uitleg.is_vol(vraag, gevuld):
        return None
    bezig: dict[UUID | None, list[LopendeInzet]] = defaultdict(list)
    for een in (*deel.inzetten, *nieuw):
        bezig[een.medewerker].append(een)
        if een.behoefte == behoefte:
            bezig[None].append(een)
    uitkomst = {lid.id: toets(lid, vraag, nu, stand) for lid in kan}
    weg = frozenset(wie for wie, reden in uitkomst.items() if reden in NIET_BESCHIKBAAR)
    return _Klein(deel, lijst, vraag, gevuld, _dichtstbij(kan, uitkomst), weg, bezig)


NIET_BESCHIKBAAR = (Redencode.GEEN_TOESTEMMING, Redencode.NIET_BESCHIKBAAR)  # one to other readers


def _dichtstbij(kan: Iterable[Lid], uitkomst: Mapping[UUID, Kans | Redencode]) -> list[Lid]:
    """Who came closest, by the order of the reasons."""
    rang = {code: nr for nr, code in enumerate(Redencode)}
    rang |= dict.fromkeys(NIET_BESCHIKBAAR, rang[Redencode.NIET_BESCHIKBAAR])

    def ver(lid: Lid) -> tuple[int, UUID]:
        reden = uitkomst[lid.id]
        return (-len(rang) if isinstance(reden, Kans) else -rang[reden], lid.id)

    return sorted(kan, key=ver)[:MEESTE_LEDEN]


def _minder_uren(klein: _Klein) -> Tegenfeit | None:
    """What is filled in part would be full when less was asked."""
    vraag, heeft = klein.vraag, floor(klein.gevuld)
    genoeg = vraag.uren_max if vraag.uren_min is None else vraag.uren_min
    if not uitleg.is_vol(replace(vraag, uren_min=Decimal(heeft)), Decimal(heeft)):
        return None
    zin = f"Met {getal(genoeg - heeft)} uur per week minder is deze behoefte helemaal gevuld."
    return Tegenfeit(
        soort="minder-uren", onderwerp="behoefte", was=getal(genoeg), wordt=str(heeft),
        lid=None, uren=heeft, van=max(vraag.van, klein.feiten.instellingen.peildatum),
        tot=vraag.tot, uitleg=zin,
    )  # fmt: skip


# ------------------------------------------------------------------ a try
def _eerste(klein: _Klein, wie: Sequence[Lid]) -> Tegenfeit | None:
    """The first change that is enough for one of these."""
    gevonden = (_probeer(klein, proef) for proef in islice(_proeven(klein, wie), PROEVEN))
    return next((een for een in gevonden if een), None)


def _probeer(klein: _Klein, proef: Proef) -> Tegenfeit | None:
    """Apply a change, leave the lines, and see whether this member can then come."""
    wijziging, lid, vraag, stand = proef
    if any(een.lid == lid.id and een.behoefte == vraag.id for een in klein.regels):
        return None
    anderen = (een for een in klein.bezig[None] if een.medewerker != lid.medewerker)
    nu = agenda(Feiten(stand, (lid,), (vraag,), (*klein.bezig[lid.medewerker], *anderen)))
    kans = toets(lid, vraag, nu, stand)
    if not isinstance(kans, Kans):
        return None
    anders = pas_toe(klein.feiten, lid, vraag, stand)
    erbij = aanvullen.regel_van(anders, kans)
    if validator.bevindingen(anders, [*klein.regels, erbij]):
        return None
    return Tegenfeit(
        soort=wijziging.soort, onderwerp=wijziging.onderwerp, was=wijziging.was,
        wordt=wijziging.wordt, lid=lid.id, uren=erbij.uren, van=erbij.van, tot=erbij.tot,
        uitleg=f"{wijziging.zin}, kan een poollid {erbij.uren} uur per week komen, "
        f"vanaf {periode(erbij.van, erbij.tot)}.",
    )  # fmt: skip


def pas_toe(feiten: Feiten, lid: Lid, vraag: Behoefte, stand: Instellingen) -> Feiten:
    """The facts with this member, this need and these settings in place of their own."""
    return replace(
        feiten,
        instellingen=stand,
        leden=tuple(lid if een.id == lid.id else een for een in feiten.leden),
        behoeften=tuple(vraag if een.id == vraag.id else een for een in feiten.behoeften),
    )


# ------------------------------------------------------------------ what can be changed
def _proeven(klein: _Klein, wie: Sequence[Lid]) -> Iterator[Proef]:
    """Every change of the need, then of every candidate, then of what was agreed."""
    stand, vraag = klein.feiten.instellingen, klein.vraag
    for anders, nieuw in _van_behoefte(vraag, stand):
        for lid in wie:
            yield anders, lid, nieuw, stand
    plekken = {een.pc4: een for een in stand.plekken}
    for lid in wie:
        ver = afstand.afstand(lid, vraag, plekken)
        for anders, ander in _van_lid(lid, vraag, ver):
            yield anders, ander, vraag, stand
    for anders, afspraak in _van_afspraak(stand):
        for lid in wie:
            yield anders, lid, vraag, afspraak


def _van_behoefte(vraag: Behoefte, stand: Instellingen) -> Iterable[tuple[Wijziging, Behoefte]]:
    """What the asking organisation can do: a smaller block, other days, less experience."""
    for uren in UREN:
        if (blok := vraag.urenblok - uren) >= 1:
            zin = f"Als het kleinste urenblok {uren} uur minder is ({getal(blok)})"
            nieuw = replace(vraag, urenblok=blok)
            yield _wijzig("urenblok", "behoefte", vraag.urenblok, blok, zin), nieuw
    for dagen in DAGEN:
        for teken, woord in ((1, "later"), (-1, "eerder")):
            schuif = timedelta(days=teken * dagen)
            van, tot = vraag.van + schuif, vraag.tot + schuif if vraag.tot else None
            if stand.peildatum <= van <= stand.einde:
                zin = f"Als de behoefte {_dagen(dagen)} {woord} begint en eindigt"
                nieuw = replace(vraag, van=van, tot=tot)
                yield _wijzig(f"{woord}-beginnen", "behoefte", vraag.van, van, zin), nieuw
    if vraag.niveau is not None:
        volgorde = list(Niveau)
        for niveau in reversed(volgorde[: volgorde.index(vraag.niveau)]):
            zin = f"Als niveau {niveau} ook goed is"
            nieuw = replace(vraag, niveau=niveau)
            yield _wijzig("niveau", "behoefte", vraag.niveau, niveau, zin), nieuw


def _van_lid(lid: Lid, vraag: Behoefte, ver: float | None) -> Iterable[tuple[Wijziging, Lid]]:
    """What would have to be different for a member: travel, hours, number at once, consent."""
    if lid.straal_km is not None and ver is not None and ver > lid.straal_km:
        straal = ceil(ver)
        zin = f"Als een poollid {straal - lid.straal_km} kilometer verder wil reizen"
        nieuw = replace(lid, straal_km=straal)
        yield _wijzig("reisafstand", "lid", lid.straal_km, straal, zin), nieuw
    for uren in UREN:
        if (meer := lid.uren_per_week + uren) <= 40:
            zin, nieuw = f"Als een poollid {uren} uur per week meer heeft", _meer(lid, uren)
            gewoon = _wijzig("meer-uren", "lid", lid.uren_per_week, meer, f"{zin} ({getal(meer)})")
            yield gewoon, replace(nieuw, perioden=lid.perioden)
            if lid.perioden and all(een.uren_per_week + uren <= 40 for een in lid.perioden):
                ook = f"{zin}, ook in perioden met andere uren"
                soort = "meer-uren-in-perioden"
                yield _wijzig(soort, "lid", lid.uren_per_week, meer, ook), nieuw
    meeste = lid.maximum_inzetten + 1
    zin = f"Als een poollid {meeste} inzetten tegelijk mag doen"
    nieuw = replace(lid, maximum_inzetten=meeste)
    yield _wijzig("maximum-inzetten", "lid", lid.maximum_inzetten, meeste, zin), nieuw
    if not lid.toestemming:
        nieuw = replace(lid, toestemming=True)
        zin = "Als een poollid dat nu niet wil, wel wil worden voorgesteld"
        yield _wijzig("toestemming", "lid", "nee", "ja", zin), nieuw
    if vraag.niveau is not None and vraag.functie is not None:
        functies = (*lid.functies, Vaardigheid(vraag.functie, vraag.niveau))
        zin = f"Als een poollid niveau {vraag.niveau} heeft"
        nieuw = replace(lid, functies=functies)
        eigen = [een.niveau for een in lid.functies if een.functie == vraag.functie]
        yield _wijzig("ervaring", "lid", ", ".join(eigen), vraag.niveau, zin), nieuw


def _meer(lid: Lid, uren: int) -> Lid:
    """The member with so many hours per week more, always."""
    erbij = (replace(een, uren_per_week=een.uren_per_week + uren) for een in lid.perioden)
    return replace(lid, uren_per_week=lid.uren_per_week + uren, perioden=tuple(erbij))


def _van_afspraak(stand: Instellingen) -> Iterable[tuple[Wijziging, Instellingen]]:
    """What was agreed together: the rotation gap and the shortest stay."""
    for rust in _minder(stand.rotatie_dagen):
        zin = f"Als er {_dagen(rust)} tussen twee inzetten bij dezelfde organisatie hoeft te zitten"
        nieuw = replace(stand, rotatie_dagen=rust)
        yield _wijzig("rotatie", "afspraak", stand.rotatie_dagen, rust, zin), nieuw
    for kort in _minder(stand.kortste_inzet_dagen):
        zin = f"Als een inzet {_dagen(kort)} mag duren"
        nieuw = replace(stand, kortste_inzet_dagen=kort)
        yield _wijzig("kortste-inzet", "afspraak", stand.kortste_inzet_dagen, kort, zin), nieuw


def _minder(dagen: int) -> list[int]:
    """Three quarters, half, a quarter and nothing of it."""
    return list(
        dict.fromkeys(een for een in (dagen * 3 // 4, dagen // 2, dagen // 4, 0) if een < dagen)
    )


def _wijzig(soort: str, onderwerp: str, was: object, wordt: object, zin: str) -> Wijziging:
    return Wijziging(soort, onderwerp, _tekst(was), _tekst(wordt), zin)


def _tekst(waarde: object) -> str:
    return getal(waarde) if isinstance(waarde, Decimal) else str(waarde)


def _dagen(aantal: int) -> str:
    if aantal and aantal % 7 == 0:
        return f"{aantal // 7} {'week' if aantal == 7 else 'weken'}"
    return f"{aantal} {'dag' if aantal == 1 else 'dagen'}"
