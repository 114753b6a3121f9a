"""What if: computed at once, kept nowhere."""

from dataclasses import asdict
from typing import Annotated, Any
from uuid import UUID, uuid5

from pydantic import Field

from services.pool.flexpool import rules as flexpool
from services.pool.flexpool.routes.models import Functie, Pc4
from services.pool.flexpool.rules import Niveau, Vaardigheid, Verdeelsleutel
from services.pool.kijker import Kijker
from services.pool.toewijzing import aanspraak, storage, verkennen
from services.pool.toewijzing.feiten import Lid, vingerafdruk
from services.pool.toewijzing.routes import zicht
from services.pool.toewijzing.routes.models import HeleUren, Totaal, Uitleg, Weken
from services.pool.toewijzing.routes.voorstellen import TOEWIJZING, actieve_pool, eis_gewichten
from services.pool.toewijzing.rules import Redencode, Regel
from shared import api, verwerking
from shared.api import Beller, Datum, Geheel, Model, Nu, Oin, Tx, Uren, Vandaag, eist
from shared.problem import Problem, invalid

router = api.router("toewijzingsvoorstellen")
MEESTE = 100


class AndereBehoefte(Model):
    """Een bestaande behoefte met andere uren of een andere periode, of zonder haar."""

    behoefte: UUID
    vervalt: bool = False
    uren_min: Uren | None = None
    uren_max: Annotated[Uren, Field(gt=0)] | None = None
    van: Datum | None = None
    tot: Datum | None = None


class AnderPoollid(Model):
    """Een poollid dat er niet is, of met andere uren of een andere periode."""

    lid: UUID
    afwezig: bool = False
    uren_per_week: Annotated[Uren, Field(gt=0, le=40)] | None = None
    van: Datum | None = None
    tot: Datum | None = None


class VerkendeVaardigheid(Model):
    """Een functie met het niveau."""

    functie: Functie
    niveau: Niveau


class ExtraPoollid(Model):
    """Iemand die er nog niet is."""

    thuisorganisatie: Oin
    functies: list[VerkendeVaardigheid] = Field(min_length=1, max_length=20)
    uren_per_week: Annotated[Uren, Field(gt=0, le=40)]
    van: Datum | None = Field(None, description="Leeg: vanaf vandaag.")
    tot: Datum | None = None
    pc4: Pc4 | None = None
    straal_km: Annotated[Geheel, Field(ge=0, le=500)] | None = None
    maximum_inzetten: Annotated[Geheel, Field(ge=1, le=10)] | None = None


class VerkendGewicht(Model):
    """Het deel van een organisatie in de verdeling."""

    organisatie: Oin
    deel: Annotated[Geheel, Field(ge=1, le=100_000_000)]


class VerkenningInvoer(Model):
    """Wat er anders zou zijn dan nu."""

    horizon_weken: Weken | None = None
    behoeften: list[AndereBehoefte] = Field([], max_length=MEESTE)
    leden: list[AnderPoollid] = Field([], max_length=MEESTE)
    extra_leden: list[ExtraPoollid] = Field([], max_length=20)
    verdeelsleutel: Verdeelsleutel | None = None
    gewichten: list[VerkendGewicht] | None = Field(None, max_length=1000)


class VerkendeRegel(Model):
    """Uren per week en periode van een regel."""

    uren_per_week: HeleUren
    van: Datum
    tot: Datum | None = None


class Regelverschil(Model):
    """Een regel die erbij komt, vervalt of verandert."""

    lid: UUID
    behoefte: UUID
    was: VerkendeRegel | None = None
    wordt: VerkendeRegel | None = None


class Aandeelverschil(Model):
    """De uren van een organisatie over de horizon, nu en dan."""

    organisatie: Oin
    rechtvaardig: Totaal
    rechtvaardig_wordt: Totaal
    toegewezen: Totaal
    toegewezen_wordt: Totaal


class Behoefteverschil(Model):
    """Een behoefte met een andere uitkomst; zonder code is zij er aan die kant niet."""

    behoefte: UUID
    code: Redencode | None = None
    code_wordt: Redencode | None = None
    toegewezen: HeleUren
    toegewezen_wordt: HeleUren
    uitleg: Uitleg = Field(description="De reden bij de nieuwe uitkomst.")


class Verkenning(Model):
    """Wat er zou veranderen; er is niets bewaard."""

    invoer_hash: str = Field(max_length=64, description="SHA-256 van de feiten van nu.")
    regels: list[Regelverschil] = Field(max_length=10_000)
    aandelen: list[Aandeelverschil] = Field(max_length=1000)
    behoeften: list[Behoefteverschil] = Field(max_length=10_000)


@router.post(
    "/pools/{id}/verkenningen",
    status_code=200,
    dependencies=[eist("pool:schrijven")],
    summary="Verken wat er zou gebeuren als iets anders was",
)
def verken(
    id: UUID,
    invoer: VerkenningInvoer,
    tx: Tx,
    beller: Beller,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
) -> Verkenning:
    """Rekent de feiten van nu en die met uw wijzigingen door en geeft het verschil.

    Er wordt niets bewaard en niets besloten. Voor een grote pool duurt dit te lang: bereken dan een
    toewijzingsvoorstel.
    """
    pool = actieve_pool(tx, id, kijker)
    weken = invoer.horizon_weken or min(104, pool.afspraken.horizon_weken)
    feit = storage.get_feiten(tx, pool, vandaag, weken)
    verwerking.record(tx, beller, TOEWIJZING, [lid.medewerker for lid in feit.leden], nu)
    extra = tuple(
        _extra(een, uuid5(pool.id, f"verkenning {nr}"), pool.maximum_inzetten, vandaag)
        for nr, een in enumerate(invoer.extra_leden)
    )
    wijzigingen = _wijzigingen(invoer, extra)
    if fouten := [
        *verkennen.fouten(feit, wijzigingen, zicht.bekend(feit, kijker)),
        *_fouten_in_sleutel(invoer, pool),
    ]:
        raise invalid(*fouten)
    eigen = invoer.verdeelsleutel in (None, pool.verdeelsleutel)
    if not (eigen and invoer.gewichten):  # else what is now has no weights to compare with
        eis_gewichten(pool)
    anders = verkennen.met(feit, wijzigingen)
    if verkennen.te_groot(feit) or verkennen.te_groot(anders):
        detail = "Deze pool is te groot voor een verkenning; bereken een toewijzingsvoorstel."
        raise Problem(400, detail, code="verkenning-te-groot", meesteParen=verkennen.MEESTE_PAREN)
    bekend = storage.list_regels_van(tx, pool.id, vingerafdruk(feit))
    # A proposal that is there already is what would happen now; else this is a quick look at it.
    was = verkennen.reken(feit, bekend or (), 0 if bekend else verkennen.SNEL)
    wordt = verkennen.reken(anders, was.regels) if anders != feit else was
    return _toon(was.invoer_hash, verkennen.vergelijk(was, wordt))


def _fouten_in_sleutel(invoer: VerkenningInvoer, pool: flexpool.Pool) -> list[verkennen.Fout]:
    """Weights without their key, or the other way round; nothing when neither is tried."""
    if invoer.verdeelsleutel is None and not invoer.gewichten:
        return []
    gegeven = [(een.organisatie, een.deel) for een in invoer.gewichten or []]
    sleutel = invoer.verdeelsleutel or pool.verdeelsleutel
    gevonden = aanspraak.fouten_in_sleutel(sleutel, gegeven, pool.verdeelsleutel)
    return [(een.veld, een.code, een.uitleg) for een in gevonden]


def _extra(een: ExtraPoollid, id: UUID, maximum: int, vandaag: Vandaag) -> Lid:
    return verkennen.extra_lid(
        id,
        een.thuisorganisatie,
        tuple(Vaardigheid(v.functie, v.niveau) for v in een.functies),
        een.uren_per_week,
        een.van or vandaag,
        een.tot,
        een.pc4,
        een.straal_km,
        een.maximum_inzetten or maximum,
    )


def _wijzigingen(invoer: VerkenningInvoer, extra: tuple[Lid, ...]) -> verkennen.Wijzigingen:
    gewichten = None
    if invoer.gewichten:
        gewichten = tuple((een.organisatie, een.deel) for een in invoer.gewichten)
    return verkennen.Wijzigingen(
        behoeften=tuple(
            verkennen.AndereBehoefte(**_velden(een, AndereBehoefte)) for een in invoer.behoeften
        ),
        leden=tuple(verkennen.AnderLid(**_velden(een, AnderPoollid)) for een in invoer.leden),
        extra_leden=extra,
        verdeelsleutel=invoer.verdeelsleutel,
        gewichten=gewichten,
    )


def _velden(een: Model, model: type[Model]) -> dict[str, Any]:
    return {naam: getattr(een, naam) for naam in model.model_fields}


def _regel(regel: Regel | None) -> VerkendeRegel | None:
    if regel is None:
        return None
    return VerkendeRegel(uren_per_week=regel.uren, van=regel.van, tot=regel.tot)


def _toon(invoer_hash: str, verschil: verkennen.Verschillen) -> Verkenning:
    return Verkenning(
        invoer_hash=invoer_hash,
        regels=[
            Regelverschil(
                lid=een.lid, behoefte=een.behoefte, was=_regel(een.was), wordt=_regel(een.wordt)
            )
            for een in verschil.regels
        ],
        aandelen=[
            Aandeelverschil(
                organisatie=een.organisatie,
                rechtvaardig=float(een.rechtvaardig),
                rechtvaardig_wordt=float(een.rechtvaardig_wordt),
                toegewezen=float(een.toegewezen),
                toegewezen_wordt=float(een.toegewezen_wordt),
            )
            for een in verschil.aandelen
        ],
        behoeften=[
            Behoefteverschil(**asdict(zicht.behoefteverschil(een))) for een in verschil.behoeften
        ],
    )
