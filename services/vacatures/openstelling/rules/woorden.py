"""An opening in Dutch sentences: who sees it, who may apply, and who goes first."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from services.vacatures.convenant.rules import (
    Categorie,
    Convenant,
    Herkomst,
    Solliciteren,
    Toegang,
    Voorrangsmodus,
)
from services.vacatures.openstelling.rules.fasen import HERPLAATSINGEN, Fase, Openstelling
from services.vacatures.openstelling.rules.moment import grenzen, telt_vanaf, toegang_op
from services.vacatures.openstelling.rules.tijd import dag_van
from services.vacatures.toestemming.rules import in_woorden
from services.vacatures.vacature import rules as vacature

# The settings of a convenant that say how an opening goes.
INSTELLINGEN = (
    "fasen",
    "kandidaatvolgorde",
    "partnerTeltAlsIntern",
    "bijEigenEnPartnerPassend",
    "maximumWerkdagenPerFase",
    "faseOverslaanToegestaan",
    "ruimereToegangToegestaan",
    "bevrijdingsdagElkJaar",
)
GEEN_ADVIES = "De fasen zijn afspraken van het verband. Doorstroom geeft geen juridisch advies."


def wie_in_woorden(openstelling: Openstelling, wie: vacature.Hoedanigheid, op: datetime) -> str:
    """What one category sees and may do at a moment, in one sentence."""
    toegang, _ = toegang_op(openstelling, wie, op)
    een = wie.categorie is Categorie.EXTERN and toegang.zichtbaar
    naam = vacature.NAMEN[wie.categorie] if een else _NAMEN[wie.categorie]
    naam = naam[0].upper() + naam[1:]
    zien, mogen = ("ziet", "mag") if een else ("zien", "mogen")
    if not toegang.zichtbaar:
        later = _eerste(openstelling, wie, op)
        wanneer = f" op dat moment niet; vanaf {dag_in_woorden(later)} wel" if later else " niet"
        return f"{naam} {zien} de vacature{wanneer}."
    if toegang.solliciteren is Solliciteren.JA:
        return f"{naam} {zien} de vacature en {mogen} solliciteren."
    if telt := telt_vanaf(openstelling, wie, op):
        dag = dag_in_woorden(telt)
        return f"{naam} {zien} de vacature; een sollicitatie telt vanaf {dag}."
    return f"{naam} {zien} de vacature en {mogen} niet solliciteren."


def _eerste(
    openstelling: Openstelling, wie: vacature.Hoedanigheid, op: datetime
) -> datetime | None:
    """The first moment after `op` at which the category sees the vacancy."""
    later = (moment for moment in grenzen(openstelling) if moment > op)
    return next((m for m in later if toegang_op(openstelling, wie, m)[0].zichtbaar), None)


def voorrang_in_woorden(fase: Fase, afspraken: Convenant | None) -> str:
    """What priority means in a phase, and for whom."""
    wie = {soort for soort, mag in fase.toegang.items() if mag.solliciteren is Solliciteren.JA}
    if fase.modus is Voorrangsmodus.GELIJKE_GESCHIKTHEID or not wie or Categorie.EXTERN in wie:
        return _volgorde(afspraken, wie)
    namen = opsomming(wie)
    if fase.modus is Voorrangsmodus.EXCLUSIEF:
        return f"Alleen {namen} kunnen in deze fase een aanbod krijgen."
    return f"{namen[0].upper()}{namen[1:]} gaan voor bij passende geschiktheid."


def _volgorde(afspraken: Convenant | None, wie: Collection[Categorie]) -> str:
    groepen = afspraken.kandidaatvolgorde if afspraken else ()
    plaatsen = [opsomming(set(groep) & set(wie)) for groep in groepen if set(groep) & set(wie)]
    if len(plaatsen) < 2:
        return "Er is geen voorrang."
    return f"Bij gelijke geschiktheid gaan voor, in deze volgorde: {'; dan '.join(plaatsen)}."


def opsomming(soorten: Collection[Categorie]) -> str:
    """Categories by name, in their own order."""
    namen = [_NAMEN[soort] for soort in Categorie if soort in soorten]
    *eerste, laatste = namen
    return f"{', '.join(eerste)} en {laatste}" if eerste else laatste


_NAMEN: Mapping[Categorie, str] = {**vacature.NAMEN, Categorie.EXTERN: "anderen"}


def dag_in_woorden(moment: datetime) -> str:
    """A day in the Netherlands, as people write it."""
    return in_woorden(dag_van(moment))


def zekerheden(afspraken: Convenant) -> list[Herkomst]:
    """How certain the settings of an opening are, as far as the convenant says so."""
    return [h for h in afspraken.zekerheden if h.instelling in INSTELLINGEN]


def telt_voor_cbs(fasen: Sequence[Fase]) -> bool:
    """Whether CBS counts this as a vacancy: not when only redeployment candidates may apply."""
    return not fasen or any(
        _open(mag) and soort not in HERPLAATSINGEN
        for fase in fasen
        for soort, mag in fase.toegang.items()
    )


def _open(toegang: Toegang) -> bool:
    return toegang.solliciteren is not Solliciteren.NEE
