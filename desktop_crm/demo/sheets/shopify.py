"""Shopify's orders and customers exports of the shop's own site, in Shopify's English columns."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Final

from desktop_crm.demo.people import Person
from desktop_crm.demo.sales import CANCELLED, DELIVERED, RETURNED, SHIPPED, Item, Sale
from desktop_crm.demo.words import book
from desktop_crm.platform import places

ORDERS: Final = "orders_export.csv"
CUSTOMERS: Final = "customers_export.csv"
ORDER_COLUMNS: Final = (
    "Name", "Email", "Financial Status", "Paid at", "Fulfillment Status", "Fulfilled at", "Accepts Marketing",
    "Currency", "Subtotal", "Shipping", "Taxes", "Total", "Discount Code", "Discount Amount", "Shipping Method",
    "Created at", "Lineitem quantity", "Lineitem name", "Lineitem price", "Lineitem compare at price", "Lineitem sku",
    "Lineitem requires shipping", "Lineitem taxable", "Lineitem fulfillment status", "Billing Name", "Billing Street",
    "Billing Address1", "Billing Address2", "Billing Company", "Billing City", "Billing Zip", "Billing Province",
    "Billing Country", "Billing Phone", "Shipping Name", "Shipping Street", "Shipping Address1", "Shipping Address2",
    "Shipping Company", "Shipping City", "Shipping Zip", "Shipping Province", "Shipping Country", "Shipping Phone",
    "Notes", "Note Attributes", "Cancelled at", "Payment Method", "Payment Reference", "Refunded Amount", "Vendor",
    "Outstanding Balance", "Employee", "Location", "Device ID", "Id", "Tags", "Risk Level", "Source",
    "Lineitem discount", "Tax 1 Name", "Tax 1 Value", "Tax 2 Name", "Tax 2 Value", "Tax 3 Name", "Tax 3 Value",
    "Tax 4 Name", "Tax 4 Value", "Tax 5 Name", "Tax 5 Value", "Phone", "Receipt Number", "Duties",
    "Billing Province Name", "Shipping Province Name", "Payment ID", "Payment Terms Name", "Next Payment Due At",
    "Payment References",
)  # fmt: skip
CUSTOMER_COLUMNS: Final = (
    "Customer ID", "First Name", "Last Name", "Email", "Accepts Email Marketing", "Default Address Company",
    "Default Address Address1", "Default Address Address2", "Default Address City", "Default Address Province Code",
    "Default Address Country Code", "Default Address Zip", "Default Address Phone", "Phone", "Accepts SMS Marketing",
    "Total Spent", "Total Orders", "Note", "Tax Exempt", "Tags",
)  # fmt: skip
PREFIX: Final = "SH-"
"""The shop's own prefix of order numbers."""
_CENT: Final = Decimal("0.01")
_FIRST_CUSTOMER: Final = 7_210_448_300_000


def write_orders(folder: Path, sales: Sequence[Sale]) -> Path:
    """Write the orders into a new file in `folder`, further lines of an order as Shopify does, and return its path."""
    rows = ((_order(sale) if not place else _repeated(sale)) | _line(item) for sale in sales
            for place, item in enumerate(sale.items))  # fmt: skip
    return _write(folder / ORDERS, ORDER_COLUMNS, rows)


def write_customers(folder: Path, people: Sequence[Person], sales: Sequence[Sale]) -> Path:
    """Write the customers of the site into a new file in `folder` and return its path."""
    spent: dict[str, list[Decimal]] = {}
    for sale in sales:
        spent.setdefault(sale.person.name, []).append(Decimal(0) if sale.state == CANCELLED else _total(sale))
    rows = (_customer(place, person, spent.get(person.name, [])) for place, person in enumerate(people, start=1))
    return _write(folder / CUSTOMERS, CUSTOMER_COLUMNS, rows)


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(columns)
        out.writerows([values.get(column, "") for column in columns] for values in rows)
    return path


def _repeated(sale: Sale) -> dict[str, str]:
    return {"Name": f"{PREFIX}{sale.number}", "Email": sale.person.email, "Created at": _moment(sale.at)}


def _order(sale: Sale) -> dict[str, str]:
    person, total = sale.person, _total(sale)
    cancelled = sale.state == CANCELLED
    return _repeated(sale) | _address("Billing", person) | _address("Shipping", person) | {
        "Financial Status": _payment(sale), "Paid at": "" if cancelled else _moment(sale.at),
        "Fulfillment Status": "fulfilled" if sale.state in {SHIPPED, DELIVERED, RETURNED} else "unfulfilled",
        "Fulfilled at": _moment(sale.shipped_at), "Accepts Marketing": _yes(person.takes_mail), "Currency": "TRY",
        "Subtotal": str(sale.subtotal), "Shipping": str(sale.shipping), "Taxes": str(_tax(sale)), "Total": str(total),
        "Discount Code": sale.coupon, "Discount Amount": str(sale.discount), "Shipping Method": "Standart Kargo",
        "Cancelled at": _moment(sale.at) if cancelled else "", "Phone": f"'{person.phone}",
        "Payment Method": "Havale / EFT" if person.wholesale else "iyzico", "Source": "web", "Risk Level": "Low",
        "Refunded Amount": str(total if cancelled else sale.refunded), "Outstanding Balance": "0.00",
        "Id": str(8_281_215_000_000 + sale.number), "Tax 1 Name": "KDV", "Tax 1 Value": str(_tax(sale)),
        "Shipping Province Name": person.city, "Billing Province Name": person.city,
    }  # fmt: skip


def _line(item: Item) -> dict[str, str]:
    option = f" - {item.variant.option}" if item.variant.option else ""
    return {
        "Lineitem quantity": str(item.quantity), "Lineitem name": f"{item.variant.name}{option}",
        "Lineitem price": str(item.price), "Lineitem sku": item.variant.sku, "Lineitem requires shipping": "true",
        "Lineitem taxable": "true", "Lineitem discount": "0.00", "Vendor": book("catalogue")["brand"],
        "Lineitem fulfillment status": "fulfilled" if item.state in {SHIPPED, DELIVERED, RETURNED} else "pending",
    }  # fmt: skip


def _address(part: str, person: Person) -> dict[str, str]:
    return {
        f"{part} Name": person.name, f"{part} Street": person.line, f"{part} Address1": person.line,
        f"{part} Company": person.company, f"{part} City": _town(person), f"{part} Zip": f"'{person.postal_code}",
        f"{part} Province": _province(person),
        f"{part} Country": "TR", f"{part} Phone": f"'{person.phone}",
    }  # fmt: skip


def _customer(place: int, person: Person, spent: Sequence[Decimal]) -> dict[str, str]:
    return {
        "Customer ID": f"'{_FIRST_CUSTOMER + place * 37}", "First Name": person.first, "Last Name": person.family,
        "Email": person.email, "Accepts Email Marketing": _yes(person.takes_mail),
        "Default Address Company": person.company, "Default Address Address1": person.line,
        "Default Address City": _town(person),
        "Default Address Province Code": _province(person), "Default Address Country Code": "TR",
        "Default Address Zip": f"'{person.postal_code}", "Default Address Phone": f"'{person.phone}",
        "Phone": f"'{person.phone}", "Accepts SMS Marketing": _yes(person.takes_sms),
        "Total Spent": str(sum(spent, Decimal("0.00"))), "Total Orders": str(len(spent)), "Note": person.note,
        "Tax Exempt": "no", "Tags": ", ".join(person.tags),
    }  # fmt: skip


def _total(sale: Sale) -> Decimal:
    return sale.subtotal + sale.shipping


def _tax(sale: Sale) -> Decimal:
    """Return the VAT inside the prices; the coupon lowers it in proportion."""
    gross = sum((item.total for item in sale.items), Decimal(0))
    inside = sum((item.total * item.variant.vat / (100 + item.variant.vat) for item in sale.items), Decimal(0))
    return (inside * sale.subtotal / gross).quantize(_CENT)


def _payment(sale: Sale) -> str:
    if sale.state == CANCELLED:
        return "voided" if sale.number % 3 == 0 else "refunded"
    if not sale.refunded:
        return "paid"
    return "refunded" if sale.state == RETURNED else "partially_refunded"


def _town(person: Person) -> str:
    """Return what people type as their city: the ilçe, or the il where it bears its name."""
    return f"{person.city} / {person.district}" if person.district == "Merkez" else person.district


def _province(person: Person) -> str:
    return f"TR-{places.provinces().index(person.city) + 1:02d}"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} +0300" if at else ""
