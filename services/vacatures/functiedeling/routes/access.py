"""Who may see a shared function, and in which words it is shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path
from sqlalchemy.orm import Session

from services.vacatures.functiedeling import rules, storage
from services.vacatures.functiedeling.routes import models
from services.vacatures.vacature import rules as vacatureregels
from services.vacatures.vacature import storage as vacatures
from shared.caller import Caller
from shared.problem import Problem, found

Id = Annotated[UUID, Path(description="Id van de vacature.")]


@dataclass(frozen=True, slots=True)
class Dossier:
    """A shared function as one recruiter comes to it."""

    vacature: vacatureregels.Vacature
    deling: rules.Functiedeling
    kijker: vacatureregels.Kijker
    leidt: bool  # for the employer that proposes, which sees every part

    @property
    def eigen(self) -> list[rules.Deel]:
        """The parts of the employers for whom the viewer acts."""
        return [d for d in self.deling.delen if d.werkgever in self.kijker.handelt_voor]

    @property
    def doet_mee(self) -> bool:
        """Whether the proposal as it stands now is the viewer's business."""
        return self.leidt or any(d in self.deling.levend for d in self.eigen)


def zoek(tx: Session, id: UUID, beller: Caller, nu: datetime, *, lock: bool = False) -> Dossier:
    """The shared function for a recruiter with a part in it; for anybody else 404."""
    dossier = _zie(tx, id, beller, nu)
    if not lock:
        return dossier
    # Looked first: whoever may not see it cannot hold it either. Always the vacancy first.
    found(vacatures.get_vacature(tx, id, lock=True), "functiedeling")
    found(storage.get_functiedeling(tx, id, lock=True), "functiedeling")
    return _zie(tx, id, beller, nu)


def _zie(tx: Session, id: UUID, beller: Caller, nu: datetime) -> Dossier:
    # Everything is asked for whether or not it is there: hidden and absent take the same.
    kijker = vacatures.kijker(tx, beller, nu)
    gelezen = vacatures.get_vacature(tx, id)
    deling = found(storage.get_functiedeling(tx, id), "functiedeling")
    vacature = found(gelezen, "functiedeling")
    dossier = Dossier(vacature, deling, kijker, vacatureregels.mag_beheren(kijker, vacature))
    if not kijker.recruiter or not (dossier.leidt or dossier.eigen):
        found(None, "functiedeling")
    return dossier


def mens(beller: Caller) -> str:
    """The person who decides for the employer; without one there is no decision."""
    if not beller.gebruiker:
        detail = "Noem in de header Audit-User-ID wie dit besluit."
        raise Problem(400, detail, code="gebruiker-ontbreekt")
    return beller.gebruiker


def toon(dossier: Dossier) -> models.Functiedeling:
    """The shared function, with the parts that this viewer may see."""
    vacature = dossier.vacature
    deling = dossier.deling
    if not dossier.doet_mee:
        deling = rules.alleen(deling, dossier.eigen, vacature.werkgever)
    samen = rules.uren_samen(deling)
    concept = vacature.status is vacatureregels.Vacaturestatus.CONCEPT
    stopt = rules.beletselen_openstelling(deling, vacature) if concept else []
    return models.Functiedeling(
        vacature_id=vacature.id,
        titel=vacature.gegevens.titel,
        voorgesteld_door=vacature.werkgever,
        vorm=deling.vorm,
        formele_werkgever=deling.formele_werkgever,
        verwerkingsverantwoordelijke=deling.verantwoordelijke,
        kostensleutel=deling.kostensleutel,
        voltijd_uren_per_week=deling.voltijd_uren,
        uren_samen=samen,
        is_voltijd=samen == deling.voltijd_uren,
        stand=rules.stand(deling),
        werkgevers=[
            models.Deelnemer(werkgever=d.werkgever, status=d.status) for d in deling.levend
        ],
        delen=[toon_deel(d) for d in (deling.delen if dossier.leidt else dossier.eigen)],
        beletselen=[models.Beletsel(code=f.code, reden=f.reden) for f in stopt],
        aandachtspunten=[
            models.Aandachtspunt(
                code=punt.code, tekst=punt.tekst, zekerheid=punt.zekerheid, bron=punt.bron
            )
            for punt in rules.aandachtspunten(deling, vacature.gegevens)
        ],
        toelichting=rules.GEEN_ADVIES,
    )


def toon_deel(deel: rules.Deel) -> models.Deel:
    """One part with its figures."""
    return models.Deel(
        id=deel.id,
        werkgever=deel.werkgever,
        uren=deel.uren,
        kosten_percentage=deel.kosten,
        voorwaarden=deel.voorwaarden,
        status=deel.status,
        reden=deel.reden,
    )
