"""A merged card leads to the one that stayed, and the form warns of names much alike."""

from __future__ import annotations

import pytest

from desktop_crm.app import App
from desktop_crm.customers.types import Email, NewCustomer
from ui.customers.customer_dialog import CustomerDialog
from ui.customers.panel import CustomersPanel
from ui.kit.context import Context


@pytest.mark.feature("A9")
def test_opening_a_merged_card_leads_to_the_one_that_stayed(
    panel: CustomersPanel, app: App, shop: dict[str, int], settle
) -> None:
    gone = app.customers.add(NewCustomer(name="AYŞE YILDIRIM"))
    app.duplicates.merge(shop["Ayşe Yıldırım"], [gone])
    panel.open("customer", gone)
    settle()
    assert panel.shown_id == shop["Ayşe Yıldırım"]


@pytest.mark.feature("A8")
def test_a_name_much_alike_is_warned_of_in_the_form_and_its_card_is_one_click_away(
    desk: Context, shop: dict[str, int], settle, qtbot
) -> None:
    dialog = CustomerDialog(desk, None, None)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    gone_to: list[tuple[str, object]] = []
    desk.go.asked.connect(lambda kind, thing: gone_to.append((kind, thing)))
    dialog.name.setText("YILDRIM AYSE")
    settle()
    assert dialog.twins["name"].words == "There is a customer whose name is much alike: Ayşe Yıldırım"
    dialog.twins["name"].chosen.emit(dialog.twins["name"]._found)
    assert gone_to == [("customer", shop["Ayşe Yıldırım"])]


@pytest.mark.feature("A8")
def test_the_same_e_mail_at_another_provider_is_warned_of_but_not_ones_own(
    desk: Context, shop: dict[str, int], settle, qtbot
) -> None:
    dialog = CustomerDialog(desk, None, None)
    qtbot.addWidget(dialog)
    dialog.show()
    settle()
    dialog.emails.fields[0].set_value(Email("ayse.yildirim@example.org"))
    settle()
    assert dialog.twins["email"].words == "This e-mail at another provider is in the book: Ayşe Yıldırım"
    dialog.emails.fields[0].set_value(Email("nobody@example.org"))
    settle()
    assert dialog.twins["email"].words == ""
