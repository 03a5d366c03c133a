"""The list of customers measured in the core: first pages by every column, rows of a block, filters, many changed."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final

from benchmarks.figures import Measured, percentile
from benchmarks.material import copied
from desktop_crm.app import App
from desktop_crm.insights import customer_list
from desktop_crm.insights.customer_fields import CUSTOMERS
from desktop_crm.insights.list_columns import COLUMNS, USUAL
from desktop_crm.insights.types import Asked
from desktop_crm.segments.bulk import Deed, Verb
from desktop_crm.segments.parsing import parse

PAGE: Final = 200
TIMES: Final = 5
BLOCKS: Final = 40
QUERIES: Final = ("city:istanbul", "conversations>1", "ayşe", "phone:none", "-city:izmir conversations>2")


def measure_lists(store: Path) -> Measured:
    """Return the slowest first page, the p95 of a block's rows and the slowest filtered first page, in ms."""
    with App.open(store) as app:
        sorted_by = [column.key for column in COLUMNS if column.order]
        orders = [Asked(sort=key, descending=back) for key in sorted_by for back in (False, True)]
        sorts = [_middle(partial(_first, app, asked)) for asked in orders]
        ids = app.read(customer_list.ids)
        places = random.Random(3).sample(range(max(1, len(ids) - PAGE)), BLOCKS)
        blocks = [_ms(partial(_block, app, list(ids[place : place + PAGE]))) for place in places]
        now = app.db.clock.now()
        filters = [_middle(partial(_first, app, Asked(parse(text, CUSTOMERS), now=now))) for text in QUERIES]
    return {
        "lists.sort": (max(sorts), None),
        "lists.block": (percentile(blocks, 95), None),
        "lists.filter": (max(filters), None),
    }


def measure_bulk(store: Path) -> Measured:
    """Return the seconds that tagging every customer takes, and taking that back."""
    with copied(store) as copy, App.open(copy) as app:
        ids = app.read(customer_list.ids)
        done = _ms(lambda: app.bulk.do(Deed(Verb.TAG, value="Bayram"), ids)) / 1000
        back = _ms(app.undo) / 1000
    return {"lists.bulk": (done, None), "lists.bulk.undo": (back, None)}


def _first(app: App, asked: Asked) -> object:
    return app.read(lambda session: customer_list.first_ids(session, asked, PAGE))


def _block(app: App, wanted: list[int]) -> object:
    return app.read(lambda session: customer_list.table(session, wanted, USUAL, 0))


def _middle(act: Callable[[], Any]) -> float:
    return statistics.median(_ms(act) for _time in range(TIMES))


def _ms(act: Callable[[], Any]) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000
