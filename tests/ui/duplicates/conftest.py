"""The page of duplicates on a real store with two pairs."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import Address, NewCustomer
from tests.ui.kit.parts import HOSTILE
from ui.duplicates.panel import DuplicatesPanel
from ui.kit.context import Context

MAIL = "sukru@example.com"
SURE = ("Şükrü İnce", "ŞÜKRÜ İNCE")
LIKELY = (HOSTILE, HOSTILE)


@pytest.fixture
def people(app: App) -> dict[str, list[int]]:
    """The ids of the sure pair, the likely one, and of somebody alone."""
    return {
        "sure": [
            app.customers.add(NewCustomer(name=name, emails=(MAIL,), phones=("05320000411",), note=name))
            for name in SURE
        ],
        "likely": [
            app.customers.add(NewCustomer(name=name, addresses=(Address(city="İzmir", district="Konak"),)))
            for name in LIKELY
        ],
        "alone": [app.customers.add(NewCustomer(name="Banu Ak"))],
    }


@pytest.fixture
def panel(desk: Context, people: dict[str, list[int]], settle, qtbot) -> DuplicatesPanel:
    """The page, shown; it has searched by itself."""
    made = DuplicatesPanel(desk)
    qtbot.addWidget(made)
    made.resize(1200, 760)
    made.show()
    settle()
    return made
