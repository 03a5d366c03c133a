"""Who works now: chosen from the people of the shop with one key, remembered on this computer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import _
from ui.kit.context import Context, Person
from ui.kit.menus import Menu
from ui.settings.preferences import Preferences

if TYPE_CHECKING:
    from desktop_crm.staff.types import Staff


class WhoWorks(QObject):
    """Sets `ctx.me()` and asks for it."""

    def __init__(self, ctx: Context, store: Path, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._store = store
        self._preferences = preferences

    def restore(self, people: Sequence[Staff], *, demo: bool = False) -> None:
        """Take who worked last on this computer, or the only person there is; in the sample shop anybody will do."""
        kept = self._preferences.me(self._store)
        usual = people[0] if len(people) == 1 or (demo and people) else None
        person = next((one for one in people if one.id == kept), usual)
        self._ctx.set_me(None if person is None else Person(person.id, person.name))

    def choose(self, person: Person) -> None:
        """Let somebody work from now on."""
        self._preferences.keep_me(self._store, person.id)
        self._ctx.set_me(person)
        self._ctx.tell.say(_("{name} is working now").format(name=person.name))

    def refresh(self) -> None:
        """Read the people again: a name may have changed, somebody may have left."""
        self._ctx.load(self, people, self._renew, slot="people")

    def ask(self, button: QWidget, add: Callable[[], object], shown: Callable[[Menu], object] | None = None) -> None:
        """Show the people beside `button`; the next one is chosen with Enter. `add` is for somebody new."""

        def show(found: Sequence[Staff]) -> None:
            menu = self.menu(found, button, add)
            (shown or (lambda made: _pop_up(made, button)))(menu)

        self._ctx.load(self, people, show, slot="menu")

    def menu(self, found: Sequence[Staff], parent: QWidget, add: Callable[[], object]) -> Menu:
        """Return the menu of these people."""
        menu = Menu(_("Who is working now"), parent)
        me = self._ctx.me()
        actions = [
            menu.entry(
                one.name,
                lambda one=one: self.choose(Person(one.id, one.name)),
                icon="check" if me is not None and one.id == me.id else "person",
            )
            for one in found
        ]
        if found:
            menu.addSeparator()
        actions.append(menu.entry(_("Add a person…"), add, icon="person_add"))
        here = next((place for place, one in enumerate(found) if me is not None and one.id == me.id), -1)
        menu.setActiveAction(actions[(here + 1) % max(1, len(found))])
        return menu

    def _renew(self, found: Sequence[Staff]) -> None:
        me = self._ctx.me()
        now = next((one for one in found if me is not None and one.id == me.id), None)
        if me is not None and now is None:
            self._preferences.keep_me(self._store, None)
            self._ctx.set_me(None)
        elif me is not None and now is not None and now.name != me.name:
            self._ctx.set_me(Person(now.id, now.name))
        elif me is None:
            self.restore(found)


def people(session: Any) -> Sequence[Staff]:
    """Return the people who work here."""
    from desktop_crm.staff.queries import everyone

    return everyone(session)


def _pop_up(menu: Menu, button: QWidget) -> None:
    active = menu.activeAction()
    menu.aboutToHide.connect(menu.deleteLater)
    corner = button.mapToGlobal(QPoint(0, 0))
    menu.popup(QPoint(corner.x(), corner.y() - menu.sizeHint().height()))
    if active is not None:
        menu.setActiveAction(active)
