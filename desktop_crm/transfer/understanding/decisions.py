"""What was decided about a column or a file, and why, in message ids a person will read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from desktop_crm.platform.i18n import N_

CHOSEN: Final = N_("you chose it")
"""Why something was decided that a person chose."""
TAUGHT: Final = N_("as you taught it")
"""Why something was decided that a person chose for all files of a layout."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision: what it is about, what was decided and because of what; ids with values for their placeholders."""

    about: str
    decided: str
    because: str
    decided_args: dict[str, object] = field(default_factory=dict[str, object])
    because_args: dict[str, object] = field(default_factory=dict[str, object])
