"""When the procedure of a closed vacancy that nobody ends counts as ended all the same.

A closing day ends no procedure, people do. Without this the applications would stay for ever.
Both numbers are settings of the convenant under which the vacancy was opened (C).
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.vacatures.convenant.rules import Convenant
from services.vacatures.openstelling.rules import begin_dag, dag_van


@dataclass(frozen=True, slots=True)
class Stilte:
    """A vacancy that is closed, and neither filled nor withdrawn.

    `laatste_teken`: when it closed, or the last thing that people did with it or with one of its
    applications. `herinnerd_op`: when its recruiters were told what follows when nobody does
    anything.
    """

    laatste_teken: datetime
    herinnerd_op: datetime | None = None

    @property
    def is_herinnerd(self) -> bool:
        """Whether they were told since the last sign: a sign makes an earlier telling void."""
        return self.herinnerd_op is not None and self.herinnerd_op >= self.laatste_teken


def moet_herinnerd(stilte: Stilte, afspraken: Convenant, vandaag: date) -> bool:
    """Whether to tell the recruiters now."""
    if stilte.is_herinnerd:
        return False
    # Convenanten that count at once can have a reminder longer than the silence: tell halfway.
    vooraf = min(afspraken.stilte_herinnering_dagen, afspraken.stilte_dagen // 2)
    voorbij = dag_van(stilte.laatste_teken) + timedelta(days=afspraken.stilte_dagen)
    return vandaag >= voorbij - timedelta(days=vooraf)


def einde_door_stilte(stilte: Stilte, afspraken: Convenant) -> datetime | None:
    """When the procedure counts as ended, if nothing happens before: the begin of a day in the
    Netherlands. None: nobody was told yet.

    Counted from the telling, however late that came: no application goes of which nobody was told.
    It stays what was told while others of the vacancy are erased, whose last sign is no longer
    known to the day.
    """
    if stilte.herinnerd_op is None or not stilte.is_herinnerd:
        return None
    na = timedelta(days=afspraken.stilte_herinnering_dagen)
    return begin_dag(dag_van(stilte.herinnerd_op) + na)
