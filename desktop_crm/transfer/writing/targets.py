"""The shapes that shops and tools want a list in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from desktop_crm.consents.rules import GRANTED
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.writing.columns import Cell, Column, List
from desktop_crm.transfer.writing.lists import LISTS, address, of_row
from desktop_crm.transfer.writing.queries import Person

PLAIN: Final = "plain"
_DAY_OF_YEAR: Final = re.compile(r"(\d\d)-(\d\d)$")


def _email(person: Person) -> str:
    """Return the first address that reaches the person themselves; a marketplace's relay does not."""
    return next((email.address for email in person.emails if not email.masked), "")


def _may_be_mailed(person: Person) -> bool:
    return bool(_email(person)) and person.consents.get("email") == GRANTED


def _phone(person: Person) -> Cell:
    return person.phones[0].number if person.phones else ""


def _yes(person: Person, channel: str) -> Cell:
    return "yes" if person.consents.get(channel) == GRANTED else "no"


def _whole_address(person: Person) -> Cell:
    place = address(person)
    return ", ".join(filter(None, (place.line, place.district, place.city, place.postal_code, place.country)))


def _month_day(person: Person) -> Cell:
    """Return a birthday as Mailchimp takes it: MM/DD."""
    found = _DAY_OF_YEAR.search(person.row.birthday or "")
    return f"{found[1]}/{found[2]}" if found else ""


_SHOPIFY_CUSTOMERS: Final = (
    Column("First Name", of_row("first_name"), 18),
    Column("Last Name", of_row("last_name"), 18),
    Column("Email", _email, 30),
    Column("Accepts Email Marketing", lambda person: _yes(person, "email")),
    Column("Default Address Company", of_row("company"), 22),
    Column("Default Address Address1", lambda person: address(person).line, 36),
    Column("Default Address Address2", lambda person: address(person).district, 18),
    Column("Default Address City", lambda person: address(person).city),
    Column("Default Address Province Code", lambda person: address(person).region),
    Column("Default Address Country Code", lambda person: address(person).country),
    Column("Default Address Zip", lambda person: address(person).postal_code),
    Column("Default Address Phone", _phone, 18),
    Column("Phone", _phone, 18),
    Column("Accepts SMS Marketing", lambda person: _yes(person, "sms")),
    Column("Tags", lambda person: ", ".join(person.tags), 20),
    Column("Note", of_row("note"), 36),
)

_MAILCHIMP: Final = (
    Column("Email Address", _email, 30),
    Column("First Name", of_row("first_name"), 18),
    Column("Last Name", of_row("last_name"), 18),
    Column("Address", _whole_address, 40),
    Column("Phone Number", _phone, 18),
    Column("Birthday", _month_day, 10),
    Column("Tags", lambda person: ",".join(person.tags), 20),
)

TARGETS: Final[Mapping[str, Mapping[str, List]]] = {
    PLAIN: LISTS,
    "shopify-customers": {"customers": replace(LISTS["customers"], columns=_SHOPIFY_CUSTOMERS)},
    # A mailing list holds those who may be written to, and nobody else.
    "mailchimp": {
        "customers": replace(
            LISTS["customers"],
            columns=_MAILCHIMP,
            keeps=_may_be_mailed,
        )
    },
}
"""What `--for` names: each target with the lists it takes."""


def chosen(target: str, name: str) -> List:
    """Return the list called `name` in the shape of a target. Raises UserError naming what there is."""
    if target not in TARGETS:
        raise UserError(
            N_("There is no export for “{target}”. There are: {known}."), target=target, known=", ".join(TARGETS)
        )
    lists = TARGETS[target]
    if name not in lists:
        raise UserError(N_("“{target}” takes {known}, not {list}."), target=target, known=", ".join(lists), list=name)
    return lists[name]
