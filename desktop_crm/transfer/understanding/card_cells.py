"""Cells that tell what stands on a card beside names and numbers: language, words, names on networks, own fields."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

from desktop_crm.customers.types import HANDLE_KINDS
from desktop_crm.fields import rules
from desktop_crm.fields.types import CustomField, FieldKind
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.exact import decimal
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold, squeeze
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding import cells, contact_cells, numbers, words
from desktop_crm.transfer.understanding.fields import Field
from desktop_crm.transfer.understanding.numbers import DecimalSign

Handle = tuple[str, str]
"""A network (a key of HANDLE_KINDS) and the name somebody goes by there."""
Reader = Callable[[Cell], Any]
_SAID_WITH: Final = re.compile(r"\s*([\w .-]{1,30}?)\s*:(?!//)\s*(.+)", re.DOTALL)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_PREFIXES: Final = ("channel", "user", "in", "company", "pages", "c")
_PAGES: Final = {
    "instagram": "https://instagram.com/", "facebook": "https://facebook.com/", "x": "https://x.com/",
    "tiktok": "https://tiktok.com/@", "youtube": "https://youtube.com/@", "linkedin": "https://linkedin.com/in/",
    "pinterest": "https://pinterest.com/", "telegram": "https://t.me/",
}  # fmt: skip
_WEB: Final = "web"
_OTHER: Final = "other"
_MOST_DIGITS: Final = 12


def reader(held: Field) -> tuple[Reader, str] | None:
    """Return what reads the cells of a field and what is said of a cell it cannot read; None for plain words."""
    match held.value:
        case "language":
            return _meaning("language"), N_("this is no language we know")
        case "reached":
            return _meaning("reached"), N_("this is no way to reach somebody that we know")
        case "place_kind":
            return lambda cell: words.meaning(cells.text(cell).lstrip("* "), "place_kind"), ""
        case "words":
            return contact_cells.word_list, ""
        case "handle":
            kind = held.id.partition(".")[2]
            return lambda cell: _handle(kind, cells.text(cell)), ""
        case "handles":
            return handles, ""
        case "own_yes_no":
            return _yes_no, N_("this is neither yes nor no")
        case "own_choice":
            return _own(held, FieldKind.CHOICE), N_("this is none of the words of the field")
        case "own_link":
            return _own(held, FieldKind.LINK), N_("this is no web address")
        case _:
            return None


def number(sign: DecimalSign) -> Reader:
    """Return what reads numbers as the shop's own fields keep them: plain decimals."""
    read = numbers.reader(sign)

    def plain(cell: Cell) -> str | None:
        found = read(cell)
        if found is None:
            return None
        exact = decimal(found)
        if abs(exact) >= Decimal(10) ** _MOST_DIGITS:
            raise ValueError(str(cell))
        return f"{exact.normalize():f}"

    return plain


def handles(cell: Cell) -> tuple[Handle, ...]:
    """Return the names on networks in a cell: `instagram: ada`, or addresses of pages, `;` between several."""
    raw = cells.lines(cell)
    parts = [part.strip() for piece in raw.split(contact_cells.GROUPED_BY) for part in re.split(r"[;\n]", piece)]
    found: list[Handle] = []
    for part in filter(None, parts):
        named = _SAID_WITH.fullmatch(part)
        kind = words.meaning(named[1], "network") if named else None
        told = _handle(kind, named[2]) if named and kind else _handle(_network_of(part) or _OTHER, part)
        found += [told] if told else []
    return tuple(dict.fromkeys(found))


def written(kind: str, handle: str) -> str:
    """Return a name on a network as `handles` reads it."""
    return f"{kind}: {handle.replace(';', ',')}"


def page(kind: str, handle: str) -> str:
    """Return the address of somebody's page on a network if `handles` finds the name in it again, else `written`."""
    address = handle if kind == _WEB else _PAGES.get(kind, "") + handle.lstrip("@")
    alike = [mark(one) for one in handles(address)] == [mark((kind, handle))]
    return address if alike and _ADDRESS.match(address) else written(kind, handle)


def mark(handle: Handle) -> str:
    """Return by what two spellings of one name on a network are the same."""
    return f"{handle[0]}:{folded(handle[1])}"


def folded(handle: str) -> str:
    """Return a name on a network as the store compares it."""
    return fold(handle).lstrip("@")


def _handle(kind: str, raw: str) -> Handle | None:
    """Return a name on a network, out of the address of its page where that is given."""
    text = squeeze(raw)
    if not text or text in ("-", "@"):
        return None
    if kind != _WEB and _ADDRESS.match(text):
        address = _split(text)
        steps = [step for step in address.path.split("/") if step]
        if len(steps) > 1 and steps[0].lower() in _PREFIXES:
            del steps[0]
        if words.meaning(address.netloc.lower().removeprefix("www."), "network") == kind and len(steps) == 1:
            return kind, unquote(steps[0])
    return (kind if kind in HANDLE_KINDS else _OTHER), text


def _network_of(text: str) -> str | None:
    """Return the network of a page by its address, None for words."""
    if not _ADDRESS.match(text):
        return None
    host = _split(text).netloc.lower()
    return words.meaning(host.removeprefix("www."), "network") or _WEB


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address if "://" in address else f"https://{address}")
    except ValueError:  # [ and ] where no address of the net stands
        return urlsplit("")


def _meaning(topic: words.Topic) -> Reader:
    def read(cell: Cell) -> str | None:
        raw = cells.text(cell)
        if not raw or raw == "-":
            return None
        found = words.meaning(raw, topic)
        if found is None:
            raise ValueError(raw)
        return found

    return read


def _yes_no(cell: Cell) -> str | None:
    raw = cells.text(cell)
    if not raw or raw == "-":
        return None
    found = words.meaning(raw, "answers")
    if found is None:
        raise ValueError(raw)
    return rules.YES if found == "yes" else rules.NO


def _own(held: Field, kind: FieldKind) -> Reader:
    defined = CustomField(0, held.label, kind, held.choices, "", 0)

    def read(cell: Cell) -> str:
        try:
            return rules.taken(defined, cells.text(cell))
        except UserError as refused:
            raise ValueError(cells.as_stood(cell)) from refused

    return read
