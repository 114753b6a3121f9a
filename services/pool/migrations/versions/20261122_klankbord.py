"""klankbord: experts, questions with who was asked, claims, and counts that outlive them

Revision ID: 20261122_klankbord
Revises: 20261122_trainee
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "20261122_klankbord"
down_revision = "20261122_trainee"
branch_labels = None
depends_on = None

TABELLEN = (
    "klankbordtelling", "klankbordonkosten", "klankbordkoppeling", "klankbordvraag",
    "klankbordexpert",
)  # fmt: skip
BEZIG = sa.text("status IN ('gevraagd', 'aanvaard')")


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.Uuid(), nullable=False)


def _tekst(naam: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(naam, sa.Text(), nullable=nullable)


def _lijst(naam: str) -> sa.Column[object]:
    return sa.Column(naam, postgresql.ARRAY(sa.Text()), nullable=False)


def _uuid(naam: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(naam, sa.Uuid(), nullable=nullable)


def _op(naam: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(naam, sa.TIMESTAMP(timezone=True), nullable=nullable)


def _getal(naam: str) -> sa.Column[object]:
    return sa.Column(naam, sa.Integer(), nullable=False)


def _dag(naam: str) -> sa.Column[object]:
    return sa.Column(naam, sa.Date(), nullable=False)


def _ja(naam: str) -> sa.Column[object]:
    return sa.Column(naam, sa.Boolean(), nullable=False)


def _sleutel(tabel: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{tabel}"))


def _check(tabel: str, naam: str, zin: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(zin, name=op.f(f"ck_{tabel}_{naam}"))


def _zoek(tabel: str, *kolommen: str) -> None:
    for kolom in kolommen:
        op.create_index(op.f(f"ix_{tabel}_{kolom}"), tabel, [kolom])


def upgrade() -> None:
    _experts()
    _vragen()
    _koppelingen()
    _onkosten()
    op.create_table(
        "klankbordtelling",
        _uuid("verband"), _getal("jaar"), _tekst("soort"), _getal("gesteld"),
        _getal("gekoppeld"), _getal("afgerond"),
        sa.PrimaryKeyConstraint("verband", "jaar", "soort", name=op.f("pk_klankbordtelling")),
    )  # fmt: skip


def _experts() -> None:
    tabel = "klankbordexpert"
    op.create_table(
        tabel,
        _id(), _uuid("verband"), _uuid("persoon"), _lijst("onderwerpen"), _lijst("soorten"),
        _tekst("ervaring"), _lijst("banden"), _dag("onafhankelijk_op"),
        _ja("beschikbaar"), _tekst("status"), _op("gewijzigd_op"), _getal("versie"),
        _sleutel(tabel),
        sa.UniqueConstraint("verband", "persoon", name=op.f("uq_klankbordexpert_verband_persoon")),
        _check(tabel, "status", "status IN ('aangemeld', 'opgenomen', 'niet_opgenomen')"),
    )  # fmt: skip
    _zoek(tabel, "verband", "persoon")


def _vragen() -> None:
    tabel = "klankbordvraag"
    stand = "status IN ('open', 'gevraagd', 'gekoppeld', 'afgerond', 'ingetrokken')"
    op.create_table(
        tabel,
        _id(), _uuid("verband"), _tekst("soort"), _lijst("onderwerpen"), _tekst("tekst"),
        _tekst("organisatie"), _uuid("vrager", True), _ja("ook_eigen_makelaar"), _tekst("status"),
        _op("gesteld_op"), _op("gesloten_op", True), _getal("versie"),
        _sleutel(tabel),
        _check(tabel, "soort", "soort IN ('bestuurlijk', 'technisch', 'persoonlijk')"),
        _check(tabel, "zelf_gevraagd", "soort <> 'persoonlijk' OR vrager IS NOT NULL"),
        _check(tabel, "status", stand),
    )  # fmt: skip
    _zoek(tabel, "verband", "organisatie", "vrager")


def _koppelingen() -> None:
    tabel = "klankbordkoppeling"
    stand = "status IN ('gevraagd', 'aanvaard', 'geweigerd', 'ingetrokken', 'afgerond')"
    op.create_table(
        tabel,
        _id(), _uuid("vraag_id"), _uuid("expert_id"), _uuid("persoon"), _getal("plaats"),
        _tekst("status"), _tekst("door"), _op("op"), _op("beantwoord_op", True), _getal("versie"),
        _sleutel(tabel),
        sa.ForeignKeyConstraint(
            ["vraag_id"], ["klankbordvraag.id"],
            name=op.f("fk_klankbordkoppeling_vraag_id_klankbordvraag"),
        ),
        _check(tabel, "status", stand),
    )  # fmt: skip
    _zoek(tabel, "vraag_id", "expert_id", "persoon")
    op.create_index(
        "uq_klankbordkoppeling_bezig", tabel, ["vraag_id"], unique=True, postgresql_where=BEZIG
    )


def _onkosten() -> None:
    tabel = "klankbordonkosten"
    op.create_table(
        tabel,
        _id(), _uuid("verband"), _uuid("koppeling_id", True), _uuid("persoon"),
        _tekst("organisatie", True), _tekst("soort"), _dag("dag"),
        _getal("bedrag_cent"), _tekst("status"), _op("ingediend_op"), _tekst("door", True),
        _op("besloten_op", True), _getal("versie"),
        _sleutel(tabel),
        sa.ForeignKeyConstraint(
            ["koppeling_id"], ["klankbordkoppeling.id"], ondelete="SET NULL",
            name=op.f("fk_klankbordonkosten_koppeling_id_klankbordkoppeling"),
        ),
        _check(tabel, "bedrag_cent", "bedrag_cent > 0"),
        _check(tabel, "status", "status IN ('ingediend', 'goedgekeurd', 'afgewezen')"),
    )  # fmt: skip
    _zoek(tabel, "verband", "koppeling_id", "persoon", "organisatie")


def downgrade() -> None:
    for tabel in TABELLEN:
        op.drop_table(tabel)
