"""Lists as they are shown: the columns somebody chose, in the words and the order of the screen, typed all the same."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from sqlalchemy.orm import Session

from desktop_crm.insights import customer_list
from desktop_crm.insights.list_columns import Amount, ColumnKind, ListColumn, Value
from desktop_crm.insights.shop_book import shop_book
from desktop_crm.insights.types import Asked
from desktop_crm.platform import phones, settings
from desktop_crm.platform.clock import Clock
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_, _
from desktop_crm.segments import queries as views
from desktop_crm.segments.fields import KEY_OF_OWN
from desktop_crm.segments.parsing import parse
from desktop_crm.transfer.writing.columns import Cell, Column, Kind
from desktop_crm.transfer.writing.lists import amount, moment
from desktop_crm.transfer.writing.shape import Make, Shape

_KINDS: Final = {
    ColumnKind.NUMBER: Kind.WHOLE,
    ColumnKind.RATIO: Kind.NUMBER,
    ColumnKind.DECIMAL: Kind.NUMBER,
    ColumnKind.MONEY: Kind.MONEY,
    ColumnKind.DAY: Kind.DAY,
    ColumnKind.INSTANT: Kind.MOMENT,
}
_WIDTHS: Final = {"name": 26, "tags": 22, "email": 30, "phone": 18}
_CURRENCY_WIDTH: Final = 10


def customers(keys: Sequence[str]) -> Make:
    """Return what makes a shape of the list of customers with the columns of these keys, as the window words them.

    Money has its currency beside it: amounts of two currencies must not be added by whoever opens the file. Raises
    KeyError where it is made for a column that is not there; a field of the shop's own that was deleted is left out.
    """

    def make(session: Session, clock: Clock) -> Shape:
        zone, now = settings.value(session, settings.ZONE), clock.now()
        known = customer_list.book_for(session, now, columns=keys).by_key
        wanted = [known[key] for key in keys if key in known or not KEY_OF_OWN.fullmatch(key)]
        shown = [one.key for one in wanted]

        def read(ids: Sequence[int]) -> list[tuple[Value, ...]]:
            return [row for row in customer_list.table(session, ids, shown, now) if row is not None]

        def rows(found: Sequence[Any]) -> list[list[Cell]]:
            return [[cell for one, value in zip(wanted, row, strict=True) for cell in _cells(one, value, zone)]
                    for row in found]  # fmt: skip

        return Shape(read, _apart([column for one in wanted for column in _columns(one)]), rows)

    return make


def view_ids(session: Session, name: str, now: int, staff_id: int | None = None) -> Sequence[int]:
    """Return who a saved view of customers shows at an instant, in its order. Raises NotFound, UserError."""
    view = views.named(session, name, staff_id)
    if view is None:
        raise NotFound(N_("There is no saved view called “{name}”."), name=name)
    tree = parse(view.query, shop_book(session, now).language)
    sort = view.layout.sort if view.layout.sort in customer_list.ORDERS else Asked().sort
    return customer_list.ids(session, Asked(tree, sort, view.layout.descending, now))


def in_hand(columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> Make:
    """Return what makes a shape of rows that are there already; their ids are their places, from 0."""
    return lambda _session, _clock: Shape(lambda ids: [rows[place] for place in ids], columns, list)


def _columns(one: ListColumn) -> list[Column]:
    title = one.words
    found = [Column(title, _WIDTHS.get(one.key, max(12, len(title) + 4)), _KINDS.get(one.kind, Kind.TEXT))]
    if one.kind is ColumnKind.MONEY:
        found.append(Column(_("{amount} (currency)").format(amount=title), _CURRENCY_WIDTH))
    return found


def _apart(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with names of their own: a field of the shop's may be called like another column."""
    taken: dict[str, int] = {}
    for column in columns:
        taken[column.name] = taken.get(column.name, 0) + 1
    found: list[Column] = []
    for column in reversed(columns):
        taken[column.name] -= 1
        again = taken[column.name]
        found.append(replace(column, name=f"{column.name} ({again + 1})") if again else column)
    return found[::-1]


def _cells(one: ListColumn, value: Value, zone: str) -> list[Cell]:
    if one.kind is ColumnKind.MONEY:
        return [amount(value.minor, value.currency), value.currency] if isinstance(value, Amount) else [None, None]
    return [_READ.get(one.kind, _plain)(one, value, zone)]


def _plain(_one: ListColumn, value: Any, _zone: str) -> Cell:
    return value


def _phone(_one: ListColumn, value: Any, _zone: str) -> Cell:
    return phones.shown(value) if value else None


def _tags(_one: ListColumn, value: Any, _zone: str) -> Cell:
    return ", ".join(value) if value else None


def _choices(one: ListColumn, value: Any, _zone: str) -> Cell:
    return ", ".join(_(words) for each, words in one.choices if each in value) if value else None


def _decimal(_one: ListColumn, value: Any, _zone: str) -> Cell:
    return Decimal(value) if value else None


def _choice(one: ListColumn, value: Any, _zone: str) -> Cell:
    return _(dict(one.choices).get(value) or str(value)) if value else None


def _ratio(_one: ListColumn, value: Any, _zone: str) -> Cell:
    return None if value is None else Decimal(str(round(value, 4)))


def _day(_one: ListColumn, value: Any, _zone: str) -> Cell:
    return date.fromisoformat(value) if value else None


def _instant(_one: ListColumn, value: Any, zone: str) -> Cell:
    return moment(value, zone)


_READ: Final[dict[ColumnKind, Callable[[ListColumn, Any, str], Cell]]] = {
    ColumnKind.PHONE: _phone,
    ColumnKind.TAGS: _tags,
    ColumnKind.CHOICE: _choice,
    ColumnKind.CHOICES: _choices,
    ColumnKind.DECIMAL: _decimal,
    ColumnKind.RATIO: _ratio,
    ColumnKind.DAY: _day,
    ColumnKind.INSTANT: _instant,
}
