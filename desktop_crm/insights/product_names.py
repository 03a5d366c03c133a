"""Tells a product from its sizes and colours by what order lines call them, where no catalogue says so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from desktop_crm.platform.text import fold, squeeze

_SEPARATORS: Final = (" - ", ", ")
_SIZE: Final = re.compile(
    r"(xx?s|s|m|l|x{1,4}l|[2-6]xl|one size|tek ebat|tek beden|std|standart?|"
    r"\d{1,4}(([.,/x-])\d{1,4})*( ?(ml|cl|lt?|gr?|kg|cm|mm|m|no|numara|yas|ay|adet|li))?)"
)
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Called:
    """What a line of an order calls the thing sold; '' where it says nothing."""

    name: str
    variant: str
    sku: str
    barcode: str


def parted(lines: Iterable[Called]) -> dict[Called, tuple[str, str]]:
    """Return the name of the product and of its variant ('' for none) for each of these lines.

    A line's own variant is taken as it is. Else the end of the name, after " - " or ", ", is the variant where it is a
    size, or several words parted by a slash, or where products of the same stock code but its last part (`CAN-047-01`,
    `CAN-047-02`) differ in that end alone.
    """
    found: dict[Called, tuple[str, str]] = {}
    stems: dict[tuple[str, str], list[tuple[Called, str, str]]] = defaultdict(list)
    for line in lines:
        name = squeeze(line.name)
        head, end = _cut(name)
        if line.variant:
            variant = squeeze(line.variant)
            found[line] = (head if head and fold(end) == fold(variant) else name, variant)
        elif head and ("/" in end or _SIZE.fullmatch(fold(end))):
            found[line] = (head, end)
        else:
            found[line] = (name, "")
            stem = _stem(line.sku)
            if head and stem:
                stems[fold(head), stem].append((line, head, end))
    for same in stems.values():
        if len({fold(end) for _line, _head, end in same}) > 1:
            found |= {line: (head, end) for line, head, end in same}
    return found


def _cut(name: str) -> tuple[str, str]:
    """Return what stands before the last separator and after it, '' where there is none or the end is too long."""
    place, separator = max((name.rfind(separator), separator) for separator in _SEPARATORS)
    head, end = name[:place].strip(), name[place + len(separator) :].strip()
    return (head, end) if place > 0 and head and 0 < len(end) <= _LONGEST else ("", "")


def _stem(sku: str) -> str:
    """Return a stock code without its last part, '' where that leaves no number to tell products by."""
    stem = fold(sku).rpartition("-")[0]
    return stem if any(letter.isdigit() for letter in stem) else ""
