"""One conversation in full, to read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop_crm.interactions import queries
from desktop_crm.interactions.types import CHANNEL_NAMES, Direction, Interaction
from desktop_crm.platform import clock, settings
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_, _, counted
from desktop_crm.staff import queries as staff
from ui.customers.words import breakable, full_moment
from ui.kit.buttons import Button
from ui.kit.context import Context
from ui.kit.dialog import Dialog
from ui.kit.labels import PlainLabel, muted


def show_talk(ctx: Context, parent: QWidget | None, interaction_id: int) -> None:
    """Read a conversation and show it."""

    def read(session: Any) -> tuple[Interaction, Mapping[int, str], str]:
        found = queries.by_ids(session, [interaction_id]).get(interaction_id)
        if found is None:
            raise NotFound(N_("This conversation is not there any more."))
        return found, staff.names(session), settings.value(session, settings.ZONE)

    ctx.load(ctx, read, lambda answer: TalkView(ctx, parent, *answer).open(), slot="talk")


class TalkView(Dialog):
    """What was said, when, over which channel, with whom of the shop; it can be put into the bin."""

    def __init__(
        self, ctx: Context, parent: QWidget | None, talk: Interaction, people: Mapping[int, str], zone: str
    ) -> None:
        way = _("incoming") if talk.direction is Direction.IN else _("outgoing")
        super().__init__(
            f"{_(CHANNEL_NAMES[talk.channel])} · {way}", _("Close"), hint="", width=520, cancel="", parent=parent
        )
        self._ctx = ctx
        self._talk = talk
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        said = [full_moment(clock.at(talk.at, zone)), people.get(talk.staff_id or 0, "")]
        if talk.minutes:
            said.append(counted("{count} minute", "{count} minutes", talk.minutes))
        self.add(muted(" · ".join(filter(None, (*said, talk.reason, talk.mood))), wrap=True))
        self.add(PlainLabel(breakable(talk.text), wrap=True))
        self.footer.addWidget(Button(_("Delete"), self._delete, look="danger"))
        self.submitted.connect(self.accept)

    def _delete(self) -> None:
        service, talk_id = self._ctx.app.interactions, self._talk.id
        self._ctx.do(self._ctx, lambda: service.delete(talk_id), _("Conversation deleted"))
        self.accept()
