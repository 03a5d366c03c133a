"""Welcomes who has no book yet: language, three ways to begin, where the data will live, and a name if one likes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.platform.i18n import _, language
from ui.first_run.sample import SampleMaker
from ui.help.commands import help_command
from ui.kit.ask import Ask, WindowAsk
from ui.kit.buttons import Button, filter_chip, link, primary
from ui.kit.fields import TextField
from ui.kit.icons import IconLabel
from ui.kit.icons import draw as draw_icon
from ui.kit.labels import PlainLabel, buddy_label, muted
from ui.kit.theme import theme
from ui.settings.preferences import LANGUAGE, Preferences

KINDS: Final = "*.xlsx *.xlsm *.xls *.xlsb *.ods *.csv *.tsv *.txt *.html *.htm"
_NEW: Final = "musteri-defteri.crm"
_WIDE: Final = 880
_BESIDE_FROM: Final = 640


class _Badge(QWidget):
    """The icon of a card on its soft ground."""

    def __init__(self, meaning: str) -> None:
        super().__init__()
        self._meaning = meaning
        self.setFixedSize(theme().px(44), theme().px(44))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.paint("accent_soft"))
        painter.drawRoundedRect(self.rect(), look.px(9), look.px(9))
        square = self.rect().adjusted(*(look.px(11) * sign for sign in (1, 1, -1, -1)))
        draw_icon(painter, square, self._meaning, "accent_text")


class _Way(QFrame):
    """One way to begin."""

    def __init__(self, icon: str, title: str, text: str, button: Button, *, main: bool = False) -> None:
        super().__init__()
        px = theme().px
        self._main = main
        self.setProperty("look", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(23), px(23), px(23), px(23))
        column.setSpacing(px(6))
        column.addWidget(_Badge(icon))
        column.addSpacing(px(8))
        column.addWidget(PlainLabel(title, look="heading", wrap=True))
        column.addWidget(muted(text, wrap=True))
        column.addSpacing(px(8))
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column.addWidget(button)
        column.addStretch(1)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        super().paintEvent(event)
        if self._main:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme().paint("accent"), 2))
            radius = theme().size("card_radius")
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -1, -1), radius, radius)


class FirstRun(QWidget):
    """`chosen(store, name, files)` once somebody decided; the window opens that store."""

    chosen = Signal(Path, str, list)

    def __init__(self, store: Path, sample: Path, preferences: Preferences, ask: Ask | None = None) -> None:
        super().__init__()
        self.setObjectName("first_run")
        self.setAccessibleName(_("Welcome"))
        self.store = store
        self.ask: Ask = ask or WindowAsk()
        self._preferences = preferences
        self.maker = SampleMaker(sample, self)
        self.maker.made.connect(lambda path: self.chosen.emit(path, "", []))
        self.maker.failed.connect(self._tell)
        self._where = muted("", elide=True)
        self._error = PlainLabel("", look="error", wrap=True)
        self._error.hide()
        self.name = TextField(placeholder=_("For example Elif"), limit=80)
        self.name.setObjectName("first_run.name")
        self.chosen.connect(self.maker.close)
        self._build()
        self._show_where()

    def go_on_from(self, before: FirstRun) -> None:
        """Take over place and name from the panel before, in another language or size; a sample shop is begun anew."""
        self.store = before.store
        self._show_where()
        self.name.set_value(before.name.text())
        if before.maker.making:
            before.maker.close()
            self.maker.make()

    def take(self, files: Sequence[Path]) -> None:
        """Begin with these files."""
        self.chosen.emit(self.store, self.name.value(), list(files))

    def choose_file(self) -> None:
        """Ask for a file and begin with it."""
        path = self.ask.open_file(self, _("Choose your file"), [(_("Spreadsheets and contacts"), KINDS)])
        if path is not None:
            self.take([path])

    def choose_place(self) -> None:
        """Ask for the folder the book shall live in."""
        folder = self.ask.folder(self, _("Where shall your data live?"))
        if folder is not None:
            self.store = folder / _NEW
            self._show_where()

    def open_existing(self) -> None:
        """Ask for a book that is there already and open it."""
        path = self.ask.open_file(self, _("Open a book"), [(_("Books of Desktop CRM"), "*.crm")])
        if path is not None:
            self.chosen.emit(path, "", [])

    def _build(self) -> None:
        px = theme().px
        middle, page = QWidget(), QWidget()
        middle.setMaximumWidth(px(_WIDE))
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(page)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll)
        line = QHBoxLayout(page)
        line.setContentsMargins(px(24), px(16), px(24), px(16))
        line.addStretch(1)
        line.addWidget(middle, 100)
        line.addStretch(1)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(12))
        column.addStretch(1)
        column.addLayout(self._header())
        column.addWidget(muted(_("Your customers stay on this computer. No account, no internet; "
                                 "your first customer stands before you within a minute."), wrap=True))  # fmt: skip
        column.addSpacing(px(16))
        column.addLayout(self._ways())
        column.addWidget(self.maker.bar)
        column.addWidget(self._error)
        column.addSpacing(px(8))
        column.addLayout(self._foot())
        column.addStretch(1)

    def _header(self) -> QHBoxLayout:
        px = theme().px
        line = QHBoxLayout()
        line.setSpacing(px(12))
        line.addWidget(_Mark())
        title = PlainLabel(_("Welcome"), look="figure")
        line.addWidget(title)
        line.addStretch(1)
        for code, words in LANGUAGE.choices:
            chip = filter_chip(words, lambda code=code: self._preferences.put(LANGUAGE, code))
            chip.setObjectName(f"first_run.{code}")
            chip.setChecked(code == language())
            chip.setAutoExclusive(True)
            line.addWidget(chip)
        return line

    def _ways(self) -> QBoxLayout:
        self._line = line = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        line.setSpacing(theme().px(16))
        self.file = primary(_("Choose a file"), self.choose_file)
        self.sample = Button(_("Open the sample shop"), self._make_sample)
        self.empty = Button(_("Open an empty book"), lambda: self.take([]))
        ways = (
            (
                "spreadsheets",
                _("Begin with my file"),
                _(
                    "A file from Trendyol, Hepsiburada, Shopify or WooCommerce, or your own list in Excel. "
                    "Nothing is saved before you agree. You can drop it on this window."
                ),
                self.file,
            ),
            (
                "shop",
                _("Try the sample shop"),
                _(
                    "A boutique with two years of orders, conversations and follow-ups. "
                    "It has a file of its own and never mixes with yours."
                ),
                self.sample,
            ),
            (
                "file_add",
                _("Begin empty"),
                _("Add the first customer by hand; you can bring your files in later."),
                self.empty,
            ),
        )
        for place, (icon, title, text, button) in enumerate(ways):
            line.addWidget(_Way(icon, title, text, button, main=place == 0), 1)
        return line

    def _foot(self) -> QVBoxLayout:
        px = theme().px
        column = QVBoxLayout()
        column.setSpacing(px(10))
        who = QHBoxLayout()
        who.setSpacing(px(8))
        self.name.setMaximumWidth(px(220))
        label = buddy_label(_("Your name, if you like"), self.name)
        self.name.setAccessibleName(_("Your name, if you like"))
        who.addWidget(label)
        who.addWidget(self.name, 1)
        who.addWidget(PlainLabel(_("so that your shop knows who wrote what"), look="small", elide=True), 1)
        column.addLayout(who)
        line = QHBoxLayout()
        line.setSpacing(px(5))
        line.addWidget(IconLabel("drive", "muted", 16))
        line.addWidget(self._where)
        line.addWidget(link(_("change"), self.choose_place))
        line.addSpacing(px(16))
        line.addWidget(IconLabel("folder", "muted", 16))
        line.addWidget(link(_("Open a book that is there already"), self.open_existing, muted=True))
        line.addStretch(1)
        guide = help_command(self, lambda: "first_run")
        line.addWidget(link(guide.shown, guide.run, muted=True))
        QShortcut(QKeySequence(guide.shortcut), self, guide.run)
        column.addLayout(line)
        return column

    def _show_where(self) -> None:
        folder, home = self.store.parent, Path(QDir.homePath())
        shown = " / ".join(folder.relative_to(home).parts) if folder.is_relative_to(home) else str(folder)
        self._where.setText(_("Data: {place}").format(place=shown or str(folder)))

    def _make_sample(self) -> None:
        self._error.hide()
        self.maker.make()

    def _tell(self, text: str) -> None:
        self._error.setText(text)
        self._error.show()

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        if self.focusWidget() is None:
            self.file.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_BESIDE_FROM)
        self._line.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)


class _Mark(QWidget):
    """The mark of the program, large."""

    def __init__(self) -> None:
        super().__init__()
        self.setFixedSize(theme().px(40), theme().px(40))

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802
        painter, look = QPainter(self), theme()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.paint("accent"))
        painter.drawRoundedRect(self.rect(), look.px(9), look.px(9))
        inner = look.px(9)
        draw_icon(painter, self.rect().adjusted(inner, inner, -inner, -inner), "app", "on_accent")
