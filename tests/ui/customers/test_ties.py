"""Who belongs together, on the card: noted, opened from there, taken back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop_crm.app import App
from desktop_crm.ties import queries
from tests.ui.customers.people import HOSTILE
from ui.customers.panel import CustomersPanel
from ui.customers.tie_dialog import TieDialog, note_tie
from ui.kit import lint
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.pickers import Suggestion


@pytest.mark.feature("A10")
def test_a_household_is_noted_shown_on_both_cards_and_removed(
    panel: CustomersPanel, desk: Context, app: App, shop: dict[str, int], settle, qtbot: QtBot
) -> None:
    ayse, umut = shop["Ayşe Yıldırım"], shop["Umut Doğan"]
    note_tie(desk, panel.window(), ayse)
    settle()
    form = panel.window().findChild(TieDialog)
    form.verb.click()
    assert form.isVisible(), "somebody must be chosen"
    form.other.set_value(Suggestion(umut, "Umut Doğan"))
    form.note.set_value(HOSTILE)
    assert lint.problems(form) == []
    form.verb.click()
    settle()

    def ties() -> list[tuple[str, str]]:
        found: list[tuple[str, str]] = []
        desk.load(
            panel,
            lambda session: [(tie.name, tie.note) for tie in queries.of_customer(session, umut)],
            found.extend,
            slot="test",
        )
        settle()
        return found

    assert ties() == [("Ayşe Yıldırım", HOSTILE)]
    panel.card.tabs.show_tab("details")
    settle()
    page = panel.card.tabs.page("details")
    assert page is not None
    remove = "Remove: Umut Doğan"
    qtbot.waitUntil(lambda: any(one.accessibleName() == remove for one in page.findChildren(Button)))
    next(one for one in page.findChildren(Button) if one.accessibleName() == remove).click()
    settle()
    assert ties() == []
