"""Take a delivery: read every item, decide, store, and tell what became of each."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from fastapi import Request
from sqlalchemy.orm import Session

from services.vacatures.aanlevering import rules, storage
from services.vacatures.aanlevering.routes.models import (
    Aanlevering,
    AanleveringAantallen,
    AanleveringReden,
    AanleveringResultaat,
)
from services.vacatures.aanlevering.rules import Geweigerd, Item, Soort, Uitkomst
from services.vacatures.convenant.routes import vraagt_gateway
from services.vacatures.mandaat import routes as mandaat
from services.vacatures.sollicitatie.routes.access import mens
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from services.vacatures.vacature.routes import eigen_organisatie
from services.vacatures.vacature.routes.models import adres, camel
from services.vacatures.vacature.rules import Fout, Gegevens, Vacaturestatus
from shared.api import Nu
from shared.caller import Caller
from shared.http import Peer
from shared.problem import Problem, found
from shared.settings import Settings

REDEN_VERVALLEN = "Ontbrak in de momentopname van de bron"
MAX_GETOOND = 100
NIET_OVERGENOMEN = "Deze momentopname is niet overgenomen; zie beletselen."
GEKROMPEN = (
    f"{NIET_OVERGENOMEN} Klopt zij toch, geef dan krimpToegestaan=true mee, en wie dat nakeek"
    " (Audit-User-ID)."
)


@dataclass(frozen=True, slots=True)
class Levering:
    """Who delivers now, and on what."""

    tx: Session
    request: Request
    beller: Caller
    gateway: Peer
    nu: Nu

    @property
    def organisatie(self) -> str:
        """The organisation whose recruiter or system delivers. Error: Problem 403."""
        return eigen_organisatie(self.beller)

    @property
    def client(self) -> str:
        """The system that delivers; its references are its own."""
        return self.beller.client or self.organisatie

    @property
    def werkgevers(self) -> frozenset[str]:
        """For whom it may deliver now: the own organisation, and who gave it a mandate."""
        return mandaat.werkgevers_van(self.tx, self.beller, self.nu)


def lees(levering: Levering, ruw: Sequence[Any], soort: Soort | None) -> list[Item | Geweigerd]:
    """Read the items; from here on deliveries by or for these organisations go one by one."""
    with vraagt_gateway():
        werkgevers = storage.list_werkgevers(
            levering.tx, levering.gateway, levering.organisatie, levering.werkgevers
        )
    gelezen = [rules.lees_item(item, werkgevers, soort) for item in ruw]
    voor = {een.werkgever for een in gelezen if isinstance(een, Item)}
    storage.houd_op_volgorde(levering.tx, {levering.organisatie, *voor})
    met_adres = {een.werkgever for een in gelezen if rules.heeft_adres(een)}
    hosts = {oin: vacatures.get_hosts(levering.tx, oin, share=True)[0] for oin in sorted(met_adres)}
    return [rules.met_adres(een, hosts) for een in gelezen]


def verwerk(levering: Levering, gelezen: Sequence[Item | Geweigerd]) -> list[rules.Afhandeling]:
    """Decide on every item and store what is new or changed."""
    tx, client, nu = levering.tx, levering.client, levering.nu
    items = [item for item in gelezen if isinstance(item, Item)]
    bekend = storage.list_bekend(tx, client, levering.organisatie, {item.bron for item in items})
    vrij = [
        item
        for item in items
        if item.bron not in bekend or rules.herleeft(item, bekend[item.bron], nu)
    ]
    elders = storage.list_elders(tx, client, vrij)
    settings: Settings = levering.request.app.state.settings
    afhandelingen = rules.beslis_alle(
        gelezen, bekend, elders, iter(uuid4, None), nu, settings.dubbel_gelijkenis
    )
    _bewaar(levering, gelezen, afhandelingen)
    return afhandelingen


def _bewaar(
    levering: Levering,
    gelezen: Sequence[Item | Geweigerd],
    afhandelingen: Sequence[rules.Afhandeling],
) -> None:
    tx, nu = levering.tx, levering.nu
    wie = (levering.client, levering.organisatie)
    nieuw: dict[str, list[tuple[UUID, Gegevens]]] = {}
    bronnen: dict[str, tuple[UUID, Item]] = {}
    zelfde: set[str] = set()
    for item, een in zip(gelezen, afhandelingen, strict=True):
        if not isinstance(item, Item) or een.vacature is None:
            continue
        if een.gegevens is not None:
            bronnen[item.bron] = (een.vacature, item)
        if een.uitkomst is Uitkomst.ONGEWIJZIGD:
            zelfde.add(item.bron)
        if een.uitkomst is Uitkomst.TOEGEVOEGD and een.gegevens is not None:
            nieuw.setdefault(item.werkgever, []).append((een.vacature, een.gegevens))
    for werkgever, lijst in nieuw.items():
        vacatures.add_vacatures(tx, werkgever, lijst, levering.beller, nu)
    anders = {
        een.vacature: een.gegevens
        for een in afhandelingen
        if een.uitkomst is Uitkomst.GEWIJZIGD and een.vacature and een.gegevens
    }
    eerder = storage.list_vacatures(tx, anders)
    vacatures.wijzig_alle(tx, [(v, anders[v.id]) for v in eerder], levering.beller, nu)
    vacatures.meld_alle(tx, "vacature-gewijzigd", eerder, nu)
    storage.set_bronnen(tx, *wie, bronnen, nu)
    storage.zie_weer(tx, *wie, zelfde, nu)


def beeindig_ontbrekend(
    levering: Levering, gelezen: Sequence[Item | Geweigerd], *, krimp_toegestaan: bool
) -> rules.Krimp:
    """End what is missing from a full snapshot. Error: Problem 409 when it shrank too much."""
    tx, client, nu = levering.tx, levering.client, levering.nu
    organisatie = levering.organisatie
    aanwezig = {item.bron for item in gelezen if item.bron is not None}
    storage.houd_ontbrekend(tx, client, organisatie, aanwezig, nu)
    levend = storage.list_levend(tx, client, organisatie, levering.werkgevers, nu)
    krimp = rules.ontbrekend(levend, aanwezig)
    zonder = sum(item.bron is None for item in gelezen)
    settings: Settings = levering.request.app.state.settings
    grens = rules.Krimpgrens(settings.snapshot_krimp, settings.snapshot_krimp_altijd)
    per_werkgever = Counter(een.werkgever for een in levend)
    feiten = (per_werkgever, krimp, len(gelezen), zonder, grens)
    if fouten := rules.beletselen(*feiten, toegestaan=krimp_toegestaan):
        raise Problem(
            409,
            NIET_OVERGENOMEN if fouten == rules.beletselen(*feiten, toegestaan=True) else GEKROMPEN,
            code=fouten[0].code,
            beletselen=[{"veld": f.veld, "code": f.code, "reden": f.reden} for f in fouten],
            ontbrekend=[a.bron for a in (*krimp.weg, *krimp.blijft)[:MAX_GETOOND]],
        )
    if krimp_toegestaan and rules.beletselen(*feiten):
        mens(levering.beller)  # a machine that always says so would end the guard
    weg = storage.list_vacatures(tx, [een.vacature for een in krimp.weg])  # held, and living
    naar = Vacaturestatus.INGETROKKEN
    vacatures.meld_alle(tx, f"vacature-{naar}", weg, nu)
    vacatures.set_statussen(tx, weg, naar, levering.beller, nu, REDEN_VERVALLEN)
    storage.laat_vervallen(tx, client, organisatie, {a.bron for a in krimp.weg}, nu)
    return krimp


def trek_in(levering: Levering, id: UUID, reden: str) -> None:
    """Withdraw a vacancy. Error: Problem 409 when it has ended already."""
    tx, nu = levering.tx, levering.nu
    vacature = found(vacatures.get_vacature(tx, id, lock=True), "vacature")
    naar = Vacaturestatus.INGETROKKEN
    if vacatureregels.overgang_beletselen(vacature, naar, nu):
        status = vacatureregels.status_op(vacature, nu)
        mogelijk = [s.value for s in vacatureregels.mogelijk(status)]
        detail = f"De vacature is {status}."
        raise Problem(409, detail, code="overgang-kan-niet", mogelijk=mogelijk)
    vacature = vacatures.sluit_verlopen(tx, vacature, nu)
    vacatures.meld(tx, f"vacature-{naar}", vacature, nu)
    vacatures.set_status(tx, vacature, naar, levering.beller, nu, reden)


# ---- what is told -------------------------------------------------------------------------------
def resultaten(
    levering: Levering,
    gelezen: Sequence[Item | Geweigerd],
    afhandelingen: Sequence[rules.Afhandeling],
    krimp: rules.Krimp | None,
) -> list[AanleveringResultaat]:
    """One result per item, in order, and after them what was missing from a snapshot."""
    ids = [een.vacature for een in afhandelingen if een.vacature is not None]
    ontbreekt = {
        een.id: vacatureregels.ontbreekt(een.gegevens)
        for een in storage.list_vacatures(levering.tx, ids)
    }
    uit = [
        _resultaat(levering, nr, item.bron, een.uitkomst, een.vacature, een.redenen, ontbreekt)
        for nr, (item, een) in enumerate(zip(gelezen, afhandelingen, strict=True), 1)
    ]
    if krimp is not None:
        redenen = rules.redenen_blijft(krimp)
        for een_ in (*krimp.weg, *krimp.blijft):
            reden = redenen.get(een_.vacature)
            uitkomst = Uitkomst.BEHOUDEN if reden else Uitkomst.VERVALLEN
            fouten = (reden,) if reden else ()
            uit.append(
                _resultaat(levering, None, een_.bron, uitkomst, een_.vacature, fouten, ontbreekt)
            )
    return uit


def _resultaat(
    levering: Levering,
    nr: int | None,
    bron: str | None,
    uitkomst: Uitkomst,
    id: UUID | None,
    redenen: Sequence[Fout],
    ontbreekt: Mapping[UUID, list[str]],
) -> AanleveringResultaat:
    return AanleveringResultaat(
        volgnummer=nr,
        kenmerk=bron,
        uitkomst=uitkomst,
        vacature_id=id,
        url=adres(levering.request, f"/vacatures/{id}") if id else None,
        ontbreekt=[camel(naam) for naam in ontbreekt.get(id, [])] if id else [],
        redenen=[AanleveringReden(veld=f.veld, code=f.code, reden=f.reden) for f in redenen],
    )


def toon(
    request: Request, verslag: storage.Verslag, lijst: list[AanleveringResultaat]
) -> Aanlevering:
    """The report of a delivery."""
    return Aanlevering(
        id=verslag.id,
        url=adres(request, f"/aanleveringen/{verslag.id}"),
        ontvangen_op=verslag.ontvangen_op,
        volledig=verslag.volledig,
        aantallen=AanleveringAantallen(**verslag.aantallen),
        resultaten=lijst,
    )
