"""What every organisation gets and why, and who competes for whom: data and plain Dutch."""

from dataclasses import dataclass
from decimal import Decimal

from services.pool.toewijzing.uitleg.woorden import getal

FIJN, CENT, HEEL = Decimal("0.0001"), Decimal("0.01"), Decimal(1)


@dataclass(frozen=True, slots=True)
class Aandeel:
    """What one organisation asked, had a right to, could fairly expect, and gets.

    Hours over the horizon; `verhouding` is what it gets beside its fair share.
    """

    organisatie: str
    gevraagd: Decimal
    aanspraak: Decimal
    rechtvaardig: Decimal
    toegewezen: Decimal
    verhouding: Decimal | None  # None: no fair share, so nothing to compare with
    groep: int | None  # number of its bottleneck in `groepen`
    uitleg: str


def verhouding(toegewezen: Decimal, rechtvaardig: Decimal) -> Decimal | None:
    """Received beside the fair share."""
    return (toegewezen / rechtvaardig).quantize(FIJN) if rechtvaardig > 0 else None


def zin_voor_aandeel(
    gevraagd: Decimal, aanspraak: Decimal, rechtvaardig: Decimal, toegewezen: Decimal
) -> str:
    """Why an organisation gets what it gets."""
    if rechtvaardig <= 0:
        return "Niemand in de pool kan nu voor deze organisatie werken."
    if rechtvaardig.quantize(CENT) >= gevraagd:  # what was asked is in hundredths
        waarom = "Alles wat zij vraagt, kan eerlijk worden gevuld."
    elif rechtvaardig.quantize(HEEL) < aanspraak.quantize(HEEL):  # as they are shown
        waarom = "Zij vraagt om mensen die schaars zijn; meer is er voor haar nu niet."
    elif rechtvaardig.quantize(HEEL) == aanspraak.quantize(HEEL):
        waarom = "Dat is haar recht."
    else:
        waarom = "Anderen vragen minder of om andere mensen; zo krijgt zij meer dan haar recht."
    return (
        f"Zij vraagt {_uren(gevraagd)}. Volgens de verdeelsleutel heeft zij recht op "
        f"{_uren(aanspraak)}; eerlijk verdeeld is {_uren(rechtvaardig)} mogelijk. {waarom} "
        f"Dit voorstel geeft {_uren(toegewezen)}."
    )


def zin_voor_knelpunt(organisaties: int, leden: int, uren: Decimal, vraag_gedekt: bool) -> str:
    """How many compete for whom, and how much there is together; who they are stands beside it."""
    samen = _uren(uren)
    if organisaties == 1:
        if vraag_gedekt:
            return f"Voor deze organisatie zijn er genoeg uren: {samen}."
        experts = "1 expert" if leden == 1 else f"{leden} experts"
        return f"Voor deze organisatie is er niet meer dan {samen} van {experts}."
    if vraag_gedekt:
        return f"Voor deze {organisaties} organisaties zijn er genoeg uren: samen {samen}."
    experts = "dezelfde expert" if leden == 1 else f"dezelfde {leden} experts"
    wie = f"Deze {organisaties} organisaties vragen om {experts}"
    return f"{wie}; samen krijgen zij hoogstens {samen}."


def _uren(aantal: Decimal) -> str:
    return f"{getal(aantal.quantize(HEEL))} uur"
