"""Row ids: whole numbers below 2^53, counted per table and station, never given twice."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.platform.columns import Base, BigInt

COUNTER_BITS: Final = 43


class IdCounterTable(Base):
    """The next free counter of each table on this station."""

    __tablename__ = "id_counters"
    table_name: Mapped[str] = mapped_column(primary_key=True)
    next: Mapped[int] = mapped_column(BigInt)
    __table_args__ = ({"sqlite_with_rowid": False},)


def reserve(connection: Connection, table: str, count: int = 1, station: int = 0) -> int:
    """Take `count` consecutive ids of `table` and return the first.

    The upper ten bits hold the station (0 for a lone computer, so its ids are 1, 2, 3 …).
    """
    statement = (
        "INSERT INTO id_counters (table_name, next) VALUES (?, ? + 1) "
        "ON CONFLICT (table_name) DO UPDATE SET next = next + ? RETURNING next - ?"
    )
    first = connection.exec_driver_sql(statement, (table, count, count, count)).scalar_one()
    return (station << COUNTER_BITS) | int(first)
