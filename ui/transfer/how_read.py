"""How a file was read, with the reasons: its kind, sheet, titles, encoding, currency and shop can be changed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QPoint, Signal

from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import sort_key
from desktop_crm.transfer.choices import NO_TITLES
from desktop_crm.transfer.reading.encoding import ENCODINGS
from desktop_crm.transfer.reading.text import SEPARATORS
from desktop_crm.transfer.types import FileReport, Reason
from desktop_crm.transfer.understanding.layout import KINDS, LAYOUT
from desktop_crm.transfer.understanding.profiles import GENERAL
from ui.kit.menus import Menu
from ui.kit.places import currency_words
from ui.kit.row_paint import Act, Row
from ui.kit.rows import RowList
from ui.transfer import words
from ui.transfer.parts import LOW, take_what_is_left

CHANGE: Final = "change"
_TITLE_ROWS: Final = 12
_CURRENCIES: Final = ("TRY", "EUR", "USD", "GBP", "AZN", "BGN", "RON", "CHF", "SEK")


@dataclass(frozen=True, slots=True)
class Point:
    """One thing decided about a file: its choice (`Choices`' field, '' for none), what, why, and what else could be."""

    choice: str
    about: str
    decided: str
    because: str
    offered: tuple[tuple[object, str], ...] = ()


class HowRead(RowList):
    """`chosen(choice, value)` for what somebody changed."""

    chosen = Signal(str, object)

    def __init__(self, file: FileReport, shops: Mapping[str, str], *, change: bool) -> None:
        super().__init__(_("How it was read"))
        self._points = points(file, shops, change=change)
        take_what_is_left(self, LOW)
        self.show_rows([_row(place, point) for place, point in enumerate(self._points)])
        self.acted.connect(lambda _key, place: self.offer(place))
        self.opened.connect(self.offer)

    def offer(self, place: int) -> Menu | None:
        """Open what a point could be instead; returns the menu, None where nothing else could be."""
        point = self._points[place]
        if not point.offered:
            return None
        menu = Menu(point.about, self)
        for value, said in point.offered:
            icon = "check" if said == point.decided else ""
            menu.entry(said, lambda value=value: self.chosen.emit(point.choice, value), icon=icon)
        rect = self.visualRect(self.model().index(place, 0))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.viewport().mapToGlobal(QPoint(rect.right() - menu.sizeHint().width(), rect.bottom())))
        return menu


def points(file: FileReport, shops: Mapping[str, str], *, change: bool) -> list[Point]:
    """Return what was decided about a file, what can be changed first."""
    reasons = {reason.topic or reason.about: reason for reason in file.reasons}
    made = [_made(choice, topic, value, reasons.pop(topic, None), offered) for choice, topic, value, offered in (
        ("profile", LAYOUT, _layout_of(file, shops), _layouts),
        ("kind", "kind of file", _(words.KINDS[file.kind]), lambda: [(kind, _(words.KINDS[kind])) for kind in KINDS]),
        ("sheet", "sheet", file.sheet, lambda: [(name, name) for name in file.sheets]),
        ("header_row", "column titles", _title_row(file), _title_rows),
        ("encoding", "encoding", file.encoding, lambda: [(name, name) for name in ENCODINGS]),
        ("delimiter", "column separator", _separator(file), _separators),
        ("currency", "currency", _currency(file.currency), lambda: [(one, _currency(one)) for one in _offered(file)]),
    ) if value]  # fmt: skip
    rest = [Point("", _shown(reason.about), reason.decided, reason.because) for reason in reasons.values()]
    kept = [point for point in made if point.because or point.choice in ("kind", "currency", "sheet")]
    if not change:
        kept = [Point("", point.about, point.decided, point.because) for point in kept]
    return [point for point in kept if point.choice != "sheet" or len(point.offered) > 1 or point.because] + rest


def _made(
    choice: str, topic: str, value: str, reason: Reason | None, offered: Callable[[], Sequence[tuple[object, str]]]
) -> Point:
    because = reason.because if reason is not None else ""
    about = reason.about if reason is not None else _(_ABOUT.get(topic, topic))
    return Point(choice, _shown(about), value, because, tuple(offered()))


_ABOUT: Final = {"kind of file": N_("kind of file"), "currency": N_("currency"), "sheet": N_("sheet")}


def _row(place: int, point: Point) -> Row:
    acts = (Act(CHANGE, _("Change")),) if point.offered else ()
    return Row(
        place, f"{point.about}: {point.decided}", words.sentence(point.because) if point.because else "", acts=acts
    )


def _shown(about: str) -> str:
    return words.sentence(about)


def _layout_of(file: FileReport, shops: Mapping[str, str]) -> str:
    if file.taught_name:
        return file.taught_name
    return shops.get(file.profile, "") or (_("your own list") if file.profile == GENERAL else file.profile)


def _layouts() -> list[tuple[object, str]]:
    from desktop_crm.transfer.understanding.profiles import all_profiles

    known = [
        (profile.id, _("{shop}: {kind}").format(shop=profile.shop, kind=_(words.KINDS[profile.kind])))
        for profile in all_profiles().values()
        if profile.shop and not profile.refused
    ]
    return [(GENERAL, _("your own list")), *sorted(known, key=lambda one: sort_key(one[1]))]


def _title_row(file: FileReport) -> str:
    return _("row {row}").format(row=file.header_row) if file.header_row else _("none")


def _title_rows() -> list[tuple[object, str]]:
    rows = ((row, _("row {row}").format(row=row)) for row in range(1, _TITLE_ROWS + 1))
    return [*rows, (NO_TITLES, _("none"))]


def _separator(file: FileReport) -> str:
    return _(SEPARATORS[file.delimiter]) if file.delimiter in SEPARATORS else ""


def _separators() -> list[tuple[object, str]]:
    return [(sign, _(name)) for sign, name in SEPARATORS.items()]


def _currency(code: str) -> str:
    return currency_words(code) if code else ""


def _offered(file: FileReport) -> list[str]:
    return list(dict.fromkeys((file.currency, *_CURRENCIES)))
