"""Opening the card of a customer with 2,000 lines of history; run as a module it measures in a window of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path
from typing import Final

from benchmarks.figures import Measured, percentile
from benchmarks.material import ROOT, copied
from desktop_crm.platform.clock import SystemClock

TALKS: Final = 1100
ORDERS: Final = 500
EDITS: Final = 100
POINTS: Final = 150
CONSENTS: Final = 150
"""Two thousand lines of history together, the stages passed beside them."""
_OPENED: Final = 15
_PATIENCE_S: Final = 20.0
_HOUR_MS: Final = 3_600_000


def measure(store: Path) -> Measured:
    """Return the ms until the card of such a customer stands with its history, beside that of one order alone."""
    with copied(store) as copy:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
        called = [sys.executable, "-m", "benchmarks.card", str(copy)]
        done = subprocess.run(called, check=True, capture_output=True, text=True, env=environment, cwd=ROOT)
    found = json.loads(done.stdout.splitlines()[-1])
    return {"card.open": (found["busy"], found["calm"]), "card.read": (found["read"], None)}


class _Ticking:
    """A clock on which an hour passes at each look, up to now."""

    def __init__(self) -> None:
        self._now = SystemClock().now() - 10_000 * _HOUR_MS

    def now(self) -> int:
        self._now += _HOUR_MS
        return self._now


def main(store: Path) -> None:
    """Make the customer in the store, open their card and another's in turns, and print the medians as JSON."""
    from PySide6.QtWidgets import QApplication

    from desktop_crm.app import App
    from ui.customers.card import CustomerCard
    from ui.customers.card_facts import read_facts
    from ui.customers.history_tab import FIRST, read_page
    from ui.kit.context import Context

    application = QApplication([])
    with App.open(store, _Ticking()) as app:
        busy = _busy_customer(app)
        calm = app.read(lambda session: session.connection().exec_driver_sql(_CALM, (busy,)).scalar_one())
        now = app.db.clock.now()

        def read() -> None:
            app.read(
                lambda session: (read_facts(session, busy, now), read_page(session, busy, "", None, FIRST, kinds=True))
            )

        reads = [_ms(read) for _turn in range(_OPENED)]
        ctx = Context(app)
        card = CustomerCard(ctx)
        card.resize(452, 860)
        card.show()
        times: dict[int, list[float]] = {busy: [], calm: []}
        for _turn in range(_OPENED):
            for customer in (busy, calm):
                times[customer].append(_ms(lambda customer=customer: _open(application, card, customer)))
        ctx.close()
    medians = {"busy": percentile(times[busy], 50), "calm": percentile(times[calm], 50), "read": percentile(reads, 50)}
    print(json.dumps(medians))


_CALM: Final = (
    "SELECT customer_id FROM orders WHERE customer_id IS NOT ? GROUP BY customer_id HAVING count(*) = 1 LIMIT 1"
)


def _open(application, card, customer: int) -> None:
    """Show a customer and wait until head and history stand."""
    from PySide6.QtCore import QEventLoop

    card.show_customer(customer)
    until = time.perf_counter() + _PATIENCE_S
    while time.perf_counter() < until:
        application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        page = card.tabs.page("history")
        head = card.facts is not None and card.facts.customer.id == customer
        if head and page is not None and page.customer_shown == customer:
            application.processEvents()
            return
    raise TimeoutError("the card did not come")


def _busy_customer(app) -> int:
    from dataclasses import replace

    from desktop_crm.customers.types import NewCustomer
    from desktop_crm.interactions.types import Channel, Direction, NewInteraction
    from desktop_crm.orders.types import NewLine, NewOrder

    new = NewCustomer(name="Çok Konuşan", phones=("05321112233",), emails=("cok@example.com",))
    with app.db.write("Benchmark"):
        customer = app.customers.add(new)
        for number in range(TALKS):
            talk = NewInteraction(customer, Channel.PHONE, Direction.IN, f"Kargo nerede diye sordu, {number}. kez")
            app.interactions.log(talk)
        for number in range(ORDERS):
            app.orders.take(NewOrder(customer, "Mağaza", (NewLine(f"Çorap {number}", Decimal(1), Decimal(90)),)))
        for number in range(POINTS):
            app.loyalty.give(customer, 5, f"{number}. alışveriş")
        for number in range(CONSENTS):
            app.consents.record(customer, "sms", granted=bool(number % 2))
    for number in range(EDITS):
        app.customers.edit(customer, replace(new, note=f"{number}. not"))
    return customer


def _ms(act) -> float:
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


if __name__ == "__main__":
    main(Path(sys.argv[1]))
