"""What the import page shows, as data: figures, columns, problems, reasons, files, runs and the customers of a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from desktop_crm.insights import customer_list
from desktop_crm.platform import phones, settings
from desktop_crm.platform.i18n import N_, _, counted, whole
from desktop_crm.platform.text import sort_key
from desktop_crm.staff import queries as staff
from desktop_crm.transfer import queries as history
from desktop_crm.transfer.queries import Export, Run
from desktop_crm.transfer.types import FileReport, Problem, RefusedFile, RunReport
from ui.kit.chips import Chip
from ui.kit.paging import Sort
from ui.kit.row_paint import Act, Lead, Row
from ui.transfer import words

T = TypeVar("T")

UNDO: Final = "undo"
SAY: Final = "say"
_THIRD: Final[Mapping[str, tuple[str, str]]] = {
    "orders": ("orders", N_("New orders")),
    "answers": ("answers", N_("New answers")),
    "products": ("products", N_("New products")),
    "coupons": ("coupons", N_("New discount codes")),
    "reviews": ("reviews", N_("New reviews")),
    "customers": ("consents", N_("New consents")),
    "consents": ("consents", N_("New consents")),
}
_MOST: Final = 50
"""How many imports, and how many exports, the start of the page tells of."""
_KNOWN_FIRST: Final = ("Trendyol", "Hepsiburada", "Shopify", "WooCommerce", "İYS")


@dataclass(frozen=True, slots=True)
class Seen:
    """A report with the names of the stores its files come from, by profile."""

    report: RunReport
    shops: Mapping[str, str]
    files: Sequence[Path] = ()
    """Where the files of the report are, in its order; empty for an import of the history."""
    refused: tuple[Path, ...] = ()
    """Where the files are that were refused, in the order of the report."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an import: its run (None where nothing changed), who did it and the shop's zone."""

    seen: Seen
    run: Run | None
    who: str
    zone: str


@dataclass(frozen=True, slots=True)
class History:
    """The imports and the exports of the store, each newest first, and the stores whose files are recognised."""

    runs: Sequence[Run]
    exports: Sequence[Export]
    people: Mapping[int, str]
    zone: str
    shops: Mapping[str, str]
    recognised: Sequence[str]


@dataclass(frozen=True, slots=True)
class Tile:
    """One figure above a preview or result."""

    label: str
    figure: str
    note: str = ""
    tone: str = ""


class Listed(Generic[T]):
    """Rows made from things in hand when they come into view."""

    def __init__(self, things: Sequence[T], make: Callable[[int, T], Row]) -> None:
        self._things = things
        self._make = make

    def ids(self, _session: Any, _sort: Sort | None) -> Sequence[int]:
        """Return the places of the things."""
        return range(len(self._things))

    def rows(self, _session: Any, ids: Sequence[int]) -> Sequence[Row]:
        """Return their rows."""
        return [self._make(place, self._things[place]) for place in ids]


class NewCustomers:
    """The customers an import brought that are still there."""

    def __init__(self, run_id: int) -> None:
        self._run = run_id

    def ids(self, session: Any, _sort: Sort | None) -> Sequence[int]:
        """Return their ids in order of their names."""
        return history.new_customers(session, self._run)

    def rows(self, session: Any, ids: Sequence[int]) -> Sequence[Row | None]:
        """Return their rows; None for one that is not there any more."""
        found = {row.id: row for row in customer_list.rows(session, ids)}
        return [None if (row := found.get(id_)) is None else _customer_row(row) for id_ in ids]


def shop_names() -> dict[str, str]:
    """Return the store each known layout comes from, by profile; '' where it belongs to none."""
    from desktop_crm.transfer.understanding.profiles import all_profiles

    return {profile.id: profile.shop for profile in all_profiles().values()}


def recognised_shops() -> list[str]:
    """Return the stores and tools whose files are known by sight, those most met here first."""
    from desktop_crm.transfer.understanding.profiles import all_profiles

    names = {profile.shop for profile in all_profiles().values() if profile.shop and not profile.refused}
    return [name for name in _KNOWN_FIRST if name in names] + sorted(names.difference(_KNOWN_FIRST), key=sort_key)


def read_history(session: Any) -> History:
    """Return what the start of the page shows."""
    return History(
        history.runs(session, limit=_MOST),
        history.exports(session, limit=_MOST),
        staff.names(session),
        settings.value(session, settings.ZONE),
        shop_names(),
        recognised_shops(),
    )


def read_run(session: Any, run_id: int) -> Told:
    """Return one import of the history. Raises NotFound."""
    run = history.run(session, run_id)
    who = staff.names(session).get(run.staff_id or 0, "")
    return Told(Seen(run.report, shop_names()), run, who, settings.value(session, settings.ZONE))


def told(session: Any, report: RunReport) -> Told:
    """Return a report that has just come, with its run where it changed something."""
    if report.run is not None:
        found = read_run(session, report.run)
        return Told(Seen(report, found.seen.shops), found.run, found.who, found.zone)
    return Told(Seen(report, shop_names()), None, "", settings.value(session, settings.ZONE))


def tiles(file: FileReport, *, done: bool, asked: int | None = None) -> list[Tile]:
    """Return the figures of one file, before (`done`: after) it was imported.

    `asked` is how many pairs of people wait for an answer, None where there are none.
    """
    customers = words.things(file, "customers")
    name, label = _THIRD[file.kind]
    third = words.things(file, name)
    changed = ""
    if name == "orders" and third.updated:
        changed = words.orders_updated(third.updated) if done else words.orders_to_update(third.updated)
    rows, bad = file.rows, len(file.originals)
    return [
        Tile(_("New customers"), whole(customers.created)),
        Tile(_("Customers updated") if done else _("Customers to update"), whole(customers.updated)),
        Tile(_(label), whole(third.created), changed),
        Tile(_("Rows already there"), whole(rows.unchanged), _("stay as they are") if rows.unchanged else ""),
        Tile(_("Rows in trouble"), whole(bad), *_trouble(bad, rows.refused, done=done)),
        _last_tile(file, asked),
    ]


def _last_tile(file: FileReport, asked: int | None) -> Tile:
    if asked is not None:
        return Tile(_("Same person?"), whole(asked), _("look through them") if asked else _("all answered"))
    skipped = file.rows.skipped
    return Tile(_("Rows skipped"), whole(skipped), _("titles, blanks, totals") if skipped else "")


def _trouble(bad: int, refused: int, *, done: bool) -> tuple[str, str]:
    if refused and done:
        return counted("{count} was left out", "{count} were left out", refused), "red"
    if refused:
        return counted("{count} is left out", "{count} are left out", refused), "red"
    return (_("the cell stays empty"), "amber") if bad else ("", "")


def problem_row(place: int, problem: Problem, *, done: bool) -> Row:
    """Return one problem as the list shows it; red where its row is left out, amber where only the cell is."""
    chip = Chip(_("Row {row}").format(row=whole(problem.row)), "amber" if problem.taken else "red")
    chips = (chip,) if problem.row else ()
    return Row(place, words.problem_title(problem), words.problem_second(problem, done=done), chips=chips)


def file_rows(seen: Seen, *, done: bool) -> list[Row]:
    """Return one row a file: those that were refused first, those taken under their place in the report."""
    taken = [
        Row(place, file.file, words.summary([file], done=done), Lead("badge", "spreadsheets", "accent"),
            (Chip(words.recognised(file, seen.shops), "accent"),))
        for place, file in enumerate(seen.report.files)
    ]  # fmt: skip
    lost = [replace(row, id=-1 - row.id, chips=(Chip(_("Not taken"), "red"),)) for row in refused_rows(seen.report)]
    return ([replace(row, acts=()) for row in lost] if done else lost) + taken


def refused_rows(report: RunReport) -> list[Row]:
    """Return one row for each file of which nothing was taken, with the sentence that says why."""
    return [
        Row(place, refused.file, refused.message, Lead("badge", "error", "red"), acts=_acts(refused))
        for place, refused in enumerate(report.refused)
    ]


def _acts(refused: RefusedFile) -> tuple[Act, ...]:
    return (Act(SAY, _("What is in this file?")),) if refused.unrecognised else ()


def run_row(run: Run, known: History) -> Row:
    """Return one import of the history."""
    files, who = run.report.files, known.people.get(run.staff_id or 0, "")
    shops = dict.fromkeys(filter(None, (known.shops.get(file.profile, "") for file in files)))
    second = " · ".join(filter(None, (", ".join(shops), words.summary(files), who)))
    return Row(
        run.id,
        ", ".join(file.file for file in files),
        second,
        Lead("badge", "undo" if run.undone else "spreadsheets", "neutral" if run.undone else "accent"),
        (Chip(_("Undone")),) if run.undone else (),
        trail=words.moment(run.at, known.zone),
        acts=() if run.undone else (Act(UNDO, _("Undo")),),
        done=run.undone,
    )


def _customer_row(row: Any) -> Row:
    second = " · ".join(filter(None, (phones.shown(row.phone) if row.phone else row.email, row.city)))
    return Row(row.id, row.name, second, Lead("avatar", row.name))
