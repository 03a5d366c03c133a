"""What the program is taught while a file is looked at: a layout to remember, a field of the shop's own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from desktop_crm.platform.i18n import _
from desktop_crm.transfer.choices import Decided
from desktop_crm.transfer.understanding.fields import OWN
from ui.kit.context import Context
from ui.transfer.decisions import with_choice, with_column

if TYPE_CHECKING:
    from desktop_crm.transfer.sitting import Sitting
    from ui.transfer.model import Seen
    from ui.transfer.new_field import NewFieldDialog
    from ui.transfer.teaching import TeachDialog

InHand = Callable[[], "tuple[Sitting, Seen] | None"]
"""The files in hand and what their preview shows, None where nothing is looked at."""


class Lessons:
    """Asks for a page what is to be learned; `decide(place, decided)` has the files looked at again with it."""

    def __init__(self, ctx: Context, page: QWidget, in_hand: InHand, decide: Callable[[int, Decided], object]) -> None:
        self._ctx, self._page, self._in_hand, self._decide = ctx, page, in_hand, decide
        self._app: Any = ctx.app

    def teach(self, place: int) -> TeachDialog | None:
        """Ask for a name and keep how the file at a place of the preview is understood; returns the dialog."""
        from ui.transfer.teaching import TeachDialog

        held = self._in_hand()
        if held is None:
            return None
        _sitting, seen = held
        file = seen.report.files[place]
        shops = sorted({shop for shop in seen.shops.values() if shop})
        dialog = TeachDialog(file.taught_name, file.shop, shops, self._page.window())
        dialog.taught.connect(lambda name, shop: self._teach(place, name, shop))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog

    def add_field(self, place: int, header: str) -> NewFieldDialog:
        """Ask for a field of the shop's own and let a column of the file at a place fill it; returns the dialog."""
        from ui.transfer.new_field import NewFieldDialog

        dialog = NewFieldDialog(self._ctx, self._page.window(), header)
        dialog.saved.connect(lambda field_id: self._fill_field(place, header, field_id))
        dialog.open()
        return dialog

    def _teach(self, place: int, name: str, shop: str) -> None:
        held, app = self._in_hand(), self._app
        if held is None:
            return
        sitting, seen = held
        file, decided = seen.report.files[place], with_choice(sitting.decided(seen.files[place]), shop=shop)
        chosen = replace(decided, choices=decided.choices.only_container())

        def keep() -> Any:
            app.transfer.teach(name, file, decided.choices)
            return app.transfer.options()

        said = _("Remembered: {name}").format(name=name)
        self._ctx.do(self._page, keep, said, then=lambda options: self._learned(sitting, options, place, chosen))

    def _fill_field(self, place: int, header: str, field_id: int) -> None:
        held, app = self._in_hand(), self._app
        if held is None:
            return
        sitting, seen = held
        decided = with_column(sitting.decided(seen.files[place]), header, f"{OWN}{field_id}")
        self._ctx.load(
            self._page,
            lambda _session: app.transfer.options(),
            lambda options: self._learned(sitting, options, place, decided),
            slot="options",
        )

    def _learned(self, sitting: Sitting, options: Any, place: int, decided: Decided) -> None:
        """Let the files know what is known now, unless others are in hand."""
        held = self._in_hand()
        if held is not None and held[0] is sitting:
            sitting.learn(options)
            self._decide(place, decided)
