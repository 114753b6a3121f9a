"""What the pool was worth to the own organisation: as data, as a table, as a document."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import Path, Query, Request, Response
from sqlalchemy.orm import Session

from services.pool.flexpool.rules import Kijker as Wie
from services.pool.inhuur import storage as inhuur
from services.pool.inzet import opmaak
from services.pool.kijker import Kijker
from services.pool.planning.rules import csvcel
from services.pool.uren.rules import als_uren
from services.pool.verrekening import rules, storage, waarde_opmaak
from services.pool.verrekening.routes import models, waardemodels
from services.pool.verrekening.routes.access import LEZEN
from services.pool.verrekening.routes.maanden import CSV, bestand
from shared import api, etag, formats
from shared.api import Nu, Oin, Tx, Vandaag, eist
from shared.problem import found, invalid

router = api.router("verrekening")
MEESTE_JAREN = 10
KOLOMMEN = (
    "onderdeel", "maand", "jaar", "soort", "functie", "uren", "cent", "noemer_cent", "percentage",
    "definitie",
)  # fmt: skip
VanMaand = Annotated[
    models.Maand | None, Query(description="Leeg: de eerste maand van het jaar van `tot`.")
]
TotMaand = Annotated[models.Maand | None, Query(description="Leeg: deze maand.")]


@router.get(
    "/organisaties/{oin}/waardeoverzicht",
    response_model=waardemodels.Waardeoverzicht,
    dependencies=[eist(LEZEN)],
    responses=formats.gives(CSV, opmaak.DOCX, opmaak.PDF),
    summary="Wat de pool uw organisatie gaf en kostte",
)
def get_waardeoverzicht(
    oin: Annotated[Oin, Path()],
    request: Request,
    tx: Tx,
    kijker: Kijker,
    nu: Nu,
    vandaag: Vandaag,
    van: VanMaand = None,
    tot: TotMaand = None,
) -> object:
    """Telt op wat in gesloten maanden is verrekend: gegeven, ontvangen en vermeden inhuur.

    Elk percentage komt met zijn definitie en waar het uit volgt. Met `Accept` ook als tabel
    (`text/csv`), Word-bestand of pdf. Er staan geen personen in.
    """
    found(True if _ziet(oin, kijker) else None, "organisatie")
    tot = tot or f"{vandaag:%Y-%m}"
    van = van or f"{tot[:4]}-01"
    if van > tot or int(tot[:4]) - int(van[:4]) >= MEESTE_JAREN:
        zin = f"Kies een eerste en een latere maand, in hoogstens {MEESTE_JAREN} jaren."
        raise invalid(("tot", "periode-ongeldig", zin))
    wat = _waarde(tx, oin, van, tot)
    etag.stamp(request, 1)  # a sum has no version; its contents tell
    if formats.wants(request, CSV):
        return bestand(f"waarde-{van}-{tot}.csv", KOLOMMEN, _rijen(wat))
    for soort, maak, einde in (
        (opmaak.DOCX, opmaak.als_docx, "docx"),
        (opmaak.PDF, opmaak.als_pdf, "pdf"),
    ):
        if formats.wants(request, soort):
            kenmerk = f"{_naam(tx, oin)}, {van} tot en met {tot}"
            zinnen = waarde_opmaak.artikelen(wat)
            inhoud = maak(zinnen, kenmerk, nu, waarde_opmaak.TITEL, waarde_opmaak.SJABLOON)
            return _document(inhoud, soort, f"waarde-{van}-{tot}.{einde}")
    return _toon(oin, van, tot, wat)


def _ziet(oin: str, kijker: Wie) -> bool:
    return kijker.organisatie == oin and bool(kijker.rollen & rules.LEZERS)


def _naam(tx: Session, oin: str) -> str:
    gegevens = storage.get_gegevens(tx, oin)
    return f"{gegevens.gegevens.naam} ({oin})" if gegevens else f"Organisatie {oin}"


def _waarde(tx: Session, oin: str, van: str, tot: str) -> rules.Waarde:
    """From what was settled, and from what the employer entered of those years."""
    jaren = range(int(van[:4]), int(tot[:4]) + 1)
    tarieven = inhuur.referentietarieven(tx, [oin], jaren)
    prijzen = [
        rules.Uurprijs(functie, jaar, een.cent_per_uur, een.bron)
        for (_, functie, jaar), een in tarieven.items()
    ]
    basis = [_jaarbasis(tx, oin, jaar) for jaar in jaren]
    posten = storage.list_waardeposten(tx, oin, van, tot)
    return rules.waarde(posten, prijzen, [een for een in basis if een.loonsom_cent is not None])


def _jaarbasis(tx: Session, oin: str, jaar: int) -> rules.Jaarbasis:
    """None for hires when the register has none of that year: then it is not kept here."""
    cijfers = inhuur.jaarcijfers(tx, jaar, organisatie=oin).get(oin)
    delen = inhuur.list_jaardelen(tx, [oin], jaar)
    extern = sum(een.kosten_cent for een in delen if een.is_extern) if delen else None
    return rules.Jaarbasis(jaar, cijfers.loonsom_cent if cijfers else None, extern)


def _document(inhoud: bytes, soort: str, naam: str) -> Response:
    headers = {
        "Content-Disposition": f'attachment; filename="{naam}"',
        "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    }
    return Response(inhoud, media_type=soort, headers=headers)


def _uren(kwartieren: int) -> float:
    return float(als_uren(kwartieren))


def _procent(honderdsten: int | None) -> float | None:
    return None if honderdsten is None else honderdsten / 100


def _rijen(wat: rules.Waarde) -> Iterable[tuple[object, ...]]:
    """The rows that it rests on, and what follows from them."""
    for een in wat.posten:
        kant = "gegeven" if een.gegeven else "ontvangen"
        functie = csvcel.veilig(een.functie or "")
        uren = _uren(een.kwartieren)
        yield kant, een.maand, een.jaar, een.soort.value, functie, uren, een.cent, None, None, None
    for vermeden in wat.vermeden:
        functie, uren = csvcel.veilig(vermeden.functie), _uren(vermeden.kwartieren)
        yield (
            "vermeden_inhuur", None, vermeden.jaar, None, functie, uren, vermeden.cent, None, None,
            rules.VERMEDEN,
        )  # fmt: skip
    for deel in wat.aandelen:
        yield (
            "aandeel", None, deel.jaar, deel.soort.value, None, None, deel.teller_cent,
            deel.noemer_cent, _procent(deel.percentage), deel.definitie,
        )  # fmt: skip


def _toon(oin: str, van: str, tot: str, wat: rules.Waarde) -> waardemodels.Waardeoverzicht:
    return waardemodels.Waardeoverzicht(
        organisatie=oin,
        van=van,
        tot=tot,
        gegeven=_kant(wat.gegeven),
        ontvangen=_kant(wat.ontvangen),
        leegloop_ontvangen_cent=wat.leegloop_ontvangen_cent,
        leegloop_betaald_cent=wat.leegloop_betaald_cent,
        samenwerking_saldo_cent=wat.samenwerking_saldo_cent,
        vermeden_cent=wat.vermeden_cent,
        vermeden=[
            waardemodels.VermedenInhuur(
                functie=een.functie,
                jaar=een.jaar,
                uren=_uren(een.kwartieren),
                betaald_cent=een.betaald_cent,
                referentie_cent=een.referentie_cent,
                bron=een.bron,
                cent=een.cent,
            )
            for een in wat.vermeden
        ],
        zonder_tarief=_kant(wat.zonder_tarief),
        aandelen=[
            waardemodels.Waardeaandeel(
                soort=een.soort,
                jaar=een.jaar,
                teller_cent=een.teller_cent,
                noemer_cent=een.noemer_cent,
                percentage=_procent(een.percentage),
                definitie=een.definitie,
            )
            for een in wat.aandelen
        ],
        definities=[rules.INHUURDEFINITIE, rules.VERMEDEN],
        posten=[
            waardemodels.Waardepost(
                maand=een.maand,
                soort=een.soort,
                gegeven=een.gegeven,
                functie=een.functie,
                uren=_uren(een.kwartieren),
                cent=een.cent,
            )
            for een in wat.posten
        ],
    )


def _kant(kant: rules.Waardekant) -> waardemodels.WaardeKant:
    return waardemodels.WaardeKant(uren=_uren(kant.kwartieren), cent=kant.cent)
