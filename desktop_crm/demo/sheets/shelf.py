"""What the shop's own site exports beside its orders: the products with their stock, discount codes and reviews."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from desktop_crm.demo.catalogue import Product, Variant
from desktop_crm.demo.dice import Dice, Weighted
from desktop_crm.demo.sales import DELIVERED, Sale
from desktop_crm.demo.words import book
from desktop_crm.platform.text import folded_words

PRODUCTS: Final = "products_export.csv"
DISCOUNTS: Final = "discounts_export.csv"
REVIEWS: Final = "judgeme_reviews.csv"
PRODUCT_COLUMNS: Final = (
    "Handle", "Title", "Body (HTML)", "Vendor", "Product Category", "Type", "Tags", "Published", "Option1 Name",
    "Option1 Value", "Option2 Name", "Option2 Value", "Variant SKU", "Variant Inventory Tracker",
    "Variant Inventory Qty", "Variant Price", "Variant Barcode", "Status",
)  # fmt: skip
DISCOUNT_COLUMNS: Final = (
    "Name", "Value", "Value Type", "Type", "Discount Class", "Minimum Purchase Requirements", "Customer Selection",
    "Times Used In Total", "Applies Once Per Customer", "Usage Limit Per Code", "Status", "Start", "End",
)  # fmt: skip
REVIEW_COLUMNS: Final = (
    "title", "body", "rating", "review_date", "source", "curated", "reviewer_name", "reviewer_email", "product_id",
    "product_handle", "reply", "reply_date", "picture_urls", "ip_address", "location",
)  # fmt: skip
_STOCK: Final = Weighted((0, 1, 2, 4, 7, 12, 20, 34), (9, 8, 10, 16, 20, 18, 12, 7))
_STARS: Final = Weighted((1, 2, 3, 4, 5), (3, 4, 9, 27, 57))
_MOODS: Final = {1: "low", 2: "low", 3: "middle", 4: "middle", 5: "high"}
_REVIEWED: Final = 0.22
_OPTIONS: Final = ("Renk", "Beden")


def write_products(folder: Path, shelf: Sequence[Product], dice: Dice) -> Path:
    """Write the products with their stock into a new file in `folder`, one row a variant, and return its path."""
    rows = (
        _variant(product, variant, dice, first=not place)
        for product in shelf
        for place, variant in enumerate(product.variants)
    )
    return _write(folder / PRODUCTS, PRODUCT_COLUMNS, rows)


def write_discounts(folder: Path, sales: Sequence[Sale], today: date) -> Path:
    """Write the discount codes, as often as the sales used them, into a new file in `folder` and return its path."""
    used = Counter(sale.coupon for sale in sales)
    rows = (_discount(coupon, used[coupon["code"]], today) for coupon in book("catalogue")["coupon"])
    return _write(folder / DISCOUNTS, DISCOUNT_COLUMNS, rows)


def write_reviews(folder: Path, sales: Sequence[Sale], now: datetime, dice: Dice) -> Path:
    """Write what some buyers thought of a product into a new file in `folder` and return its path."""
    rows = [_review(sale, dice) for sale in sales if sale.state == DELIVERED and dice.chance(_REVIEWED)]
    told = [row for row in rows if row["review_date"] < f"{now:%Y-%m-%d}"]
    return _write(folder / REVIEWS, REVIEW_COLUMNS, told)


def _write(path: Path, columns: Sequence[str], rows: Iterable[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        out.writeheader()
        out.writerows(rows)
    return path


def _variant(product: Product, variant: Variant, dice: Dice, *, first: bool) -> dict[str, str]:
    head = {"Title": product.name, "Vendor": book("catalogue")["brand"], "Type": variant.group, "Published": "true",
            "Product Category": variant.group, "Status": "active"}  # fmt: skip
    options: dict[str, str] = {}
    if variant.option:
        for place, (name, value) in enumerate(zip(_OPTIONS, variant.option.split(" / "), strict=False), start=1):
            options |= {f"Option{place} Name": name if first else "", f"Option{place} Value": value}
    return (head if first else {}) | options | {
        "Handle": _handle(product.name), "Variant SKU": variant.sku, "Variant Inventory Tracker": "shopify",
        "Variant Inventory Qty": str(dice.draw(_STOCK)), "Variant Price": f"{variant.price:.2f}",
        "Variant Barcode": f"'{variant.barcode}",
    }  # fmt: skip


def _discount(coupon: dict[str, Any], used: int, today: date) -> dict[str, str]:
    always = bool(coupon.get("first"))
    year = today.year if always or coupon["from"] <= f"{today:%m-%d}" else today.year - 1
    ends = None if always else date.fromisoformat(f"{year}-{coupon['to']}")
    starts = date(today.year - 2, 1, 1) if always else date.fromisoformat(f"{year}-{coupon['from']}")
    return {
        "Name": coupon["code"], "Value": f"-{coupon['percent']}.0", "Value Type": "percentage",
        "Type": "Amount off order", "Discount Class": "order", "Minimum Purchase Requirements": "0",
        "Customer Selection": "everyone", "Times Used In Total": str(used),
        "Applies Once Per Customer": "true" if always else "false",
        "Status": "Active" if ends is None or ends >= today else "Expired", "Start": f"{starts} 00:00:00 +0300",
        "End": f"{ends} 23:59:59 +0300" if ends else "",
    }  # fmt: skip


def _review(sale: Sale, dice: Dice) -> dict[str, str]:
    stars, person = dice.draw(_STARS), sale.person
    written = datetime.combine((sale.delivered_at or sale.at).date() + timedelta(days=dice.between(2, 12)), time(18))
    return {
        "body": dice.pick(book("talk")["reviews"][_MOODS[stars]]), "rating": str(stars),
        "review_date": f"{written:%Y-%m-%d %H:%M:%S} UTC", "source": "email", "curated": "ok",
        "reviewer_name": f"{person.first} {person.family[0]}.", "reviewer_email": person.email,
        "product_handle": _handle(sale.items[0].variant.name),
    }  # fmt: skip


def _handle(name: str) -> str:
    return "-".join(folded_words(name))
