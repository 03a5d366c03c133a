"""Layouts that were taught, and files that were seen."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt

revision = "0008"
down_revision = "0007"


def _business() -> tuple[sa.Column[int], ...]:
    return (
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
    )


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "taught_layouts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("headers", sa.Text(), nullable=False),
        sa.Column("choices", sa.Text(), nullable=False),
        sa.Column("taught_at", BigInt, nullable=False),
        sa.Column("staff_id", BigInt, nullable=True),
        *_business(),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_taught_layouts_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_taught_layouts")),
    )
    op.create_index(op.f("ix_taught_layouts_staff_id"), "taught_layouts", ["staff_id"], unique=False)
    living = sa.text("deleted_at IS NULL")
    op.create_index("ix_taught_layouts_name", "taught_layouts", ["name"], unique=True, sqlite_where=living)
    op.create_table(
        "seen_files",
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("reading", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", BigInt, nullable=False),
        *_business(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_seen_files")),
    )
    op.create_index("ix_seen_files_content", "seen_files", ["content"], unique=False)
