"""What left the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "exports",
        sa.Column("id", BigInt, autoincrement=True, nullable=False),
        sa.Column("at", BigInt, nullable=False),
        sa.Column("staff_id", BigInt, nullable=True),
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("things", BigInt, nullable=False),
        sa.Column("left_out", BigInt, nullable=False),
        sa.Column("file", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
