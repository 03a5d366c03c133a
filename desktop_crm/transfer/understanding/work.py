"""One file from the disk into a staging file: what the child process of an import does."""

from __future__ import annotations

from pathlib import Path

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress
from desktop_crm.transfer.reading import source as sources
from desktop_crm.transfer.reading.tables import find_table
from desktop_crm.transfer.understanding import mapping
from desktop_crm.transfer.understanding.profiles import HOME, Home
from desktop_crm.transfer.understanding.shape import stage


def stage_file(
    source: Path,
    destination: Path,
    *,
    kind: str | None = None,
    profile: str | None = None,
    sheet: str | None = None,
    home: Home = HOME,
    progress: Progress,
) -> None:
    """Read the file at `source`, understand it, and fill a new staging file at `destination`.

    `kind`, `profile` and `sheet` overrule what would be found; `home` fills in what an unknown layout leaves unsaid.
    Raises FileRefused with one sentence where nothing can be taken, UserError for an unknown kind or profile.
    """
    progress(0, None)
    read = sources.read(source)
    found = [one for one in read.sheets if sheet is None or one.name == sheet]
    if not found:
        raise FileRefused(N_("{file} has no sheet called “{sheet}”."), file=read.file, sheet=sheet)
    table = find_table(found, known=mapping.is_known, file=read.file)
    stage(
        table, destination, kind=kind, profile=profile, home=home, file=read.file, decisions=read.decisions,
        progress=progress,
    )  # fmt: skip
