"""Reading files for the preview, away from the window: begun, looked at as often as wanted, kept in mind."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from desktop_crm.platform.progress import Progress
from ui.transfer import model
from ui.transfer.model import Seen

if TYPE_CHECKING:
    from desktop_crm.transfer.sitting import Sitting


def begin(app: Any, files: Sequence[Path]) -> Sitting:
    """Begin an import of files; those of a watched folder are of the shop whose exports it holds."""
    from desktop_crm.transfer import morning
    from desktop_crm.transfer.choices import Choices, Decided

    sitting: Sitting = app.transfer.sitting(files)
    watched = app.read(morning.folders)
    of_shop = {file: shop for file in files if (shop := morning.shop_of(watched, file))}
    sitting.decide({file: Decided(Choices(shop=shop)) for file, shop in of_shop.items()})
    return sitting


def look(sitting: Sitting, progress: Progress) -> Seen:
    """Return what would come of the files as they were decided about."""
    report = sitting.preview(progress)
    return Seen(report, model.shop_names(), sitting.taken, sitting.refused)


def keep_in_mind(app: Any, files: Sequence[Path]) -> None:
    """Remember files of watched folders that brought nothing new, so that they are not offered again."""
    from desktop_crm.transfer import morning

    watched = {Path(folder.path) for folder in app.read(morning.folders)}
    mine = [file for file in files if file.parent in watched]
    fresh = morning.unseen(app.db, mine)
    if fresh:
        app.transfer.pass_over(fresh)
