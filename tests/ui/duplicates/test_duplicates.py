"""The page of duplicates: it searches by itself, and each pair is merged or kept apart by mouse and by key."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QWidget

from desktop_crm.app import App
from desktop_crm.customers import queries as customers
from desktop_crm.customers.types import NewCustomer
from desktop_crm.duplicates import queries
from desktop_crm.duplicates.fields import columns
from desktop_crm.duplicates.types import BOTH, Kind
from tests.ui.kit.parts import HOSTILE, held_readers, held_writer, press
from ui.duplicates import words
from ui.duplicates.commands import commands
from ui.duplicates.merge_dialog import MergeDialog, open_merge
from ui.duplicates.panel import DuplicatesPanel
from ui.duplicates.sure_dialog import SureDialog
from ui.kit.context import Context
from ui.kit.lint import problems

People = dict[str, list[int]]
Settle = Callable[[], None]


def dialog(window: QWidget, kind: type[Any]) -> Any:
    return next(box for box in window.findChildren(QDialog) if isinstance(box, kind) and box.isVisible())


def titles(panel: DuplicatesPanel) -> list[str]:
    return [row.title for place in range(panel.list.count()) if (row := panel.list.row_at(place))]


def go_to(panel: DuplicatesPanel, place: int) -> None:
    panel.list.setCurrentIndex(panel.list.model().index(place, 0))


@pytest.mark.feature("A8")
def test_the_page_searches_by_itself_and_shows_pairs_best_first_as_typed(panel: DuplicatesPanel) -> None:
    assert titles(panel) == ["Şükrü İnce  ·  ŞÜKRÜ İNCE", f"{HOSTILE}  ·  {HOSTILE}"]
    chips = [chip.text for chip in panel.list.row_at(0).chips]  # type: ignore[union-attr]
    assert chips == ["same e-mail", "same phone", "same name", "100% alike"]
    assert problems(panel) == []


def test_filters_narrow_the_list(panel: DuplicatesPanel, settle: Settle) -> None:
    panel._kinds.button(1).click()
    settle()
    assert titles(panel) == ["Şükrü İnce  ·  ŞÜKRÜ İNCE"]
    panel._kinds.button(0).click()
    panel.find.setText("img")
    settle()
    assert titles(panel) == [f"{HOSTILE}  ·  {HOSTILE}"]
    panel.find.setText("nobody")
    settle()
    assert "Nothing to decide" in panel.list.overlay.words


@pytest.mark.feature("A9")
def test_enter_shows_both_cards_and_merging_takes_the_pair_off_the_list(
    panel: DuplicatesPanel, app: App, people: People, settle: Settle, qtbot
) -> None:
    go_to(panel, 0)
    press(panel.list, Qt.Key.Key_Return)
    settle()
    box: MergeDialog = dialog(panel, MergeDialog)
    assert problems(box) == []
    assert box.beside is not None
    assert box.beside.fields["note"].checkedId() == BOTH
    box.beside.fields["name"].button(people["sure"][1]).click()
    press(box, Qt.Key.Key_Return, control=True)
    settle()
    card = app.read(lambda session: customers.card(session, people["sure"][0]))
    assert (card.name, card.note) == ("ŞÜKRÜ İNCE", "Şükrü İnce\nŞÜKRÜ İNCE")
    qtbot.waitUntil(lambda: titles(panel) == [f"{HOSTILE}  ·  {HOSTILE}"])


@pytest.mark.feature("A9")
def test_another_card_can_stay_and_lines_can_be_left_out(
    panel: DuplicatesPanel, desk: Context, app: App, people: People, settle: Settle
) -> None:
    open_merge(desk, panel, people["sure"])
    settle()
    box: MergeDialog = dialog(panel, MergeDialog)
    assert box.beside is not None
    box.beside.stays.button(1).click()
    assert not box.verb.isEnabled(), "nobody merges the one way round while the other is on its way"
    settle()
    assert box.verb.isEnabled()
    box.beside.lines[0][0].click()
    box.verb.click()
    settle()
    card = app.read(lambda session: customers.card(session, people["sure"][1]))
    assert (card.phones, [mail.address for mail in card.emails]) == ((), ["sukru@example.com"])


@pytest.mark.feature("A8")
def test_not_the_same_by_key_is_remembered_and_undone(
    panel: DuplicatesPanel, desk: Context, settle: Settle, qtbot
) -> None:
    keys = {command.id: command for command in commands(desk)}
    go_to(panel, 0)
    keys["duplicates.next"].run()
    assert panel.list.currentIndex().row() == 1
    keys["duplicates.previous"].run()
    keys["duplicates.apart"].run()
    qtbot.waitUntil(lambda: titles(panel) == [f"{HOSTILE}  ·  {HOSTILE}"])
    settle()
    desk.undo()
    qtbot.waitUntil(lambda: len(titles(panel)) == 2)


@pytest.mark.feature("A8")
def test_two_pairs_kept_apart_faster_than_they_are_read_are_both_noted(
    panel: DuplicatesPanel, desk: Context, settle: Settle, qtbot
) -> None:
    go_to(panel, 0)
    with held_readers(desk):
        panel.part()
        panel.step(1)
        panel.part()
    settle()
    qtbot.waitUntil(lambda: titles(panel) == [])
    assert [said for said, _undo in desk.tell.said] == ["Noted: they are not the same"] * 2


@pytest.mark.feature("A8")
def test_a_pair_kept_apart_twice_while_the_disk_is_slow_is_noted_once(
    panel: DuplicatesPanel, desk: Context, settle: Settle, qtbot
) -> None:
    go_to(panel, 0)
    with held_writer(desk):
        for _time in range(2):
            panel.part()
            qtbot.waitUntil(lambda: desk.jobs.writing > 1 and desk.jobs.busy == desk.jobs.writing)
    settle()
    assert [said for said, _undo in desk.tell.said] == ["Noted: they are not the same"]


def test_not_the_same_in_the_dialog_closes_it_and_asks_no_more(
    panel: DuplicatesPanel, app: App, people: People, settle: Settle, qtbot
) -> None:
    go_to(panel, 0)
    panel.merge()
    settle()
    dialog(panel, MergeDialog).part.click()
    settle()
    assert app.read(queries.decided_apart) == {tuple(people["sure"])}
    qtbot.waitUntil(lambda: len(titles(panel)) == 1)


@pytest.mark.feature("A9")
def test_all_sure_ones_are_shown_first_and_merged_in_one_step(
    panel: DuplicatesPanel, desk: Context, app: App, settle: Settle, qtbot
) -> None:
    panel.sure.click()
    settle()
    box: SureDialog = dialog(panel, SureDialog)
    assert box.verb.accessibleName() == "Merge 1 card"
    box.verb.click()
    settle()
    assert app.read(customers.count) == 4
    assert desk.tell.said[-1][0] == "1 card merged"  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: not panel.sure.isVisible())
    settle()
    desk.undo()
    settle()
    assert app.read(customers.count) == 5


def test_the_command_takes_the_customers_chosen_in_the_list(
    panel: DuplicatesPanel, desk: Context, app: App, people: People, settle: Settle
) -> None:
    merge = next(command for command in commands(desk) if command.id == "customer.merge")
    assert not merge.enabled()
    desk.chosen = lambda: [*people["sure"], *people["alone"]]
    assert merge.enabled()
    open_merge(desk, panel, desk.chosen())
    settle()
    box: MergeDialog = dialog(panel, MergeDialog)
    assert not box.part.isVisible()
    box.verb.click()
    settle()
    assert app.read(customers.count) == 3


@pytest.mark.parametrize("count", [0, 1, 5])
def test_too_few_or_too_many_cards_are_refused_with_a_word(
    panel: DuplicatesPanel, desk: Context, app: App, settle: Settle, count: int
) -> None:
    made = [app.customers.add(NewCustomer(name=f"Kişi {number}")) for number in range(count)]
    open_merge(desk, panel, made)
    settle()
    assert desk.tell.said[-1][0] == "Choose two to four customers to merge."  # type: ignore[attr-defined]


def test_a_card_that_went_meanwhile_is_told_of(
    panel: DuplicatesPanel, desk: Context, app: App, people: People, settle: Settle
) -> None:
    panel._with_pair(panel.list.pages.ids[0], partial(_delete_then_open, app, desk, panel), "merge")
    settle()
    assert desk.tell.said[-1][0] == "This customer is not there any more."  # type: ignore[attr-defined]


def _delete_then_open(app: App, desk: Context, panel: DuplicatesPanel, one: int, other: int) -> None:
    desk.do(panel, lambda: app.customers.delete([other]), then=lambda _nothing: open_merge(desk, panel, (one, other)))


def test_names_of_any_kind_are_shown_as_typed_in_the_dialog(
    panel: DuplicatesPanel, desk: Context, app: App, settle: Settle
) -> None:
    pair = [app.customers.add(NewCustomer(name=name, note=name)) for name in (HOSTILE, "Uzunadlı" * 625)]
    open_merge(desk, panel, pair)
    settle()
    box: MergeDialog = dialog(panel, MergeDialog)
    assert problems(box) == []
    assert box.width() < 1000


def test_every_field_list_and_table_of_a_card_has_words() -> None:
    assert [name for name in columns() if name not in words.FIELDS] == []


def test_an_empty_book_says_so(desk: Context, settle: Settle, qtbot) -> None:
    made = DuplicatesPanel(desk)
    qtbot.addWidget(made)
    made.show()
    settle()
    assert "Nothing to decide" in made.list.overlay.words
    assert made._source.asked.kind is Kind.ALL


def test_asked_for_from_the_list_the_card_that_stayed_is_gone_to(
    panel: DuplicatesPanel, desk: Context, people: People, settle: Settle
) -> None:
    gone_to: list[tuple[str, object]] = []
    desk.go.asked.connect(lambda kind, thing: gone_to.append((kind, thing)))
    desk.go.merge(people["likely"])
    assert gone_to == [("merge", people["likely"])]
    panel.open(*gone_to[0])
    settle()
    dialog(panel, MergeDialog).verb.click()
    settle()
    assert gone_to[-1] == ("customer", people["likely"][0])


@pytest.mark.feature("A9")
def test_a_double_click_keeps_one_pair_apart_and_not_the_one_that_comes_in_its_place(
    panel: DuplicatesPanel, settle: Settle, qtbot
) -> None:
    places = panel.list.places(0)
    assert places is not None
    spot = places.acts[-1].center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: panel.list.count() == 1)
    settle()
    for act in (QTest.mouseDClick, QTest.mouseRelease):
        act(panel.list.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.wait(60)
    settle()
    assert titles(panel) == [f"{HOSTILE}  ·  {HOSTILE}"]


@pytest.mark.feature("A9")
def test_what_was_chosen_stays_when_another_card_is_to_stay(
    panel: DuplicatesPanel, people: People, settle: Settle
) -> None:
    first, second = people["sure"]
    go_to(panel, 0)
    panel.merge()
    settle()
    box: MergeDialog = dialog(panel, MergeDialog)
    assert box.beside is not None
    box.beside.fields["note"].button(first).click()
    unticked = box.beside.lines[0]
    unticked[0].set_value(False)
    left_out = box.beside.choices().left_out
    assert left_out
    box.beside.stays.buttons()[1].click()
    settle()
    chosen = box.beside.choices()
    assert (chosen.fields, chosen.left_out) == ({"name": second, "note": first}, left_out)
    box.reject()


@pytest.mark.feature("A9")
def test_the_card_chosen_last_stays_however_late_the_answers_come(
    panel: DuplicatesPanel, desk: Context, people: People, settle: Settle
) -> None:
    go_to(panel, 0)
    panel.merge()
    settle()
    box: MergeDialog = dialog(panel, MergeDialog)
    assert box.beside is not None
    with held_readers(desk):
        for place in (1, 0):
            box.beside.stays.buttons()[place].click()
    settle()
    assert box._seen.side.cards[0] == people["sure"][0]
    assert box.verb.isEnabled()
    box.reject()


@pytest.mark.feature("A9")
def test_nothing_else_is_decided_of_cards_that_are_being_merged(
    panel: DuplicatesPanel, desk: Context, settle: Settle
) -> None:
    go_to(panel, 0)
    panel.merge()
    settle()
    box: MergeDialog = dialog(panel, MergeDialog)
    press(box, Qt.Key.Key_Return, control=True)
    box.part.click()
    settle()
    tell: Any = desk.tell
    assert ([said for said, _undo in tell.said], tell.errors) == (["Merged into the card of Şükrü İnce"], [])
