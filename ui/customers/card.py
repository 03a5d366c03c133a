"""The card of one customer: head, figures and tabs; tabs of other features come as plugs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.plugs import Ref
from ui.customers.card_facts import Facts, read_facts
from ui.customers.card_head import CardHead
from ui.customers.card_words import reach_warnings
from ui.customers.changes_tab import ChangesTab
from ui.customers.customer_dialog import edit_customer
from ui.customers.details_tab import DetailsTab
from ui.customers.figures import Figures
from ui.customers.followups_tab import FollowUpsTab
from ui.customers.history_tab import Beginning, Found, HistoryTab
from ui.customers.order_dialog import take_order
from ui.customers.orders_tab import OrdersTab
from ui.customers.reach import ReachDialog, Target
from ui.customers.score_dialog import record_score
from ui.customers.stage_dialog import change_stage
from ui.customers.surveys_tab import SurveysTab
from ui.customers.tags_dialog import edit_tags
from ui.customers.talk_dialog import log_conversation
from ui.customers.talk_view import show_talk
from ui.kit.context import Context
from ui.kit.labels import hairline
from ui.kit.pages import CardTab
from ui.kit.states import State
from ui.kit.tabs import Tabs

TABLES: Final = (
    "customers", "customer_phones", "customer_emails", "customer_addresses", "customer_handles", "customer_traits",
    "customer_tags", "tags", "orders", "refunds", "interactions", "answers", "consent_events", "staff", "stage_marks",
    "loyalty_points", "referrals", "customer_ties", "custom_fields", "custom_values", "settings",
)  # fmt: skip
_HISTORY, _ORDERS, _FOLLOWUPS, _SURVEYS, _DETAILS, _CHANGES = (
    "history", "orders", "followups", "surveys", "details", "changes",
)  # fmt: skip
_TITLES: Final = {
    _HISTORY: N_("History"), _ORDERS: N_("Orders"), _FOLLOWUPS: N_("Follow-ups"), _SURVEYS: N_("Surveys"),
    _DETAILS: N_("Details"), _CHANGES: N_("Changes"),
}  # fmt: skip
_TAB_OF: Final = {
    "answer": _SURVEYS, "consent": _DETAILS, "stage": _DETAILS, "points": _DETAILS, "edit": _CHANGES,
    "import": _CHANGES,
}  # fmt: skip

_TURNS: Final = 4
"""How often a new customer may change sizes that change other sizes."""


class CustomerCard(QFrame):
    """Shows one customer; `show_customer(None)` shows that nobody is chosen."""

    def __init__(self, ctx: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self.customer_id: int | None = None
        self.facts: Facts | None = None
        self._filled: dict[str, int] = {}
        self.setProperty("look", "panel")
        self.head, self.figures = CardHead(), Figures()
        self.tabs = Tabs(_("Parts of the card"))
        self.state = State()
        self._build()
        self._add_tabs()
        self._connect()
        self.show_customer(None)
        ctx.watch(self, TABLES, lambda _changed: self._load())

    def show_customer(self, customer_id: int | None) -> None:
        """Show a customer by id."""
        if customer_id is not None and customer_id == self.customer_id:
            return
        self.customer_id = customer_id
        if customer_id is None:
            self._ctx.forget(self, slot="card")
            self.facts = None
            self.state.empty(
                _("No customer chosen"), _("Choose somebody in the list to see their card."), icon="person"
            )
            self._stack.setCurrentWidget(self.state)
        else:
            self._load()

    def show_thing(self, ref: Ref) -> None:
        """Turn to where a thing of this customer stands; what has a page of its own is opened there."""
        if ref.kind == "order":
            self.tabs.show_tab(_ORDERS)
            page = self.tabs.page(_ORDERS)
            if isinstance(page, OrdersTab):
                page.show_order(ref.id)
        elif ref.kind == "interaction":
            show_talk(self._ctx, self.window(), ref.id)
        elif ref.kind in _TAB_OF:
            self.tabs.show_tab(_TAB_OF[ref.kind])
        elif ref.kind == "referral":
            self._ctx.go.to("customer", ref.id)
        else:
            self._ctx.go.to(ref.kind, ref.id)

    def call(self) -> None:
        """Reach the customer by phone."""
        self.head.call()

    def enter(self) -> None:
        """Put the focus on the tabs."""
        self.tabs.bar.setFocus()

    def _build(self) -> None:
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(hairline())
        column.addWidget(self.figures)
        column.addWidget(hairline())
        column.addWidget(self.tabs, 1)
        self._content = content
        self._stack = QStackedLayout(self)
        self._stack.addWidget(content)
        self._stack.addWidget(self.state)

    def _add_tabs(self) -> None:
        ctx = self._ctx
        plugs = {tab.id: tab for tab in ctx.card_tabs}
        own: dict[str, Callable[[], QWidget]] = {
            _HISTORY: lambda: HistoryTab(ctx, self.show_thing),
            _ORDERS: lambda: OrdersTab(ctx, self._with(take_order)),
            _FOLLOWUPS: lambda: FollowUpsTab(ctx, self._plan),
            _SURVEYS: lambda: SurveysTab(ctx, self._with(record_score)),
            _DETAILS: lambda: DetailsTab(ctx),
            _CHANGES: lambda: ChangesTab(ctx),
        }
        for key, make in own.items():
            if key == _CHANGES:
                for plug in plugs.values():
                    if plug.id not in own:
                        self.tabs.add(plug.id, _(plug.title), self._plugged(plug))
            self.tabs.add(key, _(_TITLES[key]), self._plugged(plugs[key]) if key in plugs else make)

    def _plugged(self, plug: CardTab) -> Callable[[], QWidget]:
        return lambda: _Plugged(self._ctx, plug)

    def _connect(self) -> None:
        self.tabs.turned.connect(lambda _key: self._fill())
        self.head.log.connect(self._with(log_conversation))
        self.head.edit.connect(self._with(edit_customer))
        self.head.tags.connect(self._with(edit_tags))
        self.head.stage.connect(self._with(change_stage))
        self.head.plan.connect(self._plan)
        self.head.reach.connect(self._reach)

    def _load(self) -> None:
        """Read the customer, together with the beginning of their history where that is in sight."""
        customer_id, history = self.customer_id, self.tabs.page(_HISTORY)
        if customer_id is None:
            return
        anew = self.tabs.current == _HISTORY and self._filled.get(_HISTORY) != customer_id
        if anew and isinstance(history, HistoryTab):
            self._filled.pop(_HISTORY, None)  # it shows nobody until the beginning has come
            self._load_with(history, history.begin(customer_id))
        else:
            self._load_alone()

    def _load_with(self, history: HistoryTab, beginning: Beginning) -> None:
        now = self._ctx.app.db.clock.now()

        def read(session: Any) -> tuple[Facts, Found]:
            return read_facts(session, beginning.customer_id, now), beginning.read(session)

        def come(answer: tuple[Facts, Found]) -> None:
            facts, found = answer
            history.take(beginning, found)
            self._filled[_HISTORY] = facts.customer.id
            self._come(facts)

        self._ctx.load(self, read, come, lambda _error: self._load_alone(), slot="card")

    def _load_alone(self) -> None:
        customer_id, now = self.customer_id, self._ctx.app.db.clock.now()
        if customer_id is not None:
            self._ctx.load(
                self, lambda session: read_facts(session, customer_id, now), self._come, self._fail, slot="card"
            )

    def _come(self, facts: Facts) -> None:
        self.facts = facts
        self.head.show_facts(facts)
        self.figures.show_sums(facts.sums)
        self.setAccessibleName(facts.customer.name)
        self._stack.setCurrentWidget(self._content)
        details = self.tabs.page(_DETAILS)
        if isinstance(details, DetailsTab):
            details.show_facts(facts)
        self._fill()
        _settle()

    def _fail(self, error: BaseException) -> None:
        self.facts = None
        if isinstance(error, NotFound):
            self.state.empty(
                _("This customer is not there any more"), _("They may be in the bin; undo brings them back.")
            )
        else:
            self.state.error(str(error), self._load)
        self._stack.setCurrentWidget(self.state)

    def _fill(self) -> None:
        """Let the tab in sight show this customer, where it shows another."""
        key, facts = self.tabs.current, self.facts
        page: Any = self.tabs.page(key)
        if page is None or facts is None or self._filled.get(key) == facts.customer.id:
            return
        self._filled[key] = facts.customer.id
        if isinstance(page, DetailsTab):
            page.show_facts(facts)
        else:
            page.show_customer(facts.customer.id)

    def _with(self, opens: Callable[[Context, QWidget, int], object]) -> Callable[[], None]:
        """Return what opens a form for the customer shown."""

        def run() -> None:
            if self.customer_id is not None:
                opens(self._ctx, self.window(), self.customer_id)

        return run

    def _plan(self) -> None:
        if self.customer_id is not None:
            self._ctx.go.command("followup.plan", self.customer_id)

    def _reach(self, target: Target) -> None:
        if self.facts is not None:
            customer, warnings = self.facts.customer, reach_warnings(self.facts, target.channel)
            ReachDialog(self._ctx, self.window(), customer.id, customer.name, target, warnings).open()


def _settle() -> None:
    """Lay out now what heights and widths depend on each other: it would be painted once more for each turn."""
    for _turn in range(_TURNS):
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest.value)


class _Plugged(QWidget):
    """A tab of another feature, made anew for each customer."""

    def __init__(self, ctx: Context, plug: CardTab) -> None:
        super().__init__()
        self._ctx = ctx
        self._plug = plug
        self._inner: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_customer(self, customer_id: int) -> None:
        """Show the other feature's tab for a customer."""
        if self._inner is not None:
            self._column.removeWidget(self._inner)
            self._inner.hide()
            self._inner.deleteLater()
        self._inner = self._plug.make(self._ctx, customer_id)
        self._column.addWidget(self._inner)
