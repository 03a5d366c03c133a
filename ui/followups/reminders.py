"""Reminding while the program runs: rings what is due, catches up at start, and never rings twice."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_crm.followups import queries
from desktop_crm.followups.types import Later, Ring
from desktop_crm.platform import clock, phones, settings
from desktop_crm.platform.changes import ChangeSet
from desktop_crm.platform.i18n import _, counted, language
from ui.followups.postpone import until
from ui.followups.reminder_window import MOST, ReminderWindow, Surroundings
from ui.followups.words import LATER_NAMES
from ui.kit.bus import Changes
from ui.kit.context import Context
from ui.kit.theme import theme

if TYPE_CHECKING:
    from desktop_crm.app import App

COUNTS: Final = ("followups", "followup_reminders", "followup_rung")
"""The tables after whose change the bell counts anew; the last is announced when something rings."""

_AT_LEAST_EVERY: Final = 60_000
"""Milliseconds after which the clock is looked at whatever happens: it may have been set, the computer have slept."""
_SHORTEST: Final = 250

_watches: WeakKeyDictionary[Context, ReminderWatch] = WeakKeyDictionary()


def start(ctx: Context, window: QWidget) -> Callable[[], None]:
    """Begin to remind beside `window`; returns what ends it."""
    watch = ReminderWatch(ctx, window)
    _watches[ctx] = watch
    return watch.stop


def show_reminders(ctx: Context) -> None:
    """Open the window of the reminders that wait for an answer, in front and with the focus."""
    watch = _watches.get(ctx)
    if watch is not None and isValid(watch):
        watch.bring_forward()


class ReminderWatch(QObject):
    """One timer up to the next reminder, armed anew after every change and at least once a minute."""

    def __init__(self, ctx: Context, beside: QWidget) -> None:
        super().__init__(beside)
        self._ctx = ctx
        self._app: App = ctx.app
        self._beside = beside
        self._around = Surroundings(0, clock.DEFAULT_ZONE, "")
        self._to_appear = False
        self.window = self._new_window()
        self._made_for = _speech()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)
        ctx.bus.changed.connect(self._hear)
        self.look()

    def look(self) -> None:
        """Ring what is due now, and sleep until the next reminder."""
        now = self._app.db.clock.now()

        def read(session: Any) -> tuple[list[queries.Coming], bool]:
            return queries.coming(session, now), bool(queries.rung_too_early(session, now))

        self._ctx.load(self, read, partial(self._ring_or_sleep, now), self._sleep_on, slot="look")

    def bring_forward(self) -> None:
        """Show the reminders that wait for an answer and take the focus there; say so where none does.

        What is due and has not rung yet, after the clock was set or the computer slept, rings now.
        """

        def show(rings: list[Ring]) -> None:
            if not rings:
                self._ctx.tell.say(_("No reminder is waiting"))
                return
            self._renew()
            self.window.show_rings(rings, self._around)
            self.window.come_forward(self._beside)

        self.look()
        self._read(show, slot="asked")

    def stop(self) -> None:
        """Remind no more."""
        self._timer.stop()
        self._ctx.bus.changed.disconnect(self._hear)
        self.window.close()
        self.window.deleteLater()
        self.deleteLater()

    def _new_window(self) -> ReminderWindow:
        window = ReminderWindow()
        window.done.connect(self._complete)
        window.dismissed.connect(self._dismiss)
        window.snoozed.connect(self._snooze)
        window.called.connect(_call)
        return window

    def _renew(self) -> None:
        """Make the window anew where the language or the text size is another one since."""
        if self._made_for != _speech() and not self.window.isVisible():
            self.window.deleteLater()
            self.window, self._made_for = self._new_window(), _speech()

    def _ring_or_sleep(self, now: int, answer: tuple[list[queries.Coming], bool]) -> None:
        coming, too_early = answer
        if too_early or (coming and coming[0].at <= now):
            self._ctx.do(self, self._app.followups.ring, then=self._rung, failed=self._sleep_on)
            return
        self._sleep(coming[0].at - now if coming else _AT_LEAST_EVERY)

    def _rung(self, any_did: bool) -> None:
        self._sleep(_SHORTEST)
        self._ctx.bus.changed.emit(ChangeSet(None, "", {"followup_rung": None}), self)
        self._to_appear |= any_did
        self._read(self._show)

    def _show(self, rings: list[Ring]) -> None:
        """Show what waits; what rang makes the window appear, also where a later answer came in its place."""
        self._renew()
        self.window.show_rings(rings, self._around)
        appear, self._to_appear = self._to_appear, False
        if rings and appear:
            self.window.appear(self._beside)

    def _hear(self, changes: Changes, _origin: object) -> None:
        """After any change of follow-ups, and after whatever another program may have changed, look again."""
        if changes.tables and not changes.tables.keys() & {"followups", "followup_reminders", "settings", "customers"}:
            return
        self._timer.start(_SHORTEST)
        if self.window.isVisible():
            self._read(self._show)

    def _read(self, then: Callable[[list[Ring]], None], slot: str = "rings") -> None:
        def read(session: Any) -> tuple[list[Ring], Surroundings]:
            zone, region = (settings.value(session, one) for one in (settings.ZONE, settings.REGION))
            count = queries.ringing_count(session)
            return queries.ringing(session, MOST), Surroundings(self._app.db.clock.now(), zone, region, count)

        def come(answer: tuple[list[Ring], Surroundings]) -> None:
            rings, self._around = answer
            then(rings)

        self._ctx.load(self, read, come, slot=slot)

    def _sleep(self, milliseconds: int) -> None:
        self._timer.start(max(_SHORTEST, min(_AT_LEAST_EVERY, milliseconds)))

    def _sleep_on(self, _error: BaseException) -> None:
        """A store that is busy or gone for a moment is asked again a minute later."""
        self._sleep(_AT_LEAST_EVERY)

    def _complete(self, ring: Ring) -> None:
        said = _("Done: {title}").format(title=ring.followup.title)
        self._ctx.do(self, lambda: self._app.followups.complete(ring.followup.id), said, slot=_answer([ring]))

    def _dismiss(self, rings: list[Ring] | None) -> None:
        count = self._around.count if rings is None else len(rings)
        said = counted("{count} reminder closed", "{count} reminders closed", count)
        self._ctx.do(self, lambda: self._app.followups.dismiss(self._reminders(rings)), said, slot=_answer(rings))

    def _snooze(self, rings: list[Ring] | None, later: Later) -> None:
        at = until(later, self._app.db.clock.now(), self._around.zone, self._around.region)
        said = _("Reminds again: {later}").format(later=_(LATER_NAMES[later]))
        self._ctx.do(self, lambda: self._app.followups.snooze(self._reminders(rings), at), said, slot=_answer(rings))

    def _reminders(self, rings: list[Ring] | None) -> list[int]:
        """Return the reminders of these follow-ups, of all that wait where None; never on the window's thread."""
        found = self._app.read(queries.ringing) if rings is None else rings
        return [reminder for ring in found for reminder in ring.reminders]


def _answer(rings: list[Ring] | None) -> str:
    """Return the slot of an answer: each of these follow-ups, or all where None, are answered once."""
    return "answer all" if rings is None else f"answer {[ring.followup.id for ring in rings]}"


def _speech() -> tuple[str, int]:
    """Return what the words of a window are made for: the language and the text size."""
    return language(), theme().percent


def _call(ring: Ring) -> None:
    """Hand the customer's number to whatever telephones on this computer."""
    number = phones.normal(ring.phone)
    QDesktopServices.openUrl(QUrl(f"tel:{number.number if number else ring.phone}"))
