"""The shop's own fields on cards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "custom_fields",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=True),
        sa.Column("card_kind", sa.String(), nullable=True),
        sa.Column("position", BigInt, nullable=False),
        *_business(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_fields")),
    )
    living = sa.text("deleted_at IS NULL")
    op.create_index("ix_custom_fields_folded", "custom_fields", ["folded"], unique=True, sqlite_where=living)
    op.create_table(
        "custom_values",
        sa.Column("customer_id", BigInt, nullable=False),
        sa.Column("field_id", BigInt, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("number", BigInt, nullable=True),
        *_business(),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_custom_values_customer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["field_id"], ["custom_fields.id"], name=op.f("fk_custom_values_field_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_values")),
    )
    pair = ["customer_id", "field_id"]
    op.create_index("ix_custom_values_pair", "custom_values", pair, unique=True, sqlite_where=living)
    op.create_index("ix_custom_values_field_folded", "custom_values", ["field_id", "folded"], unique=False)
    for column in pair:
        op.create_index(op.f(f"ix_custom_values_{column}"), "custom_values", [column], unique=False)


def _business() -> list[sa.Column[int]]:
    return [
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
    ]
