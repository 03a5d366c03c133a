"""The vocabulary of target fields: what a column of a sheet can be taken for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from desktop_crm.customers.types import HANDLE_KINDS
from desktop_crm.fields.types import CustomField, FieldKind
from desktop_crm.platform.i18n import N_, _

Entity = Literal[
    "people", "orders", "packages", "lines", "refunds", "consents", "answers", "products", "variants", "coupons",
    "reviews", "",
]  # fmt: skip
Value = Literal[
    "text", "name", "email", "phone", "number", "money", "percent", "moment", "day", "yes_no", "status", "payment",
    "currency", "tags", "gender", "province", "language", "reached", "words", "handle", "handles", "place_kind",
    "own_text", "own_number", "own_day", "own_yes_no", "own_choice", "own_link", "none",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Field:
    """One thing a column can say: its id, the entity it belongs to, the kind of its values, its label's id.

    A field of the shop's own has its name for a label; `choices` are the words it takes where it takes only some.
    """

    id: str
    entity: Entity
    value: Value
    label: str
    many: bool = False
    choices: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """What the field is called in the language in use."""
        return self.label if self.id.startswith(OWN) else _(self.label)


OWN: Final = "custom."
"""How the ids of the shop's own fields begin."""
OURS_OWN: Final = "own: "
"""How our own list begins the titles of the shop's own fields."""
OURS: Final = "person.ours"
"""The number by which this program knows a customer, in its own list."""
OTHER_PLACES: Final = ("address2", "address3")
"""The further addresses of a person, each in columns of its own."""
_OWN_VALUES: Final[Mapping[FieldKind, Value]] = {
    FieldKind.TEXT: "own_text", FieldKind.NUMBER: "own_number", FieldKind.DAY: "own_day",
    FieldKind.YES_NO: "own_yes_no", FieldKind.CHOICE: "own_choice", FieldKind.LINK: "own_link",
}  # fmt: skip


def _people() -> list[Field]:
    return [
        Field("person.id", "people", "text", N_("Customer number")),
        Field(OURS, "people", "text", N_("Our own number")),
        Field("person.name", "people", "name", N_("Name")),
        Field("person.first_name", "people", "name", N_("First name")),
        Field("person.middle_name", "people", "name", N_("Middle name")),
        Field("person.last_name", "people", "name", N_("Last name")),
        Field("person.company", "people", "name", N_("Company")),
        Field("person.email", "people", "email", N_("E-mail"), many=True),
        Field("person.phone", "people", "phone", N_("Phone"), many=True),
        Field("person.birthday", "people", "day", N_("Birthday")),
        Field("person.gender", "people", "gender", N_("Gender")),
        Field("person.tax_number", "people", "text", N_("Tax number")),
        Field("person.tax_office", "people", "text", N_("Tax office")),
        Field("person.note", "people", "text", N_("Note"), many=True),
        Field("person.heard_from", "people", "text", N_("Heard of us through")),
        Field("person.created_at", "people", "moment", N_("Customer since")),
        Field("person.tags", "people", "tags", N_("Tags"), many=True),
        Field("person.language", "people", "language", N_("Language")),
        Field("person.address_as", "people", "text", N_("How they like to be addressed")),
        Field("person.preferred_channel", "people", "reached", N_("How they like to be reached")),
        Field("person.sizes", "people", "words", N_("Sizes"), many=True),
        Field("person.tastes", "people", "words", N_("Tastes"), many=True),
        Field("person.interests", "people", "words", N_("Interests"), many=True),
        Field("person.bonds", "people", "words", N_("Why they stay"), many=True),
        *(Field(f"handle.{kind}", "people", "handle", name) for kind, name in HANDLE_KINDS.items() if kind != "other"),
        Field("handle.any", "people", "handles", N_("Names on networks"), many=True),
        *_address_fields("address", N_("Address")),
        *_address_fields("address2", N_("Second address")),
        *_address_fields("address3", N_("Third address")),
        Field("consent.email", "consents", "yes_no", N_("Consent to e-mail")),
        Field("consent.sms", "consents", "yes_no", N_("Consent to SMS")),
        Field("consent.call", "consents", "yes_no", N_("Consent to calls")),
        Field("refusal.email", "consents", "yes_no", N_("Wants no e-mail")),
        Field("refusal.sms", "consents", "yes_no", N_("Wants no SMS")),
        Field("refusal.call", "consents", "yes_no", N_("Wants no calls")),
        Field("consent.at", "consents", "moment", N_("Date of the consent")),
        Field("consent.source", "consents", "text", N_("Source of the consent")),
        Field("iys.type", "consents", "text", N_("Kind of consent (İYS)")),
        Field("iys.recipient", "consents", "text", N_("Recipient (İYS)")),
        Field("iys.state", "consents", "yes_no", N_("Approved or refused (İYS)")),
    ]


def _orders() -> list[Field]:
    return [
        Field("order.number", "orders", "text", N_("Order number")),
        Field("order.date", "orders", "moment", N_("Order date")),
        Field("order.time", "orders", "text", N_("Order time")),
        Field("order.status", "orders", "status", N_("Order status")),
        Field("order.fulfilment", "orders", "status", N_("Fulfilment")),
        Field("order.payment", "orders", "payment", N_("Payment status")),
        Field("order.payment_method", "orders", "text", N_("Payment method")),
        Field("order.currency", "orders", "currency", N_("Currency")),
        Field("order.subtotal", "orders", "money", N_("Subtotal")),
        Field("order.discount", "orders", "money", N_("Order discount")),
        Field("order.shipping", "orders", "money", N_("Shipping charged")),
        Field("order.tax", "orders", "money", N_("Tax")),
        Field("order.total", "orders", "money", N_("Order total")),
        Field("order.refunded", "refunds", "money", N_("Refunded amount")),
        Field("order.refund_reason", "refunds", "text", N_("Reason of the return")),
        Field("order.coupon", "orders", "text", N_("Coupon")),
        Field("order.note", "orders", "text", N_("Order note"), many=True),
        Field("order.cancelled_at", "orders", "moment", N_("Cancelled on")),
        Field("order.paid_at", "orders", "moment", N_("Paid on")),
        *_address_fields("delivery", N_("Delivery address")),
        *_address_fields("invoice", N_("Invoice address")),
    ]


def _parts() -> list[Field]:
    return [
        Field("package.number", "packages", "text", N_("Package number")),
        Field("package.carrier", "packages", "text", N_("Carrier")),
        Field("package.tracking", "packages", "text", N_("Tracking number")),
        Field("package.due_at", "packages", "moment", N_("To be shipped by")),
        Field("package.shipped_at", "packages", "moment", N_("Shipped on")),
        Field("package.delivered_at", "packages", "moment", N_("Delivered on")),
        Field("package.cargo_fee", "packages", "money", N_("Cargo fee")),
        Field("line.id", "lines", "text", N_("Line number")),
        Field("line.sku", "lines", "text", N_("Stock code")),
        Field("line.barcode", "lines", "text", N_("Barcode")),
        Field("line.name", "lines", "text", N_("Product")),
        Field("line.variant", "lines", "text", N_("Variant")),
        Field("line.brand", "lines", "text", N_("Brand")),
        Field("line.quantity", "lines", "number", N_("Quantity")),
        Field("line.unit_price", "lines", "number", N_("Unit price")),
        Field("line.discount", "lines", "money", N_("Line discount"), many=True),
        Field("line.total", "lines", "money", N_("Line total")),
        Field("line.vat_rate", "lines", "percent", N_("VAT rate")),
        Field("line.commission", "lines", "money", N_("Commission")),
        Field("line.commission_rate", "lines", "percent", N_("Commission rate")),
        Field("line.status", "lines", "status", N_("Line status")),
        Field("answer.respondent", "answers", "text", N_("Respondent")),
        Field("answer.at", "answers", "moment", N_("Answered on")),
        Field("answer.question", "answers", "text", N_("Question"), many=True),
        Field("secret", "", "none", N_("Secret, never taken"), many=True),
        Field("staff", "", "none", N_("One of us, not a customer"), many=True),
        Field("ignore", "", "none", N_("Left out"), many=True),
    ]


def _address_fields(part: str, label: str) -> list[Field]:
    entity: Entity = "orders" if part in ("delivery", "invoice") else "people"
    own = [
        Field(f"{part}.line", entity, "text", label, many=True),
        Field(f"{part}.neighbourhood", entity, "text", N_("Neighbourhood")),
        Field(f"{part}.district", entity, "text", N_("District")),
        Field(f"{part}.city", entity, "province", N_("City")),
        Field(f"{part}.region", entity, "text", N_("Region")),
        Field(f"{part}.postal_code", entity, "text", N_("Postal code")),
        Field(f"{part}.country", entity, "text", N_("Country")),
    ]
    if entity == "people":
        return [*own, Field(f"{part}.kind", entity, "place_kind", N_("Kind of address"))]
    return [
        Field(f"{part}.name", entity, "name", N_("Name on the address")),
        Field(f"{part}.company", entity, "name", N_("Company on the address")),
        Field(f"{part}.phone", entity, "phone", N_("Phone on the address")),
        *own,
        Field(f"{part}.tax_number", entity, "text", N_("Tax number")),
        Field(f"{part}.tax_office", entity, "text", N_("Tax office")),
    ]


def _offered() -> list[Field]:
    return [
        Field("product.number", "products", "text", N_("Product number")),
        Field("product.parent", "products", "text", N_("Variant of")),
        Field("product.name", "products", "text", N_("Product")),
        Field("product.brand", "products", "text", N_("Brand")),
        Field("product.category", "products", "text", N_("Category")),
        Field("product.status", "products", "text", N_("On sale or not")),
        Field("product.link", "products", "text", N_("Page of the product")),
        Field("product.image", "products", "text", N_("Picture")),
        Field("variant.id", "variants", "text", N_("Variant number")),
        Field("variant.sku", "variants", "text", N_("Stock code")),
        Field("variant.barcode", "variants", "text", N_("Barcode")),
        Field("variant.name", "variants", "text", N_("Variant"), many=True),
        Field("variant.price", "variants", "money", N_("Price")),
        Field("variant.list_price", "variants", "money", N_("List price")),
        Field("variant.sale_price", "variants", "money", N_("Reduced price")),
        Field("variant.cost", "variants", "money", N_("Purchase price")),
        Field("variant.currency", "variants", "currency", N_("Currency")),
        Field("variant.stock", "variants", "number", N_("Stock")),
        Field("variant.vat_rate", "variants", "percent", N_("VAT rate")),
        Field("variant.image", "variants", "text", N_("Picture of the variant")),
        Field("coupon.code", "coupons", "text", N_("Discount code")),
        Field("coupon.kind", "coupons", "text", N_("Kind of discount")),
        Field("coupon.value", "coupons", "number", N_("Discount")),
        Field("coupon.minimum", "coupons", "money", N_("From an amount of")),
        Field("coupon.limit", "coupons", "number", N_("How often it can be used")),
        Field("coupon.once", "coupons", "yes_no", N_("Once per customer")),
        Field("coupon.used", "coupons", "number", N_("How often it was used")),
        Field("coupon.starts_at", "coupons", "moment", N_("Valid from")),
        Field("coupon.ends_at", "coupons", "moment", N_("Valid until")),
        Field("coupon.status", "coupons", "text", N_("Status of the code")),
        Field("coupon.currency", "coupons", "currency", N_("Currency")),
        Field("review.id", "reviews", "text", N_("Review number")),
        Field("review.product", "reviews", "text", N_("Product number")),
        Field("review.product_name", "reviews", "text", N_("Product")),
        Field("review.stars", "reviews", "number", N_("Stars")),
        Field("review.title", "reviews", "text", N_("Title of the review")),
        Field("review.text", "reviews", "text", N_("Review"), many=True),
        Field("review.at", "reviews", "moment", N_("Written on")),
        Field("review.status", "reviews", "text", N_("Published or not")),
        Field("review.reply", "reviews", "text", N_("Our answer")),
        Field("review.replied_at", "reviews", "moment", N_("Answered on")),
    ]


FIELDS: Final[dict[str, Field]] = {field.id: field for field in (*_people(), *_orders(), *_parts(), *_offered())}
NEVER_TAKEN: Final = frozenset({"secret", "staff", "ignore", ""})

_OF_KIND: Final[dict[str, tuple[Entity, ...]]] = {
    "customers": ("people", "consents"),
    "orders": ("orders", "people", "packages", "lines", "refunds", "consents"),
    "consents": ("consents", "people"),
    "answers": ("people", "answers"),
    "products": ("products", "variants"),
    "coupons": ("coupons",),
    "reviews": ("reviews", "people"),
}
_PARTS: Final = {
    "delivery": N_("Delivery"), "invoice": N_("Invoice"), "address2": N_("Second address"),
    "address3": N_("Third address"),
}  # fmt: skip
_NEVER_CHOSEN: Final = (OURS, "address3.")
"""What only layouts known by sight have: nobody is asked to tell it of a column."""


def vocabulary(own: Iterable[CustomField] = ()) -> Mapping[str, Field]:
    """Return every field by its id, with those of the shop's own."""
    return FIELDS | {f"{OWN}{one.id}": _of_own(one) for one in own}


def _of_own(one: CustomField) -> Field:
    return Field(f"{OWN}{one.id}", "people", _OWN_VALUES[one.kind], one.name, choices=one.choices)


def choosable(kind: str, known: Mapping[str, Field] = FIELDS) -> list[Field]:
    """Return the fields that a column of a file of this kind can be said to hold, in the order they are offered."""
    entities = _OF_KIND.get(kind, ())
    offered = [
        field for field in known.values()
        if field.entity in entities
        and not field.id.startswith(_NEVER_CHOSEN if kind == "consents" else (*_NEVER_CHOSEN, "iys."))
    ]  # fmt: skip
    return sorted(offered, key=lambda field: entities.index(field.entity))


def named(field: Field) -> str:
    """Return what a field is called where all of them are listed: those of one address of several by it."""
    part, _dot, rest = field.id.partition(".")
    if part not in _PARTS or rest == "line":
        return field.title
    return _("{address}: {field}").format(address=_(_PARTS[part]), field=field.title)
