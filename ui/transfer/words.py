"""What the import page says: kinds of files, counts in one line, moments, and sentences made of reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from desktop_crm.platform.clock import at, shown_date
from desktop_crm.platform.i18n import N_, _, counted, language
from desktop_crm.platform.text import upper_tr
from desktop_crm.transfer.types import FileReport, Problem, RunReport, ThingCounts

TITLES: Final[Mapping[str, str]] = {
    "orders": N_("Import orders"),
    "customers": N_("Import customers"),
    "consents": N_("Import consents"),
    "answers": N_("Import survey answers"),
    "products": N_("Import products"),
    "coupons": N_("Import discount codes"),
    "reviews": N_("Import reviews"),
}
_RECOGNISED: Final[Mapping[str, str]] = {
    "orders": N_("{shop} order report recognised"),
    "customers": N_("{shop} customer list recognised"),
    "consents": N_("{shop} consent list recognised"),
    "answers": N_("{shop} survey answers recognised"),
    "products": N_("{shop} product list recognised"),
    "coupons": N_("{shop} discount codes recognised"),
    "reviews": N_("{shop} reviews recognised"),
}
_OWN: Final[Mapping[str, str]] = {
    "orders": N_("Your own order list"),
    "customers": N_("Your own customer list"),
    "consents": N_("Your own consent list"),
    "answers": N_("Your own survey answers"),
    "products": N_("Your own product list"),
    "coupons": N_("Your own list of discount codes"),
    "reviews": N_("Your own list of reviews"),
}
KINDS: Final[Mapping[str, str]] = {
    "orders": N_("orders"), "customers": N_("customers"), "consents": N_("consents"), "answers": N_("survey answers"),
    "products": N_("products"), "coupons": N_("discount codes"), "reviews": N_("reviews"),
}  # fmt: skip
ASKED: Final[Mapping[str, str]] = {**KINDS, "orders": N_("orders or order lines")}
"""What somebody can say a file holds."""
_LONGEST_VALUE: Final = 120
_NOTHING: Final = ThingCounts()


def title_of(kind: str) -> str:
    """Return the heading of the preview of one file."""
    return _(TITLES[kind])


def recognised(file: FileReport, shops: Mapping[str, str]) -> str:
    """Return what a file was recognised as; `shops` names the store of each profile."""
    if file.taught_name:
        return _("“{name}”, as you taught it").format(name=file.taught_name)
    shop = shops.get(file.profile, "")
    if shop:
        return _(_RECOGNISED[file.kind]).format(shop=shop)
    return _(_OWN[file.kind])


def things(file: FileReport, name: str) -> ThingCounts:
    """Return the counts of one kind of thing in a file."""
    return file.things.get(name, _NOTHING)


def facts(file: FileReport) -> str:
    """Return a file's name, how many rows were read and from which sheet."""
    rows = counted("{count} row", "{count} rows", file.rows.read)
    sheet = _("sheet “{name}”").format(name=file.sheet) if file.sheet else ""
    return " · ".join(part for part in (file.file, rows, sheet) if part)


def summary(files: Iterable[FileReport], *, done: bool = True) -> str:
    """Return in one line what files brought, or would bring: new things, changes, rows in trouble."""
    listed = list(files)

    def total(name: str, field: str) -> int:
        return sum(getattr(things(file, name), field) for file in listed)

    people, bought = total("customers", "updated"), total("orders", "updated")
    trouble = sum(len(file.originals) for file in listed)
    said = (
        (counted("{count} new customer", "{count} new customers", new := total("customers", "created")), new),
        (_customers_updated(people) if done else _customers_to_update(people), people),
        (counted("{count} new order", "{count} new orders", new := total("orders", "created")), new),
        (orders_updated(bought) if done else orders_to_update(bought), bought),
        (counted("{count} new answer", "{count} new answers", new := total("answers", "created")), new),
        (counted("{count} new product", "{count} new products", new := total("products", "created")), new),
        (counted("{count} new discount code", "{count} new discount codes", new := total("coupons", "created")), new),
        (counted("{count} new review", "{count} new reviews", new := total("reviews", "created")), new),
        (counted("{count} new consent", "{count} new consents", new := total("consents", "created")), new),
        (counted("{count} row in trouble", "{count} rows in trouble", trouble), trouble),
    )
    return ", ".join(words for words, number in said if number) or _("nothing new")


def orders_updated(count: int) -> str:
    """Return how many orders were updated."""
    return counted("{count} order updated", "{count} orders updated", count)


def orders_to_update(count: int) -> str:
    """Return how many orders would be updated."""
    return counted("{count} order to update", "{count} orders to update", count)


def _customers_updated(count: int) -> str:
    return counted("{count} customer updated", "{count} customers updated", count)


def _customers_to_update(count: int) -> str:
    return counted("{count} customer to update", "{count} customers to update", count)


def finished(report: RunReport) -> str:
    """Return the short message after an import."""
    if report.run is None:
        return _("Nothing new: everything is there already.")
    return _("Imported: {what}").format(what=summary(report.files))


def problem_title(problem: Problem) -> str:
    """Return what is wrong, with the value as it stands in the file, shortened where it is long."""
    value = shortened(problem.value, _LONGEST_VALUE)
    return f"{sentence(problem.message)}: “{value}”" if value else sentence(problem.message)


def problem_second(problem: Problem, *, done: bool) -> str:
    """Return where it stands, and what becomes (`done`: became) of its row."""
    if done:
        fate = _("the rest of the row came in") if problem.taken else _("the row was left out")
    else:
        fate = _("the rest of the row comes in") if problem.taken else _("the row is left out")
    column = _("Column: {column}").format(column=problem.column) if problem.column else ""
    return sentence(" · ".join(part for part in (column, fate) if part))


def sentence(text: str) -> str:
    """Return words with a capital at the beginning, as the language in use makes one."""
    first = upper_tr(text[:1]) if language() == "tr" else text[:1].upper()
    return first + text[1:]


def shortened(text: str, most: int) -> str:
    """Return words cut after so many letters."""
    return text if len(text) <= most else text[:most] + "…"


def percent(value: int) -> str:
    """Return a share as the language in use writes it: %98 or 98%."""
    return f"%{value}" if language() == "tr" else f"{value}%"


def moment(instant: int, zone: str) -> str:
    """Return an instant as a list shows it: 21.11.2026 14:08."""
    local = at(instant, zone)
    return f"{shown_date(local.date())} {local:%H:%M}"
