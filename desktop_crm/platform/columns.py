"""The base of all tables and the column types they share."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final

from sqlalchemy import BigInteger, Dialect, ForeignKey, Integer, MetaData, String, Table, Text, TypeDecorator, text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from desktop_crm.platform.exact import MILLION, decimal

BigInt = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit key or instant; on SQLite plain INTEGER, so that it can be the row id."""

Instant = Annotated[int, mapped_column(BigInt)]
"""UTC milliseconds."""
Minor = Annotated[int, mapped_column(BigInt)]
"""Money in minor units of the currency beside it."""
Words = Annotated[str, mapped_column(Text)]
"""Text of any length."""


class Micro(TypeDecorator[Decimal]):
    """An exact decimal kept as whole millionths, so that SQL can add it: quantities, unit prices, rates."""

    impl = BigInt
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002
        """Return the decimal in millionths."""
        return None if value is None else int((value * MILLION).to_integral_value())

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ARG002
        """Return millionths as a decimal without trailing zeros."""
        return None if value is None else decimal(int(value))


class Base(DeclarativeBase):
    """The base of every table of the store."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {str: String(), int: BigInt}


class Business:
    """What every business row carries: its id, the change that last wrote it, the import that made it, the bin."""

    id: Mapped[int] = mapped_column(BigInt, primary_key=True, autoincrement=False)
    change_id: Mapped[int] = mapped_column(BigInt)
    run_id: Mapped[int | None] = mapped_column(BigInt)
    deleted_at: Mapped[Instant | None]


def part_of(parent: str) -> Any:
    """A foreign key to the row this one is a part of: it is kept, undone and erased together with it."""
    return mapped_column(BigInt, ForeignKey(f"{parent}.id", ondelete="CASCADE"), index=True)


def refers_to(table: str) -> Any:
    """A foreign key to a row that lives on its own."""
    return mapped_column(BigInt, ForeignKey(f"{table}.id"), index=True)


TOLD_ONCE: Final = "told_once"


def told_once(*columns: str) -> dict[str, Any]:
    """What a table says of which there is one living row for the same in `columns`: a merge joins what would be two."""
    return {"info": {TOLD_ONCE: columns}}


LIVING: Final = text("deleted_at IS NULL")
"""What a partial index over living rows says."""


_completing: Final[list[Callable[[], MetaData]]] = []


def completes_tables(importing: Callable[[], MetaData]) -> Callable[[], MetaData]:
    """Mark what imports the tables of every feature; it runs before all tables are asked for."""
    _completing.append(importing)
    return importing


def all_tables() -> MetaData:
    """Return the tables of every feature: who writes, undoes, merges or empties the bin must miss none."""
    for importing in _completing:
        importing()
    return Base.metadata


def business_tables() -> list[Table]:
    """Return the business tables, parents before the tables that refer to them."""
    return [table for table in all_tables().sorted_tables if "change_id" in table.c and "deleted_at" in table.c]
