"""Wie is wanneer vrij: per week what is left of the hours of a member."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from uuid import UUID

from services.pool.flexpool.rules.leden import Poollid, uren_op

NUL, TIENDE = Decimal(0), Decimal("0.1")
WERKWEEK = (Decimal(1),) * 5 + (NUL,) * 2  # Monday to Friday, when no pattern is agreed


@dataclass(frozen=True, slots=True)
class Bezetting:
    """Hours per week that a person is deployed, days included; tot None: open end."""

    medewerker: UUID
    uren_per_week: Decimal
    van: date
    tot: date | None

    def op(self, dag: date) -> Decimal:
        """Hours per week on this day."""
        loopt = self.van <= dag and (self.tot is None or dag <= self.tot)
        return self.uren_per_week if loopt else NUL


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a member, in hours: what there is, what is taken, what is left."""

    van: date  # a Monday
    beschikbaar: Decimal
    bezet: Decimal
    vrij: Decimal


def maandag(dag: date) -> date:
    """The Monday of the week of a day."""
    return dag - timedelta(days=dag.weekday())


def weken(lid: Poollid, bezettingen: Iterable[Bezetting], van: date, aantal: int) -> list[Week]:
    """`aantal` weeks from the week of `van`; only what this person does counts.

    Days weigh by the pattern of the member, so a week in which something begins or ends halfway
    counts exactly. What is left is rounded down: nobody is promised hours that are not there.
    """
    eigen = [een for een in bezettingen if een.medewerker == lid.medewerker]
    begin = maandag(van)
    return [_week(lid, eigen, begin + timedelta(weeks=nr)) for nr in range(aantal)]


def _week(lid: Poollid, bezettingen: Sequence[Bezetting], begin: date) -> Week:
    gewichten = lid.weekdagen if any(lid.weekdagen) else WERKWEEK
    beschikbaar = bezet = vrij = NUL
    for nr, gewicht in enumerate(gewichten):
        dag = begin + timedelta(days=nr)
        uren = uren_op(lid, dag)
        weg = sum((een.op(dag) for een in bezettingen), NUL)
        beschikbaar += gewicht * uren
        bezet += gewicht * weg
        vrij += gewicht * max(uren - weg, NUL)
    totaal = sum(gewichten, NUL)
    return Week(
        begin,
        (beschikbaar / totaal).quantize(TIENDE, ROUND_HALF_UP),
        (bezet / totaal).quantize(TIENDE, ROUND_HALF_UP),
        (vrij / totaal).quantize(TIENDE, ROUND_DOWN),
    )
