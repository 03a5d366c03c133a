"""One file from the disk into a staging file: what the child process of an import does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, TypeVar

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress
from desktop_crm.transfer.choices import Choices, Options, Taught
from desktop_crm.transfer.reading import source as sources
from desktop_crm.transfer.reading.tables import find_table
from desktop_crm.transfer.reading.types import Source, Table
from desktop_crm.transfer.understanding import headers, mapping, profiles
from desktop_crm.transfer.understanding.decisions import CHOSEN, TAUGHT
from desktop_crm.transfer.understanding.layout import taught_for
from desktop_crm.transfer.understanding.profiles import HOME, Home
from desktop_crm.transfer.understanding.shape import stage

_AS_FOUND: Final = Options()
_Told = TypeVar("_Told", Source, Table)


def stage_file(source: Path, destination: Path, options: Options = _AS_FOUND, *, progress: Progress) -> None:
    """Read the file at `source`, understand it, and fill a new staging file at `destination`.

    What `options` say was chosen or taught overrules what would be found. Raises FileRefused with one sentence where
    nothing can be taken, UserError for an unknown kind or profile.
    """
    progress(0, None)
    found = _as_taught(source, options)
    home = Home(options.zone or HOME.zone, options.currency or HOME.currency, options.region or HOME.region)
    stage(
        found.table, destination, choices=options.choices, taught=options.taught, home=home, own=options.own,
        file=found.read.file,
        sheets=[one.name for one in found.read.sheets], decisions=found.read.decisions, progress=progress,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Found:
    """A file as read, the table found in it, and the taught layout that this has."""

    read: Source
    table: Table
    taught: Taught | None


def _as_taught(source: Path, options: Options) -> _Found:
    """Return what a file holds, written as the taught layout that it has is, where that was said when it was taught.

    A layout may be one only when the file is read by its signs: these are tried where no other is met.
    """
    choices = options.choices
    found = _read(source, options, choices)
    names = found.table.headers
    if choices.profile or (found.taught is None and profiles.recognised(names) is not None):
        return found
    titled = any(map(mapping.is_known, names))
    for one in options.taught if found.taught is None else (found.taught,):
        way = choices.over(one.choices.written())
        if way == choices or (titled and one.untitled) or (choices.kind and choices.kind != one.kind):
            continue
        try:
            other = _read(source, options, way)
        except FileRefused:
            continue
        if other.taught is not None and other.taught.id == one.id:
            return _Found(_told_as_taught(other.read, choices), _told_as_taught(other.table, choices), one)
    return found


def _read(source: Path, options: Options, choices: Choices) -> _Found:
    read = sources.read(source, choices)
    sheets = [one for one in read.sheets if not choices.sheet or one.name == choices.sheet]
    if not sheets:
        raise FileRefused(N_("{file} has no sheet called “{sheet}”."), file=read.file, sheet=choices.sheet)
    names = {name for one in options.taught for name in one.headers if not one.untitled}
    table = find_table(
        sheets,
        known=lambda header: mapping.is_known(header) or headers.key(header) in names,
        file=read.file,
        header_row=choices.header_row,
    )
    taught = None if choices.profile else taught_for(table, options.taught, choices.kind)
    return _Found(read, table, taught)


def _told_as_taught(read: _Told, choices: Choices) -> _Told:
    """Return what was read with decisions said to be taught that nobody took for this file."""
    mine = {"encoding": choices.encoding, "column separator": choices.delimiter, "column titles": choices.header_row}
    decisions = [
        replace(one, because=TAUGHT) if one.because == CHOSEN and not mine.get(one.about) else one
        for one in read.decisions
    ]
    return replace(read, decisions=decisions)
