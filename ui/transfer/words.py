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
}
_RECOGNISED: Final[Mapping[str, str]] = {
    "orders": N_("{shop} order report recognised"),
    "customers": N_("{shop} customer list recognised"),
    "consents": N_("{shop} consent list recognised"),
    "answers": N_("{shop} survey answers recognised"),
}
_OWN: Final[Mapping[str, str]] = {
    "orders": N_("Your own order list"),
    "customers": N_("Your own customer list"),
    "consents": N_("Your own consent list"),
    "answers": N_("Your own survey answers"),
}
_LONGEST_VALUE: Final = 120
_NOTHING: Final = ThingCounts()


def title_of(kind: str) -> str:
    """Return the heading of the preview of one file."""
    return _(TITLES.get(kind, N_("Import")))


def recognised(file: FileReport, shops: Mapping[str, str]) -> str:
    """Return what a file was recognised as; `shops` names the store of each profile."""
    shop = shops.get(file.profile, "")
    if shop:
        return _(_RECOGNISED.get(file.kind, N_("{shop} recognised"))).format(shop=shop)
    return _(_OWN.get(file.kind, N_("Your own list")))


def things(file: FileReport, name: str) -> ThingCounts:
    """Return the counts of one kind of thing in a file."""
    return file.things.get(name, _NOTHING)


def facts(file: FileReport) -> str:
    """Return a file's name, how many rows were read and from which sheet."""
    rows = counted("{count} row", "{count} rows", file.rows.read)
    sheet = _("sheet “{name}”").format(name=file.sheet) if file.sheet else ""
    return " · ".join(part for part in (file.file, rows, sheet) if part)


def summary(files: Iterable[FileReport]) -> str:
    """Return in one line what files bring or brought: new things, changes, rows in trouble."""
    listed = list(files)

    def total(name: str, field: str) -> int:
        return sum(getattr(things(file, name), field) for file in listed)

    said = [
        (counted("{count} new customer", "{count} new customers", number := total("customers", "created")), number),
        (
            counted("{count} customer updated", "{count} customers updated", number := total("customers", "updated")),
            number,
        ),
        (counted("{count} new order", "{count} new orders", number := total("orders", "created")), number),
        (counted("{count} order updated", "{count} orders updated", number := total("orders", "updated")), number),
        (counted("{count} new answer", "{count} new answers", number := total("answers", "created")), number),
        (counted("{count} new consent", "{count} new consents", number := total("consents", "created")), number),
        (in_trouble(number := sum(len(file.originals) for file in listed)), number),
    ]
    return ", ".join(words for words, number in said if number) or _("nothing new")


def in_trouble(count: int) -> str:
    """Return how many rows could not be taken as they stand."""
    return counted("{count} row in trouble", "{count} rows in trouble", count)


def finished(report: RunReport) -> str:
    """Return the short message after an import."""
    if report.run is None:
        return _("Nothing new: everything is there already.")
    return _("Imported: {what}").format(what=summary(report.files))


def problem_title(problem: Problem) -> str:
    """Return what is wrong, with the value as it stands in the file, shortened where it is long."""
    value = problem.value if len(problem.value) <= _LONGEST_VALUE else problem.value[:_LONGEST_VALUE] + "…"
    return f"{sentence(problem.message)}: “{value}”" if value else sentence(problem.message)


def problem_second(problem: Problem, *, done: bool) -> str:
    """Return where it stands, and what becomes (`done`: became) of its row."""
    if done:
        fate = _("the rest of the row came in") if problem.taken else _("the row was left out")
    else:
        fate = _("the rest of the row comes in") if problem.taken else _("the row is left out")
    column = _("Column: {column}").format(column=problem.column) if problem.column else ""
    return " · ".join(part for part in (column, fate) if part)


def sentence(text: str) -> str:
    """Return words with a capital at the beginning, as the language in use makes one."""
    first = upper_tr(text[:1]) if language() == "tr" else text[:1].upper()
    return first + text[1:]


def moment(instant: int, zone: str) -> str:
    """Return an instant as a list shows it: 21.11.2026 14:08."""
    local = at(instant, zone)
    return f"{shown_date(local.date())} {local:%H:%M}"
