"""What a target is: who gets into it, who is left out and why, and the rows it makes of a thing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from desktop_crm.platform.clock import Clock
from desktop_crm.platform.i18n import counted
from desktop_crm.transfer.writing.columns import Cell, Column, Field, Reader


class Left(StrEnum):
    """Why somebody is left out of an export."""

    NO_CONTACT = "no_contact"
    NO_EMAIL = "no_email"
    NO_MOBILE = "no_mobile"
    NO_RECIPIENT = "no_recipient"
    MASKED = "masked"
    EMAIL_REFUSED = "email_refused"
    EMAIL_NOT_ASKED = "email_not_asked"
    SMS_REFUSED = "sms_refused"
    SMS_NOT_ASKED = "sms_not_asked"
    NOTHING_SAID = "nothing_said"
    NO_KIND = "no_kind"


def left_out(why: Left, count: int) -> str:
    """Return in words that so many were left out, and why."""
    match why:
        case Left.NO_CONTACT:
            return counted(
                "{count} has neither an e-mail nor a phone and is left out",
                "{count} have neither an e-mail nor a phone and are left out", count,
            )  # fmt: skip
        case Left.NO_EMAIL:
            return counted("{count} has no e-mail and is left out", "{count} have no e-mail and are left out", count)
        case Left.NO_MOBILE:
            return counted(
                "{count} has no mobile phone and is left out", "{count} have no mobile phone and are left out", count
            )
        case Left.NO_RECIPIENT:
            return counted(
                "{count} said yes or no, but has no number or address it could be for, and is left out",
                "{count} said yes or no, but have no number or address it could be for, and are left out", count,
            )  # fmt: skip
        case Left.MASKED:
            return counted(
                "{count} can only be reached through the marketplace and is left out",
                "{count} can only be reached through the marketplace and are left out", count,
            )  # fmt: skip
        case Left.EMAIL_REFUSED:
            return counted("{count} refused e-mail and is left out", "{count} refused e-mail and are left out", count)
        case Left.EMAIL_NOT_ASKED:
            return counted(
                "{count} has not allowed e-mail and is left out", "{count} have not allowed e-mail and are left out",
                count,
            )  # fmt: skip
        case Left.SMS_REFUSED:
            return counted("{count} refused SMS and is left out", "{count} refused SMS and are left out", count)
        case Left.SMS_NOT_ASKED:
            return counted(
                "{count} has not allowed SMS and is left out", "{count} have not allowed SMS and are left out", count
            )
        case Left.NOTHING_SAID:
            return counted(
                "{count} has said neither yes nor no and is left out",
                "{count} have said neither yes nor no and are left out", count,
            )  # fmt: skip
        case Left.NO_KIND:
            return counted(
                "{count} code gives nothing that the shop knows and is left out",
                "{count} codes give nothing that the shop knows and are left out", count,
            )  # fmt: skip


def everybody(_thing: Any) -> Left | None:
    """Leave nobody out."""
    return None


@dataclass(frozen=True, slots=True)
class Shape:
    """What reads things by their ids, the columns of a file, the rows (any number) of some things, and who is left out.

    `warns` tells of a thing that gets in whether it deserves the warning `warning` (a message of one, one of many).
    """

    reader: Reader
    columns: Sequence[Column]
    rows: Callable[[Sequence[Any]], Sequence[Sequence[Cell]]]
    leaves: Callable[[Any], Left | None] = everybody
    warns: Callable[[Any], bool] | None = None
    warning: Callable[[int], str] = str


Make = Callable[[Session, Clock], Shape]


@dataclass(frozen=True, slots=True)
class Target:
    """A shape that can be asked for: `--for key`.

    `title` and `about` are message ids, `list` names the list it is made of, `make` returns its shape as a store has
    it now, `endings` are the files it can be, the usual one first, `file` is what such a file is called.
    """

    key: str
    title: str
    about: str
    list: str
    make: Make
    endings: tuple[str, ...] = (".csv", ".xlsx")
    file: str = ""


def of_fields(
    reader: Callable[[Session], Reader], fields: Sequence[Field], leaves: Callable[[Any], Left | None] = everybody
) -> Make:
    """Return what makes a shape of one row a thing, a cell a field."""
    values = [one.value for one in fields]
    columns = tuple(one.column for one in fields)

    def rows(things: Sequence[Any]) -> list[list[Cell]]:
        return [[value(thing) for value in values] for thing in things]

    return lambda session, _clock: Shape(reader(session), columns, rows, leaves)


def of_rows(reader: Callable[[Session], Reader], columns: Sequence[Column]) -> Make:
    """Return what makes a shape of things that are read as rows."""
    return lambda session, _clock: Shape(reader(session), columns, list)
