"""The gallery's pages: parts set together the way real pages set them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ui.kit import gallery_samples as samples
from ui.kit.avatars import Avatar
from ui.kit.buttons import Button, IconButton, filter_chip, link, primary, small
from ui.kit.cards import Card, StatTile
from ui.kit.charts import Bar, BarsAcross, Columns, LineChart
from ui.kit.chips import Chip, ChipLabel
from ui.kit.context import Context
from ui.kit.gallery_samples import say
from ui.kit.labels import hairline, muted, title
from ui.kit.month import MonthPanel
from ui.kit.paging import Pages
from ui.kit.row_paint import Row
from ui.kit.rows import RowList
from ui.kit.split import Split
from ui.kit.states import State
from ui.kit.table_view import TableView
from ui.kit.tables import Cells, TableModel
from ui.kit.tabs import Tabs
from ui.kit.theme import theme

_DAY = date(2026, 11, 21)


def new_page() -> tuple[QWidget, QVBoxLayout]:
    """Return an empty page and its column."""
    page = QWidget()
    margin = theme().size("page")
    column = QVBoxLayout(page)
    column.setContentsMargins(margin, margin, margin, margin)
    column.setSpacing(theme().size("gap"))
    return page, column


def _list_card(text: str, icon: str, rows: Sequence[Row], count: str = "") -> Card:
    card = Card(text, icon=icon, count=count, padded=False)
    rows_list = RowList(text, fit=True)
    rows_list.show_rows(rows)
    card.add(rows_list)
    return card


def _stats() -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(theme().px(12))
    for words, figure, note, tone, course in (
        (
            say("Sipariş / görüşme (CCR)", "Orders per contact (CCR)"),
            "6,4",
            say("+0,5 geçen aya göre", "+0.5 on last month"),
            "green",
            [1, 2, 1.8, 4, 3.8, 5, 6],
        ),
        ("NPS (90 gün)", "+49", "±9 · 212 yanıt", "", [4, 2, 5, 3, 6, 5, 7]),
        (say("Tekrar gelenler (12 ay)", "Came back (12 months)"), "%31", "-2 puan", "red", [8, 7, 7.5, 5, 4.6, 4, 3]),
        (
            say("Yanıt bekleyen", "Waiting for an answer"),
            "3",
            say("kaydettiklerinize göre", "as recorded"),
            "red",
            [2, 5, 3, 6, 3],
        ),
        (
            say("Bu ay ciro", "Revenue this month"),
            "₺184.320",
            say("tahmin ₺241.000 ± 18.000", "expected ₺241,000 ± 18,000"),
            "",
            [1, 2, 3, 4, 5, 7],
        ),
    ):
        tile = StatTile(words)
        tile.show_figure(figure, note, tone, course)
        line.addWidget(tile, 1)
    return line


def today(_ctx: Context) -> QWidget:
    """Return a page like Bugün."""
    page, column = new_page()
    head = QHBoxLayout()
    words = QVBoxLayout()
    words.setSpacing(2)
    words.addWidget(title(say("Günaydın, Elif", "Good morning, Elif")))
    words.addWidget(
        muted(say("21 Kasım 2026 Cumartesi · 6 takip, 3 yanıt bekleyen", "Saturday, 21 November 2026 · 6 follow-ups"))
    )
    head.addLayout(words)
    head.addStretch(1)
    head.addWidget(primary(say("Takip ekle", "Add follow-up"), icon="follow_up_add"), 0, Qt.AlignmentFlag.AlignBottom)
    column.addLayout(head)
    column.addLayout(_stats())
    sides = QHBoxLayout()
    sides.setSpacing(theme().size("gap"))
    left, right = QVBoxLayout(), QVBoxLayout()
    due = _list_card(say("Takipler", "Follow-ups"), "follow_up", samples.follow_ups(), "6")
    for words_ in (say("Bugün", "Today"), say("Bu hafta", "This week"), say("Hepsi", "All")):
        chooser = link(words_, muted=True)
        chooser.setCheckable(True)
        due.corner.addWidget(chooser)
    left.addWidget(due)
    left.addWidget(
        _list_card(say("Yanıt bekleyenler", "Waiting for an answer"), "conversations", samples.waiting(), "3")
    )
    right.addWidget(_list_card(say("Verilen sözler", "Promises"), "promise", samples.promises(), "2"))
    risk = _list_card(say("Kaybedebileceklerimiz", "Might leave"), "trend_down", samples.leaving(), "486")
    right.addWidget(risk)
    right.addWidget(_list_card(say("Son değerlendirmeler", "Latest ratings"), "survey", samples.ratings()))
    for side, share in ((left, 23), (right, 17)):
        side.setSpacing(theme().size("gap"))
        side.addStretch(1)
        sides.addLayout(side, share)
    column.addLayout(sides, 1)
    return page


def customers(ctx: Context) -> QWidget:
    """Return a list with its detail, like Müşteriler."""
    left = QWidget()
    column = QVBoxLayout(left)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(_customers_head())
    pages: Pages[Cells] = Pages(ctx, samples.People())
    table = TableView(TableModel(samples.COLUMNS, pages), say("Müşteriler", "Customers"))
    pages.setParent(table)
    pages.replaced.connect(lambda: table.go_to(1))
    pages.refresh()
    column.addWidget(table, 1)
    page = QWidget()
    whole = QVBoxLayout(page)
    whole.setContentsMargins(0, 0, 0, 0)
    whole.addWidget(Split(left, _customer_card(), key="gallery", share=0.63))
    return page


def _customers_head() -> QWidget:
    head = QWidget()
    column = QVBoxLayout(head)
    px = theme().px
    column.setContentsMargins(px(20), px(16), px(20), px(10))
    line = QHBoxLayout()
    line.addWidget(title(say("Müşteriler", "Customers")))
    line.addWidget(ChipLabel(Chip("12.480", "count")))
    line.addStretch(1)
    line.addWidget(Button(say("Sütunlar", "Columns"), icon="columns"))
    line.addWidget(Button(say("Excel’e aktar", "Export to Excel"), icon="import"))
    column.addLayout(line)
    chips = QHBoxLayout()
    chips.setSpacing(px(6))
    for place, words in enumerate(("Tümü", "Şampiyonlar 310", "Riskte 486", "Bu ay yeni 142", "SMS onaylı 5.902")):
        chip = filter_chip(words)
        chip.setChecked(place == 0)
        chips.addWidget(chip)
    chips.addStretch(1)
    column.addLayout(chips)
    return head


def _customer_card() -> QWidget:
    card = QFrame()
    card.setProperty("look", "panel")
    px = theme().px
    column = QVBoxLayout(card)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    who = QHBoxLayout()
    who.setContentsMargins(px(16), px(18), px(16), px(12))
    who.setSpacing(px(14))
    who.addWidget(Avatar("Ayşe Yıldırım", 52), 0, Qt.AlignmentFlag.AlignTop)
    words = QVBoxLayout()
    words.setSpacing(px(4))
    name = QHBoxLayout()
    name.addWidget(title("Ayşe Yıldırım"))
    name.addWidget(ChipLabel(Chip("Sadık", "accent")))
    name.addWidget(ChipLabel(Chip("VIP")))
    name.addStretch(1)
    name.addWidget(IconButton("edit", say("Düzenle", "Edit")))
    words.addLayout(name)
    words.addWidget(
        muted("Karşıyaka, İzmir · 3 yıl 2 aydır müşterimiz · WhatsApp’tan yazın, 18:00’den sonra", wrap=True)
    )
    who.addLayout(words, 1)
    column.addLayout(who)
    acts = QHBoxLayout()
    acts.setContentsMargins(px(16), 0, px(16), px(14))
    acts.setSpacing(px(8))
    acts.addWidget(small("0532 418 27 90", icon="phone"))
    acts.addWidget(small("WhatsApp", icon="chat"))
    acts.addWidget(small(say("E-posta", "E-mail"), icon="mail"))
    acts.addStretch(1)
    acts.addWidget(primary(say("Takip", "Follow-up"), icon="follow_up_add"))
    column.addLayout(acts)
    column.addWidget(hairline())
    tabs = Tabs(say("Kart bölümleri", "Parts of the card"))
    tabs.add("history", say("Geçmiş", "History"), _timeline)
    for key, words_ in (
        ("orders", say("Siparişler", "Orders")),
        ("follow", say("Takipler", "Follow-ups")),
        ("facts", say("Bilgiler", "Details")),
    ):
        tabs.add(key, words_, State)
    column.addWidget(tabs, 1)
    return card


def _timeline() -> QWidget:
    rows = RowList(say("Geçmiş", "History"), wrap=True, hairlines=False)
    rows.show_rows(samples.timeline())
    return rows


def reports(_ctx: Context) -> QWidget:
    """Return a page of charts."""
    page, column = new_page()
    head = QHBoxLayout()
    head.addWidget(title(say("Raporlar", "Reports")))
    head.addWidget(ChipLabel(Chip(say("Son 12 ay", "Last 12 months"))))
    head.addStretch(1)
    head.addWidget(Button(say("Aylık değerlendirme raporu", "Monthly review"), icon="print"))
    column.addLayout(head)
    grid = QGridLayout()
    grid.setSpacing(theme().size("gap"))
    months = ["Oca", "Şub", "Mar", "Nis", "May", "Haz", "Tem", "Ağu", "Eyl", "Eki", "Kas", "Ara"]
    values = [30, 34, 32, 41, 39, 46, 44, 50, 48, 58, 61, 66]
    line = LineChart(say("Ciro tahmini", "Expected revenue"))
    low, high = [*values[:9], 58, 56, 55], [*values[:9], 58, 68, 80]
    line.show_line(months, values, low, high, ahead=2)
    revenue = Card(say("Ciro tahmini", "Expected revenue"))
    revenue.add(
        muted(say("Gelecek 3 ay ₺742.000 (%80 aralık ₺668.000 – ₺821.000)", "Next 3 months ₺742,000"), elide=True)
    )
    revenue.add(line, 1)
    grid.addWidget(revenue, 0, 0)
    bars = BarsAcross(say("Müşteri grupları", "Groups"))
    bars.show_bars(
        [
            Bar("Şampiyon", 310, "310", "violet"),
            Bar("Sadık", 1890, "1.890"),
            Bar("Gelişen", 2440, "2.440", "blue"),
            Bar("Yeni", 1120, "1.120", "green"),
            Bar("İlgi bekleyen", 980, "980", "amber"),
            Bar("Riskte", 486, "486", "red"),
            Bar("Uykuda", 3154, "3.154", "faint"),
        ]
    )
    groups = Card(say("Müşteri grupları (RFM)", "Groups (RFM)"))
    groups.add(bars)
    groups.body.addStretch(1)
    grid.addWidget(groups, 0, 1)
    columns = Columns(say("Puan dağılımı (0–10)", "Scores (0–10)"))
    counts = [2, 1, 1, 2, 4, 6, 9, 18, 41, 62, 66]
    tones = ["red"] * 7 + ["amber"] * 2 + ["green"] * 2
    columns.show_bars([Bar(str(n), count, str(count), tones[n]) for n, count in enumerate(counts)])
    scores = Card(say("Puan dağılımı (0–10)", "Scores (0–10)"))
    scores.add(columns, 1)
    grid.addWidget(scores, 1, 0)
    month = Card(say("Takvim", "Calendar"))
    month.add(MonthPanel(date(2026, 11, 24), _DAY))
    month.body.addStretch(1)
    grid.addWidget(month, 1, 1)
    grid.setColumnStretch(0, 5)
    grid.setColumnStretch(1, 4)
    column.addLayout(grid, 1)
    return page
