"""The forms on one customer by the commands that open them; imported when the first of them is opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from PySide6.QtWidgets import QWidget

from ui.customers.card_paper import copy_card
from ui.customers.order_dialog import take_order
from ui.customers.points_dialog import change_points
from ui.customers.referral_dialog import note_referral
from ui.customers.score_dialog import record_score
from ui.customers.stage_dialog import change_stage
from ui.customers.tags_dialog import edit_tags
from ui.customers.talk_dialog import log_conversation
from ui.customers.tie_dialog import note_tie
from ui.kit.context import Context

FORMS: Final[Mapping[str, Callable[[Context, QWidget | None, int | None], object]]] = {
    "customer.copy": copy_card,
    "interaction.log": log_conversation,
    "order.take": take_order,
    "answer.score": record_score,
    "customer.tags": edit_tags,
    "customer.stage": change_stage,
    "customer.tie": note_tie,
    "customer.points": change_points,
    "customer.referral": note_referral,
}
"""Each takes the customer it is for, None where none is shown."""
