"""Medewerkers: the only place with their name, contact, manager and kind of contract."""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, func, true
from sqlalchemy.orm import Mapped, mapped_column

from services.gateway.organisatie.tables import Organisatie
from services.gateway.tables import Base


class Medewerker(Base):
    __tablename__ = "medewerker"
    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)  # the pseudonym
    organisatie: Mapped[str] = mapped_column(ForeignKey(Organisatie.oin))
    extern_id: Mapped[str]  # the employer's own key; goes to nobody else
    naam: Mapped[str | None]
    email: Mapped[str | None]
    leidinggevende: Mapped[UUID | None] = mapped_column(
        ForeignKey("medewerker.id", ondelete="SET NULL"), index=True
    )
    vast_contract: Mapped[bool | None]
    herplaatsing_sinds: Mapped[date | None]
    herplaatsing_tot: Mapped[date | None]
    synthetisch: Mapped[bool] = mapped_column(default=False)
    # Of the employer's own systems (SCIM); None: never delivered that way.
    gebruikersnaam: Mapped[str | None]
    actief: Mapped[bool] = mapped_column(default=True, server_default=true())
    versie: Mapped[int] = mapped_column(default=1)
    __table_args__ = (
        UniqueConstraint("organisatie", "extern_id"),
        CheckConstraint(
            "herplaatsing_tot IS NULL OR herplaatsing_sinds <= herplaatsing_tot",
            name="herplaatsing_loopt_vooruit",
        ),
    )


Index("ix_medewerker_email", func.lower(Medewerker.email))
Index(
    "uq_medewerker_gebruikersnaam",
    Medewerker.organisatie,
    func.lower(Medewerker.gebruikersnaam),
    unique=True,
)
