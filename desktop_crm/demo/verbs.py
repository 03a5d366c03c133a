"""What the demo needs of an open store: the verbs of the features it fills."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Protocol

from desktop_crm.customers.service import CustomerService
from desktop_crm.followups.service import FollowUpService
from desktop_crm.interactions.service import InteractionService
from desktop_crm.lifecycle.service import LifecycleService
from desktop_crm.loyalty.service import LoyaltyService
from desktop_crm.platform.clock import Clock, instant
from desktop_crm.platform.database import Database
from desktop_crm.platform.progress import Progress
from desktop_crm.referrals.service import ReferralService
from desktop_crm.shops.service import ShopService
from desktop_crm.staff.service import StaffService
from desktop_crm.surveys.service import SurveyService


class DemoClock:
    """A clock that says what it was set to, so that the past can be told as it happened."""

    def __init__(self, moment: datetime) -> None:
        self.set(moment)

    def now(self) -> int:
        """Return the instant it was set to, UTC ms."""
        return self._now

    def set(self, moment: datetime) -> None:
        """Set the clock to a wall time of the shop."""
        self._now = ms(moment)


def ms(moment: datetime) -> int:
    """Return the instant of a wall time of the shop, UTC ms."""
    return instant(moment.date(), moment.time())


class Importer(Protocol):
    """Brings files in."""

    def run(self, files: Sequence[Path], *, progress: Progress) -> Any:
        """Bring `files` in as one run."""
        ...


class Verbs(Protocol):
    """An open store, as the composition root makes it."""

    @property
    def db(self) -> Database:
        """The store itself."""
        ...

    @property
    def staff(self) -> StaffService:
        """The people of the shop."""
        ...

    @property
    def shops(self) -> ShopService:
        """The sales channels."""
        ...

    @property
    def customers(self) -> CustomerService:
        """The customers."""
        ...

    @property
    def interactions(self) -> InteractionService:
        """The conversations."""
        ...

    @property
    def followups(self) -> FollowUpService:
        """The follow-ups."""
        ...

    @property
    def surveys(self) -> SurveyService:
        """The survey answers."""
        ...

    @property
    def loyalty(self) -> LoyaltyService:
        """Points and levels."""
        ...

    @property
    def referrals(self) -> ReferralService:
        """Who brought whom."""
        ...

    @property
    def lifecycle(self) -> LifecycleService:
        """Where customers stand."""
        ...

    @property
    def transfer(self) -> Importer:
        """The exchange of files."""
        ...

    def __enter__(self) -> Verbs: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...


class Opener(Protocol):
    """Opens a store, making it where it is missing: `App.open`."""

    def __call__(self, path: Path, clock: Clock, /) -> Verbs:
        """Return the open store."""
        ...
