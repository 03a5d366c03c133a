"""Saved views and list layouts as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass

CUSTOMERS = "customers"
"""The name of the list of customers, which views and layouts belong to."""


@dataclass(frozen=True, slots=True)
class ColumnPlace:
    """A column of a list as someone left it: its key and its width in pixels at 100 % (0: as wide as it comes)."""

    key: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a list from left to right, and the column it is ordered by ("" for the usual one)."""

    columns: tuple[ColumnPlace, ...] = ()
    sort: str = ""
    descending: bool = False


@dataclass(frozen=True, slots=True)
class NewView:
    """A view about to be saved: `query` as typed, `staff_id` None for a view that everybody of the shop sees."""

    name: str
    query: str
    layout: Layout = Layout()
    staff_id: int | None = None


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of a list. `key` names one the program offers from the start; such a one has no id until it is changed.

    `name` is shown as it stands, but for offered views that nobody renamed: theirs is a message id.
    """

    id: int | None
    key: str
    name: str
    query: str
    layout: Layout = Layout()
    staff_id: int | None = None

    @property
    def ours(self) -> bool:
        """Whether its name is a message id of the program."""
        return bool(self.key) and self.id is None
