"""A row's or an order's person: the columns that speak of somebody, read together."""

from __future__ import annotations

from typing import Any

from desktop_crm.customers.rules import split_name
from desktop_crm.platform.text import squeeze
from desktop_crm.transfer.understanding import addresses, ways
from desktop_crm.transfer.understanding.fields import OTHER_PLACES, OURS, OWN
from desktop_crm.transfer.understanding.people import Person, is_company, split_by_relay, tax_number
from desktop_crm.transfer.understanding.sheet import Sheet

CHANNELS = ("email", "sms", "call")
_SCALARS = ("birthday", "gender", "tax_office", "heard_from", "language", "address_as", "preferred_channel")
_TRAITS = {"sizes": "size", "tastes": "taste", "interests": "interest", "bonds": "bond"}
"""Fields of words about somebody, with the kind the store keeps them under."""


class Reader:
    """Reads the person a row speaks of; `part` is the address that is theirs (address or delivery)."""

    def __init__(self, sheet: Sheet, part: str) -> None:
        self._sheet = sheet
        get = sheet.get
        self._id, self._name, self._company = get("person.id"), get("person.name"), get("person.company")
        self._first, self._last = get("person.first_name"), get("person.last_name")
        self._middle = get("person.middle_name")
        self._emails, self._phones, self._tags = get("person.email"), get("person.phone"), get("person.tags")
        self._ours = get(OURS)
        parts = (part, *OTHER_PLACES) if part == "address" else (part,)
        self._places = [
            (addresses.reader(name, get, sheet.has), get(f"{name}.kind"), self._kind_of_place(name)) for name in parts
            if name == part or any(sheet.has(f"{name}.{one}") for one in addresses.PARTS)
        ]  # fmt: skip
        self._ways = [way for told in sheet.ways.values() for way in told]
        self._traits = [(kind, get(f"person.{name}")) for name, kind in _TRAITS.items() if sheet.has(f"person.{name}")]
        self._handles = [get(target) for target in sheet.values if target.startswith("handle.")]
        self._own = [(int(name.removeprefix(OWN)), get(name)) for name in sheet.values if name.startswith(OWN)]
        self._delivery_name, self._invoice_name = get("delivery.name"), get("invoice.name")
        self._other_phones = [get(name) for name in ("delivery.phone", "invoice.phone") if sheet.has(name)]
        self._notes = get("person.note")
        self._scalars = {
            name: get(f"person.{name}") for name in _SCALARS if sheet.has(f"person.{name}")
        }  # fmt: skip
        self._tax, self._since = get("person.tax_number"), get("person.created_at")
        self._consents = {
            channel: (get(f"consent.{channel}"), self._header(f"consent.{channel}"))
            for channel in CHANNELS
            if sheet.has(f"consent.{channel}")
        }
        self._refusals = {
            channel: (get(f"refusal.{channel}"), self._header(f"refusal.{channel}"))
            for channel in CHANNELS
            if sheet.has(f"refusal.{channel}")
        }
        self._consent_at = get("consent.at")

    def _kind_of_place(self, part: str) -> str:
        lines = [column.header for column in self._sheet.columns if column.target == f"{part}.line"]
        return ways.place_of_titles(lines)

    def _header(self, target: str) -> str:
        return next(column.header for column in self._sheet.columns if column.target == target)

    def person(self, index: int, row: int) -> Person:
        """Return who the row at `index` speaks of; `row` is its number for people."""
        person = Person(row)
        person.id, person.ours = self._id[index], self._ours[index]
        self._call(person, index)
        profile = self._sheet.profile
        found = self._emails[index]
        if found:
            person.emails, person.relays = split_by_relay(found, profile.relay_domains, profile.relay_prefixes)
        person.phones = self._phones[index] or ()
        if not person.phones:
            person.phones = next((column[index] for column in self._other_phones if column[index]), ())
        self._add_places(person, index)
        person.tags = self._tags[index] or ()
        self._add_card(person, index)
        if self._notes[index]:
            person.notes = (self._notes[index],)
        self._add_scalars(person, index)
        self._add_consents(person, index)
        return person

    def consent_at(self, index: int) -> int | None:
        """Return when the row says its consents were given, in UTC ms."""
        at = self._consent_at[index]
        return at.instant if at else None

    def _call(self, person: Person, index: int) -> None:
        first, middle, last = self._first[index], self._middle[index], self._last[index]
        name = self._name[index]
        if first or last:
            person.first_name = squeeze(f"{first} {middle}") if first and middle else first
            person.last_name = last
            if not name or not (first and last):
                name = " ".join(part for part in (person.first_name, last) if part)
        name = name or self._invoice_name[index] or self._delivery_name[index]
        company = self._company[index]
        person.name = name
        person.company = company
        person.firm = bool(name and is_company(name)) or bool(company and not name)
        if person.firm and not company:
            person.company = name

    def _add_places(self, person: Person, index: int) -> None:
        for read, told, usual in self._places:
            address = read(index)
            if address:
                person.addresses += (address,)
                kind = told[index] or usual
                if kind:
                    person.kinds.setdefault(address.mark, kind)

    def _add_card(self, person: Person, index: int) -> None:
        """Take in what stands on a card beside names and ways to reach somebody, and of which kind these are."""
        for way in self._ways:
            for one, kind in way.kinds(index).items():
                person.kinds.setdefault(one if isinstance(one, str) else one.number, kind)
        if self._traits:
            person.traits = tuple((kind, text) for kind, column in self._traits for text in column[index] or ())
        for column in self._handles:
            told = column[index]
            if told:
                person.handles += told if isinstance(told[0], tuple) else (told,)
        for field_id, column in self._own:
            if column[index] is not None:
                person.custom[field_id] = column[index]

    def _add_scalars(self, person: Person, index: int) -> None:
        for name, column in self._scalars.items():
            if column[index] is not None:
                person.scalars[name] = column[index]
        number = tax_number(self._tax[index])
        if number:
            person.scalars["tax_number"] = number
        since = self._since[index]
        if since:
            person.scalars["created_at"] = since.instant

    def _add_consents(self, person: Person, index: int) -> None:
        at = self.consent_at(index)
        for channel, (column, header) in self._consents.items():
            given = column[index]
            if given is not None:
                person.consents[channel] = (given, at, header)
        for channel, (column, header) in self._refusals.items():
            if column[index]:
                person.consents[channel] = (False, at, header)


def complete_names(person: Person) -> None:
    """Split a person's full name into first names and last name where the file gave only the whole.

    An e-mail address or a number in the place of a name is left whole.
    """
    if person.firm or not person.name or person.first_name or person.last_name:
        return
    if "@" in person.name or not any(letter.isalpha() for letter in person.name):
        return
    first, last = split_name(person.name)
    person.first_name, person.last_name = first, last or None


def value_of(column: list[Any], indexes: list[int]) -> Any:
    """Return the first value a column holds in the given rows, or None."""
    for index in indexes:
        if column[index] is not None:
            return column[index]
    return None
