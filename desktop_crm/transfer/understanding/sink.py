"""Rows on their way into the staging file, gathered by table and written in bulk."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from sqlcipher3 import dbapi2 as sqlite

_COLUMNS: Final = {
    "rows": "row, outcome, why",
    "row_things": "row, entity, key",
    "problems": 'row, "column", value, message, args, taken',
    "reasons": "about, decided, decided_args, because, because_args",
    "columns": "position, header, target, sample, understood, understood_args, samples, because, code",
    "originals": "row, cells",
    "people": "key, row, kind, name, first_name, last_name, company, name_folded, sort_key, birthday, gender, "
    "tax_number, tax_office, note, heard_from, language, address_as, preferred_channel, created_at, last",
    "person_keys": "person_key, kind, value",
    "emails": "person_key, position, address, folded, masked, kind",
    "phones": "person_key, position, number, digits, kind",
    "addresses": "person_key, position, line, neighbourhood, district, city, region, postal_code, country, folded, "
    "mark, kind",
    "traits": "person_key, mark, position, kind, text, folded",
    "handles": "person_key, mark, position, kind, handle, folded",
    "customs": "person_key, field_id, text, folded",
    "tags": "person_key, name, folded",
    "consents": "key, row, person_key, channel, state, at, text",
    "orders": "key, row, number, person_key, buyer, ordered_at, local_date, status, status_text, payment, "
    "payment_method, currency, subtotal, discount, shipping, tax, total, coupon, note, cancelled_at, last",
    "order_addresses": "order_key, kind, name, company, tax_number, tax_office, phone, line, district, city, region, "
    "postal_code, country",
    "packages": "key, row, order_key, number, carrier, tracking, status, status_text, due_at, shipped_at, "
    "delivered_at, cargo_fee, last",
    "lines": "key, row, order_key, package_key, position, external_id, sku, barcode, name, variant, brand, quantity, "
    "unit_price, discount, total, vat_rate, commission, status, status_text, last",
    "refunds": "key, row, order_key, amount, at, reason, last",
    "answers": "key, row, person_key, survey, kind, question, answer, score, answered_at, last",
    "products": "key, row, number, name, name_folded, brand, category, status, link, image, last",
    "variants": "key, row, product_key, external_id, sku, barcode, name, currency, price, list_price, cost, stock, "
    "vat_rate, image, last",
    "coupons": "key, row, code, code_folded, kind, value, currency, minimum, usage_limit, once_each, used, starts_at, "
    "ends_at, status, last",
    "reviews": "key, row, person_key, product, product_name, stars, title, text, author, written_at, status, reply, "
    "replied_at, last",
}
_BATCH: Final = 20_000
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def as_json(value: object) -> str:
    """Return a value as compact JSON with sorted keys: equal values give equal texts."""
    return _ENCODER.encode(value)


def said(**values: object) -> str:
    """Return what the file said of a thing, the unsaid left out."""
    return _ENCODER.encode({name: value for name, value in values.items() if value is not None})


class Sink:
    """Takes rows for the tables of the staging file and writes them in bulk."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection
        self._waiting: dict[str, list[Sequence[Any]]] = {name: [] for name in _COLUMNS}
        self._statements = {
            name: f"INSERT OR IGNORE INTO {name} ({columns}) VALUES ({','.join('?' * (columns.count(',') + 1))})"  # noqa: S608
            for name, columns in _COLUMNS.items()
        }

    def add(self, table: str, *row: Any) -> None:
        """Take one row, its values in the order of the table's columns."""
        waiting = self._waiting[table]
        waiting.append(row)
        if len(waiting) >= _BATCH:
            self._write(table)

    def flush(self) -> None:
        """Write everything still waiting."""
        for table in _COLUMNS:
            self._write(table)

    def _write(self, table: str) -> None:
        waiting = self._waiting[table]
        if not waiting:
            return
        # Keys told twice (one row named for one thing by two of its cells) are one.
        self._connection.executemany(self._statements[table], waiting)
        waiting.clear()
