"""Files kept with customers, and their contents."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from desktop_crm.platform.columns import BigInt

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the tables."""
    op.create_table(
        "attachment_contents",
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_attachment_contents")),
    )
    op.create_table(
        "attachments",
        sa.Column("customer_id", BigInt, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("size", BigInt, nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("at", BigInt, nullable=False),
        sa.Column("staff_id", BigInt, nullable=True),
        sa.Column("id", BigInt, autoincrement=False, nullable=False),
        sa.Column("change_id", BigInt, nullable=False),
        sa.Column("run_id", BigInt, nullable=True),
        sa.Column("deleted_at", BigInt, nullable=True),
        sa.ForeignKeyConstraint(
            ["customer_id"], ["customers.id"], name=op.f("fk_attachments_customer_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_attachments_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attachments")),
    )
    for column in ("customer_id", "sha256", "staff_id"):
        op.create_index(op.f(f"ix_attachments_{column}"), "attachments", [column], unique=False)
