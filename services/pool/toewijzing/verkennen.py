"""What if: other hours, somebody more or less, another key. Pure; nothing is kept.

The same engine computes the facts of now and the facts with the changes; this says what differs.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from services.pool.flexpool.rules import Vaardigheid
from services.pool.toewijzing import berekening, validator
from services.pool.toewijzing.berekening import Vertrek, Voorstel
from services.pool.toewijzing.feiten import Behoefte, Feiten, Lid
from services.pool.toewijzing.rules import Regel

MEESTE_PAREN = 2500  # members × needs; above this a computed proposal is the way
RONDEN = 300  # of improvement from lines that are there: little else changes than must
SNEL = 1200  # from nothing, where a proposal takes ten times as many


@dataclass(frozen=True, slots=True)
class AndereBehoefte:
    """A need with other hours or another period; what is None stays as it is."""

    behoefte: UUID
    vervalt: bool = False
    uren_min: Decimal | None = None
    uren_max: Decimal | None = None
    van: date | None = None
    tot: date | None = None


@dataclass(frozen=True, slots=True)
class AnderLid:
    """A member who is away, or has other hours or another period; None stays as it is."""

    lid: UUID
    afwezig: bool = False
    uren_per_week: Decimal | None = None
    van: date | None = None
    tot: date | None = None


@dataclass(frozen=True, slots=True)
class Wijzigingen:
    """Everything that is tried at once."""

    behoeften: tuple[AndereBehoefte, ...] = ()
    leden: tuple[AnderLid, ...] = ()
    extra_leden: tuple[Lid, ...] = ()
    verdeelsleutel: str | None = None
    gewichten: tuple[tuple[str, int], ...] | None = None


Fout = tuple[str, str, str]  # field, code, sentence
ONBEKEND = "Dit staat niet in de feiten van deze pool."
DUBBEL = "Dit staat er meer dan een keer in."
OMGEKEERD = "De laatste dag ligt voor de eerste dag."


def fouten(feiten: Feiten, wijzigingen: Wijzigingen, bekend: Container[UUID]) -> list[Fout]:
    """Everything that is wrong with what somebody wants to try; of members only `bekend` exist."""
    vragen = {een.id: een for een in feiten.behoeften}
    mensen = {lid.id: lid for lid in feiten.leden if lid.id in bekend}
    uit = [*_fouten_in_lijst("behoeften", "behoefte", wijzigingen.behoeften, vragen)]
    uit += _fouten_in_lijst("leden", "lid", wijzigingen.leden, mensen)
    for nr, een in enumerate(wijzigingen.behoeften):
        if een.uren_min is not None and een.uren_max is not None and een.uren_min > een.uren_max:
            zin = "De minste uren zijn meer dan de meeste uren."
            uit.append((f"behoeften.{nr}.urenMin", "uren-omgekeerd", zin))
    for nr, lid in enumerate(wijzigingen.extra_leden):
        if lid.tot is not None and lid.tot < lid.van:
            uit.append((f"extraLeden.{nr}.tot", "periode-omgekeerd", OMGEKEERD))
    return uit


def _fouten_in_lijst(
    lijst: str,
    veld: str,
    anders: Sequence[AndereBehoefte | AnderLid],
    bekend: Mapping[UUID, Behoefte | Lid],
) -> Iterator[Fout]:
    """Unknown, named twice, or with a last day before the first."""
    gezien: set[UUID] = set()
    for nr, een in enumerate(anders):
        id: UUID = getattr(een, veld)
        oud = bekend.get(id)
        if oud is None:
            yield f"{lijst}.{nr}.{veld}", "onbekend", ONBEKEND
        elif id in gezien:
            yield f"{lijst}.{nr}.{veld}", "dubbel", DUBBEL
        elif een.van or een.tot:
            van, tot = een.van or oud.van, een.tot or oud.tot
            if tot is not None and tot < van:
                yield f"{lijst}.{nr}.tot", "periode-omgekeerd", OMGEKEERD
        gezien.add(id)


def te_groot(feiten: Feiten) -> bool:
    """Whether this is too much to compute while somebody waits."""
    return len(feiten.leden) * len(feiten.behoeften) > MEESTE_PAREN


def met(feiten: Feiten, wijzigingen: Wijzigingen) -> Feiten:
    """The facts as they would be."""
    vragen = {een.behoefte: een for een in wijzigingen.behoeften}
    mensen = {een.lid: een for een in wijzigingen.leden}
    stand = feiten.instellingen
    sleutel, gewichten = wijzigingen.verdeelsleutel or stand.verdeelsleutel, wijzigingen.gewichten
    if gewichten is None:  # weights are of their own key
        gewichten = stand.gewichten if sleutel == stand.verdeelsleutel else ()
    return replace(
        feiten,
        instellingen=replace(stand, verdeelsleutel=sleutel, gewichten=gewichten),
        behoeften=tuple(
            ander
            for een in feiten.behoeften
            if (ander := _andere_behoefte(een, vragen.get(een.id))) is not None
        ),
        leden=(
            *(
                lid
                for een in feiten.leden
                if (lid := _ander_lid(een, mensen.get(een.id))) is not None
            ),
            *wijzigingen.extra_leden,
        ),
    )


def _andere_behoefte(een: Behoefte, ander: AndereBehoefte | None) -> Behoefte | None:
    if ander is None:
        return een
    van, tot = ander.van or een.van, ander.tot or een.tot
    if ander.vervalt or (tot is not None and tot < van):
        return None
    hoogste = ander.uren_max or een.uren_max
    laagste = een.uren_min if ander.uren_min is None else ander.uren_min
    return replace(
        een,
        uren_max=hoogste,
        uren_min=None if laagste is None else min(laagste, hoogste),
        urenblok=min(een.urenblok, hoogste),
        van=van,
        tot=tot,
    )


def _ander_lid(een: Lid, ander: AnderLid | None) -> Lid | None:
    if ander is None:
        return een
    van, tot = ander.van or een.van, ander.tot or een.tot
    if ander.afwezig or (tot is not None and tot < van):
        return None
    if ander.uren_per_week is None:
        return replace(een, van=van, tot=tot)
    return replace(een, van=van, tot=tot, uren_per_week=ander.uren_per_week, perioden=())


def extra_lid(
    id: UUID, thuisorganisatie: str, functies: tuple[Vaardigheid, ...], uren: Decimal, van: date,
    tot: date | None, pc4: str | None, straal_km: int | None, maximum_inzetten: int,
) -> Lid:  # fmt: skip
    """Somebody who is not there yet; the id stands for the person too."""
    return Lid(
        id=id, medewerker=id, thuisorganisatie=thuisorganisatie, functies=functies,
        uren_per_week=uren, van=van, tot=tot, pc4=pc4, straal_km=straal_km,
        maximum_inzetten=maximum_inzetten,
    )  # fmt: skip


def reken(feiten: Feiten, regels: Sequence[Regel], ronden: int = RONDEN) -> Voorstel:
    """An outcome that goes on from these lines, as far as they still can be.

    So what differs from before is there because of the changes, and not by another draw.
    """
    begin = Vertrek(houdbaar(feiten, regels), ronden)
    return berekening.bereken(feiten, tegenfeiten=False, vanuit=begin)


def houdbaar(feiten: Feiten, regels: Sequence[Regel]) -> tuple[Regel, ...]:
    """Those of these lines that keep every hard rule together, on these facts."""
    over = list(regels)
    for _ in range(len(over)):
        fout = {(een.lid, een.behoefte) for een in validator.bevindingen(feiten, over)}
        if not fout:
            break
        los = [een for een in over if (een.lid, een.behoefte) in fout]
        # Two that cannot go together are both named: the last of them makes room first.
        weg = [een for een in los if validator.bevindingen(feiten, [een])] or los[-1:]
        over = [een for een in over if een not in weg]
    return tuple(over)


@dataclass(frozen=True, slots=True)
class Regelverschil:
    """A line that comes, goes or changes; the side that has none is None."""

    lid: UUID
    behoefte: UUID
    was: Regel | None
    wordt: Regel | None


@dataclass(frozen=True, slots=True)
class Aandeelverschil:
    """Hours of one organisation over the horizon, now and then."""

    organisatie: str
    rechtvaardig: Decimal
    rechtvaardig_wordt: Decimal
    toegewezen: Decimal
    toegewezen_wordt: Decimal


@dataclass(frozen=True, slots=True)
class Behoefteverschil:
    """A need that gets another reason or other hours; None: it is not there on that side."""

    behoefte: UUID
    code: str | None
    code_wordt: str | None
    toegewezen: int
    toegewezen_wordt: int
    uitleg: str


@dataclass(frozen=True, slots=True)
class Verschillen:
    """Everything that differs."""

    regels: tuple[Regelverschil, ...]
    aandelen: tuple[Aandeelverschil, ...]
    behoeften: tuple[Behoefteverschil, ...]


def vergelijk(nu: Voorstel, dan: Voorstel) -> Verschillen:
    """What changes from one outcome to the other; shares are told of every organisation."""
    return Verschillen(_regels(nu, dan), _aandelen(nu, dan), _behoeften(nu, dan))


def _regels(nu: Voorstel, dan: Voorstel) -> tuple[Regelverschil, ...]:
    was = {(een.lid, een.behoefte): een for een in nu.regels}
    wordt = {(een.lid, een.behoefte): een for een in dan.regels}
    return tuple(
        Regelverschil(*paar, was.get(paar), wordt.get(paar))
        for paar in sorted(was.keys() | wordt.keys())
        if was.get(paar) != wordt.get(paar)
    )


def _aandelen(nu: Voorstel, dan: Voorstel) -> tuple[Aandeelverschil, ...]:
    was = {een.organisatie: een for een in nu.aandelen}
    wordt = {een.organisatie: een for een in dan.aandelen}

    def uren(waar: Mapping[str, object], org: str, veld: str) -> Decimal:
        return Decimal(getattr(waar[org], veld)) if org in waar else Decimal(0)

    return tuple(
        Aandeelverschil(
            org,
            uren(was, org, "rechtvaardig"),
            uren(wordt, org, "rechtvaardig"),
            uren(was, org, "toegewezen"),
            uren(wordt, org, "toegewezen"),
        )
        for org in sorted(was.keys() | wordt.keys())
    )


def _behoeften(nu: Voorstel, dan: Voorstel) -> tuple[Behoefteverschil, ...]:
    was = {een.behoefte: een for een in nu.behoeften}
    wordt = {een.behoefte: een for een in dan.behoeften}
    gevonden = []
    for id in sorted(was.keys() | wordt.keys()):
        oud, nieuw = was.get(id), wordt.get(id)
        verschil = Behoefteverschil(
            id,
            oud.code if oud else None,
            nieuw.code if nieuw else None,
            oud.toegewezen if oud else 0,
            nieuw.toegewezen if nieuw else 0,
            nieuw.uitleg if nieuw else "Deze behoefte vervalt in deze verkenning.",
        )
        if (verschil.code, verschil.toegewezen) != (
            verschil.code_wordt, verschil.toegewezen_wordt,
        ):  # fmt: skip
            gevonden.append(verschil)
    return tuple(gevonden)
