"""`import`, `undo`, `runs` and `export`: files in and out, and taking them back."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser, ArgumentTypeError
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from desktop_crm.app import App
from desktop_crm.backup import service as backups
from desktop_crm.cli import shapes
from desktop_crm.cli.call import DONE, FAILED, Call, Command, json_argument
from desktop_crm.cli.layout import aligned
from desktop_crm.platform import clock
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _, counted
from desktop_crm.platform.undo import Kept, Reverted
from desktop_crm.staff import queries as staff
from desktop_crm.transfer import queries as history
from desktop_crm.transfer.queries import Run
from desktop_crm.transfer.types import THINGS, FileReport, RunReport
from desktop_crm.transfer.writing import export, shown
from desktop_crm.transfer.writing.lists import LISTS

_SHOWN_ERRORS: Final = 20
_KEPT_REASONS: Final = {
    "changed": N_("{thing} stays: it was changed since"),
    "used": N_("{thing} stays: something newer refers to it"),
}


_THINGS: Final = {
    "customers": N_("Customer"),
    "orders": N_("Order"),
    "order_lines": N_("Order line"),
    "interactions": N_("Conversation"),
    "followups": N_("Follow-up"),
    "answers": N_("Answer"),
    "products": N_("Product"),
    "product_variants": N_("Product variant"),
    "coupons": N_("Discount code"),
    "reviews": N_("Review"),
    "shops": N_("Sales channel"),
}


def _import_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--kind", metavar="K", help=_("what the files hold: customers, orders, …"))
    parser.add_argument("--profile", metavar="P", help=_("the shop or tool the files come from"))
    parser.add_argument("--sheet", metavar="S", help=_("the sheet of the workbook"))
    parser.add_argument("--dry-run", action="store_true", help=_("only tell what would happen"))
    parser.add_argument("--errors-to", type=Path, metavar="FILE", help=_("write the rows with errors to this file"))
    json_argument(parser)


def _import(call: Call) -> int:
    """Bring files in, or tell what would come of it; a refused file does not stop the others."""
    asked = call.asked
    files = [path.absolute() for path in asked.files]
    named = {"kind": asked.kind, "profile": asked.profile, "sheet": asked.sheet}
    with _store_for(call) as app:
        if asked.dry_run:
            report = app.transfer.preview(files, **named)
        else:
            backups.automatic(app.db)
            report = app.transfer.run(files, **named)
    if asked.json:
        call.answer(shapes.run(report))
    else:
        call.say(*_told(report, dry=asked.dry_run))
    for refused in report.refused:
        call.complain(refused.message if refused.file in refused.message else f"{refused.file}: {refused.message}")
    if asked.errors_to is not None and any(file.originals for file in report.files):
        from desktop_crm.transfer.writing.errors import errors_sheet

        errors_sheet(report, asked.errors_to)
    return FAILED if report.refused else DONE


@contextmanager
def _store_for(call: Call) -> Generator[App]:
    """Open the store to import into; a dry run makes none, it looks at an empty one where there is none."""
    if call.asked.dry_run and not call.store.exists():
        with tempfile.TemporaryDirectory(prefix="desktop-crm-") as folder, App.open(Path(folder) / "empty.crm") as app:
            yield app
        return
    with call.open(create=True) as app:
        yield app


def _told(report: RunReport, *, dry: bool) -> list[str]:
    lines = [line for file in report.files for line in _file_told(file)]
    if report.run is not None:
        lines.append(_("Import {run}; `undo {run}` takes it back.").format(run=report.run))
    elif dry:
        lines.append(_("Nothing was saved: this was a dry run."))
    elif report.files:
        lines.append(_("Nothing new: everything is there already."))
    return lines


def _file_told(file: FileReport) -> list[str]:
    rows = file.rows
    numbers = _("{read} rows: {taken} taken, {unchanged} already there, {skipped} skipped, {refused} refused")
    lines = [f"{file.file} ({file.taught_name or file.profile}): {numbers.format(**asdict(rows))}"]
    things = [
        (_(THINGS[name]), str(found.created), str(found.updated), str(found.unchanged))
        for name, found in file.things.items()
    ]
    if things:
        header = ("", _("new"), _("updated"), _("already there"))
        lines += aligned([header, *things], right=(1, 2, 3), indent="  ")
    for error in file.errors[:_SHOWN_ERRORS]:
        cell = f"{error.column} “{error.value}”: " if error.column else ""
        lines.append("  " + _("row {row}: {what}").format(row=error.row, what=f"{cell}{error.message}"))
    if file.pairs:
        people = len({pair.key for pair in file.pairs})
        said = counted("{count} person may be somebody you have", "{count} people may be somebody you have", people)
        lines.append(f"  {said}")
    more = len(file.errors) - _SHOWN_ERRORS
    if more > 0:
        lines.append("  " + counted("and {count} more error", "and {count} more errors", more))
    return lines


def _undo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("run", nargs="?", type=int, metavar="RUN", help=_("the number of the import run to take back"))


def _undo(call: Call) -> int:
    """Take back the newest step, or an import run; tells what had to stay."""
    with call.open() as app:
        run_id = call.asked.run
        change_id = None if run_id is None else app.read(lambda session: history.run(session, run_id)).change_id
        done = app.undo(change_id)
    call.say(*_undone(done))
    return DONE


def _undone(done: Reverted) -> list[str]:
    records = counted("{count} record", "{count} records", done.rows)
    lines = [_("Undone: {step} ({records})").format(step=done.step.text, records=records)]
    lines += [f"  {_kept(kept)}" for kept in done.kept]
    more = done.kept_count - len(done.kept)
    if more > 0:
        lines.append("  " + counted("and {count} more record stays", "and {count} more records stay", more))
    return lines


def _kept(kept: Kept) -> str:
    """Return why a row stays; a part that has no name of its own goes by its table's."""
    name = _(_THINGS.get(kept.row.kind, kept.row.kind))
    return _(_KEPT_REASONS[kept.reason]).format(thing=f"{name} {kept.row.id}")


def _runs(call: Call) -> int:
    """List the import runs, newest first."""
    with call.open() as app:
        runs, people, zone = app.read(history.runs), app.read(staff.names), app.zone()
    if call.asked.json:
        call.answer({"runs": [_run_shape(run, people, zone) for run in runs]})
        return DONE
    rows = [
        (
            str(run.id),
            clock.at(run.at, zone).strftime("%d.%m.%Y %H:%M"),
            ", ".join(file.file for file in run.report.files),
            _("undone") if run.undone else "",
        )
        for run in runs
    ]
    call.say(*aligned(rows, right=(0,)) or [_("Nothing was imported yet.")])
    return DONE


def _run_shape(run: Run, people: dict[int, str], zone: str) -> dict[str, Any]:
    return {
        "run": run.id, "at": clock.iso(run.at, zone), "staff": people.get(run.staff_id or 0), "undone": run.undone,
        "files": [_file_shape(file) for file in run.report.files],
    }  # fmt: skip


def _file_shape(file: FileReport) -> dict[str, Any]:
    """Return a file of a run as lists show it: as in the import's own report, its errors only counted."""
    return {
        "file": file.file, "kind": file.kind, "profile": file.profile, "rows": asdict(file.rows),
        "things": {name: asdict(found) for name, found in file.things.items()}, "errors": len(file.errors),
    }  # fmt: skip


def _export_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("list", choices=tuple(LISTS), metavar="|".join(LISTS))
    parser.add_argument("out", type=_file, metavar="OUT.(csv|xlsx|vcf)")
    parser.add_argument("--for", dest="target", default="plain", metavar="TARGET", help=_("the shape a tool wants"))
    parser.add_argument("--view", metavar="NAME", help=_("only what this saved view shows"))


def _file(text: str) -> Path:
    path = Path(text)
    if path.suffix.lower() not in export.FORMATS:
        raise ArgumentTypeError(_("the file must end in .csv or .xlsx, an address book in .vcf"))
    return path


def _export(call: Call) -> int:
    """Write a list to a file."""
    asked = call.asked
    with call.open() as app:
        only = None
        if asked.view is not None:
            if asked.list != "customers":
                raise UserError(N_("Saved views are views of customers."))
            only = app.read(lambda session: shown.view_ids(session, asked.view, app.db.clock.now()))
        done = export.write(app.db, asked.list, asked.out, target=asked.target, only=only)
    rows = counted("{count} row", "{count} rows", done.rows)
    call.say(_("{file}: {rows}").format(file=asked.out.name, rows=rows), *(f"  {line}" for line in done.told()))
    return DONE


COMMANDS: Final = {
    "import": Command(_import_arguments, _import),
    "undo": Command(_undo_arguments, _undo),
    "runs": Command(json_argument, _runs),
    "export": Command(_export_arguments, _export),
}
