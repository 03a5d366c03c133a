"""The navigation on the left: pages by group with who waits in red, the shop on top, who works now below."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, counted, whole
from ui.kit.avatars import paint_avatar
from ui.kit.chips import Chip, chip_size, paint_chip
from ui.kit.icons import draw as draw_icon
from ui.kit.labels import PlainLabel, small
from ui.kit.theme import theme
from ui.kit.words import set_tip

if TYPE_CHECKING:
    from ui.kit.pages import Child, Page

WIDTH: Final = 208
NARROW: Final = 60
_PAD: Final = 10
_ICON: Final = 18
_ONE_LINE: Final = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class Logo(QWidget):
    """The mark of the program."""

    def __init__(self, side: int = 28) -> None:
        super().__init__()
        self._side = side
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802
        side = theme().px(self._side)
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.paint("accent"))
        painter.drawRoundedRect(QRectF(self.rect()), self.width() * 0.24, self.width() * 0.24)
        side = round(self.width() * 0.6)
        square = QRect(0, 0, side, side)
        square.moveCenter(self.rect().center())
        draw_icon(painter, square, "app", "on_accent")


class _Line(QAbstractButton):
    """A line of the navigation, painted; narrow it is its picture alone."""

    moved = Signal(int)

    def __init__(self, text: str) -> None:
        super().__init__()
        self.words = text
        self.narrow = False
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def set_narrow(self, narrow: bool) -> None:
        """Show the picture alone, its words as a tip."""
        self.narrow = narrow
        set_tip(self, self.words if narrow else "")
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(40), theme().px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def ground(self, painter: QPainter, *, chosen: bool = False) -> None:
        """Paint the ground: chosen, under the pointer, and the ring of the focus."""
        look = theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        radius = look.px(8)
        if chosen or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.paint("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(look.paint("accent"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


class _Entry(_Line):
    """One page: icon, word, how many wait."""

    def __init__(self, page: Page) -> None:
        super().__init__(_(page.title))
        self.page = page
        self.waiting = 0
        self.setObjectName(f"nav-{page.id}")
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def set_waiting(self, count: int) -> None:
        """Show in red how many wait; nothing where nobody does."""
        self.waiting = count
        said = counted("{count} waiting", "{count} waiting", count)
        self.setAccessibleName(f"{self.words}, {said}" if count else self.words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look, px = QPainter(self), theme(), theme().px
        chosen = self.isChecked()
        self.ground(painter, chosen=chosen)
        colour = "accent_text" if chosen else "muted"
        side, middle = px(_ICON), self.rect().center().y()
        left = (self.width() - side) // 2 if self.narrow else px(_PAD)
        draw_icon(painter, QRect(left, middle - side // 2 + 1, side, side), self.page.icon, colour)
        if self.narrow:
            if self.waiting:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(look.paint("red"))
                painter.drawEllipse(left + side - px(3), px(5), px(7), px(7))
            return
        right = self.width() - px(_PAD)
        if self.waiting:
            chip = Chip(whole(self.waiting), "red")
            size = chip_size(chip)
            wide = max(px(20), size.width() - px(7))
            right -= wide
            paint_chip(painter, QRect(right, middle - px(9), wide, px(19)), chip)
        role = "strong" if chosen else "medium"
        painter.setFont(look.ink.font(role))
        painter.setPen(look.paint(colour))
        room = QRect(left + side + px(10), 0, right - left - side - px(14), self.height())
        painter.drawText(room, _ONE_LINE, look.ink.elided(role, self.words, room.width()))


class _ChildEntry(_Line):
    """A line below a page: a saved view. Narrow there is no room for it."""

    def __init__(self, child: Child) -> None:
        super().__init__(child.text)
        self.child = child
        self.chosen = False

    def set_chosen(self, *, chosen: bool) -> None:
        """Show whether it is what the page shows."""
        self.chosen = chosen
        said = _("{name}, shown now").format(name=self.words) if chosen else self.words
        self.setAccessibleName(said)
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        super().set_narrow(narrow)
        self.setVisible(not narrow)

    def sizeHint(self) -> QSize:  # noqa: N802
        return QSize(theme().px(40), theme().px(26))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look, px = QPainter(self), theme(), theme().px
        self.ground(painter, chosen=self.chosen)
        role = "strong" if self.chosen else "text"
        painter.setFont(look.ink.font(role))
        painter.setPen(look.paint("accent_text" if self.chosen else "muted"))
        left = px(_PAD + _ICON + 10)
        room = QRect(left, 0, self.width() - left - px(6), self.height())
        painter.drawText(room, _ONE_LINE, look.ink.elided(role, self.words, room.width()))


class WhoButton(_Line):
    """Who works now, at the foot of the navigation."""

    def __init__(self, pressed: Callable[[], object]) -> None:
        super().__init__(_("Who is working now"))
        self._name = ""
        self.setObjectName("who")
        self.clicked.connect(lambda _checked=False: pressed())

    def set_name(self, name: str) -> None:
        """Show who works now, '' for nobody yet."""
        self._name = name
        self.words = name or _("Who is working?")
        self.setAccessibleName(_("Working now: {name}").format(name=name) if name else _("Who is working now"))
        self.set_narrow(self.narrow)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look, px = QPainter(self), theme(), theme().px
        self.ground(painter)
        side, middle = px(24), self.rect().center().y()
        left = (self.width() - side) // 2 if self.narrow else px(7)
        circle = QRect(left, middle - side // 2 + 1, side, side)
        if self._name:
            paint_avatar(painter, circle, self._name)
        else:
            draw_icon(painter, circle.adjusted(3, 3, -3, -3), "person", "muted")
        if self.narrow:
            return
        painter.setFont(look.ink.font("medium"))
        painter.setPen(look.paint("muted"))
        room = QRect(circle.right() + px(8), 0, self.width() - circle.right() - px(14), self.height())
        painter.drawText(room, _ONE_LINE, look.ink.elided("medium", self.words, room.width()))


class Navigation(QFrame):
    """The pages. `turned(page id)` when one is chosen by hand, `who_asked` for the button at the foot.

    `opened(kind, thing)` for a line below a page.
    """

    turned = Signal(str)
    opened = Signal(str, object)
    who_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        px = theme().px
        self.setProperty("look", "panel")
        self.setAccessibleName(_("Pages"))
        self._entries: dict[str, _Entry] = {}
        self._children: dict[str, list[_ChildEntry]] = {}
        self._shown: dict[str, str] = {}
        self._groups: list[PlainLabel] = []
        self.narrow = False
        column = QVBoxLayout(self)
        column.setContentsMargins(px(_PAD), px(16), px(_PAD), px(8))
        column.setSpacing(px(2))
        self._head = QHBoxLayout()
        self._head.setContentsMargins(px(8), 0, 0, px(12))
        self._head.setSpacing(px(10))
        self._head.addWidget(Logo())
        self._shop = PlainLabel("", look="strong", elide=True)
        self._head.addWidget(self._shop, 1)
        column.addLayout(self._head)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(px(2))
        column.addLayout(self._lines)
        column.addStretch(1)
        self.who = WhoButton(self.who_asked.emit)
        self.who.hide()
        column.addWidget(self.who)
        self.setFixedWidth(px(WIDTH))

    def set_shop(self, name: str) -> None:
        """Show the shop's name."""
        self._shop.setText(name or "Desktop CRM")

    def set_pages(self, pages: Sequence[Page]) -> None:
        """Show these pages by group, groups in the order they first come."""
        for group in dict.fromkeys(page.group for page in pages):
            if group:
                label = small(_(group), elide=True)
                label.setContentsMargins(theme().px(9), theme().px(12), 0, theme().px(4))
                self._groups.append(label)
                self._lines.addWidget(label)
            for page in pages:
                if page.group == group:
                    self._add(page)

    def set_children(self, page: str, children: Sequence[Child]) -> None:
        """Show these lines below a page, instead of those before."""
        before = self._children.get(page, [])
        if page not in self._entries or [line.child for line in before] == list(children):
            return
        focused = next((place for place, line in enumerate(before) if line.hasFocus()), None)
        for line in before:
            self._lines.removeWidget(line)
            line.setEnabled(False)
            line.hide()
            line.deleteLater()
        place = self._lines.indexOf(self._entries[page])
        self._children[page] = [self._make_child(child) for child in children]
        for offset, line in enumerate(self._children[page], 1):
            self._lines.insertWidget(place + offset, line)
            line.set_narrow(self.narrow)
        self._mark_children()
        if focused is not None:
            lines = [self._entries[page], *self._children[page]]
            lines[min(focused + 1, len(lines) - 1)].setFocus()

    def show_child(self, kind: str, thing: str) -> None:
        """Mark which of the lines of a kind is what its page shows, '' for none."""
        self._shown[kind] = thing
        self._mark_children()

    def _mark_children(self) -> None:
        for line in (line for lines in self._children.values() for line in lines):
            shown = self._shown.get(line.child.kind, "")
            line.set_chosen(chosen=bool(shown) and shown == line.child.thing)

    def set_waiting(self, page: str, count: int) -> None:
        """Show how many wait on a page."""
        self._entries[page].set_waiting(count)

    def show_current(self, page: str) -> None:
        """Mark the page that is shown."""
        if page in self._entries:
            self._entries[page].setChecked(True)

    def set_narrow(self, narrow: bool) -> None:
        """Take the room of the icons alone, where the window is small."""
        if narrow == self.narrow:
            return
        self.narrow = narrow
        self.setFixedWidth(theme().px(NARROW if narrow else WIDTH))
        self._shop.setVisible(not narrow)
        self._head.setContentsMargins(theme().px(6 if narrow else 8), 0, 0, theme().px(12))
        for label in self._groups:
            label.setVisible(not narrow)
        below = [line for lines in self._children.values() for line in lines]
        for line in [*self._entries.values(), *below, self.who]:
            line.set_narrow(narrow)

    def _add(self, page: Page) -> None:
        entry = _Entry(page)
        entry.clicked.connect(lambda _checked=False: self.turned.emit(page.id))
        entry.moved.connect(lambda step: self._move(entry, step))
        self._entries[page.id] = entry
        self._lines.addWidget(entry)

    def _make_child(self, child: Child) -> _ChildEntry:
        line = _ChildEntry(child)
        line.clicked.connect(lambda _checked=False: self.opened.emit(child.kind, child.thing))
        line.moved.connect(lambda step: self._move(line, step))
        return line

    def _move(self, entry: _Line, step: int) -> None:
        entries: list[_Line] = []
        for page, line in self._entries.items():
            entries += [line, *(self._children.get(page, []) if not self.narrow else [])]
        place = entries.index(entry) + step
        if 0 <= place < len(entries):
            entries[place].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        QPainter(self).fillRect(self.width() - 1, 0, 1, self.height(), theme().paint("line"))
