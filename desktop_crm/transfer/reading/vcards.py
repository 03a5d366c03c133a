"""Contact cards (vCard 2.1, 3.0, 4.0) as a sheet: one row a card, its properties as columns."""

from __future__ import annotations

import logging
import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import StringIO
from pathlib import Path
from typing import Final

import vobject.base as vobject

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import squeeze
from desktop_crm.transfer.reading import encoding
from desktop_crm.transfer.reading.preflight import shown_name
from desktop_crm.transfer.types import Cell, Sheet
from desktop_crm.transfer.understanding.decisions import Decision

TITLES: Final = (
    "FN", "N family", "N given", "N additional", "ORG", "TEL", "TEL kinds", "EMAIL", "EMAIL kinds", "ADR street",
    "ADR city", "ADR region", "ADR postal code", "ADR country", "ADR kind", "ADR 2 street", "ADR 2 city",
    "ADR 2 region", "ADR 2 postal code", "ADR 2 country", "ADR 2 kind", "ADR 3 street", "ADR 3 city", "ADR 3 region",
    "ADR 3 postal code", "ADR 3 country", "ADR 3 kind", "BDAY", "GENDER", "LANG", "SOCIAL", "CATEGORIES", "NOTE",
)  # fmt: skip
"""The titles of the sheet that cards become; the profile `vcard` knows them."""

_MOST_CARDS: Final = 100_000
_MOST_LETTERS: Final = 200_000
_JOINT: Final = " ::: "
_BEGIN: Final = re.compile(r"\s*BEGIN\s*:\s*VCARD\s*$", re.IGNORECASE)
_END: Final = re.compile(r"\s*END\s*:\s*VCARD\s*$", re.IGNORECASE)
_NAME: Final = re.compile(r"(?:[\w-]+\.)?([\w-]+)\s*[;:]")
_HEAVY: Final = frozenset({"PHOTO", "LOGO", "SOUND", "KEY", "X-MS-CARDPICTURE", "X-MS-OL-DESIGN", "AGENT"})
"""What is never taken, and may be larger than all the rest."""
_PARTED: Final = re.compile(r"(?<!\\);")
_LISTED: Final = re.compile(r"(?<!\\),")
_ESCAPED: Final = re.compile(r"\\(.)", re.DOTALL)
_NOT_CALLED: Final = frozenset({"fax", "pager", "modem", "telex"})
_ANY_SERVICE: Final = ("X-SOCIALPROFILE", "IMPP", "X-MS-IMADDRESS")
_SOCIAL: Final = (*_ANY_SERVICE, "X-TWITTER", "X-INSTAGRAM", "X-FACEBOOK", "X-SKYPE", "X-WHATSAPP", "X-TELEGRAM")
_PAGE: Final = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
_NO_YEAR: Final = re.compile(r"--(\d\d)-?(\d\d)")
_DAY: Final = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T.*)?")
_YEAR_LEFT_OUT: Final = "1604"
_GENDERS: Final = {"m": "male", "f": "female", "o": "other", "male": "male", "female": "female"}
_ADDRESSES: Final = ("ADR", "ADR 2", "ADR 3")
"""Where the addresses of a card stand; further ones are kept in its note."""
_ADDRESS_PARTS: Final = ("street", "city", "region", "postal code", "country", "kind")
_KINDS: Final = {"cell": "mobile", "work": "work", "home": "home"}
"""The kinds of ways that cards know, the most telling first; our own begin with x-."""

logging.getLogger(vobject.__name__).setLevel(logging.CRITICAL + 1)  # it logs the lines it cannot read, people and all


@dataclass(frozen=True, slots=True)
class _Property:
    name: str
    kinds: frozenset[str]
    value: str

    def parts(self) -> list[str]:
        """Return the parts of a structured value, each without its escapes."""
        return [_plain(part) for part in _PARTED.split(self.value)]

    def items(self) -> list[str]:
        """Return the values of a list."""
        return [text for part in _LISTED.split(self.value) if (text := _plain(part))]


def read(path: Path, chosen: str = "") -> tuple[Sheet, list[Decision]]:
    """Return the cards of the file at `path` as a sheet, with the decision on its encoding; `chosen` names one.

    Pictures, keys and sounds are left out. A line that cannot be read is left out too, the rest of its card is kept.
    Raises FileRefused where there are no cards or more than an address book holds.
    """
    text, name, decided = encoding.decode(path.read_bytes(), chosen)
    rows: list[tuple[int, list[Cell]]] = [(1, list[Cell](TITLES))]
    lost = 0
    for number, lines in enumerate(_cards(text), 2):
        if number > _MOST_CARDS:
            raise FileRefused(N_("{file} holds more contact cards than can be read at once."), file=shown_name(path))
        properties, unread = _properties(lines)
        lost += unread
        rows.append((number, _row(properties)))
    if len(rows) == 1:
        raise FileRefused(N_("{file} has no whole contact card."), file=shown_name(path))
    decisions = [decided]
    if lost:
        because = N_("lines of cards that nothing can read: {count}")
        decisions.append(
            Decision(N_("contact cards"), N_("some lines left out"), because, because_args={"count": lost})
        )
    return Sheet("", rows, encoding=name), decisions


def _cards(text: str) -> Iterator[list[str]]:
    """Yield the lines of each card without its first and last, without what is heavy, and without cards inside it."""
    card: list[str] | None = None
    inside, letters, dropping = 0, 0, False
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if _BEGIN.match(line):
            if card is not None and dropping:  # a card within a card is that of a helper, introduced by AGENT
                inside += 1
                continue
            if card and any(card):
                yield card
            card, inside, letters, dropping = [], 0, 0, False
        elif card is None:
            continue
        elif _END.match(line):
            if inside:
                inside -= 1
                continue
            yield card
            card = None
        elif not inside:
            dropping = _is_heavy(line, dropping=dropping)
            letters += 0 if dropping else len(line)
            if not dropping and letters <= _MOST_LETTERS:
                card.append(line)
    if card and any(card):
        yield card


def _is_heavy(line: str, *, dropping: bool) -> bool:
    if dropping and (line[:1] in (" ", "\t") or not _NAME.match(line)):
        return bool(line.strip())
    found = _NAME.match(line)
    return bool(found) and found[1].upper() in _HEAVY


def _properties(lines: list[str]) -> tuple[list[_Property], int]:
    """Return what a card says, and how many of its lines cannot be read."""
    found: list[_Property] = []
    unmarked: dict[int, bytes] = {}
    lost = 0
    for line, _number in vobject.getLogicalLines(StringIO("\n".join(lines)), allowQP=True):
        try:
            one, raw = _property(line)
        except (vobject.VObjectError, ValueError, LookupError, TypeError):
            lost += 1
            continue
        if raw:
            unmarked[len(found)] = raw
        found.append(one)
    if unmarked:  # what names no encoding is in one for the whole card
        usual = encoding.decode(b"\n".join(unmarked.values()))[1]
        for place, raw in unmarked.items():
            found[place] = replace(found[place], value=raw.decode(usual, "replace"))
    return [one for one in found if one.value.strip()], lost


def _property(line: str) -> tuple[_Property, bytes]:
    """Return what a line says, and its bytes where it does not say what letters they are."""
    name, parameters, value, _group = vobject.parseLine(line)
    kinds: set[str] = set()
    charset, quoted, raw = "", False, b""
    for parameter in parameters:
        label, values = parameter[0].upper(), [part for item in parameter[1:] for part in item.split(",")]
        if label == "CHARSET":
            charset = values[0] if values else ""
        elif label == "ENCODING" or not values:
            quoted = quoted or "QUOTED-PRINTABLE" in {label, *map(str.upper, values)}
        if label == "TYPE" or not values:
            kinds.update(word.casefold() for word in values or [label])
    if quoted:
        raw = quopri.decodestring(value.encode("utf-8"))
        try:
            value, raw = raw.decode(charset or "ascii"), b""
        except (UnicodeDecodeError, LookupError):
            value = "?"
    return _Property(name.upper(), frozenset(kinds), value), raw


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], text).strip()


def _row(properties: list[_Property]) -> list[Cell]:
    said: dict[str, list[str]] = {}
    for one in properties:
        for title, value in _told(one):
            if value:
                said.setdefault(title, []).append(value)
    _settle(said, properties)
    for title in ("TEL", "EMAIL"):
        kinds = _kinds_of(title, properties)
        told = [kinds.get(value, "") for value in dict.fromkeys(said.get(title, []))]
        if any(told):
            said[f"{title} kinds"] = [_JOINT.join(told)]
    return [_JOINT.join(dict.fromkeys(said[title])) if title in said else None for title in TITLES]


def _told(one: _Property) -> Iterator[tuple[str, str]]:
    """Yield what a property says, by the title it stands under."""
    match one.name:
        case "FN":
            yield "FN", squeeze(_plain(one.value))
        case "N":
            spoken = (squeeze(_plain(" ".join(_LISTED.split(part)))) for part in _PARTED.split(one.value))
            yield from zip(("N family", "N given", "N additional"), spoken, strict=False)
        case "ORG":
            yield "ORG", squeeze(one.parts()[0])
        case "TEL" | "EMAIL":
            yield ("NOTE", f"Fax: {_way(one)}") if one.kinds & _NOT_CALLED else (one.name, _way(one))
        case "BDAY":
            yield "BDAY", _birthday(_plain(one.value))
        case "GENDER" | "X-GENDER":
            yield "GENDER", _GENDERS.get(one.parts()[0].casefold(), "")
        case "CATEGORIES":
            yield from (("CATEGORIES", item) for item in one.items())
        case "NOTE" | "LANG":
            yield one.name, _plain(one.value)
        case name if name in _SOCIAL or name == "URL":
            yield "SOCIAL", _social(one)
        case _:
            return


def _settle(said: dict[str, list[str]], properties: list[_Property]) -> None:
    """Give a card one name and a few addresses; further ones are kept in its note."""
    for title in ("FN", "N family", "N given", "N additional", "ORG", "BDAY", "GENDER", "LANG"):
        if title in said:
            del said[title][1:]
    said["NOTE"] = list(dict.fromkeys(said.get("NOTE", [])))
    if said.get("FN") and said.get("FN") == said.get("ORG"):  # a firm, whatever its N says
        for title in ("FN", "N family", "N given", "N additional"):
            said.pop(title, None)
    addresses = [one for one in properties if one.name == "ADR" and any(one.parts())]
    addresses.sort(key=lambda one: ("pref" not in one.kinds, "home" not in one.kinds))
    for group, one in zip(_ADDRESSES, addresses, strict=False):
        _box, extended, street, city, region, postal, country, *_more = [*one.parts(), *[""] * 7]
        line = ", ".join(part for part in (street, extended) if part)
        told = (line.replace("\n", ", "), city, region, postal, country, _kind(one))
        pairs = zip(_ADDRESS_PARTS, told, strict=True)
        said.update({f"{group} {part}": [value] for part, value in pairs if value})
    beyond = addresses[len(_ADDRESSES) :]
    further = [", ".join(part.replace("\n", ", ") for part in one.parts() if part) for one in beyond]
    note = "\n".join([*said["NOTE"], *dict.fromkeys(further)])
    said["NOTE"] = [note] if note else []


def _way(one: _Property) -> str:
    """Return the number or address of a property."""
    if one.name == "TEL":
        return re.sub(r"^tel:", "", _plain(one.value), flags=re.IGNORECASE).split(";")[0]
    return re.sub(r"^mailto:", "", squeeze(_plain(one.value)), flags=re.IGNORECASE)


def _kinds_of(title: str, properties: list[_Property]) -> dict[str, str]:
    return {_way(one): _kind(one) for one in reversed(properties) if one.name == title}


def _kind(one: _Property) -> str:
    """Return of which kind a way is, '' where the card does not say."""
    own = (kind.removeprefix("x-") for kind in sorted(one.kinds) if kind.startswith("x-"))
    return next((word for kind, word in _KINDS.items() if kind in one.kinds), next(own, ""))


def _birthday(text: str) -> str:
    short = _NO_YEAR.fullmatch(text)
    if short:
        return f"--{short[1]}-{short[2]}"
    whole = _DAY.fullmatch(text)
    if not whole:
        return text
    return f"--{whole[2]}-{whole[3]}" if whole[1] == _YEAR_LEFT_OUT else f"{whole[1]}-{whole[2]}-{whole[3]}"


def _social(one: _Property) -> str:
    """Return an account elsewhere, or a page, with the name of the service where the card tells it."""
    value = re.sub(r"^x-apple:", "", squeeze(_plain(one.value)), flags=re.IGNORECASE)
    own = "" if one.name in _ANY_SERVICE else "web" if one.name == "URL" else one.name.removeprefix("X-").casefold()
    service = own or next((kind for kind in sorted(one.kinds) if kind not in {"pref", "home", "work"}), "")
    named = not service or _PAGE.match(value) or value.casefold().startswith(f"{service}:")
    return value if named else f"{service}: {value}"
