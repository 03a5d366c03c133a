"""Lists to write to: they hold those who allowed it, and nobody else; no more of them than writing needs."""

from __future__ import annotations

import re
from operator import attrgetter
from typing import Final

from desktop_crm.consents.rules import GRANTED
from desktop_crm.transfer.writing.columns import Cell, field
from desktop_crm.transfer.writing.lists import moment
from desktop_crm.transfer.writing.people import Person, reader
from desktop_crm.transfer.writing.shape import of_fields
from desktop_crm.transfer.writing.shapes import reach

_DAY_OF_YEAR: Final = re.compile(r"(\d\d)-(\d\d)$")


def _month_day(person: Person) -> Cell:
    """Return a birthday as Mailchimp takes it: MM/DD."""
    found = _DAY_OF_YEAR.search(person.birthday or "")
    return f"{found[1]}/{found[2]}" if found else None


def _phone(person: Person) -> Cell:
    return reach.dialled(person.phones[0]) if person.phones else None


def _mobile(person: Person) -> Cell:
    return reach.dialled(reach.mobiles(person)[0])


def _allowed_at(person: Person) -> Cell:
    """Return when e-mail was allowed, in UTC as Mailchimp writes it."""
    event = next(one for one in reversed(person.said) if one.channel == "email" and one.state == GRANTED)
    shown = moment(event.at, "UTC")
    return None if shown is None else shown.strftime("%Y-%m-%d %H:%M:%S +0000")


def _tags(person: Person) -> Cell:
    return ",".join(tag.replace(",", " ") for tag in person.tags)


_MAILCHIMP: Final = (
    field("Email Address", reach.email, 30),
    field("First Name", reach.first_name, 18),
    field("Last Name", attrgetter("last_name"), 18),
    field("Phone Number", _phone, 18),
    field("Birthday", _month_day, 10),
    field("OPTIN_TIME", _allowed_at, 20),
    field("TAGS", _tags, 20),
)
_SMS: Final = (
    field("Phone", _mobile, 18),
    field("First Name", reach.first_name, 18),
    field("Last Name", attrgetter("last_name"), 18),
)

mailchimp: Final = of_fields(reader, _MAILCHIMP, reach.may_be_mailed)
sms: Final = of_fields(reader, _SMS, reach.may_be_texted)
