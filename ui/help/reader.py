"""Shows a page of the guide: its own text and pictures, nothing else; a link outside is told, never opened."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtCore import Qt, QTimer, QUrl, Signal
from PySide6.QtGui import (
    QFont,
    QImage,
    QPainter,
    QResizeEvent,
    QTextBlock,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextTable,
)
from PySide6.QtWidgets import QTextBrowser

from desktop_crm.platform.i18n import _
from ui.help.guide import Guide, told
from ui.kit.theme import theme

_COLUMN: Final = 720
_MARGIN: Final = 24
_LINE_HEIGHT: Final = 140
_HEADINGS: Final = {1: 20, 2: 15}
_MARKDOWN: Final = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML


class Reader(QTextBrowser):
    """`turned(name)` for a link to a page of the guide, `left(target)` for one that leads out of it."""

    turned = Signal(str)
    left = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._guide: Guide | None = None
        self._name = ""
        self._column = 0
        self._laid = QTimer(self)
        self._laid.setSingleShot(True)
        self._laid.setInterval(0)
        self._laid.timeout.connect(self.show_again)
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.anchorClicked.connect(self._follow)

    @property
    def name(self) -> str:
        """The page shown."""
        return self._name

    def show_page(self, guide: Guide, name: str) -> None:
        """Show a page from its beginning. Raises OSError."""
        self._guide, self._name = guide, name
        self.setAccessibleName(_("The guide"))
        self._lay_out(guide.text(name))
        self.verticalScrollBar().setValue(0)

    def show_again(self) -> None:
        """Lay the page out for the size and colours in use; the place in it stays, more or less."""
        if self._guide is not None:
            bar = self.verticalScrollBar()
            share = bar.value() / max(1, bar.maximum())
            self._lay_out(self._guide.text(self._name))
            bar.setValue(round(share * bar.maximum()))

    def _lay_out(self, text: str) -> None:
        free = self.width() - self.verticalScrollBar().sizeHint().width()
        side = max(theme().px(_MARGIN), (free - theme().px(_COLUMN)) // 2)
        self._column = free - 2 * side
        self.setViewportMargins(side, 0, side, 0)
        document = self.document()
        document.setMarkdown(text, _MARKDOWN)
        document.setIndentWidth(theme().px(20))
        _dress(document)

    def _follow(self, url: QUrl) -> None:
        target = url.toString()
        page = self._guide.page_behind(target) if self._guide is not None else ""
        if page:
            self.turned.emit(page)
        else:
            self.left.emit(told(target))

    def loadResource(self, kind: int, url: QUrl | str) -> Any:  # noqa: N802
        """Return a picture of the guide as wide as the column at most; nothing else is ever loaded."""
        target = url.path() if isinstance(url, QUrl) else url
        if self._guide is None or kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        picture = QImage(str(self._guide.picture(target)))
        ratio = self.devicePixelRatioF()
        wide = round(self._column * ratio)
        if picture.width() > wide > 0:
            picture = picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation)
        if not picture.isNull():
            _frame(picture)
        picture.setDevicePixelRatio(ratio)
        return picture

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._laid.start()


def _frame(picture: QImage) -> None:
    """Draw a hairline around a picture, so that it stands apart from the page."""
    picture.convertTo(QImage.Format.Format_RGB32)
    painter = QPainter(picture)
    painter.setPen(theme().paint("line"))
    painter.drawRect(0, 0, picture.width() - 1, picture.height() - 1)
    painter.end()


def _dress(document: QTextDocument) -> None:
    """Give a document read from Markdown the type and colours of the window."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    edges = document.rootFrame().frameFormat()
    edges.setMargin(0)
    edges.setTopMargin(theme().px(_MARGIN))
    edges.setBottomMargin(theme().px(_MARGIN))
    document.rootFrame().setFrameFormat(edges)
    block = document.begin()
    while block.isValid():
        _dress_block(block)
        block = block.next()
    for child in document.rootFrame().childFrames():
        if isinstance(child, QTextTable):
            look = child.format()
            look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
            look.setBorderBrush(theme().paint("line"))
            look.setBorderCollapse(True)
            look.setCellPadding(theme().px(5))
            look.setBottomMargin(theme().px(10))
            child.setFormat(look)
    cursor.endEditBlock()


def _dress_block(block: QTextBlock) -> None:
    px, cursor = theme().px, QTextCursor(block)
    look = block.blockFormat()
    level = look.headingLevel()
    if not any(piece.fragment().charFormat().isImageFormat() for piece in block):
        look.setLineHeight(_LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
    if not QTextCursor(block).currentTable():
        look.setTopMargin(px(14 if level > 1 else 0))
        look.setBottomMargin(px(3 if block.textList() and block.next().textList() else 10))
    cursor.setBlockFormat(look)
    cursor.select(QTextCursor.SelectionType.BlockUnderCursor)
    if level:
        letters = QTextCharFormat()
        font = QFont(theme().ink.font("title"))
        font.setPixelSize(px(_HEADINGS.get(level, 13)))
        letters.setFont(font)
        cursor.setCharFormat(letters)
    for place, length, kind in _marked(block):
        cursor.setPosition(place)
        cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(kind)


def _marked(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Return where a block has keys and links, with what they look like."""
    found: list[tuple[int, int, QTextCharFormat]] = []
    for piece in block:
        fragment = piece.fragment()
        had, look = fragment.charFormat(), QTextCharFormat()
        if had.fontFixedPitch():
            look.setFontFamilies(theme().ink.font("text").families())
            look.setFontFixedPitch(False)
            look.setFontWeight(QFont.Weight.Medium)
            look.setBackground(theme().paint("bg"))
        elif had.isAnchor():
            look.setForeground(theme().paint("accent_text"))
        else:
            continue
        found.append((fragment.position(), fragment.length(), look))
    return found
