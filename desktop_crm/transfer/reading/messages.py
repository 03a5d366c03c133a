"""Sentences that both sides of a reading say: the child that reads and the parent that waits."""

from __future__ import annotations

from typing import Final

from desktop_crm.platform.i18n import N_

UNREADABLE: Final = N_("{file} could not be read: it is damaged, or written in a way that is not known.")
TOO_LARGE: Final = N_("{file} needs more memory than reading a file may take. Split it into smaller files.")
UNRECOGNISED: Final = N_("{file} holds neither customers nor orders that can be recognised by its columns.")
"""Said of a file that could be read: somebody may know what it holds."""
