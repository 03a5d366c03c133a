"""The rows of a file that could not be taken as they stand, handed back to be corrected and brought in alone."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.placing import placed
from desktop_crm.transfer.types import FileReport, RunReport
from desktop_crm.transfer.writing import errors_book
from desktop_crm.transfer.writing.columns import Column

_WIDTH: Final = 18
_ERROR_WIDTH: Final = 60


def errors_sheet(report: RunReport, out: Path) -> list[Path]:
    """Write the rows with errors as workbooks with the original columns and one for what is wrong; returns the files.

    The first file with errors goes to `out`, further ones beside it with a number. Raises NotFound where no row has
    an error, UserError where the file cannot be written.
    """
    bad = [file for file in report.files if file.originals]
    if not bad:
        raise NotFound(N_("No row has an error."))
    written: list[Path] = []
    for number, file in enumerate(bad, start=1):
        target = out if number == 1 else out.with_name(f"{out.stem}-{number}{out.suffix}")
        _write(file, target)
        written.append(target)
    return written


def _write(file: FileReport, out: Path) -> None:
    headers = [column.header for column in file.columns]
    columns = [Column(header, _WIDTH) for header in headers] + [Column(_("Error"), _ERROR_WIDTH)]
    said: dict[int, list[str]] = {}
    for error in file.errors:
        place = f"{error.column}: " if error.column else ""
        said.setdefault(error.row, []).append(f"{place}{error.message}")
    rows = (
        [*(original.cells + [""] * len(headers))[: len(headers)], " · ".join(said.get(original.row, ()))]
        for original in file.originals
    )
    with placed(out) as part:
        errors_book.write(part, _("Errors"), columns, rows)
