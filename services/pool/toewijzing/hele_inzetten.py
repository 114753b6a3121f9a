"""Whole inzetten: who goes where, for how many whole hours per week.

`ruilen` improves a proposal in rounds; a small pool starts from what a MIP (HiGHS) finds.

The objective goes in steps; a later step never takes back what an earlier one reached:
1. the share of the organisation that is worst off is as large as can be;
2. then every organisation's share, lowest first (a concave reward that falls steeply), and hours;
   between equals the organisation that waited longest for a turn goes first;
3. then, with nobody's hours less, ontwikkelwensen;
4. then as few inzetten as possible; what is still equal goes by a lot drawn from the facts' hash.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor
from typing import Any
from uuid import UUID

import highspy
import numpy as np

from services.pool.toewijzing import bord, ruilen
from services.pool.toewijzing.feiten import Feiten, vingerafdruk
from services.pool.toewijzing.rules import Agenda, Kans, Regel, agenda, bezetting

TREDEN = (512, 64, 8, 1)  # reward per quarter of the fair share, lowest quarter first
MEESTE_KNOPEN = (200, 60, 5, 5)  # per step: the same everywhere, unlike a time limit
AFRONDING = 1e-6
RUIMTE = 40_000  # a small problem may use more nodes, so that its proof gets finished
VEEL_KANSEN = 80  # above this proof costs more time than it is worth
RONDEN, RONDEN_PER_LID, RONDEN_PER_KANS, MEESTE_RONDEN = 2_000, 20, 20, 8_000


@dataclass(frozen=True, slots=True)
class Oplossing:
    """The chosen lines, and whether every step was proven to be the best possible."""

    regels: tuple[Regel, ...]
    bewezen: bool


@dataclass(slots=True)
class Model:
    """The MIP with its variables: hours and yes/no per kans."""

    highs: Any
    kansen: list[Kans]
    uren: list[Any]
    ja: list[Any]
    bewezen: bool = True
    waarden: list[float] = field(default_factory=list)

    def los_op(self, doel: Mapping[int, float], knopen: int) -> None:
        """Maximise, starting from the solution so far; what is not better does not replace it."""
        aantal = self.highs.getNumCol()
        kosten = np.zeros(aantal)
        for kolom, waarde in doel.items():
            kosten[kolom] += waarde
        self.highs.changeColsCost(aantal, np.arange(aantal, dtype=np.int32), kosten)
        self.highs.changeObjectiveSense(highspy.ObjSense.kMaximize)
        ruimte = max(1, RUIMTE // len(self.kansen) ** 2)
        self.highs.setOptionValue("mip_max_nodes", knopen * ruimte)
        if len(self.waarden) == aantal:
            start = highspy.HighsSolution()
            start.col_value = self.waarden
            self.highs.setSolution(start)
        self.highs.run()
        if self.highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
            self.bewezen = False
        if self.highs.getInfo().primal_solution_status == highspy.kSolutionStatusFeasible:
            self.waarden = [float(een) for een in self.highs.getSolution().col_value]

    @property
    def paren(self) -> Iterable[tuple[Kans, Any]]:
        """Every kans with its variable of hours."""
        return zip(self.kansen, self.uren, strict=True)

    def uren_van(self, nr: int) -> int:
        """Hours per week of a kans in the solution so far."""
        return round(self.waarden[self.uren[nr].index]) if self.waarden else 0

    def gekregen(self, organisatie: str) -> int:
        """Hours per week times days of an organisation in the solution so far."""
        return sum(
            self.uren_van(nr) * kans.dagen
            for nr, kans in enumerate(self.kansen)
            if kans.inlener == organisatie
        )


def _som(delen: list[Any]) -> Any:
    """Sum of linear terms."""
    return highspy.Highs.qsum(delen)


def _model(kansen: list[Kans]) -> Model:
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for naam, waarde in (
        ("output_flag", False),
        ("threads", 1),
        ("random_seed", 0),
        ("mip_rel_gap", 0.0),
        ("mip_abs_gap", 1e-9),
        ("mip_pscost_minreliable", 0),  # strong branching costs more here than it saves
    ):
        highs.setOptionValue(naam, waarde)
    ja = [highs.addBinary() for _ in kansen]
    uren = [highs.addIntegral(lb=0, ub=kans.uren_max) for kans in kansen]
    for kans, wel, hoeveel in zip(kansen, ja, uren, strict=True):
        highs.addConstr(hoeveel <= kans.uren_max * wel)
        highs.addConstr(hoeveel >= kans.uren_min * wel)
    return Model(highs, kansen, uren, ja)


def _begrens_leden(model: Model, feiten: Feiten, bezet: Agenda) -> None:
    """No member over the hours that are free, or over the number of inzetten at once."""
    for lid in feiten.leden:
        nummers = [nr for nr, kans in enumerate(model.kansen) if kans.lid == lid.id]
        lopend = bezet.van_medewerker.get(lid.medewerker, ())
        # A running inzet may start after a kans does: look at those days too.
        dagen = {model.kansen[nr].van for nr in nummers}
        dagen |= {een.van for een in lopend}
        for dag in sorted(dagen):
            nu = [nr for nr in nummers if model.kansen[nr].van <= dag <= model.kansen[nr].einde]
            if not nu:
                continue
            uren, aantal = bezetting(lopend, dag, dag)
            vrij = max(0, floor(lid.uren_per_week - uren))
            plaats = max(0, lid.maximum_inzetten - aantal)
            model.highs.addConstr(_som([model.uren[nr] for nr in nu]) <= vrij)
            model.highs.addConstr(_som([model.ja[nr] for nr in nu]) <= plaats)


def _begrens_behoeften(model: Model, feiten: Feiten, bezet: Agenda) -> None:
    """No need gets more hours per week than asked, counting what already runs."""
    for behoefte in feiten.behoeften:
        nummers = [nr for nr, kans in enumerate(model.kansen) if kans.behoefte == behoefte.id]
        lopend = bezet.voor_behoefte.get(behoefte.id, ())
        dagen = {model.kansen[nr].van for nr in nummers} | {een.van for een in lopend}
        for dag in sorted(dagen):
            nu = [nr for nr in nummers if model.kansen[nr].van <= dag <= model.kansen[nr].einde]
            if nu:
                uren, _ = bezetting(lopend, dag, dag)
                rest = max(0, floor(behoefte.uren_max - uren))
                model.highs.addConstr(_som([model.uren[nr] for nr in nu]) <= rest)


def _gekregen(model: Model, organisatie: str) -> Any:
    """Hours per week times days that an organisation gets."""
    return _som(
        [
            model.uren[nr] * kans.dagen
            for nr, kans in enumerate(model.kansen)
            if kans.inlener == organisatie
        ]
    )


def _verdeel(model: Model, feiten: Feiten, deel: Mapping[str, Decimal]) -> None:
    """Steps 1 and 2: the worst-off organisation first, then all, lowest first, and hours."""
    highs, wacht = model.highs, bord.wachttijd(feiten)
    verwacht = {een: float(uren) * 7 for een, uren in deel.items() if uren > 0}
    gekregen = {een: _gekregen(model, een) for een in verwacht}
    bodem = highs.addVariable(lb=0, ub=1)
    for een, uren in verwacht.items():
        highs.addConstr(gekregen[een] >= bodem * uren)
    model.los_op({bodem.index: 1}, MEESTE_KNOPEN[0])
    laagste = min((model.gekregen(een) / uren for een, uren in verwacht.items()), default=0.0)
    for een, uren in verwacht.items():
        highs.addConstr(gekregen[een] >= ceil(min(laagste, 1.0) * uren - AFRONDING))
    totaal = sum(verwacht.values())
    doel = {uren.index: kans.dagen / totaal for kans, uren in model.paren}
    for een, uren in verwacht.items():
        treden = [highs.addVariable(lb=0, ub=1 / len(TREDEN)) for _ in TREDEN]
        highs.addConstr(_som(treden) * uren <= gekregen[een])
        beurt = 1 + bord.GELIJKSPEL * (1 - wacht[een] / len(wacht))
        doel |= {trede.index: waarde * beurt for trede, waarde in zip(treden, TREDEN, strict=True)}
        vol = min(model.gekregen(een) / uren - AFRONDING, 1.0)
        model.waarden += [min(max(vol - nr / 4, 0.0), 0.25) for nr in range(len(TREDEN))]
    model.los_op(doel, MEESTE_KNOPEN[1])
    for een in feiten.organisaties:
        highs.addConstr(_gekregen(model, een) >= model.gekregen(een))


def loting(zaad: str, lid: UUID, behoefte: UUID) -> int:
    """The lot of a pair, 0 to 99: recorded, because it follows from the facts' hash alone."""
    return hashlib.sha256(f"{zaad}|{lid}|{behoefte}".encode()).digest()[0] * 100 // 256


def _verfijn(model: Model, feiten: Feiten) -> None:
    """Steps 3 and 4, with the hours of every organisation at least what they are."""
    zaad = vingerafdruk(feiten)
    wens = [nr for nr, kans in enumerate(model.kansen) if kans.past_bij_wens]
    if wens:
        doel = {model.uren[nr].index: float(model.kansen[nr].dagen) for nr in wens}
        model.los_op(doel, MEESTE_KNOPEN[2])
        bij_wens = _som([model.uren[nr] * model.kansen[nr].dagen for nr in wens])
        bereikt = sum(model.uren_van(nr) * model.kansen[nr].dagen for nr in wens)
        model.highs.addConstr(bij_wens >= bereikt)

    def last(kans: Kans) -> int:
        return 1_000 + loting(zaad, kans.lid, kans.behoefte)

    lasten = {ja.index: -float(last(kans)) for kans, ja in zip(model.kansen, model.ja, strict=True)}
    model.los_op(lasten, MEESTE_KNOPEN[3])


def _lees(model: Model) -> tuple[Regel, ...]:
    """The lines of the last solution, sorted."""
    regels = [
        Regel(kans.lid, kans.behoefte, model.uren_van(nr), kans.van, kans.tot)
        for nr, kans in enumerate(model.kansen)
        if model.uren_van(nr) > 0
    ]
    return tuple(sorted(regels, key=lambda regel: (regel.behoefte, regel.lid)))


def _ronden(feiten: Feiten, kansen: Sequence[Kans]) -> int:
    """How many rounds of improvement: more for a larger pool, the same on every machine."""
    naar_grootte = RONDEN + RONDEN_PER_LID * len(feiten.leden)
    return min(MEESTE_RONDEN, naar_grootte, RONDEN_PER_KANS * len(kansen))


def _bewezen(feiten: Feiten, kansen: Sequence[Kans], deel: Mapping[str, Decimal]) -> Oplossing:
    """The best inzetten that last as long as both sides can, by the MIP."""
    model, bezet = _model(list(kansen)), agenda(feiten)
    _begrens_leden(model, feiten, bezet)
    _begrens_behoeften(model, feiten, bezet)
    _verdeel(model, feiten, deel)
    _verfijn(model, feiten)
    return Oplossing(_lees(model), model.bewezen)


def bereken(feiten: Feiten, kansen: Sequence[Kans], deel: Mapping[str, Decimal]) -> Oplossing:
    """Choose the lines; `deel` is the fair share in hours per organisation.

    A small pool starts from the MIP; its proof stands unless a stay that is cut shorter serves
    everybody at least as well and somebody better. A larger pool starts from nothing.
    """
    if not kansen:
        return Oplossing((), bewezen=True)
    ronden = _ronden(feiten, kansen)
    if len(kansen) > VEEL_KANSEN:
        return Oplossing(ruilen.bereken(feiten, kansen, deel, ronden), bewezen=False)
    eerst = _bewezen(feiten, kansen, deel)
    beter = ruilen.bereken(feiten, kansen, deel, ronden, eerst.regels)
    return eerst if beter == eerst.regels else Oplossing(beter, bewezen=False)
