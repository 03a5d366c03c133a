"""What a card knows of the whole person: ways and their kinds, words, hours, aims, stages, points, referrals."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt

revision = "0004"
down_revision = "0003"

WAYS = ("customer_emails", "customer_phones", "customer_addresses")
KNOWN_OF = {
    "language": sa.String, "address_as": sa.Text, "preferred_channel": sa.String, "best_from": sa.String,
    "best_to": sa.String, "quiet_from": sa.String, "quiet_to": sa.String, "aim": sa.Text, "next_step": sa.Text,
    "expected_wish": sa.Text, "next_wish": sa.Text, "loyalty_level": sa.String,
}  # fmt: skip


def upgrade() -> None:
    """Add the columns and tables."""
    for name, kind in KNOWN_OF.items():
        op.add_column("customers", sa.Column(name, kind(), nullable=True))
    for table in WAYS:
        for column in _way():
            op.add_column(table, column)
    _make(
        "customer_handles",
        _customer(),
        sa.Column("position", BigInt, nullable=False),
        sa.Column("handle", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        *_way(),
    )
    op.create_index(op.f("ix_customer_handles_folded"), "customer_handles", ["folded"], unique=False)
    _make(
        "customer_traits",
        _customer(),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("position", BigInt, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
    )
    op.create_index("ix_customer_traits_kind_folded", "customer_traits", ["kind", "folded"], unique=False)
    _make(
        "stage_marks",
        _customer(),
        sa.Column("stage", sa.String(), nullable=True),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("day", sa.String(), nullable=False),
        sa.Column("at", BigInt, nullable=False),
        _staff(),
    )
    op.create_index(op.f("ix_stage_marks_at"), "stage_marks", ["at"], unique=False)
    _make(
        "loyalty_points",
        _customer(),
        sa.Column("points", BigInt, nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("at", BigInt, nullable=False),
        _staff(),
    )
    _make(
        "referrals",
        _customer(),
        sa.Column("referrer_id", BigInt, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", BigInt, nullable=False),
        sa.Column("thanked_at", BigInt, nullable=True),
        _parent("referrals", "referrer_id", "customers", "CASCADE"),
    )
    op.create_index(op.f("ix_referrals_referrer_id"), "referrals", ["referrer_id"], unique=False)
    op.create_index(
        "ix_change_rows_removed", "change_rows", ["table_name", "row_id"], unique=False,
        sqlite_where=sa.text("after IS NULL"),
    )  # fmt: skip


def _make(table: str, *columns: sa.schema.SchemaItem) -> None:
    """Make a business table whose rows are parts of a customer."""
    keys = [_parent(table, "customer_id", "customers", "CASCADE")]
    if any(getattr(column, "name", "") == "staff_id" for column in columns):
        keys.append(_parent(table, "staff_id", "staff", None))
    op.create_table(
        table,
        *columns,
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        *keys,
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_customer_id"), table, ["customer_id"], unique=False)
    if len(keys) > 1:
        op.create_index(op.f(f"ix_{table}_staff_id"), table, ["staff_id"], unique=False)


def _parent(table: str, column: str, parent: str, ondelete: str | None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{parent}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def _customer() -> sa.Column[int]:
    return sa.Column("customer_id", BigInt, nullable=False)


def _staff() -> sa.Column[int]:
    return sa.Column("staff_id", BigInt, nullable=True)


def _way() -> list[sa.Column[object]]:
    return [
        sa.Column("kind", sa.String(), nullable=True),
        sa.Column("preferred", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("gone", sa.Boolean(), server_default=sa.false(), nullable=False),
    ]
