"""Leaving the program to call or write: the target is shown first, opened only then, and can be copied instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices, QGuiApplication, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop_crm.interactions.types import Channel, Direction
from desktop_crm.platform import phones
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import digits
from ui.customers.talk_dialog import log_conversation
from ui.customers.words import breakable
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.fields import CheckBox
from ui.kit.labels import PlainLabel, muted

SCHEMES: Final = frozenset({"https", "mailto", "tel"})
_TITLES: Final = {
    Channel.PHONE: N_("Call {name}"), Channel.WHATSAPP: N_("Write to {name} on WhatsApp"),
    Channel.EMAIL: N_("Write an e-mail to {name}"),
}  # fmt: skip
_OPENS: Final = {
    Channel.PHONE: N_("This opens the program that makes calls on this computer:"),
    Channel.WHATSAPP: N_("This opens WhatsApp in the browser; wa.me learns the number:"),
    Channel.EMAIL: N_("This opens the mail program of this computer:"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Target:
    """Where a link leads: the channel, what a person reads (number, address), and the URL."""

    channel: Channel
    shown: str
    url: str


def call_target(number: str) -> Target:
    """Return what calls a kept number."""
    plus = "+" if number.startswith("+") else ""
    return Target(Channel.PHONE, phones.shown(number), f"tel:{plus}{digits(number)}")


def whatsapp_target(number: str) -> Target | None:
    """Return what writes to a number on WhatsApp, None for one without a country."""
    if not number.startswith("+"):
        return None
    return Target(Channel.WHATSAPP, phones.shown(number), f"https://wa.me/{digits(number)}")


def mail_target(address: str) -> Target:
    """Return what writes to an address; nothing but the address is handed over."""
    return Target(Channel.EMAIL, address, f"mailto:{quote(address, safe='@+._-')}")


def open_outside(url: str) -> bool:
    """Hand a link to the system; returns whether a program took it.

    Raises UserError for anything but https, mailto and tel: never a path, never a script.
    """
    parsed = QUrl(url, QUrl.ParsingMode.StrictMode)
    if not parsed.isValid() or parsed.scheme() not in SCHEMES:
        raise UserError(N_("Only web, mail and phone links are opened."))
    return QDesktopServices.openUrl(parsed)


class ReachDialog(Dialog):
    """Shows where a link leads; opens it, or copies it, and then offers to log the conversation.

    `warnings` are what to think of before: no time to call, a channel they refused.
    """

    def __init__(
        self,
        ctx: Context,
        parent: QWidget | None,
        customer_id: int,
        name: str,
        target: Target,
        warnings: Sequence[str] = (),
    ) -> None:
        title = _(_TITLES[target.channel]).format(name=name)
        super().__init__(title, _("Open"), hint="", width=480, parent=parent)
        self._ctx = ctx
        self._customer_id = customer_id
        self.target = target
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add(PlainLabel(breakable(target.shown), look="title", wrap=True))
        self.warning = PlainLabel(breakable("\n".join(warnings)), look="note-red", wrap=True)
        self.warning.setVisible(bool(warnings))
        self.add(self.warning)
        self.add(muted(_(_OPENS[target.channel])))
        self.link = PlainLabel(breakable(target.url), look="hintbox", wrap=True)
        self.add(self.link)
        self.trouble = PlainLabel(look="error", wrap=True)
        self.trouble.hide()
        self.add(self.trouble)
        self.log = CheckBox(_("Log the conversation afterwards"), checked=True)
        self.add(self.log)
        self.footer.addWidget(Button(_("Copy"), self._copy, icon="copy"))
        self.setAccessibleDescription(target.url)
        self.submitted.connect(self._open)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.target.shown)
        self._ctx.tell.say(_("Copied: {text}").format(text=self.target.shown))
        self._leave()

    def _open(self) -> None:
        try:
            taken = open_outside(self.target.url)
        except UserError as error:
            self._say(str(error))
            return
        if taken:
            self._leave()
        else:
            self._say(_("No program on this computer opens this. Copy it instead."))

    def _say(self, words: str) -> None:
        self.trouble.setText(words)
        self.trouble.show()
        self.fit()

    def _leave(self) -> None:
        over, wanted = self.parentWidget(), self.log.value()
        self.accept()
        if wanted:
            log_conversation(self._ctx, over, self._customer_id, self.target.channel, Direction.OUT)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802
        super().showEvent(event)
        self.verb.setFocus()
