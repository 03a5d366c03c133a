"""Makes the demo shop: its spreadsheets are brought in as anyone's would be, and its life is told on top."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Final

from desktop_crm.demo import bulk, queries
from desktop_crm.demo.cards import write_cards
from desktop_crm.demo.sales import OPENING
from desktop_crm.demo.sheets import write_world
from desktop_crm.demo.story import Story
from desktop_crm.demo.verbs import DemoClock, Opener, Verbs
from desktop_crm.demo.world import SEED, World
from desktop_crm.platform import settings
from desktop_crm.platform.errors import Conflict
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.progress import Progress, silent
from desktop_crm.platform.settings import DEMO

SHOP: Final = "Zeytin Dalı Butik"
TOLD: Final = 1200
"""How many customers are told in full; a larger demo shop gets the rest as plain rows."""
_BESIDE: Final = ("", "-wal", "-shm", ".lock")


@dataclass(frozen=True, slots=True)
class Summary:
    """What the demo shop holds."""

    customers: int
    orders: int
    conversations: int
    followups: int
    answers: int


def make(path: Path, open_store: Opener, *, today: date, customers: int = TOLD, progress: Progress = silent) -> Summary:
    """Make a store at `path` that holds the demo shop as it stands on the morning of `today`.

    `open_store` is `App.open`. Raises Conflict where there is a file already, StoreError, Cancelled; then none is left.
    """
    if path.exists():
        raise Conflict(N_("There is a file {store} already; the demo shop wants a new one."), store=path.name)
    clock = DemoClock(datetime.combine(today, OPENING))
    try:
        with open_store(path, clock) as app:
            return build(app, clock, today, customers, progress=progress)
    except BaseException:
        for ending in _BESIDE:
            path.with_name(path.name + ending).unlink(missing_ok=True)
        raise


def build(
    app: Verbs, clock: DemoClock, today: date, customers: int = TOLD, *, seed: int = SEED, progress: Progress = silent
) -> Summary:
    """Fill an empty store, opened with `clock`, with the demo shop; returns what it holds.

    The same day, size and seed give the same rows. Raises StoreError, Cancelled.
    """
    world = World(today, min(customers, TOLD), seed)
    now = datetime.combine(today, OPENING)
    clock.set(now)
    settings.put(app.db, settings.SHOP_NAME, SHOP)
    settings.put(app.db, DEMO, new=True)
    app.shops.ensure(SHOP)
    with tempfile.TemporaryDirectory(prefix="desktop-crm-demo-") as folder:
        app.transfer.run(write_world(Path(folder), world), progress=progress)
    with app.db.write(N_("Tell the demo shop's story")) as session:
        ids = queries.ids_by_name(session)
        told = Story(app, clock, world, now, ids).tell()
        write_cards(app, session, ids, clock, now)
    extra = bulk.Amount.of(customers - TOLD)
    bulk.fill(app.db, extra, clock.now(), seed=seed, progress=progress)
    return Summary(
        customers=len(world.people) + extra.customers,
        orders=len(world.sales) + extra.orders,
        conversations=told.conversations + extra.conversations,
        followups=told.followups,
        answers=told.answers,
    )
