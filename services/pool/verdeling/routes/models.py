"""What goes over the line about the ledger. No field of it can name a person."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from services.pool.flexpool.routes.models import Functie, Gewichten, PoolGewicht
from services.pool.flexpool.rules import Niveau, Verdeelsleutel
from services.pool.verdeling.rules import NietBediendcode, Uitsplitsing
from shared.api import Bedrag, Datum, Geheel, Model, Oin

MEESTE_REGELS = 200_000
Uren = Annotated[float, Field(ge=-1e9, le=1e9, description="Uren, op honderdsten afgerond.")]
Aantal = Annotated[Geheel, Field(ge=0, le=2_147_483_647)]
Maand = Annotated[str, Field(pattern="^20[0-9]{2}-(0[1-9]|1[0-2])$", max_length=7)]
Naam = Annotated[str, Field(max_length=500, description="Naam in het register, als die bekend is.")]
Uitleg = Annotated[str, Field(max_length=2000)]


class Getallen(Model):
    """De bedragen van het grootboek, in uren. Leeg: zo is het niet uit te splitsen."""

    gevraagd: Uren | None = Field(description="Gevraagd in de rondes die in de periode sloten.")
    aanspraak: Uren | None = Field(
        description="Recht volgens de verdeelsleutel alleen, zonder saldo, in die rondes."
    )
    rechtvaardig: Uren | None = Field(description="Eerlijk deel van wat de pool toen kon geven.")
    toegewezen: Uren | None = Field(description="Voorgesteld in die rondes.")
    geweigerd: Uren | None = Field(description="Daarvan door de organisatie zelf geweigerd.")
    gegund: Uren | None = Field(description="Aan anderen gegund.")
    ontvangen: Uren = Field(
        description="Uren van haar bevestigde inzetten in de periode, tot en met vandaag."
    )
    ingepland: Uren = Field(description="Wat na vandaag nog in de periode staat.")
    gegeven: Uren = Field(description="Inzetten van eigen mensen elders, tot en met vandaag.")
    spoedbeurten: Aantal | None = Field(description="Beurten buiten de volgorde om.")
    spoed: Uren | None = Field(description="Uren van spoedbeurten, in de rondes meegeteld.")
    saldo: Uren | None = Field(description="Verdeelsaldo na de laatste ronde: plus is tegoed.")


class Grootboekregel(Getallen):
    """Eén regel van het grootboek."""

    organisatie: Oin
    naam: Naam | None
    maand: Maand | None = Field(description="Alleen bij uitsplitsing `maand`.")
    functie: Functie | None = Field(description="Alleen bij uitsplitsing `functie`.")


class NietBediend(Model):
    """Een organisatie die vroeg en in de hele periode niets kreeg."""

    organisatie: Oin
    naam: Naam | None
    gevraagd: Uren
    rechtvaardig: Uren
    code: NietBediendcode
    uitleg: Uitleg


class NiveauTarief(Model):
    """Het tarief van één niveau."""

    niveau: Niveau
    cent_per_uur: Bedrag


class Tarief(Model):
    """Het ene tarief van het verband; leeg: nog niet afgesproken."""

    grondslag: str | None = Field(max_length=100)
    cent_per_uur: Bedrag | None
    per_niveau: list[NiveauTarief] = Field(max_length=10)
    uitleg: Uitleg


class PoolSleutel(Model):
    """De sleutel waarmee een pool nu verdeelt."""

    id: UUID
    naam: str = Field(max_length=200)
    verdeelsleutel: Verdeelsleutel
    gewichten: list[PoolGewicht] = Field(max_length=500)


class Verdeling(Model):
    """Het grootboek van een verband: voor elke partner hetzelfde."""

    verband: UUID
    pool: UUID | None = Field(description="Leeg: alle pools van het verband.")
    van: Maand
    tot: Maand
    peildatum: Datum
    uitsplitsing: Uitsplitsing
    horizon_maanden: Geheel = Field(ge=1, le=240, description="Afspraak over het saldo.")
    regels: list[Grootboekregel] = Field(max_length=MEESTE_REGELS)
    totaal: Getallen
    niet_bediend: list[NietBediend] = Field(max_length=1000)
    tarief: Tarief
    pools: list[PoolSleutel] = Field(max_length=1000)
    uitleg: Uitleg


class GrafiekRij(Model):
    """Wat één balk van de grafiek zegt."""

    organisatie: Oin
    naam: Naam | None
    rechtvaardig: Uren
    ontvangen: Uren
    saldo: Uren


class Grafiek(Model):
    """De grafiek in woorden: titel, omschrijving en de tabel die ernaast hoort."""

    titel: str = Field(max_length=300)
    omschrijving: str = Field(max_length=2000)
    rijen: list[GrafiekRij] = Field(max_length=1000)


class SimulatieInvoer(Model):
    """Een andere verdeling om naast de echte te leggen. Er wordt niets bewaard."""

    verdeelsleutel: Verdeelsleutel
    gewichten: Gewichten | None = Field(
        None, description="Per organisatie; nodig bij een andere sleutel dan die van de pool."
    )
    saldo_horizon_maanden: Geheel | None = Field(
        None, ge=1, le=240, description="Hoe lang een saldo meetelt; leeg: zoals afgesproken."
    )
    van: Maand | None = Field(None, description="Eerste maand; leeg: de afgesproken horizon.")
    tot: Maand | None = Field(None, description="Laatste maand; leeg: deze.")


class SimulatieRegel(Model):
    """Eén organisatie over alle nagespeelde rondes, in uren."""

    organisatie: Oin
    naam: Naam | None
    gevraagd: Uren
    aanspraak: Uren
    rechtvaardig: Uren
    toegewezen: Uren
    aanspraak_nu: Uren = Field(description="Recht bij de afgesproken verdeling, nagespeeld.")
    rechtvaardig_nu: Uren = Field(
        description="Eerlijk deel bij de afgesproken verdeling, nagespeeld."
    )
    aanspraak_dan: Uren = Field(description="Recht bij de andere verdeling.")
    rechtvaardig_dan: Uren = Field(description="Eerlijk deel bij de andere verdeling.")
    verschil: Uren = Field(
        description="Eerlijk deel erbij of eraf, naast de afgesproken verdeling die even zo is"
        " nagespeeld. Wie de afgesproken verdeling vraagt, leest hier nul."
    )


class Simulatie(Model):
    """Wat een andere verdeling in de afgelopen rondes had betekend."""

    pool: UUID
    van: Maand
    tot: Maand
    verdeelsleutel: Verdeelsleutel
    saldo_horizon_maanden: Geheel = Field(ge=1, le=240)
    rondes: Aantal = Field(description="Zoveel rondes zijn nagespeeld.")
    overgeslagen: Aantal = Field(description="Rondes waarvan de feiten al gewist zijn.")
    regels: list[SimulatieRegel] = Field(max_length=1000)
    uitleg: Uitleg
