"""Contacts as cards (vCard 3.0, RFC 2426): what phones, Google, Outlook and macOS all take.

A birthday without its year is written as Apple does, since 3.0 has no way of its own; names on networks as Apple
does too. What 3.0 has no word for stands under a name that begins with X.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from sqlalchemy.orm import Session

from desktop_crm.platform.clock import Clock
from desktop_crm.transfer.understanding.card_cells import page
from desktop_crm.transfer.writing.columns import Column
from desktop_crm.transfer.writing.people import Person, Place, reader
from desktop_crm.transfer.writing.shape import Shape
from desktop_crm.transfer.writing.shapes import reach

_OCTETS_OF_A_LINE: Final = 75
_NO_YEAR: Final = "1604"
_MOST_PLACES: Final = 3
_GENDERS: Final = {"female": "F", "male": "M", "other": "O"}
_PHONES: Final = {"mobile": "CELL", "home": "HOME", "work": "WORK"}
_EMAILS: Final = {"personal": "INTERNET,HOME", "work": "INTERNET,WORK"}
_PLACES: Final = {"home": "HOME", "work": "WORK"}
_BREAKS: Final = re.compile(r"\r\n|\r|\n")
_UNWRITABLE: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def contacts(session: Session, _clock: Clock) -> Shape:
    """Return the shape: a card a person."""
    return Shape(
        reader(session), (Column("vcard"),), lambda people: [(card(person),) for person in people], reach.has_contact
    )


def card(person: Person) -> str:
    """Return one person's card, its lines folded and ended as the standard wants it."""
    return "".join(f"{folded(line)}\r\n" for line in _lines(person))


def _lines(person: Person) -> Iterator[str]:
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"FN:{escaped(person.name)}"
    yield f"N:{_parts(person.last_name, reach.first_name(person), '', '', '')}"
    if person.company:
        yield f"ORG:{escaped(person.company)}"
    for address in reach.emails(person):
        yield f"EMAIL;TYPE={_type(_EMAILS, person.kinds.get(address), 'INTERNET')}:{escaped(address)}"
    for number in person.phones:
        usual = "CELL" if reach.is_turkish_mobile(number) else "VOICE"
        yield f"TEL;TYPE={_type(_PHONES, person.kinds.get(number), usual)}:{escaped(number)}"
    for place in person.places[:_MOST_PLACES]:
        kind = _type(_PLACES, place.kind, "")
        yield f"ADR{f';TYPE={kind}' if kind else ''}:{_address(place)}"
    for network, handle in person.handles:
        yield f"X-SOCIALPROFILE;TYPE={network}:{escaped(page(network, handle))}"
    if person.birthday:
        yield _birthday(person.birthday)
    if person.gender in _GENDERS:
        yield f"X-GENDER:{_GENDERS[person.gender]}"
    if person.language:
        yield f"LANG:{escaped(person.language)}"
    if person.tags:
        yield "CATEGORIES:" + ",".join(escaped(tag) for tag in person.tags)
    if person.note:
        yield f"NOTE:{escaped(person.note)}"
    yield "END:VCARD"


def escaped(text: str) -> str:
    """Return text as a value holds it: backslashes, commas, semicolons and line breaks marked."""
    marked = _UNWRITABLE.sub("", text).replace("\\", "\\\\").replace(",", "\\,").replace(";", "\\;")
    return _BREAKS.sub("\\\\n", marked)


def folded(line: str) -> str:
    """Return a line broken after at most 75 octets, never within a letter."""
    if len(line.encode()) <= _OCTETS_OF_A_LINE:
        return line
    pieces: list[str] = []
    piece, size = "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > _OCTETS_OF_A_LINE:
            pieces.append(piece)
            piece, size = " ", 1
        piece, size = piece + letter, size + octets
    return "\r\n".join((*pieces, piece))


def _parts(*values: str | None) -> str:
    return ";".join(escaped(value or "") for value in values)


def _type(known: Mapping[str, str], kind: str | None, usual: str) -> str:
    """Return the type a kind of way has, one of our own where the standard has none."""
    return known.get(kind, f"X-{kind.upper()}") if kind else usual


def _address(place: Place) -> str:
    """Return the parts of an address: box, extension, street, city, region, code, country; in Turkey ilçe and il."""
    inner = reach.known_district(place)
    further = "" if inner else place.district
    city, region = (place.district, place.city) if inner else (place.city, place.region)
    return _parts("", further, reach.street(place), city, region, place.postal_code, place.country)


def _birthday(day: str) -> str:
    return f"BDAY;X-APPLE-OMIT-YEAR={_NO_YEAR}:{_NO_YEAR}{day[1:]}" if day.startswith("--") else f"BDAY:{day}"
