"""nummers: an erased offer gets a new number

Revision ID: 20261122_nummers
Revises: 20261122_bewaren
"""

from alembic import op

revision = "20261122_nummers"
down_revision = "20261122_bewaren"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _key_to_aanbod("CASCADE")


def downgrade() -> None:
    _key_to_aanbod(None)


def _key_to_aanbod(onupdate: str | None) -> None:
    name = op.f("fk_afwijking_aanbod_id")
    op.drop_constraint(name, "afwijking", type_="foreignkey")
    op.create_foreign_key(name, "afwijking", "aanbod", ["aanbod_id"], ["id"], onupdate=onupdate)
