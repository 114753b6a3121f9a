"""From the register to the figures of a year: of an organisation, or of all that share theirs."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy.orm import Session

from services.pool.inhuur import rules, storage
from services.pool.inhuur.rules import (
    Doelmaat,
    Inhuurmaat,
    Inhuurpercentage,
    Inhuursom,
    Inhuurvorm,
    Jaarcijfers,
    Jaardeel,
)
from services.pool.inhuur.rules.cijfers import VERBORGEN, eigen_gezien, verborgen

UREN_PER_FTE = 1872  # 36 hours in 52 weeks; what an organisation enters of a year goes before (C)


@dataclass(frozen=True, slots=True)
class Cijfers:
    """What one reader may see of a year; `delen` are of the own organisation only."""

    jaar: int
    organisaties: int
    functies: dict[str, Inhuursom]
    totaal: Inhuursom
    percentages: tuple[Inhuurpercentage, ...]
    zzp: Inhuursom
    delen: tuple[Jaardeel, ...]
    uren_per_fte: int


def bereken(
    tx: Session, jaar: int, lezer: str | None, verband: UUID | None = None, k: int = 0
) -> Cijfers:
    """Of the reader's organisation, or (hidden where few) of a verband."""
    if verband is None:
        jaren = storage.jaarcijfers(tx, jaar, organisatie=lezer)
        organisaties = [lezer] if lezer else []
    else:
        jaren = storage.jaarcijfers(tx, jaar, verband=verband)
        organisaties = sorted(jaren)

    def uren_per_fte(oin: str) -> int:
        return jaren[oin].uren_per_fte if oin in jaren else UREN_PER_FTE

    delen = storage.list_jaardelen(tx, organisaties, jaar)
    fte = storage.eigen_fte(tx, organisaties, jaar)
    functies = {
        code: replace(rij, fte_eigen=_eigen_fte(code, delen, fte, lezer, k if verband else 0))
        for code, rij in rules.per_functie(delen, uren_per_fte, _codes(fte)).items()
    }
    van_mij = [deel for deel in delen if deel.organisatie == lezer]
    zzp = [deel for deel in delen if deel.is_extern and deel.vorm is Inhuurvorm.ZZP]
    totaal, zzp_som = rules.totaal_van(list(functies.values())), rules.som(zzp, uren_per_fte)
    if verband is not None:
        functies, is_getoond = rules.gezien(functies, rules.per_functie(van_mij, uren_per_fte), k)
        totaal = totaal if is_getoond else VERBORGEN
        anderen = sum(deel.organisatie != lezer for deel in zzp)
        zzp_som = VERBORGEN if not is_getoond or verborgen({"zzp": anderen}, k) else zzp_som
    return Cijfers(
        jaar=jaar,
        organisaties=len(organisaties),
        functies=functies,
        totaal=totaal,
        percentages=_percentages(totaal, jaren),
        zzp=zzp_som,
        delen=tuple(van_mij),
        uren_per_fte=uren_per_fte(lezer or ""),
    )


def _codes(fte: dict[str, dict[str, int]]) -> dict[str, int]:
    """Every function with own fte, so that one that nobody hires for is there too."""
    return dict.fromkeys((code for eigen in fte.values() for code in eigen), 0)


def _eigen_fte(
    code: str,
    delen: Collection[Jaardeel],
    fte: dict[str, dict[str, int]],
    lezer: str | None,
    k: int,
) -> int | None:
    """Own fte together; None: somebody who hires did not enter them, or those of others are few."""
    huurt = {deel.organisatie for deel in delen if deel.is_extern and deel.functie == code}
    gegeven = {oin: eigen[code] for oin, eigen in fte.items() if code in eigen}
    if not gegeven or huurt - gegeven.keys():
        return None
    samen = sum(gegeven.values())
    return samen if eigen_gezien(samen, gegeven.get(lezer or "", 0), k) else None


def _percentages(totaal: Inhuursom, jaren: dict[str, Jaarcijfers]) -> tuple[Inhuurpercentage, ...]:
    """Over both denominators; none without pay, or when the numerator is hidden."""
    if totaal.kosten_cent is None or not jaren:
        return ()
    return rules.percentages(totaal.kosten_cent, sum(een.loonsom_cent for een in jaren.values()))


def waarde(cijfers: Cijfers, doel: rules.Inhuurdoel) -> int | None:
    """What a goal measures, in its unit; None: hidden, or not entered."""
    match doel.maat:
        case Doelmaat.INHUURKOSTEN:
            return cijfers.totaal.kosten_cent
        case Doelmaat.INHUURUREN:
            return cijfers.totaal.uren
        case Doelmaat.ZZP_UREN:
            return cijfers.zzp.uren
        case Doelmaat.AANDEEL_FUNCTIE:
            rij = cijfers.functies.get(doel.functie or "")
            return None if rij is None else rij.aandeel
        case _:
            maat: Inhuurmaat = rules.PERCENTAGES[doel.maat]
            return next((een.procent for een in cijfers.percentages if een.maat is maat), None)


def vervangen_uren(een: storage.Vervanging, jaar: int, vandaag: date) -> int:
    """Hundredths of hours of an inzet in a year, until today: hours per week by calendar days."""
    begin, einde = max(een.van, date(jaar, 1, 1)), min(vandaag, date(jaar, 12, 31))
    laatste = min(een.tot, einde) if een.tot else einde
    dagen = max(0, (laatste - begin) // timedelta(days=1) + 1)
    return rules.rond(int(een.uren_per_week * 100) * dagen, 7)
