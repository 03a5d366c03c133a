"""Orders whose products are packed into one cell or into `line_item_1`, `line_item_2` …: one row a product made."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, cast

from desktop_crm.transfer.reading.types import Table
from desktop_crm.transfer.types import Cell
from desktop_crm.transfer.understanding import headers

TITLES: Final = (
    "Lineitem no", "Lineitem name", "Lineitem variant", "Lineitem sku", "Lineitem barcode", "Lineitem quantity",
    "Lineitem price", "Lineitem total",
)  # fmt: skip
"""The titles of the columns that take the place of packed ones."""

_PARTS: Final = ("name", "variant", "sku", "barcode", "quantity", "price", "total")
_LABELS: Final[Mapping[str, str]] = {
    label: part
    for part, labels in {
        "name": "name|product name|item name|title|urun adi|urun",
        "variant": "variant|variation|product variation details|options|varyant|secenek",
        "sku": "sku|product sku|item sku|stok kodu",
        "barcode": "barcode|product upc|barkod|gtin|ean",
        "quantity": "quantity|qty|product qty|product quantity|item quantity|adet|miktar",
        "price": "price|unit price|product unit price|item price|birim fiyat|fiyat",
        "total": "total|line total|product total price|item total|tutar|toplam",
    }.items()
    for label in labels.split("|")
}
_NUMBERED: Final = re.compile(r"(?:line items?|order items?|items?|products?|urunler?|siparis urunleri) (\d{1,3})")
_SIGNS: Final = ((";", "|"), ("|", ","), ("\n", "|"), ("\n", ","), ("||", "|"), (";", ","))
_LOOKED_AT: Final = 40
_MOSTLY: Final = 0.8
_MOST_ITEMS: Final = 500
_LONGEST: Final = 100_000

Item = dict[str, str]


def unpacked(table: Table) -> Table:
    """Return the table with one row a product where its cells hold packed products, else as it is.

    The rows of one order keep its number in the sheet; everything but the product is repeated.
    """
    places = _packed_columns(table)
    if not places:
        return table
    others = [place for place in range(len(table.headers)) if place not in places]
    rows: list[tuple[int, list[Cell]]] = []
    for number, cells in table.rows:
        whole = [*cells, *[None] * (len(table.headers) - len(cells))]
        shared = [whole[place] for place in others]
        items = [item for place in places for item in _items(whole[place])][:_MOST_ITEMS]
        for position, item in enumerate(items or [Item()], 1):
            told: list[Cell] = [item.get(part) for part in _PARTS]
            rows.append((number, [*shared, position if items else None, *told]))
    titles = [*(table.headers[place] for place in others), *TITLES]
    originals = [*(table.originals[place] for place in others), *TITLES]
    return replace(table, headers=titles, originals=originals, rows=rows)


def _packed_columns(table: Table) -> list[int]:
    """Return the places of the columns that hold packed products."""
    numbered = [place for place, name in enumerate(table.headers) if _NUMBERED.fullmatch(headers.key(name))]
    sample = table.rows[: _LOOKED_AT * 5]
    found: list[int] = []
    for place in range(len(table.headers)):
        column = (cells[place] for _number, cells in sample if place < len(cells))
        filled = [cell for cell in column if isinstance(cell, str) and cell]
        several = [cell for cell in filled[:_LOOKED_AT] if _looks_packed(cell)]
        if several and len(several) >= _MOSTLY * len(filled[:_LOOKED_AT]):
            packed = sum(1 for cell in several if _items(cell))
            if packed >= _MOSTLY * len(several):
                found.append(place)
    return sorted({*found, *numbered}) if set(numbered) & set(found) else found


def _looks_packed(cell: str) -> bool:
    return (":" in cell and ("|" in cell or "," in cell)) or cell.lstrip().startswith("[{")


def _items(cell: Cell) -> list[Item]:
    """Return the products packed in a cell, [] where it holds none."""
    if not isinstance(cell, str) or not cell.strip() or len(cell) > _LONGEST:
        return []
    if cell.lstrip().startswith("[{"):
        return _from_json(cell)
    for between, inside in _SIGNS:
        if inside not in cell:
            continue
        items = [_item(piece, inside) for piece in cell.split(between) if piece.strip()]
        if items and all(item is not None for item in items):
            return [item for item in items if item is not None]
    return []


def _item(text: str, sign: str) -> Item | None:
    """Return one product out of its `label: value` pairs, None where it is none."""
    found: Item = {}
    last = ""
    for piece in text.split(sign):
        label, colon, value = piece.partition(":")
        known = headers.key(label)
        if colon and (known in _LABELS or last == "" or re.fullmatch(r"[\w ]{2,40}", label.strip())):
            last = _LABELS.get(known, "-")
            if last != "-" and value.strip():
                found.setdefault(last, value.strip())
        elif last in found:
            found[last] += sign + piece  # a sign within a value, such as the comma in a name
    return found if "quantity" in found and ("name" in found or "sku" in found) else None


def _from_json(cell: str) -> list[Item]:
    try:
        said: object = json.loads(cell)
    except (ValueError, RecursionError):
        return []
    items = [dict(_told(one)) for one in _dicts(said)]
    return [item for item in items if "quantity" in item and ("name" in item or "sku" in item)]


def _dicts(said: object) -> Sequence[Mapping[str, Any]]:
    listed = cast("list[object]", said) if isinstance(said, list) else list[object]()
    return [cast("Mapping[str, Any]", one) for one in listed if isinstance(one, dict)]


def _told(one: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for label, value in one.items():
        part = _LABELS.get(headers.key(label))
        if part and isinstance(value, str | int | float) and str(value).strip():
            yield part, str(value).strip()
