"""The list of customers: its rows, order and narrowing, by mouse and by keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop_crm.app import App
from desktop_crm.customers import queries
from desktop_crm.customers.types import NewCustomer
from desktop_crm.insights.types import Narrow
from desktop_crm.platform import i18n
from tests.ui.customers.people import EMOJI, HOSTILE, LONG, RIGHT_TO_LEFT
from tests.ui.kit.parts import press
from ui.customers.commands import commands
from ui.customers.list import CustomerList
from ui.customers.model import COLUMNS
from ui.customers.panel import CustomersPanel
from ui.customers.tags_dialog import TagManyDialog, TagsDialog
from ui.kit.commands import Commands
from ui.kit.context import Context
from ui.kit.lint import problems
from ui.kit.theme import Mode, theme


def shown(panel: CustomersPanel, column: str) -> list[str]:
    place = [one.key for one in COLUMNS].index(column)
    model = panel.list.table.model()
    return [model.index(row, place).data() or "" for row in range(model.rowCount())]


def dialog(panel: CustomersPanel, kind: type):
    return next(box for box in panel.findChildren(kind) if box.isVisible())


def test_rows_show_names_in_turkish_order_with_their_figures(panel: CustomersPanel, shop: dict[str, int]) -> None:
    names = shown(panel, "name")
    assert names[:3] == ["Ayşe Yıldırım", "Berk Uğurlu", "Çağla Özgür"]
    assert names.index("Hülya Barış") < names.index("İbrahim Güneş") < names.index("Mustafa Irmak")
    first = {column.key: shown(panel, column.key)[0] for column in COLUMNS}
    assert first["phone"] == "0532 418 27 90"
    assert (first["city"], first["orders"], first["total"]) == ("İzmir", "2", "₺2,599.70")
    assert (first["last_order"], first["score"], first["tags"]) == ("12/11/2026", "9", "Sadık +1")
    assert panel.list.head._count.chip.text == "15"


def test_a_company_without_tags_says_so_and_blanks_are_dashes(desk, app: App, settle, qtbot) -> None:
    app.customers.add(NewCustomer(company="Kuru Kahveci"))
    lone = CustomersPanel(desk)
    qtbot.addWidget(lone)
    lone.show()
    settle()
    assert shown(lone, "tags") == ["Company"]
    assert shown(lone, "phone") == shown(lone, "total") == shown(lone, "score") == ["–"]


def test_a_click_on_a_header_sorts_and_a_second_one_turns_the_order_round(
    panel: CustomersPanel, shop: dict[str, int], settle
) -> None:
    header, place = panel.list.table.horizontalHeader(), [one.key for one in COLUMNS].index("total")
    x = header.sectionViewportPosition(place) + header.sectionSize(place) // 2
    for _turn in range(2):
        QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(x, 10))
        settle()
    assert shown(panel, "name")[0] == "Sıla Öztürk"
    assert shown(panel, "total")[-1] == "–"


@pytest.mark.parametrize("column", [one.key for one in COLUMNS if one.sortable])
def test_the_selection_stays_with_its_customer_whatever_the_list_is_sorted_by(
    panel: CustomersPanel, shop: dict[str, int], settle, column: str
) -> None:
    panel.open("customer", shop["Nazlı Aydın"])
    settle()
    panel.list.table.model().sort_by([one.key for one in COLUMNS].index(column))
    settle()
    assert panel.list.table.current_id == shop["Nazlı Aydın"] == panel.shown_id


def test_typing_narrows_the_list_by_folded_words_and_the_card_stays(
    panel: CustomersPanel, shop: dict[str, int], settle
) -> None:
    press(panel.list.table, Qt.Key.Key_Slash, "/")
    panel.find()
    panel.list.head.find.setText("gules")
    settle()
    assert shown(panel, "name") == []
    assert "Nobody found" in panel.list.table.overlay.words
    panel.list.head.find.setText("ibrahim gun")
    settle()
    assert shown(panel, "name") == ["İbrahim Güneş"]
    assert panel.shown_id == shop["Ayşe Yıldırım"]
    press(panel.list.head.find, Qt.Key.Key_Down)
    settle()
    assert panel.shown_id == shop["İbrahim Güneş"]
    press(panel.list.head.find, Qt.Key.Key_Escape)
    settle()
    assert len(shown(panel, "name")) == 15


def test_chips_narrow_the_list_and_say_how_many_they_let_through(
    panel: CustomersPanel, shop: dict[str, int], settle
) -> None:
    words = [chip.accessibleName() for chip, _narrow in panel.list.head._chips]
    assert words[:3] == ["All", "With orders 12", "Sadık 4"]
    chip = next(chip for chip, narrow in panel.list.head._chips if narrow == Narrow(tag="VIP"))
    chip.click()
    settle()
    assert shown(panel, "name") == ["Ayşe Yıldırım", "Ece Şahin"]
    assert chip.isChecked()
    panel.open("customer", shop["Umut Doğan"])
    settle()
    assert (panel.shown_id, len(shown(panel, "name"))) == (shop["Umut Doğan"], 15)


def test_a_change_by_another_program_is_seen_and_moves_nothing(
    panel: CustomersPanel, desk: Context, app: App, shop: dict[str, int], settle
) -> None:
    panel.open("customer", shop["Umut Doğan"])
    settle()
    desk.do(panel, lambda: app.customers.add(NewCustomer(name="Aaaa Yeni")))
    settle()
    QTest.qWait(60)
    settle()
    assert shown(panel, "name")[0] == "Aaaa Yeni"
    assert panel.list.table.current_id == shop["Umut Doğan"]


def test_delete_puts_the_chosen_into_the_bin_goes_on_to_the_next_and_can_be_undone(
    panel: CustomersPanel, desk: Context, shop: dict[str, int], settle
) -> None:
    panel.open("customer", shop["Berk Uğurlu"])
    settle()
    panel.delete()
    settle()
    QTest.qWait(60)
    settle()
    assert "Berk Uğurlu" not in shown(panel, "name")
    assert panel.shown_id == shop["Çağla Özgür"]
    said, undo = desk.tell.said[-1]
    assert said == "1 customer deleted"
    undo()
    settle()
    QTest.qWait(60)
    settle()
    assert "Berk Uğurlu" in shown(panel, "name")


@pytest.mark.feature("A7")
def test_several_chosen_are_tagged_at_once(panel: CustomersPanel, app: App, shop: dict[str, int], settle) -> None:
    panel.list.table.selectAll()
    settle()
    assert panel.list._many.text() == "15 customers chosen"
    panel.tag()
    settle()
    box = dialog(panel, TagManyDialog)
    box.tag.setText("Bayram")
    press(box, Qt.Key.Key_Return, control=True)
    settle()
    assert dict(app.read(queries.tag_counts))["Bayram"] == 15


def test_one_chosen_opens_their_tags(panel: CustomersPanel, shop: dict[str, int], settle) -> None:
    panel.tag()
    settle()
    box = dialog(panel, TagsDialog)
    assert box.tags.value() == ["Sadık", "VIP"]
    box.tags.set_value(["Sadık"])
    box.verb.click()
    settle()
    assert [tag.accessibleName() for tag in _chips(panel)] == ["Sadık"]


def _chips(panel: CustomersPanel):
    line = panel.card.head._chips
    return [line.itemAt(place).widget() for place in range(line.count())]


def test_an_empty_store_offers_the_first_customer(desk: Context, settle, qtbot) -> None:
    lone = CustomerList(desk)
    qtbot.addWidget(lone)
    lone.show()
    settle()
    assert "No customers yet" in lone.table.overlay.words
    with qtbot.waitSignal(lone.add):
        lone.table.overlay._button.click()


def test_a_store_that_cannot_be_read_says_so_and_offers_to_try_again(
    desk: Context, settle, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_crm.platform.errors import StoreError

    def locked(*_asked: object) -> None:
        raise StoreError("The data cannot be reached: {why}", why="locked")

    monkeypatch.setattr(desk.app, "read", locked)
    lone = CustomerList(desk)
    qtbot.addWidget(lone)
    lone.show()
    settle()
    assert "locked" in lone.table.overlay.words


def test_every_command_has_its_keys_and_works_by_them(panel: CustomersPanel, desk: Context, shop, settle) -> None:
    known = Commands(commands(desk))
    assert {known[key].shortcut for key in ("interaction.log", "customer.add", "customer.edit", "customer.delete")} == {
        "Ctrl+G", "Ctrl+N", "Ctrl+E", "Del",
    }  # fmt: skip
    known["customer.find"].run()
    assert panel.focusWidget() is panel.list.head.find
    press(panel.list.head.find, Qt.Key.Key_Return)
    press(panel.list.table, Qt.Key.Key_Down)
    settle()
    assert panel.shown_id == shop["Berk Uğurlu"]
    press(panel.list.table, Qt.Key.Key_Return)
    assert panel.focusWidget() is panel.card.tabs.bar


@pytest.mark.parametrize("code", ["tr", "en"])
@pytest.mark.parametrize("size", [(1232, 818), (1072, 638), (816, 560)])
def test_nothing_is_unnamed_clipped_or_read_as_html(
    desk: Context, app: App, shop: dict[str, int], settle, qtbot, code: str, size: tuple[int, int]
) -> None:
    i18n.use(code)
    theme().use(Mode.DARK if size[0] < 1100 else Mode.LIGHT)
    for name in (HOSTILE, LONG, RIGHT_TO_LEFT, EMOJI):
        app.customers.add(
            NewCustomer(
                name=name, company=name, note=name, tags=(name[:60],), emails=("a@example.com",), tax_office=name
            )
        )
    panel = CustomersPanel(desk)
    qtbot.addWidget(panel)
    panel.resize(*size)
    panel.show()
    settle()
    for name in (HOSTILE, LONG, RIGHT_TO_LEFT, EMOJI):
        wanted = next(id_ for id_ in panel.list.pages.ids if panel.list.pages.rows[id_][0] == name)
        panel.open("customer", wanted)
        settle()
        for key in ("details", "changes", "history", "orders", "followups", "surveys"):
            panel.card.tabs.show_tab(key)
            settle()
            assert problems(panel) == [], (name[:20], key)
        assert panel.card.head.lines[0] == name
        assert (panel.width(), panel.height()) == size
