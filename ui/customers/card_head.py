"""The head of a card: who it is, how to reach them, and the one main action."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.customers.types import CustomerKind
from desktop_crm.platform.i18n import _
from desktop_crm.platform.phones import normal
from ui.customers.card_facts import Facts
from ui.customers.card_words import hours_words, reach_words
from ui.customers.chip_button import ChipButton
from ui.customers.model import tag_chip
from ui.customers.reach import Target, call_target, mail_target, whatsapp_target
from ui.customers.stage_words import stage_chip, standing_words
from ui.customers.words import how_long, place_words
from ui.kit.avatars import Avatar
from ui.kit.buttons import IconButton, primary, small
from ui.kit.chips import Chip, ChipLabel
from ui.kit.flow import Flow
from ui.kit.labels import PlainLabel, muted
from ui.kit.menus import Menu
from ui.kit.theme import theme
from ui.kit.words import set_tip

_SHOWN_TAGS: Final = 2
_WIDEST_TAG: Final = 90
_NARROW_TAG: Final = 64
_LONG_NAME: Final = 150
_LONGEST_NAME: Final = 60


class _Lines(QWidget):
    """Set one after the other, on as many lines as they need; keeps that height where the card is low."""

    def __init__(self) -> None:
        super().__init__()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.flow = Flow(self)

    def keep_height(self) -> None:
        """Take the height that the lines need in the width there is."""
        self.setMinimumHeight(self.flow.heightForWidth(self.width()))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self.keep_height()


class CardHead(QWidget):
    """`log`, `tags`, `edit`, `stage`, `plan` when pressed; `reach(Target)` for phone, WhatsApp and e-mail."""

    log = Signal()
    edit = Signal()
    tags = Signal()
    stage = Signal()
    plan = Signal()
    reach = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        px = theme().px
        self._avatar = Avatar("", 52)
        self._name = PlainLabel(look="title", elide=True)
        self._chips = QHBoxLayout()
        self._chips.setSpacing(px(4))
        self._second = muted("", elide=True)
        self._habit = muted("", elide=True)
        self._note = muted("", elide=True)
        self.quiet = ChipLabel(Chip(""))
        self.stage_chip = ChipButton(Chip(""), self.stage.emit)
        self._marks = QWidget()
        self._marks_below = False
        marks = QHBoxLayout(self._marks)
        marks.setContentsMargins(0, 0, 0, 0)
        marks.setSpacing(px(4))
        marks.addWidget(self.stage_chip)
        marks.addLayout(self._chips)
        marks.addStretch(1)
        self._targets: tuple[Target, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(px(14), px(18), px(14), px(14))
        column.setSpacing(px(12))
        column.addLayout(self._who())
        column.addLayout(self._acts())

    @property
    def lines(self) -> tuple[str, str, str]:
        """The name and the two lines below it, as shown."""
        return self._name.text(), self._second.text(), self._note.text()

    def show_facts(self, facts: Facts) -> None:
        """Show a customer."""
        customer = facts.customer
        self._avatar.set_name(customer.name)
        self._name.setText(customer.name)
        company = customer.company if customer.company != customer.name else ""
        self._second.setText(
            " · ".join(filter(None, (company, place_words(customer), how_long(facts.first, facts.today))))
        )
        self._note.setText(" ".join(customer.note.split())[:400])
        self._note.setVisible(bool(customer.note))
        self._show_habit(facts)
        self._show_chips(facts)
        self._show_ways(facts)

    def call(self) -> None:
        """Reach the customer by phone, as if its button was pressed."""
        self._reach(self._of("phone"), self)

    def _who(self) -> QHBoxLayout:
        px = theme().px
        line = QHBoxLayout()
        line.setSpacing(px(14))
        line.addWidget(self._avatar, 0, Qt.AlignmentFlag.AlignTop)
        words = self._words = QVBoxLayout()
        words.setSpacing(px(3))
        name = self._first = QHBoxLayout()
        name.setSpacing(px(4))
        name.addWidget(self._name)
        name.addWidget(self._marks)
        name.addStretch(1)
        self._verbs = (
            IconButton("conversations", _("Log a conversation"), self.log.emit),
            IconButton("tag", _("Change tags"), self.tags.emit),
            IconButton("edit", _("Edit the customer"), self.edit.emit),
        )
        for verb in self._verbs:
            name.addWidget(verb)
        words.addLayout(name)
        words.addWidget(self._second)
        self._when = _Lines()
        self._when.flow.addWidget(self.quiet)
        self._when.flow.addWidget(self._habit)
        words.addWidget(self._when)
        words.addWidget(self._note)
        line.addLayout(words, 1)
        return line

    def _acts(self) -> QHBoxLayout:
        px = theme().px
        line = QHBoxLayout()
        line.setSpacing(px(8))
        self._ways = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self._ways.setSizePolicy(policy)
        flow = Flow(self._ways)
        flow.setContentsMargins(0, px(2), 0, 0)
        flow.setSpacing(px(6))
        self.phone = small("", lambda: self._reach(self._of("phone"), self.phone), icon="phone")
        self.whatsapp = small(_("WhatsApp"), lambda: self._reach(self._of("whatsapp"), self.whatsapp), icon="whatsapp")
        self.mail = small(_("E-mail"), lambda: self._reach(self._of("email"), self.mail), icon="mail")
        self.unreachable = ChipLabel(Chip(""))
        for button, words in ((self.whatsapp, _("WhatsApp")), (self.mail, _("E-mail"))):
            set_tip(button, words)
        for widget in (self.phone, self.whatsapp, self.mail, self.unreachable):
            flow.addWidget(widget)
        line.addWidget(self._ways, 1)
        self.follow_up = primary(_("Follow-up"), self.plan.emit, icon="follow_up_add")
        line.addWidget(self.follow_up, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _show_chips(self, facts: Facts) -> None:
        customer = facts.customer
        tip = _("Stage: {words}. Press to change it.").format(words=standing_words(facts.standing))
        self.stage_chip.set_chip(stage_chip(facts.standing.stage), tip)
        while (item := self._chips.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        roomy = theme().ink.width("title", customer.name[:_LONGEST_NAME]) <= theme().px(_LONG_NAME)
        tags = customer.tags[: _SHOWN_TAGS if roomy else 0 if customer.kind is CustomerKind.COMPANY else 1]
        chips = [tag_chip(tag) for tag in tags]
        if customer.kind is CustomerKind.COMPANY:
            chips.insert(0, Chip(_("Company")))
        if len(customer.tags) > len(tags):
            chips.append(Chip(f"+{len(customer.tags) - len(tags)}", "count"))
        for chip in chips:
            label = ChipLabel(chip)
            label.setMaximumWidth(theme().px(_WIDEST_TAG if roomy else _NARROW_TAG))
            self._chips.addWidget(label)
        self._place_marks()

    def _place_marks(self) -> None:
        """Set stage and tags beside the name, or below it where the name or they would be cut."""
        px = theme().px
        verbs = sum(verb.sizeHint().width() + px(4) for verb in self._verbs)
        room = self.width() - 3 * px(14) - self._avatar.width() - verbs
        needed = theme().ink.width("title", self._name.text()) + px(8) + self._marks.sizeHint().width()
        if (needed > room) == self._marks_below:
            return
        self._marks_below = needed > room
        if self._marks_below:
            self._first.removeWidget(self._marks)
            self._words.insertWidget(1, self._marks)
        else:
            self._words.removeWidget(self._marks)
            self._first.insertWidget(1, self._marks)

    def _show_habit(self, facts: Facts) -> None:
        card = facts.customer
        said = [reach_words(card), _("address as {name}").format(name=card.address_as) if card.address_as else ""]
        habit = " · ".join(filter(None, said))
        self._habit.setText(habit)
        self._habit.setVisible(bool(habit))
        hours = hours_words(card.quiet_hours)
        words = _("do not call now: {hours}") if facts.quiet_now else _("do not call: {hours}")
        self.quiet.set_chip(Chip(words.format(hours=hours), "red" if facts.quiet_now else "amber"))
        self.quiet.setVisible(bool(hours))
        self._when.setVisible(bool(habit or hours))
        self._when.keep_height()

    def _show_ways(self, facts: Facts) -> None:
        customer = facts.customer
        numbers = [phone.number for phone in customer.phones if not phone.gone and normal(phone.number) is not None]
        chats = [target for number in numbers if (target := whatsapp_target(number)) is not None]
        real = [mail.address for mail in customer.emails if not mail.masked and not mail.gone]
        masked = [mail.address for mail in customer.emails if mail.masked and not mail.gone]
        mails = [mail_target(address) for address in (*real, *masked)]
        self._targets = (*map(call_target, numbers), *chats, *mails)
        self.phone.setVisible(bool(numbers))
        self.phone.set_text(call_target(numbers[0]).shown if numbers else "")
        self.whatsapp.setVisible(bool(chats))
        self.mail.setVisible(bool(mails))
        words = ""
        if not numbers and not real:
            words = _("No phone or e-mail yet")
        if facts.only_by:
            words = _("Only through {shop}").format(shop=facts.only_by)
        self.unreachable.set_chip(Chip(words, "amber" if masked else "neutral"))
        self.unreachable.setVisible(bool(words))
        self._share_ways()

    def _share_ways(self) -> None:
        """Leave the words of the later ways out where they do not stand in one line; their signs say as much."""
        px = theme().px
        room = self.width() - 2 * px(14) - px(8) - self.follow_up.sizeHint().width()
        ways = {self.mail: _("E-mail"), self.whatsapp: _("WhatsApp")}
        for button, words in ways.items():
            button.set_text(words)
        shown = [one for one in (self.phone, self.whatsapp, self.mail, self.unreachable) if not one.isHidden()]
        for button, words in ways.items():
            needed = sum(one.sizeHint().width() + px(6) for one in shown) - px(6)
            if needed > room and not button.isHidden():
                button.set_text("")
                button.setAccessibleName(words)
        self._ways.updateGeometry()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        self._share_ways()
        self._place_marks()

    def _of(self, channel: str) -> Sequence[Target]:
        return [target for target in self._targets if target.channel == channel]

    def _reach(self, targets: Sequence[Target], by: QWidget) -> None:
        """Reach the only target, or ask which of several."""
        if len(targets) == 1:
            self.reach.emit(targets[0])
        elif targets:
            menu = Menu(_("Which one?"), self)
            for target in targets:
                menu.entry(target.shown, lambda target=target: self.reach.emit(target))
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(by.mapToGlobal(QPoint(0, by.height())))
