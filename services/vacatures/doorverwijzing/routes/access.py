"""Who sees a referral, and what of it; consent is asked anew at every reading."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fastapi import Request
from sqlalchemy.orm import Session

from services.vacatures.doorverwijzing import rules, storage
from services.vacatures.doorverwijzing.routes import models
from services.vacatures.doorverwijzing.rules import Doorverwijzingsstatus, Rol
from services.vacatures.toestemming import rules as toestemming
from services.vacatures.toestemming import storage as toestemmingen
from services.vacatures.toestemming.rules import Toestemming
from services.vacatures.vacature.routes.models import adres, camel
from services.vacatures.vacature.rules import Fout
from shared.caller import Caller
from shared.problem import Problem, found, invalid

EIGEN, BEHANDELEN = "eigen:beheren", "sollicitaties:behandelen"


@dataclass(frozen=True, slots=True)
class Inzage:
    """A referral as one party sees it; `heel` is all of it, for the route itself."""

    heel: rules.Doorverwijzing
    toestemming: Toestemming | None
    rol: Rol
    status: Doorverwijzingsstatus
    organisatie: str | None

    @property
    def versie(self) -> int:
        """Grows with the referral and with its consent."""
        return self.heel.versie + (self.toestemming.versie if self.toestemming else 0)


def recruiter_van(beller: Caller) -> str | None:
    """The organisation whose recruiter asks, if so."""
    is_recruiter = bool(beller.rollen & toestemmingen.ROLLEN) and BEHANDELEN in beller.scopes
    return beller.organisatie if is_recruiter else None


def zelf(beller: Caller) -> UUID | None:
    """The person, with an own login only: an employer's machine is not told of referrals."""
    return beller.medewerker if EIGEN in beller.scopes else None


def van_beller(
    tx: Session, id: UUID, beller: Caller, nu: datetime, *, lock: bool = False, share: bool = True
) -> Inzage:
    """The referral for one of its parties; 404 for everybody else, and for who may not yet see it.

    With `share` the consent cannot be withdrawn until this transaction has answered.
    """
    # Both are asked whether or not it is there: hidden and absent take the same.
    mag = storage.heeft_toestemming(tx, id, recruiter_van(beller), nu)
    gevonden = found(storage.get_doorverwijzing(tx, id), "doorverwijzing")
    rol = rules.rol_van(gevonden, zelf(beller), recruiter_van(beller))
    if rol is None or (rol is Rol.ONTVANGER and not mag):
        found(None, "doorverwijzing")
    if lock:
        gevonden = found(storage.get_doorverwijzing(tx, id, lock=True), "doorverwijzing")
    gezien = bekijk(tx, [gevonden], beller, nu, share=share)
    return found(gezien[0] if gezien else None, "doorverwijzing")


def bekijk(
    tx: Session,
    lijst: Sequence[rules.Doorverwijzing],
    beller: Caller,
    nu: datetime,
    *,
    share: bool = True,
) -> list[Inzage]:
    """Those of these referrals that the caller may see now."""
    ids = [een.toestemming for een in lijst if een.toestemming]
    consents = toestemmingen.list_toestemmingen(tx, ids, share=share)
    # Asked after the consent is held: hiding waits for us, or we see it.
    verborgen = toestemmingen.afgeschermd_voor(tx, {een.persoon for een in lijst})
    organisatie = recruiter_van(beller)
    inzagen = []
    for een in lijst:
        consent = consents.get(een.toestemming) if een.toestemming else None
        rol = rules.rol_van(een, zelf(beller), organisatie)
        if rol is Rol.ONTVANGER and not (
            consent
            and organisatie
            and toestemming.geldt_voor(consent, organisatie, verborgen[een.persoon], nu)
        ):
            continue
        if rol is not None:
            status = rules.status_op(een, consent, nu)
            inzagen.append(Inzage(een, consent, rol, status, organisatie))
    return inzagen


def regel(request: Request, inzage: Inzage) -> models.DoorverwijzingRegel:
    """A referral in a list."""
    return models.DoorverwijzingRegel(**_kop(request, inzage))


def toon(request: Request, inzage: Inzage) -> models.Doorverwijzing:
    """A referral with what this party may see."""
    te_zien = rules.zicht(inzage.heel, inzage.toestemming, inzage.rol, inzage.organisatie)
    delen = inzage.toestemming.gegevens if inzage.toestemming else frozenset()
    ontvanger = inzage.rol is Rol.ONTVANGER
    zonder_aanleiding = ontvanger and toestemming.Gegevensdeel.CATEGORIE not in delen
    return models.Doorverwijzing(
        **_kop(request, inzage),
        aanleiding=None if zonder_aanleiding else te_zien.aanleiding,
        vervalt_op=te_zien.vervalt_op,
        maximum_maanden=te_zien.maximum_maanden,
        sollicitatie_id=te_zien.sollicitatie,
        toelichting=te_zien.toelichting,
        gegevens=sorted(deel.value for deel in delen),
        motivatie=te_zien.motivatie,
        werkgever=te_zien.werkgever,
        vast_contract=te_zien.vast_contract,
        toestemming_id=te_zien.toestemming if inzage.rol is Rol.PERSOON else None,
    )


def _kop(request: Request, inzage: Inzage) -> dict[str, object]:
    te_zien = rules.zicht(inzage.heel, inzage.toestemming, inzage.rol, inzage.organisatie)
    names = ("organisatie", "toegestaan", "antwoord", "antwoord_op", "reden")
    return {
        "id": te_zien.id,
        "url": adres(request, f"/doorverwijzingen/{te_zien.id}"),
        "rol": inzage.rol,
        "status": inzage.status,
        "verwijzer": te_zien.verwijzer,
        "voorgesteld_op": te_zien.voorgesteld_op,
        "eind_datum": inzage.toestemming.eind_datum if inzage.toestemming else None,
        "ontvangers": [
            models.Bestemming(**{name: getattr(een, name) for name in names})
            for een in te_zien.bestemmingen
        ],
    }


def mens(beller: Caller) -> str:
    """The person who decides; a decision about people is never a machine's (400)."""
    if not beller.gebruiker:
        raise Problem(
            400, "Noem wie dit besluit neemt (Audit-User-ID).", code="gebruiker-ontbreekt"
        )
    return beller.gebruiker


def eist_recruiter(beller: Caller) -> str:
    """The organisation whose recruiter asks; 403 for anybody else."""
    organisatie = recruiter_van(beller)
    if organisatie is None:
        raise Problem(403, "Dit kan alleen een recruiter van een organisatie.", code="geen-rol")
    return organisatie


def weiger_invoer(fouten: Sequence[Fout | toestemming.Toestemmingsfout]) -> None:
    """400 with every fault in the body."""
    if fouten:
        raise invalid(*((camel(f.veld), f.code, f.reden) for f in fouten))
