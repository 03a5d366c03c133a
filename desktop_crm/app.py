"""Opens a store and holds the features: the only place where they are put together.

A feature is imported when it is first used: together they take longer than everything else at the start.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar
from zlib import crc32

from sqlalchemy import Connection, MetaData
from sqlalchemy.orm import Session

from desktop_crm.customers.search import CUSTOMER_SEARCH
from desktop_crm.duplicates import findings as duplicates
from desktop_crm.followups.search import FOLLOWUP_SEARCH
from desktop_crm.insights import figures
from desktop_crm.interactions.search import INTERACTION_SEARCH
from desktop_crm.orders.search import ORDER_SEARCH
from desktop_crm.platform import settings
from desktop_crm.platform.changes import ChangeSet
from desktop_crm.platform.clock import Clock, SystemClock
from desktop_crm.platform.columns import Base, completes_tables
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.paths import default_store
from desktop_crm.platform.plugs import Hit, Searchable, TimelineEntry, TimelineSource
from desktop_crm.platform.store import Derived, OpenStore, open_store
from desktop_crm.platform.store import is_current as is_store_current
from desktop_crm.search import queries as search
from desktop_crm.search.index import SearchIndex

if TYPE_CHECKING:
    from desktop_crm.attachments.service import AttachmentService
    from desktop_crm.bin.service import BinService
    from desktop_crm.consents.service import ConsentService
    from desktop_crm.customers.service import CustomerService
    from desktop_crm.duplicates.service import DuplicateService
    from desktop_crm.fields.service import FieldService
    from desktop_crm.followups.service import FollowUpService
    from desktop_crm.interactions.service import InteractionService
    from desktop_crm.lifecycle.service import LifecycleService
    from desktop_crm.loyalty.service import LoyaltyService
    from desktop_crm.orders.service import OrderService
    from desktop_crm.platform.undo import Reverted
    from desktop_crm.referrals.service import ReferralService
    from desktop_crm.segments.bulk import BulkService
    from desktop_crm.segments.service import ViewService
    from desktop_crm.shops.service import ShopService
    from desktop_crm.staff.service import StaffService
    from desktop_crm.surveys.service import SurveyService
    from desktop_crm.ties.service import TieService
    from desktop_crm.transfer.service import ImportService

T = TypeVar("T")

_LAST_DAY: Final = (
    "(SELECT max(coalesce(f.last_order, ''), coalesce(date(f.last_talk / 1000, 'unixepoch'), '')) "  # noqa: S608
    f"FROM {figures.TABLE} f WHERE f.id = t.id) DESC, t.id DESC"
)
SEARCHABLE: Final[tuple[Searchable, ...]] = (
    replace(CUSTOMER_SEARCH, recent=_LAST_DAY),
    ORDER_SEARCH,
    INTERACTION_SEARCH,
    FOLLOWUP_SEARCH,
)
"""What the one search box finds, in the order it shows it; of customers alike those it last dealt with come first."""


WITH_TABLES: Final = (
    "attachments", "catalogue", "consents", "customers", "duplicates", "fields", "followups", "interactions",
    "lifecycle", "loyalty", "orders", "referrals", "segments", "shops", "staff", "surveys", "ties", "transfer",
)  # fmt: skip
"""The features that keep rows. What reads imports the tables it asks; what writes needs all of them."""


@completes_tables
def metadata() -> MetaData:
    """Import the tables of all features and return them."""
    for feature in WITH_TABLES:
        import_module(f"desktop_crm.{feature}.tables")
    return Base.metadata


@cache
def timeline_sources() -> tuple[TimelineSource, ...]:
    """Return what a customer's history is made of."""
    from desktop_crm.attachments.timeline import attachment_entries
    from desktop_crm.consents.timeline import consent_entries
    from desktop_crm.customers.timeline import edit_entries, import_entries
    from desktop_crm.followups.timeline import timeline as followup_entries
    from desktop_crm.interactions.timeline import interaction_entries
    from desktop_crm.lifecycle.timeline import stage_entries
    from desktop_crm.loyalty.timeline import points_entries
    from desktop_crm.orders.timeline import order_entries
    from desktop_crm.referrals.timeline import referral_entries
    from desktop_crm.surveys.timeline import answer_entries

    return (
        TimelineSource("order", N_("Orders"), order_entries),
        TimelineSource("interaction", N_("Conversations"), interaction_entries),
        TimelineSource("followup", N_("Follow-ups"), followup_entries),
        TimelineSource("answer", N_("Surveys"), answer_entries),
        TimelineSource("consent", N_("Consents"), consent_entries),
        TimelineSource("attachment", N_("Files"), attachment_entries),
        TimelineSource("stage", N_("Stages"), stage_entries),
        TimelineSource("points", N_("Points"), points_entries),
        TimelineSource("referral", N_("Referrals"), referral_entries),
        TimelineSource("edit", N_("Edits"), edit_entries),
        TimelineSource("import", N_("Imports"), import_entries),
    )


def derived() -> Derived:
    """Return what is made from the rows: the search index, the figures of each customer, the duplicates found."""
    index = SearchIndex(SEARCHABLE)

    def rebuild(connection: Connection) -> None:
        index.rebuild(connection)
        figures.rebuild(connection)
        duplicates.rebuild(connection)

    shape = crc32(repr((figures.FIGURES, figures.FEEDS)).encode(), index.shape) & 0x7FFFFFFF
    return Derived(rebuild=rebuild, finishers=(index.refresh, figures.refresh), shape=shape)


def is_current(path: Path) -> bool:
    """Return whether the store at `path` can be opened at once, made by this version. Raises StoreError."""
    return is_store_current(path, derived())


class App:
    """An open store and the verbs of every feature. Close it when done; it is a context manager."""

    def __init__(self, db: OpenStore) -> None:
        self.db = db

    @classmethod
    def open(cls, path: Path | None = None, clock: Clock | None = None, *, create: bool = True) -> App:
        """Open the store at `path` (the user's own where None). Raises StoreError, NotFound."""
        return cls(open_store(path or default_store(), clock or SystemClock(), derived(), create=create))

    def read(self, ask: Callable[[Session], T]) -> T:
        """Return what `ask` reads from one consistent state of the store. Raises StoreError."""
        with self.db.read() as session:
            return ask(session)

    def search(self, text: str, limit: int = 20) -> list[Hit]:
        """Return what the search box shows for `text`: at most `limit` hits of each kind."""
        return self.read(lambda session: search.search(session, SEARCHABLE, text, limit))

    def timeline(self, customer_id: int, before: int | None = None, limit: int = 50) -> list[TimelineEntry]:
        """Return the newest `limit` lines of a customer's history before the instant `before` (None: now)."""
        from desktop_crm.insights import timeline

        return self.read(lambda session: timeline.page(session, timeline_sources(), customer_id, before, limit))

    def undo(self, change_id: int | None = None) -> Reverted:
        """Take back the newest step, or the one named. Raises NotFound, Conflict."""
        from desktop_crm.platform import undo

        return undo.undo(self.db, change_id)

    def redo(self) -> Reverted:
        """Make the step undone last again. Raises NotFound, Conflict."""
        from desktop_crm.platform import undo

        return undo.redo(self.db)

    def subscribe(self, listener: Callable[[ChangeSet], None]) -> None:
        """Call `listener` after each commit, in the thread that wrote."""
        self.db.subscribe(listener)

    def zone(self) -> str:
        """Return the time zone the shop lives in."""
        return self.read(lambda session: settings.value(session, settings.ZONE))

    def close(self) -> None:
        """Close the store; waits for a running write."""
        self.db.close()

    def __enter__(self) -> App:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @cached_property
    def staff(self) -> StaffService:
        """The verbs on who works here."""
        from desktop_crm.staff.service import StaffService

        return StaffService(self.db)

    @cached_property
    def views(self) -> ViewService:
        """The verbs on saved views and the list's layout."""
        from desktop_crm.segments.service import ViewService

        return ViewService(self.db)

    @cached_property
    def bulk(self) -> BulkService:
        """The verbs on many customers at once."""
        from desktop_crm.segments.bulk import BulkService

        return BulkService(self.db)

    @cached_property
    def shops(self) -> ShopService:
        """The verbs on the shops."""
        from desktop_crm.shops.service import ShopService

        return ShopService(self.db)

    @cached_property
    def customers(self) -> CustomerService:
        """The verbs on customers."""
        from desktop_crm.customers.service import CustomerService

        return CustomerService(self.db)

    @cached_property
    def duplicates(self) -> DuplicateService:
        """The verbs on customers who may be the same."""
        from desktop_crm.consents.service import carry_refusals
        from desktop_crm.duplicates.service import DuplicateService
        from desktop_crm.transfer.tables import PEOPLE_TOLD_OF

        return DuplicateService(self.db, pointers=(PEOPLE_TOLD_OF,), before=(carry_refusals,))

    @cached_property
    def consents(self) -> ConsentService:
        """The verbs on consents."""
        from desktop_crm.consents.service import ConsentService

        return ConsentService(self.db)

    @cached_property
    def orders(self) -> OrderService:
        """The verbs on orders."""
        from desktop_crm.orders.service import OrderService

        return OrderService(self.db, self.shops)

    @cached_property
    def interactions(self) -> InteractionService:
        """The verbs on conversations."""
        from desktop_crm.interactions.service import InteractionService

        return InteractionService(self.db)

    @cached_property
    def attachments(self) -> AttachmentService:
        """The verbs on files."""
        from desktop_crm.attachments.service import AttachmentService

        return AttachmentService(self.db)

    @cached_property
    def fields(self) -> FieldService:
        """The verbs on the shop's own fields."""
        from desktop_crm.fields.service import FieldService

        return FieldService(self.db)

    @cached_property
    def ties(self) -> TieService:
        """The verbs on ties between customers."""
        from desktop_crm.ties.service import TieService

        return TieService(self.db)

    @cached_property
    def followups(self) -> FollowUpService:
        """The verbs on follow-ups and their reminders."""
        from desktop_crm.followups.service import FollowUpService

        return FollowUpService(self.db)

    @cached_property
    def surveys(self) -> SurveyService:
        """The verbs on answers to surveys."""
        from desktop_crm.surveys.service import SurveyService

        return SurveyService(self.db)

    @cached_property
    def loyalty(self) -> LoyaltyService:
        """The verbs on points."""
        from desktop_crm.loyalty.service import LoyaltyService

        return LoyaltyService(self.db)

    @cached_property
    def referrals(self) -> ReferralService:
        """The verbs on referrals."""
        from desktop_crm.referrals.service import ReferralService

        return ReferralService(self.db)

    @cached_property
    def lifecycle(self) -> LifecycleService:
        """The verbs on stages."""
        from desktop_crm.lifecycle.service import LifecycleService

        return LifecycleService(self.db)

    @cached_property
    def bin(self) -> BinService:
        """The verbs on the bin."""
        from desktop_crm.bin.service import BinService

        return BinService(self.db)

    @cached_property
    def transfer(self) -> ImportService:
        """The verbs on imports."""
        from desktop_crm.transfer.service import ImportService

        return ImportService(self.db, self.shops)
