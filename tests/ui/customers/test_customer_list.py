"""The list of customers: its rows, order and narrowing, by mouse and by keyboard."""

from __future__ import annotations

from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from desktop_crm.app import App
from desktop_crm.customers import queries
from desktop_crm.customers.types import NewCustomer
from desktop_crm.insights import customer_list
from desktop_crm.platform import i18n, settings
from desktop_crm.segments import queries as views
from desktop_crm.segments.types import ColumnPlace, NewView
from tests.ui.customers.people import EMOJI, HOSTILE, LONG, RIGHT_TO_LEFT
from tests.ui.kit.parts import held_readers, held_writer, press
from ui.customers.bulk_dialog import BulkDialog
from ui.customers.commands import commands
from ui.customers.list import CustomerList
from ui.customers.list_head import ChipRow, ListHead
from ui.customers.model import COLUMNS
from ui.customers.panel import CustomersPanel
from ui.customers.tags_dialog import TagsDialog
from ui.kit.buttons import filter_chip
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


@pytest.mark.feature("J6")
def test_views_stand_above_the_list_and_say_how_many_they_find(
    panel: CustomersPanel, shop: dict[str, int], settle
) -> None:
    words = [chip.accessibleName() for chip in panel.list.head.chips]
    assert words[0] == "All"
    assert "VIP 2" in words
    chip = next(chip for chip in panel.list.head.chips if chip.accessibleName() == "VIP 2")
    chip.click()
    settle()
    assert shown(panel, "name") == ["Ayşe Yıldırım", "Ece Şahin"]
    assert panel.list.head.find.text() == "tag:VIP"
    assert [one.accessibleName() for one in panel.list.head.chips if one.isChecked()] == ["VIP 2"]
    panel.open("customer", shop["Umut Doğan"])
    settle()
    assert (panel.shown_id, len(shown(panel, "name"))) == (shop["Umut Doğan"], 15)


def test_the_chip_of_the_view_on_show_has_room_before_the_others_and_none_covers_another(qtbot) -> None:
    row = ChipRow()
    qtbot.addWidget(row)
    chips = [filter_chip(f"Görünüm {number}") for number in range(8)]
    chips[-1].setChecked(True)
    row.resize(4 * chips[0].sizeHint().width(), row.height())
    row.show()
    row.show_chips(chips)
    seen = [chip for chip in chips if chip.isVisible()]
    assert seen[0] is chips[0]
    assert seen[-1] is chips[-1]
    assert len(seen) == 3
    assert all(left.geometry().right() < right.x() for left, right in pairwise(seen))
    assert row.rect().contains(seen[-1].geometry())


@pytest.mark.feature("G1")
def test_a_query_narrows_the_list_and_each_condition_is_a_chip_that_goes_away(
    panel: CustomersPanel, shop: dict[str, int], settle
) -> None:
    panel.list.head.find.setText("etiket:vip sipariş>1 ayse")
    settle()
    assert shown(panel, "name") == ["Ayşe Yıldırım"]
    words = [chip.accessibleName() for chip in panel.list.head.chips]
    assert words == ["Remove tag:vip", "Remove orders>1", "Remove ayse", "Save view"]
    panel.list.head.chips[2].click()
    panel.list.head.chips[1].click()
    settle()
    assert panel.list.head.find.text() == "tag:vip"
    assert shown(panel, "name") == ["Ayşe Yıldırım", "Ece Şahin"]


def test_what_is_half_typed_leaves_the_list_alone_and_is_explained_on_enter(
    panel: CustomersPanel, shop: dict[str, int], settle
) -> None:
    find = panel.list.head.find
    find.setText("tag:")
    settle()
    assert len(shown(panel, "name")) == 15
    assert not panel.list.head._wrong.isVisible()
    press(find, Qt.Key.Key_Return)
    assert panel.list.head._wrong.text() == "After “tag” something is missing."
    find.setText("tag:vip")
    settle()
    assert not panel.list.head._wrong.isVisible()
    assert len(shown(panel, "name")) == 2


@pytest.mark.feature("G1")
def test_the_field_completes_fields_and_values_of_the_store(
    panel: CustomersPanel, shop: dict[str, int], settle, qtbot
) -> None:
    find = panel.list.head.find
    panel.find()
    qtbot.keyClicks(find, "cit")
    lines = find._completer.model().stringList()
    assert lines == ["city:"]
    find._take(0)
    settle()
    qtbot.keyClicks(find, "iz")
    settle()
    assert find._completer.model().stringList()[0] == "İzmir"
    find._take(0)
    settle()
    assert find.text() == "city:İzmir "
    assert "Ayşe Yıldırım" in shown(panel, "name")
    find._completer.popup().hide()


@pytest.mark.feature("G1")
def test_suggestions_go_when_enter_asks_and_do_not_come_back_with_late_values(
    panel: CustomersPanel, settle, qtbot
) -> None:
    find = panel.list.head.find
    panel.find()
    qtbot.keyClicks(find, "zzzz ")
    settle()
    qtbot.keyClicks(find, "city:i")
    press(find, Qt.Key.Key_Return)
    settle()
    assert not find._completer.popup().isVisible()
    find.clear()
    qtbot.keyClicks(find, "cit")
    popup = find._completer.popup()
    assert popup.isVisible()
    press(popup, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert find.text() == "cit"


@pytest.mark.feature("G1")
def test_enter_takes_the_suggestion_that_is_marked(panel: CustomersPanel, settle, qtbot) -> None:
    find = panel.list.head.find
    panel.find()
    qtbot.keyClicks(find, "cit")
    popup = find._completer.popup()
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    settle()
    assert find.text() == "city:"
    popup.hide()


@pytest.mark.feature("J6")
def test_what_the_list_shows_is_saved_renamed_and_deleted_as_a_view(
    panel: CustomersPanel, desk: Context, app: App, shop: dict[str, int], settle
) -> None:
    panel.list.head.find.setText("sipariş>1")
    settle()
    box = panel.views.save_view()
    box.name.setText("Tekrar gelenler")
    box.verb.click()
    settle()
    QTest.qWait(60)
    settle()
    (saved,) = [view for view in app.read(views.views) if not view.key]
    assert (saved.name, saved.query) == ("Tekrar gelenler", "orders>1")
    assert next(one.accessibleName() for one in panel.list.head.chips if one.isChecked()).startswith("Tekrar gelenler")
    panel.list.head.clear()
    panel.open("customer_view", str(saved.id))
    settle()
    assert panel.list.head.find.text() == "orders>1"
    box = panel.views.rename_view(saved)
    box.name.setText("VIP")
    box.verb.click()
    settle()
    assert box.isVisible()
    box.name.setText("Sadık olanlar")
    box.verb.click()
    settle()
    (saved,) = [view for view in app.read(views.views) if not view.key]
    assert saved.name == "Sadık olanlar"
    panel.views.delete_view(saved)
    settle()
    assert [view for view in app.read(views.views) if not view.key] == []


def test_days_in_the_list_are_those_of_the_shops_zone_as_it_is_now(
    panel: CustomersPanel, desk: Context, app: App, settle, qtbot
) -> None:
    panel.list.arrangement.show_columns([ColumnPlace("name"), ColumnPlace("created")])
    qtbot.waitUntil(lambda: shown(panel, "created")[0] == "21/11/2026")
    desk.do(desk, lambda: settings.put(app.db, settings.ZONE, "Pacific/Pago_Pago"))
    qtbot.waitUntil(lambda: shown(panel, "created")[0] == "20/11/2026")
    settle()


@pytest.mark.feature("J6")
def test_a_view_or_a_customer_deleted_twice_while_the_disk_is_slow_is_deleted_once(
    panel: CustomersPanel, desk: Context, app: App, settle
) -> None:
    app.views.save(NewView("Dilekler", "dilek"))
    (saved,) = [view for view in app.read(views.views) if not view.key]
    first = panel.list.pages.ids[0]
    with held_writer(desk):
        for _time in range(2):
            panel.views.delete_view(saved)
            panel._delete([first])
        assert desk.jobs.writing == 3
    settle()
    assert desk.tell.errors == []
    assert [said for said, _undo in desk.tell.said] == ["View deleted: Dilekler", "1 customer deleted"]


@pytest.mark.feature("J6")
def test_columns_are_chosen_ordered_and_remembered(
    panel: CustomersPanel, desk: Context, app: App, shop: dict[str, int], settle, qtbot
) -> None:
    box = panel.views.choose_columns()
    by_key = {line.key: line for line in box.lines}
    by_key["phone"].tick.setChecked(False)
    by_key["next_due"].tick.setChecked(True)
    press(by_key["score"].tick, Qt.Key.Key_Up, alt=True)
    box.verb.click()
    settle()
    keys = [key for key, _width in panel.list.table.arrangement()]
    assert "phone" not in keys
    assert keys.index("score") < keys.index("last_order") < keys.index("next_due")
    qtbot.waitUntil(lambda: app.read(lambda session: views.layout(session, None)) is not None)
    settle()
    lone = CustomersPanel(desk)
    qtbot.addWidget(lone)
    lone.show()
    settle()
    assert [key for key, _width in lone.list.table.arrangement()] == keys
    menu = lone.views.header_menu(QPoint(10, 10))
    action = next(one for one in menu.actions() if one.text() == "Phone")
    assert not action.isChecked()
    action.trigger()
    menu.hide()
    settle()
    assert [key for key, _width in lone.list.table.arrangement()] == [*keys, "phone"]
    place = [one.key for one in COLUMNS].index("phone")
    assert lone.list.table.model().index(0, place).data() == "0532 418 27 90"


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


def tagged(app: App, tag: str) -> int:
    tags = app.read(lambda session: queries.tags(session, list(customer_list.ids(session))))
    return sum(tag in some for some in tags.values())


@pytest.mark.feature("J5")
def test_several_chosen_are_tagged_at_once_after_a_preview(
    panel: CustomersPanel, app: App, shop: dict[str, int], settle, qtbot
) -> None:
    press(panel.list.table, Qt.Key.Key_A, control=True)
    settle()
    assert panel.list.bar.said.text() == "15 customers chosen"
    panel.tag()
    settle()
    box = dialog(panel, BulkDialog)
    assert not box.verb.isEnabled()
    box.text.setText("vip")
    qtbot.waitUntil(lambda: box.preview is not None)
    assert box.said.text() == "13 customers would change"
    assert box.left_out.text() == "Left out: 2 are so already"
    press(box, Qt.Key.Key_Return, control=True)
    settle()
    assert tagged(app, "VIP") == 15
    app.undo()
    assert tagged(app, "VIP") == 2


@pytest.mark.feature("J5")
def test_nothing_is_changed_for_several_before_what_was_typed_has_its_preview(
    panel: CustomersPanel, app: App, settle, qtbot
) -> None:
    panel.list.table.selectAll()
    panel.tag()
    settle()
    box = dialog(panel, BulkDialog)
    box.text.setText("vip")
    qtbot.waitUntil(lambda: box.preview is not None)
    assert box.verb.isEnabled()
    box.text.setText("vipp")
    press(box, Qt.Key.Key_Return, control=True)
    settle()
    assert box.isVisible()
    assert tagged(app, "vipp") == 0
    qtbot.waitUntil(box.verb.isEnabled)
    press(box, Qt.Key.Key_Return, control=True)
    settle()
    assert tagged(app, "vipp") == 15


@pytest.mark.feature("J5")
def test_a_preview_of_what_was_taken_back_meanwhile_lets_nothing_be_done(
    panel: CustomersPanel, desk: Context, settle, qtbot
) -> None:
    panel.list.table.selectAll()
    panel.tag()
    settle()
    box = dialog(panel, BulkDialog)
    for take_back in (lambda: (box.text.clear(), box.look()), box.text.clear):
        with held_readers(desk):
            box.text.setText("vip")
            box.look()
            take_back()
        settle()
        assert (box.preview, box.verb.isEnabled()) == (None, False)
    box.done(0)


def test_tags_are_offered_again_after_another_verb_was_looked_at(panel: CustomersPanel, settle) -> None:
    panel.list.table.selectAll()
    panel.tag()
    settle()
    box = dialog(panel, BulkDialog)
    tag = box.act.value()
    box.act.setCurrentIndex(box.act.count() - 1)
    box.act.set_value(tag)
    assert box.text.completer().completionCount() > 0
    settle()
    box.done(0)


@pytest.mark.feature("J5")
def test_a_field_is_set_for_several_with_its_values_before_and_after(
    panel: CustomersPanel, desk: Context, app: App, shop: dict[str, int], settle, qtbot
) -> None:
    owner = app.staff.add("Emre Ay")
    panel.list.table.selectAll()
    panel.change()
    settle()
    box = dialog(panel, BulkDialog)
    box.choice.set_value(owner)
    settle()
    assert (box.deed.column, box.deed.value) == ("owner_id", owner)
    assert box.said.text() == "15 customers would change"
    box.verb.click()
    settle()
    assert desk.tell.said[-1][0] == "15 customers changed"
    rows = app.read(lambda session: customer_list.table(session, list(shop.values()), ["owner"], 0))
    assert set(rows) == {("Emre Ay",)}


@pytest.mark.parametrize("percent", [100, 150])
def test_the_field_that_narrows_the_list_keeps_its_room(panel: CustomersPanel, settle, percent: int) -> None:
    theme().use(Mode.LIGHT, percent)
    head = ListHead(lambda *_asked: None)
    head.show_count(1200)
    head.setParent(panel)
    head.show()
    for width in (340, 500, 760):
        head.resize(theme().px(width), 200)
        head.layout().activate()
        assert head.find.width() >= theme().px(200), width
    assert head.find.geometry().left() > head._title.geometry().right()


def test_the_name_and_the_stage_stand_whole_on_a_narrow_card(panel: CustomersPanel, settle) -> None:
    panel.card.head.setParent(panel)
    head = panel.card.head
    head.show()
    for width in (380, 460, 900):
        head.resize(width, 220)
        head.layout().activate()
        settle()
        assert head.stage_chip.width() >= head.stage_chip.sizeHint().width(), width
        assert head._name.width() >= head._name.fontMetrics().horizontalAdvance(head.lines[0]), width


def test_one_chosen_opens_their_tags(panel: CustomersPanel, shop: dict[str, int], settle, qtbot) -> None:
    panel.tag()
    settle()
    box = dialog(panel, TagsDialog)
    assert box.tags.value() == ["Sadık", "VIP"]
    box.tags.set_value(["Sadık"])
    box.verb.click()
    settle()
    qtbot.waitUntil(lambda: [tag.accessibleName() for tag in _chips(panel)] == ["Sadık"])


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
