"""What an organisation takes along when it leaves: its needs, members, inzetten and shares.

Of an inzet both sides get the facts; the reasons of a no stay with whoever said it.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Select, or_, select

from services.pool.flexpool.rules import PLANNERS, Kijker
from services.pool.flexpool.tables import Lid
from services.pool.inhuur.tables import (
    EigenFormatie,
    Inhuurdoel,
    Inhuurindeling,
    Inhuurjaar,
    Inhuurregel,
    Inhuurtoets,
    Inhuurvervanging,
    Referentietarief,
)
from services.pool.inzet import storage as inzetten
from services.pool.inzet.tables import Inzet, InzetVoorwaarden, WaadiRegistratie
from services.pool.klankbord.rules import Klankbordsoort
from services.pool.klankbord.tables import Klankbordonkosten, Klankbordvraag
from services.pool.planning.tables import (
    Behoefte,
    BehoefteOvergang,
    EigenCapaciteit,
    Inhuur,
    Opgave,
    Project,
    Uitstroomverwachting,
)
from services.pool.toewijzing.tables import Aandeel, Gunning, Spoedbeurt
from services.pool.uren.rules import Urenstatus
from services.pool.uren.tables import Urenstaat
from services.pool.verrekening.tables import Factuur, Factuurgegevens, Tariefwoord, Verrekenregel
from shared.uitvoer import Deel, kolommen

INKOMEN = frozenset({"effect_getoond", "inkomensverschil_cent"})
ANDERS_REDEN = frozenset({"reden", "geweigerd_door", "uitleg", "status"})


def _eigen(table: Any, kolom: str = "organisatie", *personen: str) -> Deel:
    return Deel(lambda oin, _: kolommen(table).where(getattr(table, kolom) == oin), personen)


def _inzet(oin: str) -> Select[Any]:
    """Without the reasons; a no of the other side is not shown as one."""
    status = inzetten.zichtbare_status(Kijker(oin, PLANNERS)).label("status")
    return kolommen(Inzet, ANDERS_REDEN).add_columns(status).where(Inzet.id.in_(_inzetten(oin)))


def _inzetten(oin: str) -> Select[Any]:
    return select(Inzet.id).where(or_(Inzet.thuisorganisatie == oin, Inzet.inlener == oin))


DELEN: Mapping[str, Deel] = {
    "behoefte": _eigen(Behoefte, "inlener"),
    "behoefte_overgang": Deel(
        lambda oin, _: kolommen(BehoefteOvergang).where(
            BehoefteOvergang.behoefte_id.in_(select(Behoefte.id).where(Behoefte.inlener == oin))
        )
    ),
    "lid": _eigen(Lid, "thuisorganisatie", "medewerker"),
    "inzet": Deel(lambda oin, _: _inzet(oin), ("medewerker",)),
    "inzet_voorwaarden": Deel(
        # What it means for somebody's income, and whether that was looked at, is nobody else's.
        lambda oin, _: kolommen(InzetVoorwaarden, INKOMEN).where(
            InzetVoorwaarden.inzet_id.in_(_inzetten(oin))
        )
    ),
    "waadi_registratie": _eigen(WaadiRegistratie, "uitlener", "medewerker"),
    "urenstaat": Deel(
        lambda oin, _: kolommen(Urenstaat).where(
            or_(Urenstaat.uitlener == oin, Urenstaat.inlener == oin),
            Urenstaat.status != Urenstatus.CONCEPT,
        ),
        ("medewerker",),
    ),
    # Amounts between employers: without the tie with an inzet, which stands with its urenstaat.
    "factuur": Deel(
        lambda oin, _: kolommen(Factuur).where(
            or_(Factuur.crediteur == oin, Factuur.debiteur == oin)
        )
    ),
    "verrekenregel": Deel(
        lambda oin, _: kolommen(Verrekenregel).where(
            or_(Verrekenregel.crediteur == oin, Verrekenregel.debiteur == oin)
        )
    ),
    "factuurgegevens": _eigen(Factuurgegevens),
    "tariefwoord": _eigen(Tariefwoord),
    "opgave": _eigen(Opgave),
    "project": _eigen(Project),
    "eigen_capaciteit": _eigen(EigenCapaciteit),
    "uitstroomverwachting": _eigen(Uitstroomverwachting),
    "inhuur": _eigen(Inhuur, "aangeleverd_door"),
    "inhuurregel": _eigen(Inhuurregel),
    "inhuurtoets": _eigen(Inhuurtoets),
    "inhuurindeling": _eigen(Inhuurindeling),
    "inhuurjaar": _eigen(Inhuurjaar),
    "eigen_formatie": _eigen(EigenFormatie),
    "referentietarief": _eigen(Referentietarief),
    "inhuurdoel": _eigen(Inhuurdoel),
    "inhuurvervanging": _eigen(Inhuurvervanging),
    "aandeel": _eigen(Aandeel),
    "gunning": Deel(
        lambda oin, _: kolommen(Gunning).where(or_(Gunning.gever == oin, Gunning.ontvanger == oin))
    ),
    "klankbordvraag": Deel(
        lambda oin, _: kolommen(Klankbordvraag, {"vrager"}).where(
            Klankbordvraag.organisatie == oin,
            Klankbordvraag.soort != Klankbordsoort.PERSOONLIJK,
        )
    ),
    "klankbordonkosten": Deel(
        lambda oin, _: kolommen(Klankbordonkosten, {"persoon", "door"}).where(
            Klankbordonkosten.organisatie == oin
        )
    ),
    "spoedbeurt": Deel(
        lambda oin, _: kolommen(Spoedbeurt, {"lid_id", "medewerker"}).where(
            Spoedbeurt.inlener == oin
        )
    ),
}
