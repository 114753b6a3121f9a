"""The phases of an opening, placed in time by the convenanten that it falls under.

Default lengths come from the convenant (its certainty is C: a proposal).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from services.vacatures.convenant import rules as convenant
from services.vacatures.convenant.rules import (
    Categorie,
    Convenant,
    Faseafspraak,
    Solliciteren,
    Toegang,
    Voorrangsmodus,
)
from services.vacatures.openstelling.rules.tijd import na_werkdagen, zonder_bevrijdingsdag

HERPLAATSINGEN = frozenset({Categorie.HERPLAATSING, Categorie.HERPLAATSING_PARTNER})
PARTNERS = frozenset({Categorie.PARTNER, Categorie.HERPLAATSING_PARTNER})


@dataclass(frozen=True, slots=True)
class Fase:
    """One phase of one opening; open from `van` until `tot` (not included)."""

    nr: int  # place in the convenant, from 0
    naam: str
    modus: Voorrangsmodus
    van: datetime
    tot: datetime
    toegang: Mapping[Categorie, Toegang]


@dataclass(frozen=True, slots=True)
class Fasewijziging:
    """What an employer does otherwise in one phase, always with a reason.

    An own length (`werkdagen`; 0 skips the phase), an own mode, more access for some categories.
    """

    fase: str
    werkdagen: int | None
    reden: str
    verband: UUID | None = None
    modus: Voorrangsmodus | None = None
    toegang: Mapping[Categorie, Toegang] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Verbandfasen:
    """The phases by the rules of one verband; without convenant: open to all at once."""

    convenant: Convenant | None
    fasen: tuple[Fase, ...]

    @property
    def verband(self) -> UUID | None:
        """The verband whose rules these are."""
        return self.convenant.verband if self.convenant else None


@dataclass(frozen=True, slots=True)
class Openstelling:
    """A vacancy that was opened: shared with these verbanden, each by its own rules."""

    geopend_op: datetime
    sluit_op: datetime
    delen: tuple[Verbandfasen, ...]
    wijzigingen: tuple[Fasewijziging, ...] = ()


def fasen_van(afspraken: Convenant) -> list[tuple[int, Faseafspraak]]:
    """The phases that an opening can have, each with its place in the convenant.

    Access has "partner telt als intern" worked in. With that setting the phases up to the one in
    which partners would first apply are one: the name and mode of the first, the longest length,
    and for everybody but outsiders the most generous access. Nobody's priority gets shorter so.
    """
    reeks = [
        (nr, replace(f, toegang={c: convenant.toegang(afspraken, f, c) for c in Categorie}))
        for nr, f in enumerate(afspraken.fasen)
    ]
    eerste, laatste = _samen(afspraken)
    if laatste <= eerste:
        return reeks
    een = _een_fase([fase for _, fase in reeks[eerste : laatste + 1]])
    return [*reeks[:eerste], (eerste, een), *reeks[laatste + 1 :]]


def _samen(afspraken: Convenant) -> tuple[int, int]:
    """The first and the last of the phases that are one, by place; equal: nothing to merge."""
    if not afspraken.partner_telt_als_intern:
        return 0, 0
    eerste = _eerste_keer(afspraken.fasen, Categorie.INTERN)
    # A phase that is open to everybody, or that has no end, is nobody's own.
    eigen = [
        nr
        for nr in (_eerste_keer(afspraken.fasen, soort) for soort in PARTNERS)
        if nr < len(afspraken.fasen)
        and afspraken.fasen[nr].werkdagen is not None
        and not _mag(afspraken.fasen[nr], Categorie.EXTERN)
    ]
    return eerste, max(eigen, default=eerste)


def _eerste_keer(fasen: Sequence[Faseafspraak], soort: Categorie) -> int:
    return next((nr for nr, fase in enumerate(fasen) if _mag(fase, soort)), len(fasen))


def _mag(fase: Faseafspraak, soort: Categorie) -> bool:
    return fase.toegang.get(soort, convenant.GEEN_TOEGANG).solliciteren is Solliciteren.JA


def _een_fase(fasen: Sequence[Faseafspraak]) -> Faseafspraak:
    ruim = {soort: convenant.ruimste([f.toegang[soort] for f in fasen]) for soort in Categorie}
    buiten = {Categorie.EXTERN: fasen[0].toegang[Categorie.EXTERN]}
    lengte = max((f.werkdagen for f in fasen if f.werkdagen is not None), default=None)
    return replace(fasen[0], werkdagen=lengte, toegang=ruim | buiten)


def plan(
    afspraken: Convenant,
    start: datetime,
    sluit_op: datetime,
    vrije_dagen: frozenset[date],
    wijzigingen: Sequence[Fasewijziging] = (),
    *,
    alleen_herplaatsing: bool = False,
) -> Verbandfasen:
    """The phases from `start` to closing; what would start after closing does not exist."""
    if not afspraken.bevrijdingsdag_elk_jaar:
        vrije_dagen = zonder_bevrijdingsdag(vrije_dagen)
    fasen = []
    van = start
    for nr, afspraak in fasen_van(afspraken):
        eigen = gewijzigd(afspraken, afspraak, wijzigingen)
        lengte = eigen.werkdagen
        tot = sluit_op if lengte is None else na_werkdagen(van, lengte, vrije_dagen)
        tot = min(tot, sluit_op)
        if van < tot:
            toegang = beperkt(eigen.toegang) if alleen_herplaatsing else eigen.toegang
            fasen.append(Fase(nr, eigen.naam, eigen.modus, van, tot, toegang))
            van = tot
    return Verbandfasen(afspraken, tuple(fasen))


def gewijzigd(
    afspraken: Convenant, afspraak: Faseafspraak, wijzigingen: Sequence[Fasewijziging]
) -> Faseafspraak:
    """One phase with what the employer does otherwise in it."""
    for w in wijzigingen:
        if w.fase == afspraak.naam and w.verband in (None, afspraken.verband):
            afspraak = replace(
                afspraak,
                werkdagen=afspraak.werkdagen if w.werkdagen is None else w.werkdagen,
                modus=w.modus or afspraak.modus,
                toegang={**afspraak.toegang, **w.toegang},
            )
    return afspraak


def beperkt(toegang: Mapping[Categorie, Toegang]) -> dict[Categorie, Toegang]:
    """Access to an opening that is for redeployment candidates only."""
    return {
        soort: mag if soort in HERPLAATSINGEN else convenant.GEEN_TOEGANG
        for soort, mag in toegang.items()
    }


def lopend(afspraken: Convenant, nr: int, van: datetime, tot: datetime) -> Fase:
    """Phase `nr` of a convenant, placed in time, as openings had it that stored only the times."""
    afspraak = afspraken.fasen[nr]
    toegang = {soort: convenant.toegang(afspraken, afspraak, soort) for soort in Categorie}
    return Fase(nr, afspraak.naam, afspraak.modus, van, tot, toegang)


def plan_zonder_verband(
    start: datetime, sluit_op: datetime, *, alleen_herplaatsing: bool = False
) -> Verbandfasen:
    """An employer that shares with nobody opens for everybody at once, without priority."""
    alles: Mapping[Categorie, Toegang] = dict.fromkeys(Categorie, Toegang(True, Solliciteren.JA))
    toegang = beperkt(alles) if alleen_herplaatsing else alles
    naam = "herplaatsing" if alleen_herplaatsing else "openbaar"
    fase = Fase(0, naam, Voorrangsmodus.GELIJKE_GESCHIKTHEID, start, sluit_op, toegang)
    return Verbandfasen(None, (fase,) if start < sluit_op else ())


def stel_open(
    convenanten: Sequence[Convenant],
    nu: datetime,
    sluit_op: datetime,
    vrije_dagen: frozenset[date],
    wijzigingen: Sequence[Fasewijziging] = (),
    *,
    alleen_herplaatsing: bool = False,
) -> Openstelling:
    """Everything that is fixed at the moment of opening.

    `alleen_herplaatsing`: reserved for redeployment candidates; nobody else sees it, in any phase.
    """
    delen = tuple(
        plan(c, nu, sluit_op, vrije_dagen, wijzigingen, alleen_herplaatsing=alleen_herplaatsing)
        for c in convenanten
    )
    zonder = plan_zonder_verband(nu, sluit_op, alleen_herplaatsing=alleen_herplaatsing)
    return Openstelling(nu, sluit_op, delen or (zonder,), tuple(wijzigingen))
