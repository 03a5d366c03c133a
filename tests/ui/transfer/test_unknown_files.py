"""A file that is not recognised is taken when somebody says what is in it, and known by itself the next time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.insights import customer_list
from desktop_crm.platform.text import sort_key
from tests.dump import logical_dump
from tests.ui.kit.parts import press
from tests.ui.transfer.conftest import AYSE
from tests.ui.transfer.seen import cells, figures, rows, spoken
from ui.kit.lint import problems
from ui.transfer import how_read
from ui.transfer.how_read import HowRead
from ui.transfer.kinds import ask_kind
from ui.transfer.panel import TransferPanel
from ui.transfer.preview import READING

Show = Callable[..., TransferPanel]
Home = Callable[[], None]
DATA = Path(__file__).parents[2] / "data"
MARCH = DATA / "unknown" / "kolonlar.csv"
APRIL = DATA / "unknown" / "kolonlar_nisan.csv"
UNTITLED = DATA / "unknown" / "basliksiz.csv"
REFUSED = "This could not be taken"
ASKED = "What is in this file?"


def say(panel: TransferPanel, kind: str, home: Home, place: int = 0) -> None:
    """Say what is in a refused file, by its menu."""
    menu = panel.start.ask_kind(place)
    next(action for action in menu.actions() if action.text() == kind).trigger()
    menu.close()
    home()


def choose(panel: TransferPanel, home: Home, **fields: str) -> None:
    for header, field in fields.items():
        panel.preview.columns.choices[header].choose(field)
        home()


def teach(panel: TransferPanel, name: str, home: Home) -> None:
    dialog = panel.lessons.teach(0)
    dialog.name.set_value(name)
    dialog.verb.click()
    home()
    home()


@pytest.mark.feature("E3")
def test_an_unknown_file_is_named_mapped_imported_and_known_the_next_time(app: App, show: Show, home: Home) -> None:
    before = logical_dump(app.db.path)
    panel = show(MARCH)
    assert panel.preview is None
    assert "can be recognised" in spoken(panel, REFUSED)[0]
    assert panel.focusWidget() is panel.start.refused
    say(panel, "Orders or order lines", home)
    assert figures(panel.preview)["New orders"] == "0"
    assert panel.preview.line.said == "Say what the columns hold"
    assert not panel.preview.verb.isEnabled()
    assert panel.preview.columns.focused() == "kolon1"
    assert cells(panel.preview)[1][2] == "Deniz Aksu · Ece Boran · Can Duru"
    choose(
        panel, home,
        kolon1="order.number", kolon2="person.name", kolon3="order.date", kolon4="order.total", kolon5="line.name",
    )  # fmt: skip
    assert figures(panel.preview)["New orders"] == "4"
    assert logical_dump(app.db.path) == before
    teach(panel, "Kolonlu siparişler", home)
    assert figures(panel.preview)["New orders"] == "4"
    panel.agree()
    home()
    assert figures(panel.result)["New orders"] == "4"
    panel = show(APRIL)
    assert panel.preview.seen.report.files[0].taught_name == "Kolonlu siparişler"
    assert panel.focusWidget() is panel.preview.verb
    press(panel.preview.verb, Qt.Key.Key_Return)
    home()
    assert figures(panel.result)["New orders"] == "2"


def test_what_is_in_a_file_is_said_from_the_keyboard(show: Show, home: Home, qapp) -> None:
    panel = show(MARCH)
    press(panel.start.refused, Qt.Key.Key_Return)
    menu = qapp.activePopupWidget()
    assert menu.accessibleName() == ASKED
    assert [action.text() for action in menu.actions()] == [
        "Orders or order lines", "Customers", "Consents", "Survey answers", "Products", "Discount codes", "Reviews",
    ]  # fmt: skip
    press(menu, Qt.Key.Key_Down)
    press(menu, Qt.Key.Key_Return)
    home()
    assert panel.preview.seen.report.files[0].kind == "customers"
    assert problems(panel) == []


@pytest.mark.parametrize("kind", ["Customers", "Consents", "Survey answers", "Products", "Discount codes", "Reviews"])
def test_every_kind_leads_to_columns_that_can_be_named(show: Show, home: Home, kind: str) -> None:
    panel = show(MARCH)
    say(panel, kind, home)
    assert len(panel.preview.columns.choices) == 5
    field = panel.preview.columns.choices["kolon1"]
    field.showPopup()
    field.hidePopup()
    assert field.count() > 1


@pytest.mark.feature("E3")
def test_a_file_without_titles_is_named_taught_and_known_again(
    app: App, show: Show, home: Home, tmp_path: Path
) -> None:
    panel = show(UNTITLED)
    say(panel, "Customers", home)
    panel.preview.tabs.show_tab(READING)
    page = panel.preview.tabs.page(READING)
    assert isinstance(page, HowRead)
    page.chosen.emit("header_row", -1)
    home()
    choose(panel, home, A="person.name", B="person.note", C="address.city")
    assert figures(panel.preview)["New customers"] == "3"
    teach(panel, "Başlıksız", home)
    panel.agree()
    home()
    assert {app.read(lambda s, one=one: customers.card(s, one)).name for one in app.read(customer_list.ids)} == {
        "Deniz Aksu", "Ece Boran", "Can Duru",
    }  # fmt: skip
    again = tmp_path / "yeni.csv"
    again.write_text("Gül Ergin;mor;Bartın\nOya Su;mor;Sinop\n", encoding="utf-8")
    panel = show(again)
    assert panel.preview.seen.report.files[0].taught_name == "Başlıksız"
    assert figures(panel.preview)["New customers"] == "2"


def test_a_file_refused_for_another_reason_offers_nothing(show: Show, broken: Path) -> None:
    panel = show(broken, *sorted((DATA / "refused").iterdir()))
    listed = rows(panel, REFUSED)
    assert listed.count() == 4
    assert [listed.row_at(place).acts for place in range(4)] == [()] * 4
    assert [panel.start.ask_kind(place) for place in range(4)] == [None] * 4
    assert panel.focusWidget() is panel.start.drop.choose


def test_an_unknown_file_among_others_is_named_beside_them(show: Show, home: Home, sheet) -> None:
    panel = show(sheet(AYSE), MARCH)
    listed = rows(panel.preview, "Files")
    assert listed.row_at(0).acts[0].text == ASKED
    menu = ask_kind(listed, -1, lambda kind: panel.preview.kind_said.emit(MARCH, kind))
    menu.actions()[0].trigger()
    menu.close()
    home()
    assert [file.kind for file in panel.preview.seen.report.files] == ["customers", "orders"]
    assert panel.preview.place == 1
    assert panel.preview.columns.focused() == "kolon1"


@pytest.mark.feature("E3")
def test_the_separator_and_encoding_chosen_are_part_of_what_is_taught(
    app: App, show: Show, home: Home, tmp_path: Path
) -> None:
    first, second = tmp_path / "mart.csv", tmp_path / "nisan.csv"
    first.write_text("k,1,a|k,2,b\nŞule, Işık, Dr|Or,d,u\nÖzgür, Ünal, Av|Iğ,d,ır\n", encoding="cp1254")
    second.write_text("k,1,a|k,2,b\nGül, Ergin, Dr|M,u,ş\nİnci, Çağ, Av|Ağ,r,ı\n", encoding="cp1254")
    panel = show(first)
    say(panel, "Customers", home)
    found = panel.preview.seen.report.files[0]
    assert (found.delimiter, found.encoding) == (",", "windows-1254")
    for choice, value in (("delimiter", "|"), ("encoding", "windows-1252")):
        panel.preview.tabs.show_tab(READING)
        panel.preview.tabs.page(READING).chosen.emit(choice, value)
        home()
    choose(panel, home, **{"k,1,a": "person.name", "k,2,b": "person.note"})
    assert figures(panel.preview)["New customers"] == "2"
    teach(panel, "Çubuklu", home)
    panel.go_back()
    home()
    panel = show(second)
    file = panel.preview.seen.report.files[0]
    assert (file.taught_name, file.delimiter, file.encoding) == ("Çubuklu", "|", "windows-1252")
    because = {reason.topic: reason.because for reason in file.reasons}
    assert because["column separator"] == because["encoding"] == "as you taught it"
    assert figures(panel.preview)["New customers"] == "2"


def test_the_layouts_to_choose_from_stand_in_turkish_order() -> None:
    names = [words for _, words in how_read._layouts()[1:]]
    assert names == sorted(names, key=sort_key)
    assert names.index("İYS: consents") < names.index("Judge.me: reviews")
