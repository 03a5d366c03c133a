"""The facts of the status line, read away from the window."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_crm.platform.clock import at, shown_day
from desktop_crm.platform.i18n import _, counted

if TYPE_CHECKING:
    from desktop_crm.transfer.queries import Run

TABLES = ("customers", "runs", "settings")
"""A commit to one of these may change a fact."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is so: the shop's name, how many customers, the last backup (UTC ms) and the last import, None for never."""

    shop: str
    customers: int
    backup: int | None
    run: Run | None
    today: date
    zone: str


def facts(session: Any, store: Path, now: int) -> Facts:
    """Read the facts of an open store."""
    from desktop_crm.customers import queries as customers
    from desktop_crm.platform import settings
    from desktop_crm.transfer import queries as transfer

    zone = settings.value(session, settings.ZONE)
    done = [run for run in transfer.runs(session, limit=5) if not run.undone]
    return Facts(
        settings.value(session, settings.SHOP_NAME),
        customers.count(session),
        last_backup(store),
        done[0] if done else None,
        at(now, zone).date(),
        zone,
    )


def last_backup(store: Path) -> int | None:
    """Return when the newest automatic copy beside the store was made, UTC ms, None where there is none."""
    from desktop_crm.backup.service import describe
    from desktop_crm.platform.store import backup_folder

    made = re.compile(rf"{re.escape(store.stem)}-\d{{8}}-\d{{6}}{re.escape(store.suffix)}")
    folder = backup_folder(store)
    copies = [copy for copy in folder.iterdir() if made.fullmatch(copy.name)] if folder.is_dir() else []
    return describe(max(copies, key=lambda copy: copy.name)).at if copies else None


def said_when(moment: int, zone: str, today: date) -> str:
    """Return an instant as a person says it: today 09:02, yesterday 18:40, 16 Nov 14:20."""
    local = at(moment, zone)
    if local.date() == today:
        return _("today {time}").format(time=f"{local:%H:%M}")
    if local.date() == today - timedelta(days=1):
        return _("yesterday {time}").format(time=f"{local:%H:%M}")
    return f"{shown_day(local.date(), today)} {local:%H:%M}"


def said_import(found: Facts) -> str:
    """Return the sentence about the last import, '' where there was none."""
    run = found.run
    if run is None or not run.report.files:
        return ""
    rows = sum(file.rows.read for file in run.report.files)
    warnings = sum(len(file.errors) for file in run.report.files)
    names = list(dict.fromkeys(Path(file.file).name for file in run.report.files))
    what = names[0] if len(names) == 1 else f"{names[0]} +{len(names) - 1}"
    counts = [counted("{count} row", "{count} rows", rows)]
    if warnings:
        counts.append(counted("{count} warning", "{count} warnings", warnings))
    when = said_when(run.at, found.zone, found.today)
    return _("Last import: {what}, {when} ({counts})").format(what=what, when=when, counts=", ".join(counts))
