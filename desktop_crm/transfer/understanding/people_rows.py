"""Persons written into the staging file."""

from __future__ import annotations

from collections.abc import Iterable

from desktop_crm.platform import emails
from desktop_crm.platform.text import fold, squeeze
from desktop_crm.transfer.understanding.addresses import Address
from desktop_crm.transfer.understanding.buyers import complete_names
from desktop_crm.transfer.understanding.card_cells import folded, mark
from desktop_crm.transfer.understanding.people import Person, name_key, name_order
from desktop_crm.transfer.understanding.sink import Sink, said


def write(person: Person, sink: Sink) -> None:
    """Write a person with their keys, ways to reach them, tags and consents."""
    complete_names(person)
    name = person.shown_name()
    kind = "company" if person.firm else "person"
    note = "\n".join(person.notes) or None
    scalars = person.scalars
    traits = {f"{kind_}:{squeeze(fold(text))}": (kind_, text) for kind_, text in person.traits}
    handles = {mark(handle): handle for handle in person.handles}
    places = _different(person.addresses)
    last = said(
        kind=kind, name=name, first_name=person.first_name, last_name=person.last_name, company=person.company,
        note=note, **scalars,
        emails=[*person.emails, *person.relays] or None,
        phones=[phone.number for phone in person.phones] or None,
        addresses=[place.mark for place in places] or None,
        tags=list(person.tags) or None, kinds=person.kinds or None, traits=list(traits) or None,
        handles=list(handles) or None, custom={str(id_): text for id_, text in person.custom.items()} or None,
        consents={channel: _state(given) for channel, (given, _at, _text) in person.consents.items()} or None,
    )  # fmt: skip
    sink.add(
        "people", person.key, person.row, kind, name, person.first_name, person.last_name, person.company,
        name_key(name), name_order(name), scalars.get("birthday"), scalars.get("gender"), scalars.get("tax_number"),
        scalars.get("tax_office"), note, scalars.get("heard_from"), scalars.get("language"),
        scalars.get("address_as"), scalars.get("preferred_channel"), scalars.get("created_at"), last,
    )  # fmt: skip
    for row in person.rows:
        sink.add("row_things", row, "people", person.key)
    for kind_, value in dict.fromkeys((*person.strong_keys(), *person.place_keys())):
        sink.add("person_keys", person.key, kind_, value)
    _write_ways(person, places, sink)
    for tag in person.tags:
        sink.add("tags", person.key, tag, squeeze(fold(tag)))
    for position, (marked, (kind_, text)) in enumerate(traits.items()):
        sink.add("traits", person.key, marked, position, kind_, text, squeeze(fold(text)))
    for position, (marked, (network, handle)) in enumerate(handles.items()):
        sink.add("handles", person.key, marked, position, network, handle, folded(handle))
    for field_id, text in person.custom.items():
        sink.add("customs", person.key, field_id, text, fold(text))
    for channel, (given, at, text) in person.consents.items():
        key = f"{person.key}|{channel}"
        sink.add("consents", key, person.row, person.key, channel, _state(given), at, text)
        sink.add("row_things", person.row, "consents", key)


def _state(given: bool) -> str:
    return "granted" if given else "refused"


def _different(places: Iterable[Address]) -> list[Address]:
    kept: list[Address] = []
    for place in places:
        if not any(place.is_like(other) for other in kept):
            kept.append(place)
    return kept


def _write_ways(person: Person, places: Iterable[Address], sink: Sink) -> None:
    marked = [*((address, 0) for address in person.emails), *((address, 1) for address in person.relays)]
    for position, (address, masked) in enumerate(marked):
        sink.add("emails", person.key, position, address, emails.folded(address), masked, person.kinds.get(address))
    for position, phone in enumerate(person.phones):
        sink.add("phones", person.key, position, phone.number, phone.digits, person.kinds.get(phone.number))
    for position, place in enumerate(places):
        sink.add(
            "addresses", person.key, position, place.line, place.neighbourhood, place.district, place.city,
            place.region, place.postal_code, place.country, place.folded, place.mark,
            person.kinds.get(place.mark),
        )  # fmt: skip
