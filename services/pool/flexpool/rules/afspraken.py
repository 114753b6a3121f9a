"""Wat het verband over zijn pools heeft afgesproken, zoals het convenant het zegt."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

from services.pool.flexpool.rules.woorden import Niveau


class Tariefgrondslag(StrEnum):
    """What the one tariff of a verband covers."""

    BRUTO_LOON = "bruto_loon"  # at most the gross wage: VAT approval for mobility
    INTEGRAAL = "integraal"  # the whole cost price: Wet Markt en Overheid


class Leegloopsleutel(StrEnum):
    """By what the members of a verband share the cost of leegloop."""

    GELIJK = "gelijk"
    FTE = "fte"
    GEBRUIK = "gebruik"  # by hours received in the month; equal when nobody received any


# What stands on an invoice without VAT; a verband writes its own.
VRIJGESTELD = (
    "Vrijgesteld van btw: goedkeuring arbeidsmobiliteit (Besluit 7 juni 2024, nr. 2024-13855, 9.1)"
)
BUITEN_BTW = "Buiten de heffing van btw: kosten voor gemene rekening"


@dataclass(frozen=True, slots=True)
class Afspraken:
    """The settings of the pools of a verband; the defaults are those of the gateway.

    Days are calendar days, hours are hours per week, money is euro cents per hour. Certainty C
    (own proposal) unless said.
    """

    saldo_horizon_maanden: int = 24
    maximum_gelijktijdige_inzetten: int = 2
    kortste_inzet_dagen: int = 28
    langste_inzet_dagen: int = 364  # B: VAT approval, at most twelve months, extensions included
    rotatie_dagen: int = 182
    horizon_weken: int = 52
    saldo_maximum_procent: int = 25
    saldo_verval_procent: int = 50
    spoedbeurten_per_jaar: int = 2
    voorstel_geldig_dagen: int = 28
    verificatie_maanden: int = 12
    verificatie_herinnering_weken: int = 4
    terugkeer_herinnering_weken: int = 8
    vervolg_signaal_weken: int = 8
    overdracht_signaal_weken: int = 2
    start_signaal_dagen: int = 7
    opzegtermijn_weken: int = 4
    waarschuwing_maanden: int = 11  # B: before the twelve months are full
    kleine_behoefte_uren: int = 16
    terugkerende_inhuur_perioden: int = 3
    behoefte_bij_minimaal_organisaties: int = 3
    inzet_bewaartermijn_maanden: int = 24
    ruil_langste_kring: int = 3  # people who swap at once
    ruil_urenverschil: int = 4  # hours per week between the place left and the place taken
    trainee_telling_vanaf: int = 5  # trainees in a block; of fewer others read no counts
    trainee_wens_organisatie: int = 5  # what the first named organisation counts
    trainee_wens_laag: int = 3  # what the first named layer of government counts
    trainee_wens_onderwerp: int = 1  # what each wished subject counts
    klussenplan_maanden: int = 24  # how long a plan of klussen stands at most
    inhuurtoets_reden_tekens: int = 20  # of a reason to hire past people who are there
    klankbord_verklaring_maanden: int = 12  # how long a statement of independence holds
    klankbord_wistermijn_dagen: int = 14  # after a personal question is over
    klankbord_onkosten_cent_per_jaar: int | None = 210_000  # warns only; None: no ceiling
    uren_herinnering_dagen: int = 3  # after the week, to who has not sent it; 0: never
    uren_goedkeuring_dagen: int = 7  # after the sending, to who must approve; 0: never
    uren_bewaartermijn_maanden: int = 24  # after the month; then the person goes, the hours stay
    leegloop_sleutel: Leegloopsleutel = Leegloopsleutel.GEBRUIK
    samenwerking_verrekenen: bool = False  # whether hours of aanjagers are settled too
    betaaltermijn_dagen: int = 30  # B: longest between public bodies
    btw_percentage: int = 21  # A: the general rate
    btw_vrijstelling_tekst: str = VRIJGESTELD
    btw_buiten_tekst: str = BUITEN_BTW
    toestemming_vooraf: bool = True  # False: who has not said no may be proposed
    tarief_grondslag: Tariefgrondslag | None = None  # None: not agreed yet
    tarief_cent_per_uur: int | None = None
    tarief_per_niveau: tuple[tuple[Niveau, int], ...] = ()

    def tarief(self, niveau: Niveau | None) -> int | None:
        """Euro cents per hour at a level; None: not agreed."""
        per_niveau = dict(self.tarief_per_niveau)
        return (
            per_niveau.get(niveau, self.tarief_cent_per_uur) if niveau else self.tarief_cent_per_uur
        )


def _op_de_draad(veld: str) -> str:
    eerste, *rest = veld.split("_")
    return eerste + "".join(deel.capitalize() for deel in rest)


_VELDEN = {_op_de_draad(veld.name): veld.name for veld in fields(Afspraken)}


def uit_convenant(tekst: Mapping[str, Any] | None) -> Afspraken:
    """The settings in the text of a convenant; what an older text does not say has its default."""
    pool: Mapping[str, Any] = (tekst or {}).get("pool") or {}
    gezegd = {_VELDEN[naam]: waarde for naam, waarde in pool.items() if naam in _VELDEN}
    if gezegd.get("tarief_grondslag") is not None:
        gezegd["tarief_grondslag"] = Tariefgrondslag(gezegd["tarief_grondslag"])
    if gezegd.get("leegloop_sleutel") is not None:
        gezegd["leegloop_sleutel"] = Leegloopsleutel(gezegd["leegloop_sleutel"])
    per_niveau = gezegd.get("tarief_per_niveau") or {}
    gezegd["tarief_per_niveau"] = tuple(
        sorted((Niveau(niveau), cent) for niveau, cent in per_niveau.items())
    )
    leeg_mag = {"tarief_grondslag", "tarief_cent_per_uur", "klankbord_onkosten_cent_per_jaar"}
    return Afspraken(**{n: w for n, w in gezegd.items() if w is not None or n in leeg_mag})
