"""Who belongs together: households, companies and their people."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "customer_ties",
        sa.Column("customer_id", BigInt, nullable=False),
        sa.Column("other_id", BigInt, nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        *(
            sa.ForeignKeyConstraint(
                [column], ["customers.id"], name=op.f(f"fk_customer_ties_{column}"), ondelete="CASCADE"
            )
            for column in ("customer_id", "other_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_ties")),
    )
    for column in ("customer_id", "other_id"):
        op.create_index(op.f(f"ix_customer_ties_{column}"), "customer_ties", [column], unique=False)
