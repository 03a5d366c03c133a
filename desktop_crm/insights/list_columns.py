"""The columns of the list of customers as data: what stands in them, of which kind, and by what they are ordered.

Whoever shows or writes the list as it is shown uses four names:
`book.book(session, now).columns` (these and what depends on the day and the shop, by stable key),
`customer_list.ids(session, asked)` (all ids in order), `customer_list.table(session, ids, keys, now)` (for each id a
tuple of values in the order of `keys`, None where the customer is gone) and `Value` for what those values are. Another
column is one line here; what it is ordered by must be a figure with an index (`declared.FIGURES`).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple, TypeAlias

from desktop_crm.insights.declared import TAG_SEPARATOR
from desktop_crm.platform.i18n import N_, _


class ColumnKind(StrEnum):
    """What the values of a column are: see `Value`."""

    TEXT = "text"
    PHONE = "phone"
    TAGS = "tags"
    NUMBER = "number"
    RATIO = "ratio"
    MONEY = "money"
    DAY = "day"
    INSTANT = "instant"
    CHOICE = "choice"
    CHOICES = "choices"
    DECIMAL = "decimal"


class Amount(NamedTuple):
    """Money: minor units of a currency."""

    minor: int
    currency: str


Value: TypeAlias = "str | int | float | Amount | tuple[str, ...] | None"
"""What stands in a column: text, phone (E.164 where it can be dialled) and choice (one of `choices`) are str; number
int; ratio float; money Amount; day an ISO day; instant UTC ms; tags and choices a tuple; decimal a plain decimal as
str; None where there is nothing."""


@dataclass(frozen=True, slots=True)
class ListColumn:
    """A column: its title (a message id), kind, SQL over `c` (customers) and `f` (figures), and the figure it is
    ordered by, "" where it cannot be. `choices` gives the message id of each value of a choice. An `own` column is a
    field that the shop defined, its title what the shop calls it.
    """

    key: str
    title: str
    kind: ColumnKind
    value: str
    order: str
    choices: tuple[tuple[str, str], ...] = ()
    own: bool = False

    @property
    def words(self) -> str:
        """Its title in the language in use."""
        return self.title if self.own else _(self.title)


_KINDS: Final = (("person", N_("Person")), ("company", N_("Company")))
_WAYS: Final = (
    ("email", N_("E-mail")), ("sms", N_("SMS")), ("call", N_("Phone")), ("market", N_("Only through a marketplace")),
)  # fmt: skip
_SOURCES: Final = (("hand", N_("added by hand")), ("demo", N_("sample shop")))
_K = ColumnKind

COLUMNS: Final = (
    ListColumn("name", N_("Name"), _K.TEXT, "c.name", "sort_key"),
    ListColumn("tags", N_("Tags"), _K.TAGS, "f.tags", "tags_key"),
    ListColumn("phone", N_("Phone"), _K.PHONE, "f.phone", "phone"),
    ListColumn("city", N_("Province"), _K.TEXT, "f.city", "city_key"),
    ListColumn("orders", N_("Orders"), _K.NUMBER, "f.orders", "orders"),
    ListColumn("total", N_("Total"), _K.MONEY, "f.revenue", "revenue"),
    ListColumn("last_order", N_("Last order"), _K.DAY, "f.last_order", "last_order"),
    ListColumn("score", N_("NPS"), _K.NUMBER, "f.score", "score"),
    ListColumn("first_order", N_("First order"), _K.DAY, "f.first_order", "first_order"),
    ListColumn("talks", N_("Conversations"), _K.NUMBER, "f.talks", "talks"),
    ListColumn("last_talk", N_("Last conversation"), _K.INSTANT, "f.last_talk", "last_talk"),
    ListColumn("ratio", N_("Orders per contact"), _K.RATIO, "f.ratio", "ratio"),
    ListColumn("next_due", N_("Next follow-up"), _K.DAY, "f.next_due", "next_due"),
    ListColumn("email", N_("E-mail"), _K.TEXT, "f.email", "email_key"),
    ListColumn("owner", N_("Looked after by"), _K.TEXT, "f.owner", "owner_key"),
    ListColumn("kind", N_("Kind"), _K.CHOICE, "f.kind", "kind", _KINDS),
    ListColumn("created", N_("Added"), _K.INSTANT, "c.created_at", "created_at"),
    ListColumn("points", N_("Points"), _K.NUMBER, "f.points", "points"),
    ListColumn("reach", N_("Reached by"), _K.CHOICES, "f.reach", "", _WAYS),
    ListColumn("heard_from", N_("How they heard of us"), _K.TEXT, "c.heard_from", ""),
    ListColumn("source", N_("Source"), _K.CHOICE, "c.source", "", _SOURCES),
    ListColumn("why_lost", N_("Why lost"), _K.TEXT, "f.lost_reason", ""),
)
"""Every column of the list, in the order in which they are offered."""

BY_KEY: Final = {column.key: column for column in COLUMNS}
USUAL: Final = ("name", "tags", "phone", "city", "orders", "total", "last_order", "score")
"""What the list shows until somebody chooses otherwise."""


def selected(column: ListColumn) -> str:
    """Return the SQL expressions of a column: one, but for money, which has its currency beside it."""
    return f"{column.value}, f.currency" if column.kind is ColumnKind.MONEY else column.value


def read(columns: tuple[ListColumn, ...], row: tuple[object, ...]) -> tuple[Value, ...]:
    """Return the values of columns out of a row of what `selected` named, in order."""
    values: list[Value] = []
    rest = iter(row)
    for column in columns:
        raw = next(rest)
        if column.kind is ColumnKind.MONEY:
            currency = next(rest)
            values.append(Amount(int(str(raw)), str(currency)) if raw is not None else None)
        elif column.kind is ColumnKind.TAGS:
            values.append(tuple(str(raw).split(TAG_SEPARATOR)) if raw else ())
        elif column.kind is ColumnKind.CHOICES:
            values.append(tuple(str(raw).split()) if raw else ())
        else:
            values.append(raw if raw is None or isinstance(raw, (str, int, float)) else str(raw))
    return tuple(values)
