"""What a list of customers can show and be asked for: the columns and the fields of the query language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from desktop_crm.insights.customer_fields import CUSTOMERS
from desktop_crm.insights.list_columns import COLUMNS, ListColumn
from desktop_crm.segments.fields import Language


@dataclass(frozen=True)
class Book:
    """The columns in the order in which they are offered, and the fields that can be asked about."""

    columns: tuple[ListColumn, ...]
    language: Language

    @cached_property
    def by_key(self) -> Mapping[str, ListColumn]:
        """The columns by their keys."""
        return {column.key: column for column in self.columns}


EVERY_SHOPS: Final = Book(COLUMNS, CUSTOMERS)
"""What every shop has, whatever the day; `shop_book.shop_book` reads the rest."""
