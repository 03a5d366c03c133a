"""At the preview everything can be decided otherwise, by hand and by key; nothing is saved until it is agreed to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from sqlalchemy import select

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.fields import queries as fields
from desktop_crm.fields.types import FieldKind, NewField
from desktop_crm.insights import customer_list
from desktop_crm.orders.tables import OrderTable
from desktop_crm.transfer import queries
from desktop_crm.transfer.understanding.fields import OWN
from tests.dump import logical_dump
from tests.ui.kit.parts import press
from tests.ui.transfer.conftest import AYSE, SUKRU, Gate
from tests.ui.transfer.seen import figures, spoken
from ui.kit.context import Context
from ui.kit.lint import problems
from ui.transfer.changes import Changes
from ui.transfer.columns import NEW_FIELD
from ui.transfer.how_read import HowRead
from ui.transfer.new_field import NewFieldDialog
from ui.transfer.pairs import DIFFERENT, SAME, Pairs
from ui.transfer.panel import TransferPanel
from ui.transfer.preview import CHANGES, PAIRS, READING

Show = Callable[..., TransferPanel]
Home = Callable[[], None]
Sheet = Callable[..., Path]
N11 = "Sipariş Kodu;Tarih;Kime;Cep;Ödenen", "N-1;03.04.2026;Ayşe Öz;05321112233;99,90"


@pytest.fixture
def n11(tmp_path: Path) -> Path:
    """A list of orders nobody has seen before, saved as text."""
    path = tmp_path / "n11.csv"
    path.write_text("\n".join(N11), encoding="utf-8")
    return path


@pytest.mark.feature("E3")
def test_a_field_is_chosen_for_a_column_and_the_figures_follow(app: App, show: Show, n11: Path, home: Home) -> None:
    before = logical_dump(app.db.path)
    panel = show(n11)
    assert [column.header for column in panel.preview.columns.columns][:2] == ["Kime", "Ödenen"]
    assert panel.preview.columns.choices["Ödenen"].value() == "ignore"
    field = panel.preview.columns.choices["Ödenen"]
    field.setFocus()
    field.choose("order.total")
    home()
    assert figures(panel.preview)["New orders"] == "1"
    assert panel.preview.verb.accessibleName() == "Import 1 row"
    assert panel.preview.columns.focused() == "Ödenen"
    assert logical_dump(app.db.path) == before
    panel.preview.columns.choices["Kime"].choose("person.name")
    home()
    panel.agree()
    home()
    (only,) = app.read(customer_list.ids)
    assert app.read(lambda s: customers.card(s, only)).name == "Ayşe Öz"


@pytest.mark.feature("E3")
def test_dates_are_turned_round_from_the_keyboard(show: Show, n11: Path, home: Home) -> None:
    panel = show(n11)
    field = panel.preview.columns.values["Tarih"]
    press(field, Qt.Key.Key_Down)
    assert [field.itemText(place) for place in range(field.count())] == ["Day first", "Month first"]
    home()
    assert panel.preview.columns.values["Tarih"].value() == "month"


def test_what_makes_a_file_unreadable_is_said_and_taken_back(show: Show, n11: Path, home: Home) -> None:
    panel = show(n11)
    panel.preview.tabs.show_tab(READING)
    page = panel.preview.tabs.page(READING)
    assert isinstance(page, HowRead)
    page.chosen.emit("profile", "nowhere")
    home()
    assert "nowhere" in panel.preview.line.said
    assert panel.preview.verb.isEnabled() == (panel.preview.rows > 0)
    panel.preview.tabs.page(READING).chosen.emit("currency", "EUR")
    home()
    assert panel.preview.seen.report.files[0].currency == "EUR"


@pytest.mark.feature("E3")
def test_a_choice_whose_look_is_stopped_is_taken_back_and_what_is_shown_is_imported(
    app: App, show: Show, gate: Gate, tmp_path: Path, home: Home
) -> None:
    path = tmp_path / "siparisler.csv"
    rows = ("A1;03.04.2026;Ali Can;ali@a.test;1.250", "A2;04.04.2026;Veli Can;veli@a.test;2.500")
    path.write_text("\n".join(("Sipariş No;Tarih;Ad Soyad;E-posta;Tutar", *rows)), encoding="utf-8")
    panel = show(path)
    shown = panel.preview.columns.values["Tutar"].value()
    gate.shut = True
    panel.preview.columns.values_chosen.emit("Tutar", ".")
    assert gate.reached.wait(5)
    panel._reading.cancel()
    gate.shut = False
    gate.opened.set()
    home()
    assert panel.preview.columns.values["Tutar"].value() == shown
    panel.agree()
    home()
    totals = app.read(lambda session: [order.total for order in session.scalars(select(OrderTable))])
    assert totals == [125_000, 250_000]


def test_how_a_file_was_read_offers_what_else_could_be(show: Show, n11: Path, home: Home) -> None:
    panel = show(n11)
    panel.preview.tabs.show_tab(READING)
    page = panel.preview.tabs.page(READING)
    place = next(place for place in range(page.count()) if page.row_at(place).title.startswith("Column separator"))
    page.setCurrentIndex(page.model().index(place, 0))
    press(page, Qt.Key.Key_Right)
    menu = page.offer(place)
    said = [action.text() for action in menu.actions()]
    assert "semicolon" in said
    menu.actions()[said.index("comma")].trigger()
    menu.close()
    home()
    assert "comma" in " ".join(spoken(panel.preview, "How it was read")) or panel.preview.line.said


@pytest.mark.feature("E4")
def test_people_who_may_be_one_are_answered_and_imported_so(app: App, show: Show, home: Home, sheet: Sheet) -> None:
    ayse = app.customers.add(NewCustomer(name="Ayla Öz", phones=("0532 111 22 33",)))
    panel = show(sheet(AYSE, SUKRU))
    assert figures(panel.preview)["Same person?"] == "1 look through them"
    assert panel.preview.tabs.current == PAIRS
    page = panel.preview.tabs.page(PAIRS)
    assert isinstance(page, Pairs)
    page.acted.emit(SAME, 0)
    home()
    assert figures(panel.preview)["Same person?"] == "0 all answered"
    assert figures(panel.preview)["New customers"] == "1"
    assert spoken(panel.preview, "May be the same person")[0].endswith("Same person")
    panel.agree()
    home()
    assert len(app.read(customer_list.ids)) == 2
    assert [mail.address for mail in app.read(lambda s: customers.card(s, ayse)).emails] == ["ayse@ornek.test"]


def test_an_answer_can_be_taken_back_and_given_beside_each_other(
    app: App, show: Show, home: Home, sheet: Sheet
) -> None:
    app.customers.add(NewCustomer(name="Ayla Öz", phones=("0532 111 22 33",)))
    panel = show(sheet(AYSE))
    panel.preview.tabs.page(PAIRS).acted.emit(DIFFERENT, 0)
    home()
    assert figures(panel.preview)["New customers"] == "1"
    panel.preview.tabs.page(PAIRS).acted.emit("again", 0)
    home()
    dialog = panel.preview.tabs.page(PAIRS).look(0)
    assert problems(dialog) == []
    dialog.verb.click()
    home()
    assert figures(panel.preview)["New customers"] == "0"


@pytest.mark.feature("E3")
def test_whose_word_counts_is_chosen_field_by_field(
    app: App, show: Show, imported: Show, home: Home, sheet: Sheet
) -> None:
    imported(sheet(SUKRU))
    panel = show(sheet(SUKRU.replace("Toptan", "Perakende")))
    page = panel.preview.tabs.page(CHANGES)
    assert isinstance(page, Changes)
    assert spoken(panel.preview, "What would change") == [
        "Customers: Note, Şükrü İnce: Toptan → Perakende, 1 value changes"
    ]
    menu = page.offer(0)
    next(action for action in menu.actions() if action.text() == "Keep mine").trigger()
    menu.close()
    home()
    assert figures(panel.preview)["Customers to update"] == "0"
    assert panel.preview.verb.accessibleName() == "Keep what was decided"
    assert "Keep mine" in spoken(panel.preview, "What would change")[0]
    panel.agree()
    home()
    assert app.read(lambda s: customers.card(s, 1)).note == "Toptan"
    assert not show(sheet(SUKRU.replace("Toptan", "Perakende"))).preview.verb.isEnabled()


@pytest.mark.feature("E3")
def test_a_layout_is_remembered_listed_used_and_forgotten(
    app: App, ctx: Context, show: Show, home: Home, n11: Path, tmp_path: Path
) -> None:
    panel = show(n11)
    for header, target in (("Ödenen", "order.total"), ("Kime", "person.name")):
        panel.preview.columns.choices[header].choose(target)
        home()
    dialog = panel.lessons.teach(0)
    dialog.verb.click()
    assert dialog.isVisible(), "a layout without a name was taken"
    dialog.name.set_value("N11 siparişleri")
    dialog.verb.click()
    home()
    home()
    assert panel.preview.seen.report.files[0].taught_name == "N11 siparişleri"
    panel.go_back()
    home()
    again = tmp_path / "n11-mayis.csv"
    again.write_text(f"{N11[0]};Kupon\nN-2;04.05.2026;Eda Su;05331112233;10,00;YAZ", encoding="utf-8")
    panel = show(again)
    assert panel.focusWidget() is panel.preview.verb
    press(panel.preview.verb, Qt.Key.Key_Return)
    home()
    assert figures(panel.result)["New orders"] == "1"
    panel.go_back()
    home()
    assert [row.partition(",")[0] for row in spoken(panel, "For the next time")] == ["N11 siparişleri"]
    panel.start.next_time.rows.acted.emit("forget", 0)
    home()
    assert app.read(lambda s: queries.taught(s, "Europe/Istanbul")) == ()


def test_a_choice_made_while_another_is_looked_at_takes_its_place(
    show: Show, gate: Gate, home: Home, n11: Path
) -> None:
    panel = show(n11)
    gate.shut = True
    panel.preview.columns.choices["Ödenen"].choose("order.total")
    assert gate.reached.wait(5)
    panel.preview.columns.choices["Kime"].choose("person.name")
    gate.opened.set()
    home()
    targets = {column.header: column.target for column in panel.preview.seen.report.files[0].columns}
    assert targets["Kime"] == "person.name"


@pytest.mark.feature("A7")
def test_a_column_fills_a_field_of_the_shop_or_a_new_one(app: App, show: Show, home: Home, tmp_path: Path) -> None:
    size = app.fields.define(NewField("Beden", FieldKind.TEXT))
    file = tmp_path / "liste.csv"
    file.write_text("Ad Soyad;E-posta;Ölçü;Ayakkabı\nAyşe Öz;ayse@ornek.test;M;38\n", encoding="utf-8")
    panel = show(file)
    panel.preview.columns.choices["Ölçü"].choose(f"{OWN}{size}")
    home()
    assert "Beden" in [column.field for column in panel.preview.columns.columns]
    field = panel.preview.columns.choices["Ayakkabı"]
    field.setFocus()
    field.choose(NEW_FIELD)
    assert field.value() == "ignore", "what was chosen stays until there is a field"
    (dialog,) = panel.window().findChildren(NewFieldDialog)
    assert dialog.name.value() == "Ayakkabı"
    dialog.kind.set_value(FieldKind.NUMBER)
    dialog.verb.click()
    home()
    panel.agree()
    home()
    shoe = next(one.id for one in app.read(fields.defined) if one.name == "Ayakkabı")
    (only,) = app.read(customer_list.ids)
    assert app.read(lambda session: fields.values(session, [only])) == {only: {size: "M", shoe: "38"}}


def test_a_new_field_that_is_not_made_changes_nothing(app: App, show: Show, home: Home, sheet: Sheet) -> None:
    app.fields.define(NewField("Not2"))
    panel = show(sheet(AYSE))
    dialog = panel.lessons.add_field(0, "Not")
    dialog.name.set_value("not2")
    dialog.verb.click()
    home()
    assert dialog.isVisible()
    dialog.reject()
    home()
    assert [one.name for one in app.read(fields.defined)] == ["Not2"]
    assert panel.preview.columns.choices["Not"].value() == "person.note"
