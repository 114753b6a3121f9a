"""Open hours, and what an hour of each costs.

A fixed number of queries, however many hours there are.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Afspraken, Leegloopsleutel, uit_convenant
from services.pool.flexpool.tables import Convenant
from services.pool.inzet.rules import Inzet as Inzetfeit
from services.pool.inzet.rules import Inzetsoort, InzetStatus, Inzetvariant
from services.pool.inzet.rules.duur import begin_van_verblijf
from services.pool.inzet.storage.rijen import Bewaard, bewaard
from services.pool.inzet.tables import Inzet, InzetOvereenkomst, InzetVoorwaarden
from services.pool.planning.tables import Behoefte
from services.pool.uren.rules import Urenregel, Urensoort, Urenstatus
from services.pool.uren.tables import Urenstaat
from services.pool.verrekening import rules
from services.pool.verrekening.rules import Btwroute, Inzetprijs, Uurtarief
from services.pool.verrekening.storage.gegevens import Keuze, list_gegevens, list_keuzes
from services.pool.verrekening.storage.rijen import een_van
from services.pool.verrekening.tables import VerrekendeUren

TELT = (InzetStatus.BEVESTIGD, InzetStatus.BEEINDIGD)
HEEL = 100  # hundredths of a percent in a percent


NIET_VERREKEND = ~(
    select(VerrekendeUren.urenregel).where(VerrekendeUren.urenregel == Urenstaat.id).exists()
)


OPEN = (Urenstaat.status == Urenstatus.GOEDGEKEURD, NIET_VERREKEND)


def list_open(tx: Session, *waar: ColumnElement[bool]) -> list[Urenregel]:
    """Approved lines that no settlement has."""
    rows = tx.scalars(
        select(Urenstaat)
        .where(*waar, *OPEN)
        .order_by(Urenstaat.maand, Urenstaat.goedgekeurd_op, Urenstaat.id)
    )
    return [
        Urenregel(
            id=row.id,
            verband=row.verband,
            soort=Urensoort(row.soort),
            inzet=row.inzet_id,
            uitlener=row.uitlener,
            inlener=row.inlener,
            week=row.week,
            maand=row.maand,
            kwartieren=row.kwartieren,
            correctie_van=row.correctie_van,
            goedgekeurd_op=row.goedgekeurd_op or row.gewijzigd_op,
        )
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class Afspraak:
    """The text of the convenant in force on a day, with its version."""

    versie: int | None
    afspraken: Afspraken

    def instelling(self) -> rules.Maandinstelling:
        wat = self.afspraken
        return rules.Maandinstelling(
            self.versie,
            wat.btw_percentage * HEEL,
            wat.betaaltermijn_dagen,
            wat.btw_vrijstelling_tekst,
            wat.btw_buiten_tekst,
        )

    def tarief(self) -> Uurtarief | None:
        wat = self.afspraken
        if wat.tarief_cent_per_uur is None:
            return None
        bron = f"convenant, versie {self.versie}"
        return Uurtarief(wat.tarief_cent_per_uur, wat.tarief_grondslag, bron)


class Convenanten:
    """The kept versions of a verband, oldest first, by the day on which they came into force."""

    def __init__(self, tx: Session, verband: UUID) -> None:
        vraag = select(Convenant).where(Convenant.verband == verband).order_by(Convenant.versie)
        self.rijen: Sequence[Convenant] = tx.scalars(vraag).all()

    def op(self, dag: date) -> Afspraak:
        """In force on a day; of before the first that is kept: that one."""
        geldig = self._tot(dag) or self.rijen[:1]
        if not geldig:
            return Afspraak(None, Afspraken())
        return Afspraak(geldig[-1].versie, uit_convenant(geldig[-1].inhoud))

    def sleutel_op(self, dag: date) -> Leegloopsleutel | None:
        """The cost key that was in force on a day; None: not known."""
        geldig = self._tot(dag)
        return uit_convenant(geldig[-1].inhoud).leegloop_sleutel if geldig else None

    def _tot(self, dag: date) -> Sequence[Convenant]:
        tot = dag.isoformat()
        return [een for een in self.rijen if (een.inhoud.get("geldigVanaf") or "") <= tot]


# ------------------------------------------------------------------ what an inzet costs
def inzetprijzen(
    tx: Session, ids: Iterable[UUID], convenanten: Convenanten, peildag: date
) -> dict[UUID, Inzetprijs]:
    """Tariff, route and conditions on a day; an inzet that was erased is not there."""
    gevraagd = sorted(set(ids))
    if not gevraagd:
        return {}
    rijen = tx.execute(
        select(Inzet, Behoefte.functie)
        .outerjoin(Behoefte, Behoefte.id == Inzet.behoefte_id)
        .where(een_van(Inzet.id, gevraagd))
    ).all()
    alle = {row.id: bewaard(row) for row, _ in rijen}
    functies = {row.id: functie for row, functie in rijen}
    voorwaarden = _voorwaarden(tx, gevraagd)
    met_papier = set(
        tx.scalars(
            select(InzetOvereenkomst.inzet_id)
            .where(een_van(InzetOvereenkomst.inzet_id, gevraagd))
            .distinct()
        )
    )
    keuzes = list_keuzes(tx, gevraagd)
    eerdere = _eerdere(tx, alle.values())
    gegevens = list_gegevens(
        tx, [o for een in alle.values() for o in (een.inzet.thuisorganisatie, een.inzet.inlener)]
    )
    prijzen = {}
    for id, een in alle.items():
        bij = Bijinzet(
            voorwaarden.get(id),
            id in met_papier,
            keuzes.get(id),
            begin_van_verblijf(een.inzet, eerdere[een.inzet.medewerker]),
            peildag,
            functies[id],
        )
        prijzen[id] = _prijs(een.inzet, bij, gegevens, convenanten.op(een.inzet.van))
    return prijzen


@dataclass(frozen=True, slots=True)
class Bijinzet:
    """What is known beside an inzet itself."""

    voorwaarden: InzetVoorwaarden | None
    op_papier: bool
    keuze: Keuze | None
    begin: date  # of the stay
    peildag: date
    functie: str | None


def _voorwaarden(tx: Session, ids: Sequence[UUID]) -> dict[UUID, InzetVoorwaarden]:
    """The terms in force."""
    rows = tx.scalars(
        select(InzetVoorwaarden)
        .join(
            Inzet,
            and_(
                Inzet.id == InzetVoorwaarden.inzet_id,
                Inzet.voorwaarden_versie == InzetVoorwaarden.versie,
            ),
        )
        .where(een_van(InzetVoorwaarden.inzet_id, ids))
    )
    return {row.inzet_id: row for row in rows}


def _eerdere(tx: Session, alle: Iterable[Bewaard]) -> dict[UUID, list[Inzetfeit]]:
    """What else these people did or do: a stay counts with what it follows on."""
    personen = {een.inzet.medewerker for een in alle}
    per: dict[UUID, list[Inzetfeit]] = defaultdict(list)
    vraag = select(Inzet).where(een_van(Inzet.medewerker, personen), Inzet.status.in_(TELT))
    for row in tx.scalars(vraag):
        per[row.medewerker].append(bewaard(row).inzet)
    return per


def _prijs(
    inzet: Inzetfeit,
    bij: Bijinzet,
    gegevens: Mapping[str, rules.Factuurgegevens],
    afspraak: Afspraak,
) -> Inzetprijs:
    tarief = _tarief(inzet.soort, bij.voorwaarden, afspraak)
    van, naar = gegevens.get(inzet.thuisorganisatie), gegevens.get(inzet.inlener)
    feiten = rules.Btwfeiten(
        grondslag=tarief.grondslag if tarief else None,
        begin=bij.begin,
        einde=inzet.tot,
        peildag=bij.peildag,
        schriftelijk=bij.op_papier,
        publiek=_beide(van.publiek if van else None, naar.publiek if naar else None),
        mobiliteit=van.mobiliteit if van else None,
    )
    route = bij.keuze.route if bij.keuze else Btwroute.BELAST_21
    if bij.keuze is None and tarief is not None and not tarief.cent:
        route = Btwroute.GEEN
    lijst = rules.voorwaarden(feiten, afspraak.afspraken.waarschuwing_maanden)
    lijst += rules.gemene_rekening(rules.van_een_inzet(feiten.grondslag))
    return Inzetprijs(tarief, route, tuple(lijst), bij.functie)


def _beide(een: bool | None, ander: bool | None) -> bool | None:
    """Whether both are; a no of one is enough for a no."""
    if een is False or ander is False:
        return False
    return None if een is None or ander is None else True


def _tarief(
    soort: Inzetsoort, voorwaarden: InzetVoorwaarden | None, afspraak: Afspraak
) -> Uurtarief | None:
    """What the terms say; else what the convenant said on the first day."""
    if voorwaarden is not None and voorwaarden.tarief_cent_per_uur is not None:
        bron = f"voorwaarden van de inzet, versie {voorwaarden.versie}"
        return Uurtarief(voorwaarden.tarief_cent_per_uur, voorwaarden.tarief_grondslag, bron)
    if soort is Inzetsoort.FUNCTIERUIL:
        return Uurtarief(0, None, "functieruil zonder verrekening")
    if voorwaarden is not None and voorwaarden.variant == Inzetvariant.UREN_VERMINDERD:
        return Uurtarief(0, None, "de thuisorganisatie betaalt deze uren niet door")
    return afspraak.tarief()
