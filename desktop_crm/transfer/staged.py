"""How each kind of staged thing becomes rows of the store: tables and columns as data, and the SQL made of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Table

from desktop_crm.catalogue.tables import CouponTable, ProductTable, VariantTable
from desktop_crm.customers.tables import (
    AddressTable,
    CustomerTable,
    EmailTable,
    HandleTable,
    PhoneTable,
    TraitTable,
)
from desktop_crm.fields.tables import CustomValueTable
from desktop_crm.orders.tables import OrderAddressTable, OrderLineTable, OrderTable, PackageTable, RefundTable
from desktop_crm.surveys.tables import AnswerTable, ReviewTable
from desktop_crm.transfer.understanding.addresses import TELLS_APART


@dataclass(frozen=True, slots=True)
class Entity:
    """A kind of thing that is new, updated or already there.

    `columns` have the same name on both sides and follow the file; `fixed` are written once, their values SQL over
    the staged row `s`. `twins` are columns written together with another. `known_by` is SQL that finds the row of the
    store (`t`) which a staged row without a record means; `held_back` is SQL that is true for those not to be added.
    `same` is SQL that is true where two values differ in nothing that counts, `blank` where what stands in the store
    says so little that any file may replace it. `links` are references that follow the file: SQL that is true where
    one is to be set anew, and its value.
    """

    staged: str
    table: Table
    things: str
    columns: tuple[str, ...]
    fixed: Mapping[str, str]
    known_by: str = ""
    held_back: str = "0"
    twins: Mapping[str, tuple[str, ...]] = field(default_factory=dict[str, tuple[str, ...]])
    same: Mapping[str, str] = field(default_factory=dict[str, str])
    blank: Mapping[str, str] = field(default_factory=dict[str, str])
    links: Mapping[str, tuple[str, str]] = field(default_factory=dict[str, tuple[str, str]])


def _table(mapped: type[Any]) -> Table:
    table: Table = mapped.__table__
    return table


def stands_in(row: str) -> str:
    """Return the SQL that is true where a file gave no name, so that an e-mail, phone or number stands in for it."""
    return (
        f"({row}.first_name IS NULL AND {row}.last_name IS NULL AND {row}.company IS NULL "
        f"AND ({row}.name LIKE '%_@_%' OR {row}.name_folded NOT GLOB '*[^-+ ()0-9]*'))"
    )


_FOUND: Final = (
    "(t.customer_id IS NULL AND s._record IS NULL AND s.person_key IS NOT NULL "
    "AND EXISTS (SELECT 1 FROM {T}.people p WHERE p.key = s.person_key))"
)
_MOVED: Final = "EXISTS (SELECT 1 FROM {T}.packages k WHERE k.key = s.package_key AND k._id IS NOT t.package_id)"
_ORDER_ID: Final = "(SELECT o._id FROM {T}.orders o WHERE o.key = s.order_key)"
_ORDER_IS_NEW: Final = "(SELECT o._fate FROM {T}.orders o WHERE o.key = s.order_key) IS 'new'"
_ORDER_HAS_RECORD: Final = "(SELECT o._record FROM {T}.orders o WHERE o.key = s.order_key) IS NOT NULL"
_PACKAGE_ID: Final = "(SELECT k._id FROM {T}.packages k WHERE k.key = s.package_key)"
_PRODUCT_ID: Final = "(SELECT p._id FROM {T}.products p WHERE p.key = s.product_key)"
_PERSON_ID: Final = "(SELECT p._id FROM {T}.people p WHERE p.key = s.person_key)"

_OF_ORDER: Final = f"FROM {{S}}.packages t WHERE t.order_id = {_ORDER_ID}"
_UNTRACKED: Final = (
    f"(SELECT min(t.id) {_OF_ORDER} AND t.deleted_at IS NULL AND s.number = s.tracking "
    "HAVING count(*) = 1 AND max(t.tracking) IS NULL "
    "AND s.key = (SELECT min(k.key) FROM {T}.packages k WHERE k.order_key = s.order_key HAVING count(k._id) = 0))"
)
"""The only parcel of an order, not tracked so far, for the first that the file tells of by a tracking number alone."""

PEOPLE: Final = Entity(
    staged="people", table=_table(CustomerTable), things="customers",
    columns=("name", "first_name", "last_name", "company", "birthday", "gender", "tax_number", "tax_office", "note",
             "heard_from", "language", "address_as", "preferred_channel"),
    twins={"name": ("name_folded", "sort_key")},
    same={"name": "s.name_folded IS t.name_folded"},
    blank={"name": f"({stands_in('t')} AND NOT {stands_in('s')})"},
    fixed={"kind": "s.kind", "name_folded": "s.name_folded", "sort_key": "s.sort_key", "source": ":source",
           "created_at": "coalesce(s.created_at, (SELECT min(o.ordered_at) FROM {T}.orders o "
                         "WHERE o.person_key = s.key), :now)"},
)  # fmt: skip
ORDERS: Final = Entity(
    staged="orders", table=_table(OrderTable), things="orders",
    columns=("buyer", "ordered_at", "local_date", "status", "status_text", "payment", "payment_method", "currency",
             "subtotal", "discount", "shipping", "tax", "total", "coupon", "note", "cancelled_at"),
    blank={"status": "t.status = 'unknown'"},
    fixed={"shop_id": ":shop", "number": "s.number", "customer_id": _PERSON_ID},
    links={"customer_id": (_FOUND, _PERSON_ID)},
    known_by="SELECT t.id FROM {S}.orders t WHERE t.shop_id = :shop AND t.number = s.number AND t.deleted_at IS NULL",
)  # fmt: skip
PACKAGES: Final = Entity(
    staged="packages", table=_table(PackageTable), things="packages",
    columns=("carrier", "tracking", "status", "status_text", "due_at", "shipped_at", "delivered_at", "cargo_fee"),
    fixed={"order_id": _ORDER_ID, "number": "s.number"},
    known_by=f"SELECT coalesce((SELECT t.id {_OF_ORDER} AND t.number = s.number), {_UNTRACKED})",
)  # fmt: skip
LINES: Final = Entity(
    staged="lines", table=_table(OrderLineTable), things="lines",
    columns=("sku", "barcode", "name", "variant", "brand", "quantity", "unit_price", "discount", "total", "vat_rate",
             "commission", "status", "status_text"),
    fixed={"order_id": _ORDER_ID, "position": "s.position", "external_id": "s.external_id", "package_id": _PACKAGE_ID},
    links={"package_id": (_MOVED, _PACKAGE_ID)},
    held_back=f"NOT {_ORDER_IS_NEW} AND NOT {_ORDER_HAS_RECORD} AND "
              f"EXISTS (SELECT 1 FROM {{S}}.order_lines t WHERE t.order_id = {_ORDER_ID})",
)  # fmt: skip
REFUNDS: Final = Entity(
    staged="refunds", table=_table(RefundTable), things="refunds",
    columns=("amount", "at", "reason"), fixed={"order_id": _ORDER_ID},
    held_back=f"NOT {_ORDER_IS_NEW} AND NOT {_ORDER_HAS_RECORD} AND "
              f"EXISTS (SELECT 1 FROM {{S}}.refunds t WHERE t.order_id = {_ORDER_ID})",
)  # fmt: skip
ANSWERS: Final = Entity(
    staged="answers", table=_table(AnswerTable), things="answers",
    columns=("answer", "score"),
    fixed={"customer_id": _PERSON_ID, "survey": "s.survey", "kind": "s.kind", "question": "s.question",
           "answered_at": "coalesce(s.answered_at, :now)"},
    known_by=f"SELECT t.id FROM {{S}}.answers t WHERE t.customer_id IS {_PERSON_ID} AND t.survey = s.survey "
             "AND t.question = s.question AND t.answered_at = s.answered_at AND t.deleted_at IS NULL "
             "AND (t.customer_id IS NOT NULL OR t.answer IS s.answer) ORDER BY t.id LIMIT 1",
)  # fmt: skip
PRODUCTS: Final = Entity(
    staged="products", table=_table(ProductTable), things="products",
    columns=("name", "brand", "category", "status", "link", "image"),
    twins={"name": ("name_folded",)},
    fixed={"shop_id": ":shop", "number": "s.number", "name_folded": "s.name_folded"},
    known_by="SELECT t.id FROM {S}.products t WHERE t.shop_id = :shop AND t.number = s.number "
             "AND t.deleted_at IS NULL",
)  # fmt: skip
VARIANTS: Final = Entity(
    staged="variants", table=_table(VariantTable), things="variants",
    columns=("sku", "barcode", "name", "currency", "price", "list_price", "cost", "stock", "vat_rate", "image"),
    fixed={"product_id": _PRODUCT_ID, "external_id": "s.external_id"},
    known_by=f"SELECT min(t.id) FROM {{S}}.product_variants t WHERE t.product_id = {_PRODUCT_ID} "
             "AND t.barcode IS s.barcode AND t.sku IS s.sku AND t.name IS s.name AND t.deleted_at IS NULL",
)  # fmt: skip
COUPONS: Final = Entity(
    staged="coupons", table=_table(CouponTable), things="coupons",
    columns=("kind", "value", "currency", "minimum", "usage_limit", "once_each", "used", "starts_at", "ends_at",
             "status"),
    fixed={"shop_id": ":shop", "code": "s.code", "code_folded": "s.code_folded"},
    known_by="SELECT t.id FROM {S}.coupons t WHERE t.shop_id = :shop AND t.code = s.code AND t.deleted_at IS NULL",
)  # fmt: skip
REVIEWS: Final = Entity(
    staged="reviews", table=_table(ReviewTable), things="reviews",
    columns=("product_name", "stars", "title", "text", "author", "written_at", "status", "reply", "replied_at"),
    fixed={"shop_id": ":shop", "product": "s.product", "customer_id": _PERSON_ID},
    links={"customer_id": (_FOUND, _PERSON_ID)},
)  # fmt: skip

ENTITIES: Final = (
    PEOPLE, ORDERS, PACKAGES, LINES, REFUNDS, ANSWERS, PRODUCTS, VARIANTS, COUPONS, REVIEWS,
)  # fmt: skip
"""In the order they are decided and written: each refers only to those before it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A many-valued part of a person: only ever added to, and never again what someone took away by hand.

    `key` is the staged column by which two are the same. `kinds` tells whether one that is there gets the kind the
    file tells, where none was known.
    """

    staged: str
    table: Table
    key: str
    columns: tuple[str, ...]
    there: str = ""
    """SQL that is true where the store's row `t` says all that the staged one does; '' for the same key."""
    kinds: bool = False

    @property
    def is_there(self) -> str:
        """The SQL that is true where a row `t` of the store says all that the staged `s` does."""
        return self.there or f"t.{self.key} = s.{self.key}"


_SIGNS: Final = (" mahallesi", " mahalle", " mah", " mh", " ", ",", ".", "/", "-", "|")


def _bare(text: str) -> str:
    """Return the SQL of a part of an address without spaces, signs and the word mahalle."""
    bare = f"fold({text})"
    for sign in _SIGNS:
        bare = f"replace({bare}, '{sign}', '')"
    return bare


def _whole(row: str) -> str:
    """Return the SQL of an address without spaces and signs, whichever of its parts says what."""
    parts = ("neighbourhood", "line", "district", "city")
    return _bare(" || ' ' || ".join(f"coalesce({row}.{part}, '')" for part in parts))


_ALIKE: Final = " AND ".join(
    f"(t.{part} IS NULL OR s.{part} IS NULL OR {_bare(f't.{part}')} = {_bare(f's.{part}')})" for part in TELLS_APART
)
"""Where two addresses do not contradict each other."""

PARTS: Final = (
    Part("emails", _table(EmailTable), "folded", ("position", "address", "folded", "masked", "kind"), kinds=True),
    Part("phones", _table(PhoneTable), "number", ("position", "number", "digits", "kind"), kinds=True),
    Part("addresses", _table(AddressTable), "mark",
         ("position", "line", "neighbourhood", "district", "city", "region", "postal_code", "country", "folded",
          "kind"),
         "((t.folded = s.folded OR (s.line IS NULL AND substr(t.folded, -length(s.folded)) = s.folded) "
         f"OR ({_whole('t')} = {_whole('s')} AND {_whole('s')} <> '')) AND {_ALIKE})", kinds=True),
    Part("traits", _table(TraitTable), "mark", ("position", "kind", "text", "folded"),
         "(t.kind = s.kind AND t.folded = s.folded)"),
    Part("handles", _table(HandleTable), "mark", ("position", "kind", "handle", "folded"),
         "(t.kind = s.kind AND t.folded = s.folded)"),
)  # fmt: skip
CUSTOM_VALUES: Final = _table(CustomValueTable)

ORDER_ADDRESSES: Final = _table(OrderAddressTable)
ORDER_ADDRESS_COLUMNS: Final = (
    "kind", "name", "company", "tax_number", "tax_office", "phone", "line", "district", "city", "region",
    "postal_code", "country",
)  # fmt: skip


MINE: Final = "mine"
THEIRS: Final = "theirs"
BLANKS: Final = "blanks"
"""What can be chosen for a field that the store has already: leave it, take the file's, take it where ours is blank."""
Rules = Mapping[str, str]
"""What was chosen, by `things.column`; what is not named goes by whether the file or a hand changed it last."""

_LEADERS: Final = {
    "first_name": "name", "last_name": "name", "status_text": "status", "local_date": "ordered_at",
}  # fmt: skip
"""Columns that go by what was chosen for another."""


def rule_of(rules: Rules, entity: Entity, column: str) -> str:
    """Return what was chosen for a column, '' for nothing."""
    leader = _LEADERS.get(column, column)
    return rules.get(f"{entity.things}.{leader if leader in entity.columns else column}", "")


def speaks_otherwise(entity: Entity, column: str) -> str:
    """Return the SQL that tells whether the file says something of a column that the store does not say."""
    same = f" AND NOT ({entity.same[column]})" if column in entity.same else ""
    return f"(s.{column} IS NOT NULL AND s.{column} IS NOT t.{column}{same})"


def differs(entity: Entity, column: str, rule: str = "") -> str:
    """Return the SQL that tells whether the file's value of a column is to be taken into the store's row.

    Over the staged row `s`, the store's row `t` and its record `r` (null where there is none): the file must say
    something, other than now and other than it said last; and what stands there must be blank or from the file.
    `rule` is what somebody chose instead.
    """
    said = f"json_extract(r.last, '$.{column}')"
    blank = f"t.{column} IS NULL" + (f" OR {entity.blank[column]}" if column in entity.blank else "")
    otherwise = speaks_otherwise(entity, column)
    if rule == MINE:
        return "0"
    if rule == THEIRS:
        return otherwise
    if rule == BLANKS:
        return f"({otherwise} AND s.{column} IS NOT {said} AND ({blank}))"
    return f"({otherwise} AND s.{column} IS NOT {said} AND ({blank} OR (r.id IS NOT NULL AND t.{column} IS {said})))"


_AS_USUAL: Final[Rules] = {}


def any_differs(entity: Entity, rules: Rules = _AS_USUAL) -> str:
    """Return the SQL that tells whether anything in the store's row is to be changed."""
    changes = [differs(entity, column, rule_of(rules, entity, column)) for column in entity.columns]
    return f"({' OR '.join(changes)} OR {follows(entity)})"


def follows(entity: Entity) -> str:
    """Return the SQL that tells whether a reference of the store's row is to be set anew."""
    return "(" + (" OR ".join(when for when, _ in entity.links.values()) or "0") + ")"
