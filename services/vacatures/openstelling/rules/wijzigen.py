"""What an employer may do otherwise than the convenant says, in one phase of one opening."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import (
    Categorie,
    Convenant,
    Faseafspraak,
    Solliciteren,
    Toegang,
)
from services.vacatures.openstelling.rules.fasen import (
    Fasewijziging,
    Openstelling,
    beperkt,
    fasen_van,
    gewijzigd,
)
from services.vacatures.vacature.rules import Fout

Redenen = Iterator[tuple[str, str, str]]


def wijziging_fouten(
    convenanten: Sequence[Convenant], wijzigingen: Sequence[Fasewijziging]
) -> list[Fout]:
    """Why own values are outside what the convenanten allow; each fault once."""
    fouten = [
        Fout(f"fasewijzigingen.{nr}.{veld}", code, reden)
        for nr, wijziging in enumerate(wijzigingen)
        for veld, code, reden in _van_een(convenanten, wijzigingen[:nr], wijziging)
    ]
    if not fouten:
        fouten = [
            Fout(f"fasewijzigingen.{nr}.toegang", code, reden)
            for nr, wijziging in enumerate(wijzigingen)
            for c in convenanten
            for code, reden in _van_verloop(c, wijzigingen, wijziging)
        ]
    return list(dict.fromkeys(fouten))


def valt_weg(openstelling: Openstelling, *, alleen_herplaatsing: bool = False) -> list[Fout]:
    """Phases of an agreed length that would begin after closing, though nobody skipped them.

    An early closing day takes nobody's priority away in silence: skipping is said, with a reason.
    A phase that would bring redeployment candidates nothing new takes nothing from them.
    """
    namen = []
    for deel in openstelling.delen:
        if deel.convenant is None:
            continue
        laatste = deel.fasen[-1].toegang if deel.fasen else None
        gepland = {fase.nr for fase in deel.fasen}
        for nr, fase in fasen_van(deel.convenant):
            eigen = gewijzigd(deel.convenant, fase, openstelling.wijzigingen)
            niets = alleen_herplaatsing and beperkt(eigen.toegang) == laatste
            if eigen.werkdagen and nr not in gepland and not niets:
                namen.append(fase.naam)
    return [
        Fout(
            "sluitings_datum",
            "fase-valt-weg",
            f"De fase '{naam}' begint dan pas na de sluiting. Kies een latere dag, of sla deze fase"
            " over met een reden",
        )
        for naam in dict.fromkeys(namen)
    ]


def _van_een(
    convenanten: Sequence[Convenant], eerdere: Sequence[Fasewijziging], w: Fasewijziging
) -> Redenen:
    if w.werkdagen is None and w.modus is None and not w.toegang:
        yield "fase", "leeg", "Zeg wat er in deze fase anders is"
    if not w.reden.strip():
        yield "reden", "verplicht", "Geef een reden"
    geraakt = [c for c in convenanten if w.verband in (None, c.verband)]
    afspraken = [(c, f) for c in geraakt for _, f in fasen_van(c) if f.naam == w.fase]
    if not afspraken:
        if any(f.naam == w.fase for c in geraakt for f in c.fasen):
            yield "fase", "samengevoegd", "Partners tellen als intern: deze fase is er niet apart"
        else:
            yield "fase", "onbekend", "Deze fase bestaat niet"
    dubbel = [v for v in eerdere if v.fase == w.fase and None in (v.verband, w.verband)]
    if dubbel or any((v.fase, v.verband) == (w.fase, w.verband) for v in eerdere):
        yield "fase", "dubbel", "Over deze fase is al iets gezegd"
    for c, fase in afspraken:
        yield from _van_lengte(c, fase, w.werkdagen)
        if w.modus not in (None, fase.modus, *fase.andere_modi):
            reden = "Het convenant laat deze modus in deze fase niet toe"
            yield "modus", "modus-niet-toegestaan", reden
        yield from _van_toegang(c, fase, w.toegang)


def _van_lengte(c: Convenant, fase: Faseafspraak, werkdagen: int | None) -> Redenen:
    if werkdagen is None:
        return
    if fase.werkdagen is None:
        yield "fase", "zonder-einde", "Deze fase duurt tot de sluiting"
    elif werkdagen > c.maximum_werkdagen_per_fase:
        reden = f"Het convenant staat ten hoogste {c.maximum_werkdagen_per_fase} toe"
        yield "werkdagen", "te-lang", reden
    elif werkdagen == 0 and fase.werkdagen > 0 and not c.fase_overslaan_toegestaan:
        reden = "Het convenant laat niet toe een fase over te slaan"
        yield "werkdagen", "overslaan-niet-toegestaan", reden


def _van_toegang(c: Convenant, fase: Faseafspraak, eigen: Mapping[Categorie, Toegang]) -> Redenen:
    """An employer may be more generous to its own people and to partners, and never less."""
    if eigen and not c.ruimere_toegang_toegestaan:
        reden = "Het convenant laat geen eigen toegang toe"
        yield "toegang", "ruimere-toegang-niet-toegestaan", reden
    for soort, mag in eigen.items():
        veld = f"toegang.{soort}"
        if soort is Categorie.EXTERN:
            yield veld, "extern-volgt-convenant", "Wie van buiten komt, volgt het convenant"
        elif not _minstens(mag, fase.toegang[soort]):
            yield veld, "minder-dan-afgesproken", "Het convenant geeft deze categorie meer"
        if mag.solliciteren is not Solliciteren.NEE and not mag.zichtbaar:
            reden = "Wie de vacature niet ziet, kan niet solliciteren"
            yield veld, "solliciteren-zonder-zicht", reden
    samen = {**fase.toegang, **eigen}
    if eigen and not _minstens(samen[Categorie.INLEENKRACHT], samen[Categorie.INTERN]):
        reden = "Een inleenkracht heeft dezelfde kansen als eigen personeel (Waadi, artikel 8c)"
        yield "toegang.inleenkracht", "inleenkracht-achtergesteld", reden


def _van_verloop(
    c: Convenant, wijzigingen: Sequence[Fasewijziging], w: Fasewijziging
) -> Iterator[tuple[str, str]]:
    """Who could see or apply in a phase may not lose that in a later one."""
    fasen = [gewijzigd(c, f, wijzigingen) for _, f in fasen_van(c)]
    fasen = [f for f in fasen if f.werkdagen != 0]
    for soort in w.toegang:
        reeks = [f.toegang[soort] for f in fasen]
        if any(not _minstens(later, eerder) for eerder, later in pairwise(reeks)):
            yield "verliest-toegang", f"In een latere fase verliest {soort} deze toegang weer"
        wacht = any(mag.solliciteren is Solliciteren.AANGEHOUDEN for mag in reeks)
        if wacht and all(mag.solliciteren is not Solliciteren.JA for mag in reeks):
            yield "aangehouden-zonder-fase", "Na aanhouden komt geen fase waarin het telt"


def _minstens(een: Toegang, ander: Toegang) -> bool:
    ruimte = convenant.RUIMTE
    return (
        een.zichtbaar >= ander.zichtbaar and ruimte[een.solliciteren] >= ruimte[ander.solliciteren]
    )
