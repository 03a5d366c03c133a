"""How the consent file of İYS is laid out: data that a shop may edit, for the official sheet changes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, Final, cast

from sqlalchemy.orm import Session

from desktop_crm.platform import settings
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.settings import Setting

NATIONAL: Final = "national"
INTERNATIONAL: Final = "international"
WORDS: Final = ("email", "sms", "call", "granted", "refused", "person", "company", "by_hand", "by_file")
_MOST_DAYS: Final = 365


class Value(StrEnum):
    """What can stand in a column."""

    CHANNEL = "channel"
    RECIPIENT = "recipient"
    RECIPIENT_TYPE = "recipient_type"
    STATE = "state"
    SOURCE = "source"
    DATE = "date"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns as (header, what stands there), how phones and dates are written, and the words of the register.

    `days` is how many working days an allowance may be old when it is reported, 0 where that does not matter.
    """

    columns: Sequence[tuple[str, Value]]
    phone: str
    date: str
    days: int
    words: Mapping[str, str]


LAYOUT: Final[Setting[dict[str, Any]]] = Setting(
    "export.iys_layout", {}, N_("Spreadsheets"), N_("Layout of the consent file for İYS")
)
"""The shop's own layout; empty where it uses the one that came with the program."""


@cache
def supplied() -> Layout:
    """Return the layout that came with the program."""
    text = files("resources").joinpath("export_layouts", "iys.toml").read_text(encoding="utf-8")
    return checked(tomllib.loads(text))


def layout(session: Session) -> Layout:
    """Return the layout of this shop."""
    own = settings.value(session, LAYOUT)
    return checked(own) if own else supplied()


def plain(layout: Layout) -> dict[str, Any]:
    """Return a layout as data, the way `checked` reads it and the setting keeps it."""
    return {**asdict(layout), "columns": [[header, str(value)] for header, value in layout.columns]}


def checked(given: Mapping[str, Any]) -> Layout:
    """Return a layout read from data. Raises UserError with a sentence about the first thing that is wrong."""
    columns = [(str(header).strip(), _value(str(value))) for header, value in given.get("columns", ())]
    headers, values = [header for header, _ in columns], [value for _, value in columns]
    if not {Value.CHANNEL, Value.RECIPIENT, Value.STATE} <= set(values):
        raise UserError(N_("The file needs columns for the kind of message, the recipient and the answer."))
    if "" in headers or len(set(headers)) < len(headers):
        raise UserError(N_("Every column needs a header of its own."))
    given_words = cast("Mapping[str, Any]", given.get("words", {}))
    words = {word: str(given_words.get(word, "")).strip() for word in WORDS}
    if not all(words.values()):
        raise UserError(N_("Every word of the register must be filled in."))
    phone, days = given.get("phone", NATIONAL), given.get("days", 0)
    if phone not in (NATIONAL, INTERNATIONAL) or not isinstance(days, int) or not 0 <= days <= _MOST_DAYS:
        raise UserError(N_("Say how phones are written, and a number of days from 0 to 365."))
    return Layout(tuple(columns), phone, _pattern(str(given.get("date", ""))), days, words)


def _value(name: str) -> Value:
    if name not in set(Value):
        raise UserError(N_("“{value}” is nothing that can stand in a column."), value=name)
    return Value(name)


def _pattern(text: str) -> str:
    """Return a pattern for dates when it tells at least the day."""
    try:
        shown = datetime(2026, 11, 5, 14, 7, 9, tzinfo=UTC).strftime(text)
    except ValueError:
        shown = ""
    if not all(part in shown for part in ("26", "11", "5")):
        raise UserError(N_("The pattern of dates must have a year, a month and a day, such as %Y-%m-%d %H:%M:%S."))
    return text
