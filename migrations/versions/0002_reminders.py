"""Reminders of follow-ups, what has rung, how long a follow-up takes and whether it wants a working day."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns and tables."""
    op.add_column("followups", sa.Column("minutes", BigInt, nullable=True))
    op.add_column("followups", sa.Column("working_day", sa.Boolean(), nullable=True))
    op.create_index("ix_followups_state_closed", "followups", ["state", "closed_at"], unique=False)
    op.create_table(
        "followup_reminders",
        sa.Column("followup_id", BigInt, nullable=False),
        sa.Column("minutes_before", BigInt, nullable=True),
        sa.Column("wall", sa.String(), nullable=True),
        sa.Column("snoozed_until", BigInt, nullable=True),
        sa.Column("dismissed", sa.String(), nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["followup_id"], ["followups.id"], name=op.f("fk_followup_reminders_followup_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_followup_reminders")),
    )
    op.create_index(op.f("ix_followup_reminders_followup_id"), "followup_reminders", ["followup_id"], unique=False)
    op.create_table(
        "followup_rung",
        sa.Column("reminder_id", BigInt, autoincrement=False, nullable=False),
        sa.Column("occurrence", sa.String(), nullable=False),
        sa.Column("due_at", BigInt, nullable=False),
        sa.Column("rung_at", BigInt, nullable=False),
        sa.PrimaryKeyConstraint("reminder_id", "occurrence", name=op.f("pk_followup_rung")),
        sqlite_with_rowid=False,
    )
