"""A long list in another order: how it begins is shown at once, the rest follows and moves nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import pytest

from tests.ui.kit.parts import Numbers
from ui.kit.context import Context
from ui.kit.paging import Pages, Sort
from ui.kit.table_view import TableView
from ui.kit.tables import Column, Kind, TableModel

COLUMNS = (
    Column("name", "Name", 200, Kind.PERSON, stretch=True),
    Column("number", "Number", 80, Kind.NUMBER),
    Column("more", "More", 80),
)


class Eager(Numbers):
    """Numbers that know how they begin."""

    def first(self, session: Any, sort: Sort | None, limit: int) -> Sequence[int]:
        return list(self.ids(session, sort))[:limit]

    def rows(self, session: Any, ids: Sequence[int]) -> Sequence[tuple[str, ...]]:
        return [(*row, "") for row in super().rows(session, ids)]


@pytest.fixture
def made(ctx: Context, home: Callable, qtbot) -> Callable[[int], TableView]:
    """Makes a shown table on as many numbers."""

    def make(count: int) -> TableView:
        pages = Pages(ctx, Eager(count))
        table = TableView(TableModel(COLUMNS, pages), "Numbers")
        pages.setParent(table)
        qtbot.addWidget(table)
        table.resize(500, 400)
        table.show()
        return table

    return make


def test_the_first_rows_come_before_the_rest_and_all_of_it_stands_there_at_last(made: Callable, home: Callable) -> None:
    table = made(5000)
    pages = table.model().pages
    seen: list[tuple[int, bool]] = []
    pages.replaced.connect(lambda: seen.append((len(pages.ids), pages.partial)))
    pages.grown.connect(lambda: seen.append((len(pages.ids), pages.partial)))
    pages.begin()
    home()
    assert seen == [(200, True), (5000, False)]
    assert table.model().rowCount() == 5000
    table.scrollTo(table.model().index(4000, 0))
    table.grab()
    home()
    assert table.model().index(4000, 0).data() == "row 4001"


def test_a_short_list_is_whole_at_once(made: Callable, home: Callable) -> None:
    table = made(150)
    table.model().pages.begin()
    home()
    assert (table.model().rowCount(), table.model().pages.partial) == (150, False)


def test_who_was_chosen_far_down_is_found_again_in_the_other_order(made: Callable, home: Callable) -> None:
    table = made(5000)
    pages = table.model().pages
    pages.begin()
    home()
    table.go_to(2500)
    pages.begin(Sort("number", descending=True))
    home()
    assert pages.ids[0] == 5000
    assert (table.current_id, table.selected_ids) == (2500, [2500])


def test_rows_asked_for_while_the_rest_was_on_its_way_come(made: Callable, home: Callable) -> None:
    table = made(5000)
    pages = table.model().pages
    pages.begin()
    pages.replaced.connect(lambda: pages.see(100, 140))
    home()
    pages.see(100, 140)
    home()
    assert pages.row(120) is not None


def test_a_long_selection_is_counted_and_named_in_order(made: Callable, home: Callable) -> None:
    table = made(3000)
    table.model().pages.begin()
    home()
    table.selectAll()
    assert (table.selected_count, table.selected_ids) == (3000, list(range(1, 3001)))


def test_columns_are_arranged_and_what_was_moved_or_widened_is_told(made: Callable, home: Callable) -> None:
    table = made(10)
    table.model().pages.begin()
    home()
    told: list[list[tuple[str, int]]] = []
    table.arranged.connect(lambda: told.append(table.arrangement()))
    table.arrange([("name", 0), ("more", 120)])
    assert table.arrangement() == [("name", 200), ("more", 120)]
    assert told == []
    header = table.horizontalHeader()
    header.resizeSection(2, header.sectionSize(2) + 30)
    assert told[-1][1] == ("more", 150)
    header.moveSection(header.visualIndex(2), 0)
    assert [key for key, _width in told[-1]] == ["more", "name"]
    table.arrange([("name", 0), ("number", 0), ("unknown", 5)])
    assert [key for key, _width in table.arrangement()] == ["name", "number"]
