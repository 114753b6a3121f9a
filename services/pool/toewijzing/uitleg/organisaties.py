"""What every organisation gets and why, and who competes for whom: data and plain Dutch."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from services.pool.toewijzing.uitleg.woorden import getal

FIJN = Decimal("0.0001")


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
    if rechtvaardig >= gevraagd:
        waarom = "Alles wat zij vraagt, kan eerlijk worden gevuld."
    elif rechtvaardig < aanspraak:
        waarom = "Zij vraagt om mensen die schaars zijn; met een ander is er niet meer te delen."
    else:
        waarom = "Anderen vragen minder of om andere mensen; zo krijgt zij meer dan haar recht."
    return (
        f"Zij vraagt {_uren(gevraagd)}. Volgens de verdeelsleutel heeft zij recht op "
        f"{_uren(aanspraak)}; eerlijk verdeeld is {_uren(rechtvaardig)} mogelijk. {waarom} "
        f"Dit voorstel geeft {_uren(toegewezen)}."
    )


def zin_voor_knelpunt(
    organisaties: Sequence[str], leden: int, uren: Decimal, vraag_gedekt: bool
) -> str:
    """Who competes for whom, and how much there is together."""
    experts = "dezelfde expert" if leden == 1 else f"dezelfde {leden} experts"
    if vraag_gedekt:
        return f"Voor {_wie(organisaties)} zijn er genoeg uren: samen {_uren(uren)}."
    if len(organisaties) == 1:
        wie = "expert" if leden == 1 else "experts"
        return f"Voor {organisaties[0]} is er niet meer dan {_uren(uren)} van {leden} {wie}."
    return f"{_wie(organisaties)} vragen om {experts}; samen krijgen zij hoogstens {_uren(uren)}."


def _wie(organisaties: Sequence[str]) -> str:
    """Names in a row; of many only how many."""
    if len(organisaties) > 6:
        return f"Deze {len(organisaties)} organisaties"
    *eerst, laatste = organisaties
    return f"{', '.join(eerst)} en {laatste}" if eerst else laatste


def _uren(aantal: Decimal) -> str:
    return f"{getal(aantal.quantize(Decimal(1)))} uur"
