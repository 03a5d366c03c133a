"""`check`, `backup`, `restore` and `demo`: looking after the store."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import TYPE_CHECKING, Final, cast

from desktop_crm.app import SEARCHABLE, App
from desktop_crm.backup import checkup
from desktop_crm.backup import service as backups
from desktop_crm.cli.call import DONE, FAILED, Call, Command
from desktop_crm.platform.clock import SystemClock, local_date
from desktop_crm.platform.i18n import _, counted

if TYPE_CHECKING:
    from desktop_crm.demo.verbs import Opener


def _no_arguments(_parser: ArgumentParser) -> None:
    """Take nothing."""


def _check(call: Call) -> int:
    """Check the store and say what it holds; exit 1 where something is wrong."""
    with call.open() as app:
        found = checkup.check(app.db, SEARCHABLE)
    for problem in found.problems:
        call.complain(problem)
    if found.problems:
        call.complain(_("The store is damaged. Restore the newest backup; nothing was changed."))
        return FAILED
    held = counted("{count} customer", "{count} customers", found.customers)
    ordered = counted("{count} order", "{count} orders", found.orders)
    call.say(_("The store is whole: {customers}, {orders}.").format(customers=held, orders=ordered))
    return DONE


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR")


def _backup(call: Call) -> int:
    """Copy the store into a folder."""
    with call.open() as app:
        made = backups.back_up(app.db, call.asked.folder)
    call.say(f"{made}: {backups.describe(made).title}")
    return DONE


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def _restore(call: Call) -> int:
    """Put a backup in the store's place; an older one is upgraded when it is opened."""
    done = backups.restore(call.asked.file, call.store, SystemClock())
    with call.open():
        call.say(_("Restored: {backup}").format(backup=done.backup.title))
    if done.kept is not None:
        call.say(_("The store as it was before is kept in {file}.").format(file=done.kept))
    return DONE


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--customers", type=int, default=_DEMO_CUSTOMERS, metavar="N", help=_("how many customers"))


def _demo(call: Call) -> int:
    """Make the demo shop in a new store; where none is named, beside the user's and not in it."""
    from desktop_crm import demo

    store = call.store if call.asked.store is not None else call.store.with_name(f"demo{call.store.suffix}")
    # services are made when first used; the checker does not take a cached property for the protocol's property
    opener = cast("Opener", App.open)
    made = demo.make(store, opener, today=local_date(SystemClock().now()), customers=call.asked.customers)
    held = counted("{count} customer", "{count} customers", made.customers)
    ordered = counted("{count} order", "{count} orders", made.orders)
    call.say(
        _("The demo shop is in {store}: {customers}, {orders}.").format(store=store, customers=held, orders=ordered)
    )
    return DONE


_DEMO_CUSTOMERS: Final = 1200

COMMANDS: Final = {
    "check": Command(_no_arguments, _check),
    "backup": Command(_backup_arguments, _backup),
    "restore": Command(_restore_arguments, _restore),
    "demo": Command(_demo_arguments, _demo),
}
