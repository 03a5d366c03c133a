"""What a merged card says in each field: one card's value each, both notes, the earlier beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Table
from sqlalchemy.orm import Session

from desktop_crm.customers.tables import CustomerTable
from desktop_crm.duplicates.merging import CUSTOMERS, KEPT_BY_THE_PROGRAM
from desktop_crm.duplicates.types import BOTH, Choices
from desktop_crm.platform.lookup import by_id
from desktop_crm.platform.transaction import Transaction

TOGETHER: Final[dict[str, tuple[str, ...]]] = {
    "name": ("name", "name_folded", "sort_key", "first_name", "last_name"),
    "best_from": ("best_from", "best_to"),
    "quiet_from": ("quiet_from", "quiet_to"),
}
"""Columns that are one field, by the first of them."""
JOINED: Final = "note"
"""The field of which both cards' words may stay, one below the other."""
_SINCE: Final = "created_at"

Values = Mapping[str, Any]


def columns() -> list[str]:
    """Return the fields one chooses between, each by its (first) column, in the order of the table."""
    table = _customers()
    names = [column.name for column in table.c]
    inner = {column for group in TOGETHER.values() for column in group[1:]}
    ties = {key.parent.name for key in table.foreign_keys if key.column.table is table}
    return [name for name in names if name not in KEPT_BY_THE_PROGRAM | inner | ties | {_SINCE}]


def values(session: Session, customer_ids: Sequence[int]) -> dict[int, Values]:
    """Return the columns of customers by id; those that are not there are left out."""
    names = [column.name for column in _customers().c]
    names.insert(0, names.pop(names.index("id")))
    statement = f"SELECT {', '.join(names)} FROM customers WHERE id IN (SELECT value FROM json_each(?))"
    found = by_id(session, statement, customer_ids)
    return {row_id: dict(zip(names, row, strict=True)) for row_id, row in found.items()}


def proposed(cards: Sequence[Values], field: str) -> int:
    """Return whose value of a field stays where nobody chooses: the first card that has one, `BOTH` notes."""
    filled = [card for card in cards if _filled(card[field])]
    if field == JOINED and len({card[field] for card in filled}) > 1:
        return BOTH
    return int((filled or cards)[0]["id"])


def settle(running: Transaction, groups: Sequence[Sequence[int]], choices: Choices) -> None:
    """Write into the cards that stay, the first of each group, what they say from now on."""
    found = values(running.session, [member for group in groups for member in group])
    for group in groups:
        cards = [found[member] for member in group]
        new = {name: value for name, value in _merged(cards, choices).items() if value != cards[0][name]}
        if new:
            running.touch(_customers(), "SELECT ?", (group[0],))
            changed = ", ".join(f"{name} = ?" for name in new)
            running.connection.exec_driver_sql(
                f"UPDATE {CUSTOMERS} SET change_id = ?, {changed} WHERE id = ?",
                (running.change_id, *new.values(), group[0]),
            )


def _merged(cards: Sequence[Values], choices: Choices) -> dict[str, Any]:
    by_card = {int(card["id"]): card for card in cards}
    new: dict[str, Any] = {_SINCE: min(card[_SINCE] for card in cards)}
    for field in columns():
        chosen = choices.fields.get(field, proposed(cards, field))
        if chosen == BOTH and field == JOINED:
            new[field] = "\n".join(dict.fromkeys(card[field] for card in cards if _filled(card[field])))
            continue
        card = by_card.get(chosen, cards[0])
        new |= {column: card[column] for column in TOGETHER.get(field, (field,))}
    return new


def _filled(value: Any) -> bool:
    return value is not None and value != ""


def _customers() -> Table:
    table: Table = CustomerTable.__table__  # pyright: ignore[reportAssignmentType]
    return table
