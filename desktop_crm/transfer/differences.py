"""What a file says otherwise than the store, field by field: counted, with examples, before anything is written."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from desktop_crm.platform import money
from desktop_crm.platform.clock import at, shown_date
from desktop_crm.platform.exact import decimal
from desktop_crm.platform.i18n import _, language
from desktop_crm.transfer.scope import Scope
from desktop_crm.transfer.staged import (
    COUPONS,
    LINES,
    ORDERS,
    PACKAGES,
    PEOPLE,
    PRODUCTS,
    VARIANTS,
    Entity,
    differs,
    rule_of,
    speaks_otherwise,
)
from desktop_crm.transfer.types import Example, FieldChange
from desktop_crm.transfer.understanding.fields import FIELDS

_EXAMPLES: Final = 3
_LONGEST: Final = 80


@dataclass(frozen=True, slots=True)
class _Shown:
    """The fields of a kind of thing that are told of: the SQL of what a thing is called, its currency, its columns.

    Columns by the id of their field; the words of a status say more than its place in the life cycle.
    """

    title: str
    columns: Mapping[str, str]
    currency: str = "''"


_SHOWN: Final[tuple[tuple[Entity, _Shown], ...]] = (
    (PEOPLE, _Shown("t.name", {
        "name": "person.name", "company": "person.company", "birthday": "person.birthday", "gender": "person.gender",
        "tax_number": "person.tax_number", "tax_office": "person.tax_office", "note": "person.note",
        "heard_from": "person.heard_from", "language": "person.language", "address_as": "person.address_as",
        "preferred_channel": "person.preferred_channel",
    })),
    (ORDERS, _Shown("t.number", {
        "status_text": "order.status", "ordered_at": "order.date", "payment": "order.payment",
        "payment_method": "order.payment_method", "subtotal": "order.subtotal", "discount": "order.discount",
        "shipping": "order.shipping", "tax": "order.tax", "total": "order.total", "coupon": "order.coupon",
        "note": "order.note", "cancelled_at": "order.cancelled_at",
    }, "t.currency")),
    (PACKAGES, _Shown("t.number", {
        "carrier": "package.carrier", "tracking": "package.tracking", "due_at": "package.due_at",
        "shipped_at": "package.shipped_at", "delivered_at": "package.delivered_at", "cargo_fee": "package.cargo_fee",
    }, "(SELECT o.currency FROM {S}.orders o WHERE o.id = t.order_id)")),
    (LINES, _Shown("t.name", {
        "name": "line.name", "variant": "line.variant", "quantity": "line.quantity", "unit_price": "line.unit_price",
        "discount": "line.discount", "total": "line.total", "commission": "line.commission",
        "status_text": "line.status",
    }, "(SELECT o.currency FROM {S}.orders o WHERE o.id = t.order_id)")),
    (PRODUCTS, _Shown("t.name", {"name": "product.name", "brand": "product.brand", "category": "product.category"})),
    (VARIANTS, _Shown("coalesce(t.sku, t.barcode, t.name, '')", {
        "barcode": "variant.barcode", "price": "variant.price", "cost": "variant.cost", "stock": "variant.stock",
    }, "t.currency")),
    (COUPONS, _Shown("t.code", {"status": "coupon.status"})),
)  # fmt: skip


def differences(scope: Scope, zone: str) -> list[FieldChange]:
    """Return what the decided file says otherwise of things the store has; instants are shown in `zone`."""
    found: list[FieldChange] = []
    for entity, shown in _SHOWN:
        columns = {column: field for column, field in shown.columns.items() if field in FIELDS}
        for column, (told, taken) in _counts(scope, entity, tuple(columns)).items():
            if told:
                named = {"status_text": "status"}.get(column, column)
                field = FIELDS[columns[column]]
                examples = _examples(scope, entity, column, shown, field.value, zone)
                found.append(
                    FieldChange(
                        f"{entity.things}.{named}", _(field.label), rule_of(scope.rules, entity, column), taken,
                        told - taken, examples,
                    )
                )  # fmt: skip
    return found


def _joined(entity: Entity) -> str:
    return (
        f"{{T}}.{entity.staged} s JOIN {{S}}.{entity.table.name} t ON t.id = s._id "
        "LEFT JOIN {S}.source_records r ON r.id = s._record WHERE s._fate <> 'new'"
    )


def _counts(scope: Scope, entity: Entity, columns: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """Return for each column how many things the file speaks of otherwise, and how many of them are to be changed."""
    sums = ", ".join(
        f"total({speaks_otherwise(entity, column)}), "
        f"total({differs(entity, column, rule_of(scope.rules, entity, column))})"
        for column in columns
    )
    row = scope.sql(f"SELECT {sums} FROM {_joined(entity)}").fetchone()
    return {column: (int(row[2 * place]), int(row[2 * place + 1])) for place, column in enumerate(columns)}


def _examples(scope: Scope, entity: Entity, column: str, shown: _Shown, value: str, zone: str) -> list[Example]:
    taken = differs(entity, column, rule_of(scope.rules, entity, column))
    rows = scope.sql(
        f"SELECT {shown.title}, t.{column}, s.{column}, {shown.currency} FROM {_joined(entity)} "
        f"AND {speaks_otherwise(entity, column)} ORDER BY NOT {taken}, s.row LIMIT {_EXAMPLES}"
    )
    return [
        Example(str(title), _said(before, value, currency, zone), _said(after, value, currency, zone))
        for title, before, after, currency in rows.fetchall()
    ]


def _said(kept: Any, value: str, currency: str, zone: str) -> str:
    """Return a value of the store as a person reads it."""
    if kept is None:
        return ""
    if value == "money" and currency:
        return money.shown(int(kept), currency)
    if value == "moment":
        moment = at(int(kept), zone)
        return f"{shown_date(moment.date())} {moment:%H:%M}"
    if value in ("number", "percent"):
        exact = f"{decimal(int(kept)):f}"
        return exact.replace(".", ",") if language() == "tr" else exact
    text = str(kept)
    return text if len(text) <= _LONGEST else text[:_LONGEST] + "…"
