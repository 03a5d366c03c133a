"""Views of lists that are saved under a name, and how each person left a list."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "saved_views",
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("query", sa.Text(), nullable=False),
        sa.Column("columns", sa.Text(), nullable=True),
        sa.Column("sort", sa.String(), nullable=True),
        sa.Column("descending", sa.Boolean(), nullable=False),
        sa.Column("staff_id", BigInt, nullable=True),
        sa.Column("hidden", sa.Boolean(), nullable=False),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_saved_views_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_views")),
    )
    op.create_index(op.f("ix_saved_views_staff_id"), "saved_views", ["staff_id"], unique=False)
    op.create_table(
        "list_layouts",
        sa.Column("list", sa.String(), nullable=False),
        sa.Column("staff_id", BigInt, autoincrement=False, nullable=False),
        sa.Column("columns", sa.Text(), nullable=False),
        sa.Column("sort", sa.String(), nullable=True),
        sa.Column("descending", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("list", "staff_id", name=op.f("pk_list_layouts")),
        sqlite_with_rowid=False,
    )
