"""One file from the disk into a staging file: what the child process of an import does."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress
from desktop_crm.transfer.choices import Options
from desktop_crm.transfer.reading import source as sources
from desktop_crm.transfer.reading.tables import find_table
from desktop_crm.transfer.understanding import headers, mapping
from desktop_crm.transfer.understanding.profiles import HOME, Home
from desktop_crm.transfer.understanding.shape import stage

_AS_FOUND: Final = Options()


def stage_file(source: Path, destination: Path, options: Options = _AS_FOUND, *, progress: Progress) -> None:
    """Read the file at `source`, understand it, and fill a new staging file at `destination`.

    What `options` say was chosen or taught overrules what would be found. Raises FileRefused with one sentence where
    nothing can be taken, UserError for an unknown kind or profile.
    """
    progress(0, None)
    choices = options.choices
    read = sources.read(source, choices)
    found = [one for one in read.sheets if not choices.sheet or one.name == choices.sheet]
    if not found:
        raise FileRefused(N_("{file} has no sheet called “{sheet}”."), file=read.file, sheet=choices.sheet)
    taught = {name for one in options.taught for name in one.headers}
    table = find_table(
        found,
        known=lambda header: mapping.is_known(header) or headers.key(header) in taught,
        file=read.file,
        header_row=choices.header_row,
    )
    home = Home(options.zone or HOME.zone, options.currency or HOME.currency, options.region or HOME.region)
    stage(
        table, destination, choices=choices, taught=options.taught, home=home, file=read.file,
        sheets=[one.name for one in read.sheets], decisions=read.decisions, progress=progress,
    )  # fmt: skip
