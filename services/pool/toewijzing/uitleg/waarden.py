"""Which values were compared, per reason: what is needed beside what there is."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil
from uuid import UUID

from services.pool.toewijzing.feiten import Behoefte, Instellingen, Lid, LopendeInzet
from services.pool.toewijzing.rules import Agenda, Redencode, Strook, afstand, kalender, paren
from services.pool.toewijzing.uitleg.woorden import getal, periode


@dataclass(frozen=True, slots=True)
class Vergelijking:
    """One value that was compared, in words: what it is about, what is needed, what there is."""

    wat: str
    nodig: str
    heeft: str


@dataclass(frozen=True, slots=True)
class Tegenfeit:
    """What would be different if one fact were: tried, and true beside the lines as they are."""

    soort: str  # which fact: see `tegenfeit`
    onderwerp: str  # behoefte, lid or afspraak: whose fact it is
    was: str
    wordt: str
    lid: UUID | None  # who could then come; None: nobody new, but the need would be full
    uren: int  # per week
    van: date | None
    tot: date | None
    uitleg: str


@dataclass(frozen=True, slots=True)
class Beeld:
    """What a comparison is made from: a member and a need, and the calendars that decided."""

    lid: Lid
    behoefte: Behoefte
    bezet: Agenda  # with the lines of the proposal when those decided
    stand: Instellingen
    deel: Mapping[str, Decimal]
    gekregen: Mapping[str, Decimal]


def vergelijk(code: Redencode, beeld: Beeld) -> tuple[Vergelijking, ...]:
    """The values behind a reason."""
    return VERGELIJK[code](beeld)


def _functie(beeld: Beeld) -> tuple[Vergelijking, ...]:
    eigen = ", ".join(sorted({een.functie for een in beeld.lid.functies})) or "geen"
    return (Vergelijking("functie", beeld.behoefte.functie or "nog niet gekozen", eigen),)


def _niveau(beeld: Beeld) -> tuple[Vergelijking, ...]:
    eigen = [een.niveau for een in beeld.lid.functies if een.functie == beeld.behoefte.functie]
    return (Vergelijking("niveau", beeld.behoefte.niveau or "geen", ", ".join(eigen)),)


def _werkgever(_: Beeld) -> tuple[Vergelijking, ...]:
    return (Vergelijking("werkgever", "een andere dan deze organisatie", "dezelfde"),)


def _kilometers(beeld: Beeld) -> tuple[Vergelijking, ...]:
    ver = afstand.afstand(beeld.lid, beeld.behoefte, beeld.bezet.plekken)
    straal = f"hoogstens {beeld.lid.straal_km}"
    return (Vergelijking("kilometers", straal, "onbekend" if ver is None else str(ceil(ver))),)


def _toestemming(beeld: Beeld) -> tuple[Vergelijking, ...]:
    return (Vergelijking("toestemming", "ja", "ja" if beeld.lid.toestemming else "nee"),)


def _vraag(beeld: Beeld) -> tuple[Strook, ...]:
    return beeld.bezet.vraag[beeld.behoefte.id]


def _dagen(beeld: Beeld, bezet: bool = False) -> Vergelijking:
    """Most days in a row with enough hours, beside the shortest stay."""
    vrij = (beeld.bezet.vrij if bezet else beeld.bezet.eigen)[beeld.lid.id]
    meest = kalender.langste_rij(kalender.samen(vrij, _vraag(beeld), paren.blok(beeld.behoefte)))
    kortst = paren.kortste_verblijf(beeld.behoefte, beeld.stand)
    return Vergelijking("dagen achter elkaar", f"minstens {kortst}", str(meest))


def _uren(beeld: Beeld, stroken: Iterable[Strook], wat: str) -> Vergelijking:
    """Most hours per week on a day of the need, beside the smallest block."""
    dagen = _vraag(beeld)
    binnen = [
        een.uren
        for een in stroken
        if een.plekken > 0 and any(een.van < deel.na and deel.van < een.na for deel in dagen)
    ]
    blok = paren.blok(beeld.behoefte)
    return Vergelijking(wat, f"minstens {blok}", str(max(binnen, default=0)))


def _periode(beeld: Beeld) -> tuple[Vergelijking, ...]:
    vraag, lid = beeld.behoefte, beeld.lid
    dagen = Vergelijking("periode", periode(vraag.van, vraag.tot), periode(lid.van, lid.tot))
    return (dagen, _dagen(beeld))


def _blok(beeld: Beeld) -> tuple[Vergelijking, ...]:
    rest = beeld.bezet.rest[beeld.behoefte.id]
    eigen = beeld.bezet.eigen[beeld.lid.id]
    return (
        _uren(beeld, eigen, "uren per week van het poollid"),
        _uren(beeld, rest, "uren per week die nog gevraagd zijn"),
        _dagen(beeld),
    )


def _vrij(beeld: Beeld) -> tuple[Vergelijking, ...]:
    vrij = beeld.bezet.vrij[beeld.lid.id]
    return (_uren(beeld, vrij, "vrije uren per week"), _dagen(beeld, bezet=True))


def _lopend(beeld: Beeld) -> Iterable[LopendeInzet]:
    return beeld.bezet.van_medewerker.get(beeld.lid.medewerker, ())


def _rotatie(beeld: Beeld) -> tuple[Vergelijking, ...]:
    hier = [een for een in _lopend(beeld) if een.inlener == beeld.behoefte.inlener]
    laatste = max(hier, key=lambda een: (een.tot is None, een.tot or een.van, een.id))
    nodig = f"minstens {beeld.stand.rotatie_dagen} dagen ertussen"
    eerder = f"een inzet van {periode(laatste.van, laatste.tot)}"
    return (Vergelijking("andere inzet bij deze organisatie", nodig, eerder),)


def _maximum(beeld: Beeld) -> tuple[Vergelijking, ...]:
    dagen = _vraag(beeld)
    einde = beeld.stand.einde
    van = max(beeld.behoefte.van, beeld.stand.peildatum)
    tot = min(beeld.behoefte.tot or einde, einde)
    aantal = kalender.bezetting(_lopend(beeld), van, tot)[1] if dagen else 0
    return (
        Vergelijking("inzetten tegelijk", f"hoogstens {beeld.lid.maximum_inzetten}", str(aantal)),
    )


def _aandeel(beeld: Beeld) -> tuple[Vergelijking, ...]:
    wie = beeld.behoefte.inlener
    deel, heeft = beeld.deel.get(wie, Decimal(0)), beeld.gekregen.get(wie, Decimal(0))
    return (Vergelijking("uren van het rechtvaardige deel", getal(deel), getal(heeft)),)


def _vraag_over(beeld: Beeld) -> tuple[Vergelijking, ...]:
    rest = beeld.bezet.rest[beeld.behoefte.id]
    return (_uren(beeld, rest, "uren per week die nog gevraagd zijn"),)


def _gegeven(beeld: Beeld) -> tuple[Vergelijking, ...]:
    hier = (een for een in _lopend(beeld) if een.behoefte == beeld.behoefte.id)
    uren = getal(max((een.uren for een in hier), default=Decimal(0)))
    return (Vergelijking("uren per week", f"hoogstens {getal(beeld.behoefte.uren_max)}", uren),)


VERGELIJK: Mapping[Redencode, Callable[[Beeld], tuple[Vergelijking, ...]]] = {
    Redencode.GEEN_FUNCTIE: _functie,
    Redencode.GEEN_VAARDIGHEID: _functie,
    Redencode.NIVEAU: _niveau,
    Redencode.EIGEN_WERKGEVER: _werkgever,
    Redencode.REISAFSTAND: _kilometers,
    Redencode.GEEN_TOESTEMMING: _toestemming,
    Redencode.NIET_BESCHIKBAAR: _periode,
    Redencode.URENBLOK: _blok,
    Redencode.ROTATIE: _rotatie,
    Redencode.LOPENDE_INZET: _vrij,
    Redencode.MAXIMUM_INZETTEN: _maximum,
    Redencode.BEZET_BIJ_ANDEREN: _vrij,
    Redencode.AANDEEL_BEREIKT: _aandeel,
    Redencode.GEDEKT: _vraag_over,
    Redencode.TOEGEWEZEN: _gegeven,
}


def in_woorden(waarden: Iterable[Vergelijking]) -> str:
    """The comparisons as one sentence; nothing when there are none."""
    delen = "; ".join(f"{een.wat}: nodig {een.nodig}, nu {een.heeft}" for een in waarden)
    return f" ({delen}.)" if delen else ""
