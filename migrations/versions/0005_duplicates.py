"""What was decided about customers who look alike: apart for good, or merged."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the tables."""
    _make("customers_apart", "first_id", "second_id", "decided_at")
    _make("customers_merged", "customer_id", "into_id", "merged_at")
    living = sa.text("deleted_at IS NULL")
    op.create_index(
        "ix_customers_apart_pair", "customers_apart", ["first_id", "second_id"], unique=True, sqlite_where=living
    )
    op.create_index(
        "ix_customers_merged_customer", "customers_merged", ["customer_id"], unique=True, sqlite_where=living
    )


def _make(table: str, one: str, other: str, moment: str) -> None:
    """Make a table whose rows are parts of two customers."""
    op.create_table(
        table,
        *(sa.Column(name, BigInt, nullable=False) for name in (one, other, moment)),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        *(
            sa.ForeignKeyConstraint([name], ["customers.id"], name=op.f(f"fk_{table}_{name}"), ondelete="CASCADE")
            for name in (one, other)
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    for name in (one, other):
        op.create_index(op.f(f"ix_{table}_{name}"), table, [name], unique=False)
