"""The settings page, made from what is declared: how it looks here, the shop, its people, its backups."""

from __future__ import annotations

from typing import Any

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop_crm.platform import autostart, settings
from desktop_crm.platform.errors import CrmError
from desktop_crm.platform.i18n import _, language
from desktop_crm.platform.settings import Setting
from ui.kit.cards import Card
from ui.kit.context import Context
from ui.kit.fields import CheckBox, ChoiceField
from ui.kit.forms import Form
from ui.kit.labels import title
from ui.kit.theme import theme
from ui.settings.backups import BackupsCard
from ui.settings.editors import editor
from ui.settings.own_fields import OwnFieldsCard
from ui.settings.people import PeopleCard
from ui.settings.preferences import DECLARED, LANGUAGE, Preference, Preferences

_WIDE = 980
_ICONS = {"Customers": "customers"}
_TWO_COLUMNS_FROM = 720


class SettingsPanel(QWidget):
    """Each group of declared settings is a card; each change is saved at once and can be undone."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self.setAccessibleName(_("Settings"))
        self._ctx = ctx
        self.fields: dict[str, Any] = {}
        self.people = PeopleCard(ctx)
        self.own_fields = OwnFieldsCard(ctx)
        self.backups = BackupsCard(ctx)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._build()
        ctx.watch(self, ("settings",), lambda _changed: self._load())
        self._load()

    def _build(self) -> None:
        px, page = theme().px, theme().size("page")
        outer = QHBoxLayout(self)
        outer.setContentsMargins(page, px(18), page, page)
        middle = QWidget()
        middle.setMaximumWidth(px(_WIDE))
        middle.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        outer.addWidget(middle, 1)
        outer.addStretch(0)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme().size("gap"))
        column.addWidget(title(_("Settings")))
        self._sides.setSpacing(theme().size("gap"))
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(theme().size("gap"))
            self._sides.addLayout(side, 1)
        left.addWidget(self._look_card())
        for card in self._store_cards():
            left.addWidget(card)
        right.addWidget(self.people)
        right.addWidget(self.own_fields)
        right.addWidget(self.backups)
        left.addStretch(1)
        right.addStretch(1)
        column.addLayout(self._sides)
        column.addStretch(1)

    def _look_card(self) -> Card:
        card = Card(_("On this computer"), icon="view")
        form = Form()
        for preference in DECLARED:
            field = self._preference(preference)
            form.add(_(preference.label), field, help=_(preference.help) if preference.help else "")
        form.add(_("Reminders"), self._autostart_box(), help=_("So that no reminder waits until you open the program"))
        card.add(form)
        return card

    def _autostart_box(self) -> CheckBox:
        box = CheckBox(_("Start with the computer"), checked=autostart.is_on())
        box.setObjectName("settings.autostart")
        box.edited.connect(lambda: self._start_with_computer(box))
        return box

    def _start_with_computer(self, box: CheckBox) -> None:
        try:
            autostart.switch(on=box.value())
        except CrmError as error:
            self._ctx.tell.show(error)
        box.blockSignals(True)  # noqa: FBT003
        box.set_value(autostart.is_on())
        box.blockSignals(False)  # noqa: FBT003

    def _preference(self, preference: Preference[Any]) -> ChoiceField[Any]:
        field: ChoiceField[Any] = ChoiceField(
            [(value, _(words).format(size=value)) for value, words in preference.choices]
        )
        field.setObjectName(f"settings.{preference.key}")
        memory = self._ctx.memory
        if isinstance(memory, Preferences):
            here = memory.get(preference) or (language() if preference is LANGUAGE else preference.default)
            field.set_value(here)
            field.edited.connect(lambda: memory.put(preference, field.value()))
        return field

    def _store_cards(self) -> list[Card]:
        """Return a card for every group of the store's settings that has no card of its own."""
        cards: list[Card] = []
        for group in dict.fromkeys(setting.group for setting in settings.DECLARED):
            declared = [one for one in settings.DECLARED if one.group == group and one is not settings.BACKUP_FOLDER]
            if not declared:
                continue
            card, form = Card(_(group), icon=_ICONS.get(group, "shop")), Form()
            for setting in declared:
                field = editor(setting)
                field.setObjectName(f"settings.{setting.key}")
                form.add(_(setting.label), field, name=setting.key)
                field.committed.connect(lambda value, setting=setting: self._put(setting, value))
                self.fields[setting.key] = field
            card.add(form)
            cards.append(card)
        return cards

    def _put(self, setting: Setting[Any], value: object) -> None:
        db = self._ctx.app.db
        self._ctx.do(
            self, lambda: settings.put(db, setting, value), said=_("Saved: {what}").format(what=_(setting.label))
        )

    def _load(self) -> None:
        def read(session: Any) -> dict[str, Any]:
            return {setting.key: settings.value(session, setting) for setting in settings.DECLARED}

        self._ctx.load(self, read, self._show, slot="values")

    def _show(self, values: dict[str, Any]) -> None:
        for key, field in self.fields.items():
            field.show_value(values[key])
        self.backups.show_second(values[settings.BACKUP_FOLDER.key])

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        super().resizeEvent(event)
        narrow = self.width() < theme().px(_TWO_COLUMNS_FROM)
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
