"""Past rounds again, from the facts that they were computed on, with another key or horizon.

Another sharing stands beside the agreed one, both played in the same way, so that the agreed one
differs from itself by nothing: what happened after a round (a refusal, an inzet that ended early)
is in the real figures only. What changes is the right of each organisation and its fair share:
divisible hours, as every round computes them first. Whole inzetten would be a new proposal, and are
not made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from uuid import UUID

from services.pool.planning.rules import plus_maanden
from services.pool.toewijzing import aanspraak, gevraagd, kansen, rechtvaardig_deel
from services.pool.toewijzing.feiten import Feiten
from services.pool.toewijzing.rules import Kans
from services.pool.verdeling.rules import AndereVerdeling

CENT = Decimal("0.01")
NUL = Decimal(0)
# Of the facts of all rounds together: members times needs. Half a million takes some seconds.
MEESTE_WERK = 500_000
MEESTE_RONDES = 24
Uren = dict[str, Decimal]


@dataclass(frozen=True, slots=True)
class Gespeeld:
    """A past round: its day of closing, its facts, and what organisations refused in it."""

    id: UUID
    op: date
    feiten: Feiten
    geweigerd: Mapping[str, Decimal]


def speel_na(
    rondes: Sequence[Gespeeld], *manieren: AndereVerdeling
) -> tuple[dict[UUID, tuple[Uren, Uren]], ...]:
    """Per way: entitlement and fair share per organisation, per round; oldest first.

    Every way begins with the saldo of then and carries its own on.
    """
    mogelijk = {ronde.id: kansen.vind(ronde.feiten) for ronde in rondes}
    gelijk = {een: _verhaal(rondes, manieren[een], mogelijk) for een in _verschillende(manieren)}
    return tuple(gelijk[manieren.index(een)] for een in manieren)


def _verschillende(manieren: Sequence[AndereVerdeling]) -> list[int]:
    """The first of each: what is the same is played once."""
    return sorted({manieren.index(een) for een in manieren})


def _verhaal(
    rondes: Sequence[Gespeeld], anders: AndereVerdeling, mogelijk: Mapping[UUID, list[Kans]]
) -> dict[UUID, tuple[Uren, Uren]]:
    saldi: dict[str, tuple[Decimal, date]] = {}
    uit: dict[UUID, tuple[Uren, Uren]] = {}
    for ronde in rondes:
        grens = plus_maanden(ronde.op, -anders.saldo_horizon_maanden)
        # What rounds before this story left is as it was; from here on it is the story's own.
        geldig = {org: saldo for org, saldo in ronde.feiten.instellingen.saldi if org not in saldi}
        geldig |= {org: saldo for org, (saldo, op) in saldi.items() if op >= grens}
        feiten = _met(ronde.feiten, anders, geldig)
        deel = rechtvaardig_deel.bereken(feiten, mogelijk[ronde.id])
        recht = _recht(feiten, deel.samen)
        sleutel = _recht(_met(feiten, anders, {}), deel.samen)
        vraag = gevraagd.per_organisatie(feiten)
        for org in feiten.organisaties:
            nieuw = aanspraak.saldo_na(
                geldig.get(org, NUL),
                aanspraak=sleutel[org],
                gevraagd=vraag[org],
                geweigerd=ronde.geweigerd.get(org, NUL),
                gekregen=deel.uren[org],
                verval_procent=feiten.instellingen.saldo_verval_procent,
            )
            saldi[org] = nieuw, ronde.op
        uit[ronde.id] = _afgerond(recht), _afgerond(deel.uren)
    return uit


def _met(feiten: Feiten, anders: AndereVerdeling, saldi: Mapping[str, Decimal]) -> Feiten:
    """The same facts with another key and the saldi of this story."""
    stand = replace(
        feiten.instellingen,
        verdeelsleutel=anders.verdeelsleutel.value,
        gewichten=tuple(sorted(anders.gewichten.items())),
        saldi=tuple(sorted((org, saldo) for org, saldo in saldi.items() if saldo)),
    )
    return replace(feiten, instellingen=stand)


def _recht(feiten: Feiten, samen: Decimal) -> Uren:
    """Entitlement by the key and the saldi that these facts name."""
    gewicht = aanspraak.gewichten(feiten, Fraction(samen))
    return aanspraak.aanspraken(gewicht, samen) if gewicht else {}


def _afgerond(uren: Mapping[str, Decimal]) -> Uren:
    return {org: aantal.quantize(CENT) for org, aantal in uren.items()}
