"""Printing customers: their cards, the list as it is shown, labels or envelopes; looked at first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Final

from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from desktop_crm.insights import customer_list
from desktop_crm.insights.letters import Letters, letters
from desktop_crm.insights.list_columns import ColumnKind, ListColumn
from desktop_crm.insights.types import Asked
from desktop_crm.platform import settings
from desktop_crm.platform.i18n import N_, _, counted, whole
from ui.customers.card_paper import Printed, card_paper, read_card
from ui.customers.model import cell
from ui.customers.post import ENVELOPES, LABELS, EnvelopePaper, LabelPaper
from ui.kit.context import Context
from ui.kit.fields import ChoiceField
from ui.kit.forms import Entry, Form
from ui.kit.labels import muted
from ui.kit.paper import A4, Paper, PaperColumn, Sheet, TablePaper
from ui.kit.printing import PrintDialog

MOST_CARDS: Final = 50
MOST_ROWS: Final = 5_000
_RIGHT: Final = frozenset({ColumnKind.NUMBER, ColumnKind.RATIO, ColumnKind.MONEY, ColumnKind.DECIMAL})
_SHARES: Final = {"name": 2.2, "email": 2.0, "tags": 1.5, "phone": 1.4}


class What(StrEnum):
    """What can be printed of customers."""

    CARDS = "cards"
    LIST = "list"
    LABELS = "labels"
    ENVELOPES = "envelopes"


NAMES: Final = {
    What.CARDS: N_("Cards"), What.LIST: N_("The list as it is shown"), What.LABELS: N_("Address labels"),
    What.ENVELOPES: N_("Envelopes"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shown:
    """What stands on the page: who is chosen, what the list asks for, its columns from left to right."""

    chosen: Sequence[int]
    asked: Asked
    columns: Sequence[ListColumn]


class CardsPaper:
    """Cards one after the other, each from a page of its own."""

    sheet = A4

    def __init__(self, cards: Sequence[Printed]) -> None:
        papers = [card_paper(card) for card in cards]
        self._pages = [(paper, page) for paper in papers for page in range(paper.pages)]

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._pages)

    def paint(self, painter: QPainter, page: int) -> None:
        paper, place = self._pages[page]
        paper.paint(painter, place)


class CustomerPrintDialog(PrintDialog):
    """Begins with the cards of one or few chosen, with the list of many. Says who is left out and why."""

    def __init__(self, ctx: Context, parent: QWidget | None, shown: Shown) -> None:
        super().__init__(ctx, parent, _("Print"), _("customers"))
        self._ctx = ctx
        self._now = ctx.app.db.clock.now()
        self._shown = shown
        whats = [what for what in What if what is not What.CARDS or shown.chosen]
        self.what: ChoiceField[What] = ChoiceField([(what, _(NAMES[what])) for what in whats])
        self.what.set_value(whats[0])
        self.who: ChoiceField[bool] = ChoiceField(
            [
                (True, counted("{count} chosen", "{count} chosen", len(shown.chosen))),
                (False, _("Everybody in the list")),
            ]
        )
        self.who.set_value(len(shown.chosen) > 1)
        self.labels: ChoiceField[int] = ChoiceField([(n, _(one.words)) for n, one in enumerate(LABELS)])
        self.envelopes: ChoiceField[int] = ChoiceField([(n, _(words)) for n, (words, _sheet) in enumerate(ENVELOPES)])
        self.used: ChoiceField[int] = ChoiceField([(n, whole(n)) for n in range(max(one.count for one in LABELS))])
        self.left_out = muted("", elide=True)
        self.form = Form()
        self.form.add_beside([Entry(_("What"), self.what), Entry(_("Who"), self.who)])
        sheets = [Entry(_("Sheet"), self.labels), Entry(_("Envelope"), self.envelopes)]
        self.form.add_beside([*sheets, Entry(_("Labels used up already"), self.used)])
        self.options.addWidget(self.form)
        self.options.addWidget(self.left_out)
        for field in (self.what, self.who, self.labels, self.used, self.envelopes):
            field.edited.connect(self._load)
        self._load()

    def _load(self) -> None:
        what = self.what.value() or What.LIST
        self.form.show_field(self.who, shown=what is not What.CARDS)
        for field, shown in ((self.labels, What.LABELS), (self.used, What.LABELS), (self.envelopes, What.ENVELOPES)):
            self.form.show_field(field, shown=what is shown)
        read, come = self._steps(what)
        self._ctx.load(self, read, come, slot="paper")

    def _steps(self, what: What) -> tuple[Callable[[Any], Any], Callable[[Any], None]]:
        """Return what reads and what shows a kind of paper."""
        if what is What.CARDS:
            return self._read_cards, self._show_cards
        if what is What.LIST:
            return partial(self._read_list, self._ids()), self._show_list
        return partial(self._read_letters, self._ids()), partial(self._show_letters, what)

    def _ids(self) -> Callable[[Any], Sequence[int]]:
        """Return what reads whom to print, as it is chosen now: a reader may not look at the fields."""
        shown = self._shown
        if self.who.value() and shown.chosen:
            return lambda _session: shown.chosen
        return lambda session: customer_list.ids(session, shown.asked)

    def _read_cards(self, session: Any) -> list[Printed]:
        return [read_card(session, one, self._now) for one in self._shown.chosen[:MOST_CARDS]]

    def _show_cards(self, cards: list[Printed]) -> None:
        self._come(CardsPaper(cards), _more(len(self._shown.chosen) - len(cards)))

    def _read_list(self, whom: Callable[[Any], Sequence[int]], session: Any) -> tuple[list[list[str]], int]:
        ids, zone = whom(session), settings.value(session, settings.ZONE)
        columns = self._shown.columns
        rows = customer_list.table(session, ids[:MOST_ROWS], [column.key for column in columns], self._now)
        said = [
            [_words(column, value, zone) for column, value in zip(columns, row, strict=True)]
            for row in rows
            if row is not None
        ]
        return said, len(ids) - MOST_ROWS

    def _show_list(self, answer: tuple[list[list[str]], int]) -> None:
        rows, more = answer
        columns = [
            PaperColumn(column.words, _SHARES.get(column.key, 1), column.kind in _RIGHT)
            for column in self._shown.columns
        ]
        self._come(TablePaper(_("Customers"), columns, rows), _more(more))

    def _read_letters(self, whom: Callable[[Any], Sequence[int]], session: Any) -> tuple[Letters, str]:
        return letters(session, list(whom(session))), settings.value(session, settings.SHOP_NAME)

    def _show_letters(self, what: What, answer: tuple[Letters, str]) -> None:
        found, sender = answer
        without = counted(
            "{count} has no full address and is left out",
            "{count} have no full address and are left out",
            found.without,
        )
        if what is What.LABELS:
            paper: Paper = LabelPaper(LABELS[self.labels.value() or 0], found.addresses, self.used.value() or 0)
        else:
            sheet: Sheet = ENVELOPES[self.envelopes.value() or 0][1]
            paper = EnvelopePaper(sheet, found.addresses, sender)
        self._come(paper, without if found.without else "")

    def _come(self, paper: Paper, left_out: str) -> None:
        self.left_out.setText(left_out)
        self.left_out.setVisible(bool(left_out))
        self.show_paper(paper)
        self.fit()


def _words(column: ListColumn, value: Any, zone: str) -> str:
    if column.kind is ColumnKind.TAGS:
        return ", ".join(value or ())
    return str(cell(column, value, zone))


def _more(count: int) -> str:
    if count <= 0:
        return ""
    return counted(
        "{count} more is left out; export the list to have everybody",
        "{count} more are left out; export the list to have everybody",
        count,
    )
