"""Why people were left out of what left the store."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the column."""
    op.add_column("exports", sa.Column("reasons", sa.Text(), nullable=True))
