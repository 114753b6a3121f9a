"""Who may do what at one moment of an opening, and when something changes."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from uuid import UUID

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import Categorie, Solliciteren, Toegang
from services.vacatures.openstelling.rules.fasen import Fase, Openstelling, Verbandfasen
from services.vacatures.vacature import rules as vacature

JA = Solliciteren.JA


def fase_op(deel: Verbandfasen, op: datetime) -> Fase | None:
    """The phase that runs at a moment."""
    return next((fase for fase in deel.fasen if fase.van <= op < fase.tot), None)


def toegang_op(
    openstelling: Openstelling, wie: vacature.Hoedanigheid, op: datetime
) -> tuple[Toegang, Fase | None]:
    """What one category may do at a moment, and by which phase.

    Through a verband its own rules count; own people get the most generous of all; outsiders only
    what every verband allows. Nobody is held for a phase that never comes: the vacancy closes
    before it.
    """
    toegang, fase = _afgesproken(openstelling, wie, op)
    if toegang.solliciteren is Solliciteren.AANGEHOUDEN and not eerste_ja(openstelling, wie, op):
        toegang = replace(toegang, solliciteren=Solliciteren.NEE)
    return toegang, fase


def _afgesproken(
    openstelling: Openstelling, wie: vacature.Hoedanigheid, op: datetime
) -> tuple[Toegang, Fase | None]:
    delen = openstelling.delen
    if wie.categorie in convenant.VIA_VERBAND:
        delen = tuple(deel for deel in delen if deel.verband == wie.verband and deel.verband)
    lopend = [
        (fase.toegang[wie.categorie], fase) if fase else (convenant.GEEN_TOEGANG, None)
        for fase in (fase_op(deel, op) for deel in delen)
    ]
    if not lopend:
        return convenant.GEEN_TOEGANG, None
    streng = wie.categorie is Categorie.EXTERN
    samen = (convenant.strengste if streng else convenant.ruimste)([t for t, _ in lopend])
    kies = min if streng else max
    return samen, kies(lopend, key=_ruimte)[1]


def _ruimte(paar: tuple[Toegang, Fase | None]) -> tuple[bool, int]:
    return paar[0].zichtbaar, convenant.RUIMTE[paar[0].solliciteren]


def alle_hoedanigheden(openstelling: Openstelling) -> list[vacature.Hoedanigheid]:
    """Everything somebody can be towards this vacancy."""
    verbanden = [deel.verband for deel in openstelling.delen if deel.verband]
    lijst = []
    for soort in Categorie:
        via: Iterable[UUID | None] = verbanden if soort in convenant.VIA_VERBAND else [None]
        lijst += [vacature.Hoedanigheid(soort, verband) for verband in via]
    return lijst


def grenzen(openstelling: Openstelling) -> list[datetime]:
    """Every moment at which something changes, in order."""
    fasen = [fase for deel in openstelling.delen for fase in deel.fasen]
    return sorted({moment for fase in fasen for moment in (fase.van, fase.tot)})


def zichtperioden(openstelling: Openstelling) -> list[vacature.Zichtperiode]:
    """Who sees the vacancy from when until when: `toegang_op` written out, for the database."""
    momenten = grenzen(openstelling)
    stukken = list(pairwise(momenten))
    lijst: list[vacature.Zichtperiode] = []
    for wie in alle_hoedanigheden(openstelling):
        for van, tot in stukken:
            toegang, fase = toegang_op(openstelling, wie, van)
            if toegang.zichtbaar and fase is not None:
                nieuw = vacature.Zichtperiode(
                    wie.categorie,
                    wie.verband,
                    van,
                    tot,
                    toegang.solliciteren,
                    fase.naam,
                    fase.modus,
                )
                _voeg_toe(lijst, nieuw)
    return lijst


def _voeg_toe(lijst: list[vacature.Zichtperiode], nieuw: vacature.Zichtperiode) -> None:
    """Append, or make the last one longer when nothing but the time differs."""
    vorige = lijst[-1] if lijst else None
    if (
        vorige
        and vorige.tot == nieuw.van
        and replace(vorige, van=nieuw.van, tot=nieuw.tot) == nieuw
    ):
        lijst[-1] = replace(vorige, tot=nieuw.tot)
    else:
        lijst.append(nieuw)


def telt_vanaf(
    openstelling: Openstelling, wie: vacature.Hoedanigheid, op: datetime
) -> datetime | None:
    """From when an application of this category at `op` counts; None: it may not be made.

    A held application counts from the first later moment at which the category may apply.
    """
    solliciteren = toegang_op(openstelling, wie, op)[0].solliciteren
    return None if solliciteren is Solliciteren.NEE else eerste_ja(openstelling, wie, op)


def eerste_ja(
    openstelling: Openstelling, wie: vacature.Hoedanigheid, vanaf: datetime
) -> datetime | None:
    """The first moment from `vanaf` on at which this category may apply; None: it never comes."""
    momenten = (vanaf, *(moment for moment in grenzen(openstelling) if moment > vanaf))
    mag = (m for m in momenten if _afgesproken(openstelling, wie, m)[0].solliciteren is JA)
    return next(mag, None)


def eerste_openbaar_op(openstelling: Openstelling) -> datetime | None:
    """The first moment at which everybody sees the vacancy; None when it closes before."""
    buiten = vacature.Hoedanigheid(Categorie.EXTERN)
    for moment in grenzen(openstelling):
        if toegang_op(openstelling, buiten, moment)[0].zichtbaar:
            return moment
    return None
