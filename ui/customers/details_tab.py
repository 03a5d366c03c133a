"""Everything written on a customer's card, in parts: how to reach them, who they are, the plan, points, referrals."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop_crm.consents.rules import GRANTED, REFUSED, Cannot, ChannelReach
from desktop_crm.customers import rules
from desktop_crm.customers.rules import TaxNumber
from desktop_crm.customers.types import CHANNEL_NAMES, HANDLE_KINDS, CustomerKind
from desktop_crm.platform import clock, money, phones
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.i18n import N_, _, counted, whole
from desktop_crm.referrals.types import Referral
from ui.customers.card_facts import Facts
from ui.customers.card_more import More, read_more
from ui.customers.card_words import (
    KIND_NAMES,
    asked_words,
    field_name,
    field_words,
    hours_words,
    reach_words,
    way_words,
)
from ui.customers.customer_dialog import edit_customer
from ui.customers.details_parts import Part, Verb
from ui.customers.model import tag_chip
from ui.customers.own_fields import own_lines
from ui.customers.points_dialog import change_points
from ui.customers.referral_dialog import note_referral
from ui.customers.stage_dialog import change_stage
from ui.customers.stage_words import stage_chip, standing_words
from ui.customers.tie_dialog import note_tie
from ui.customers.words import moment
from ui.kit.chips import Chip
from ui.kit.context import Context
from ui.kit.labels import PlainLabel, hairline
from ui.kit.theme import theme

_STATES: Final = {GRANTED: (N_("Allowed"), "green"), REFUSED: (N_("Refused"), "red")}
_CANNOT: Final = {
    Cannot.NOTHING: N_("nothing known"), Cannot.WRONG: N_("wrong or not theirs"),
    Cannot.NOT_DIALABLE: N_("cannot be dialled"), Cannot.LANDLINE: N_("no mobile number"),
    Cannot.MASKED: N_("masked by the marketplace"),
}  # fmt: skip
_SOURCES: Final = {"hand": N_("added by hand"), "demo": N_("sample shop")}
_ENTRIES: Final = 8


@dataclass(frozen=True, slots=True)
class _Seen:
    """What a part is built from."""

    facts: Facts
    more: More


class DetailsTab(QScrollArea):
    """Shown anew whenever the card is."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._facts: Facts | None = None
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Details"))

    def show_facts(self, facts: Facts) -> None:
        """Show a customer; the place one reads stays."""
        self._facts = facts
        customer_id, now = facts.customer.id, self._ctx.app.db.clock.now()
        self._ctx.load(self, lambda session: read_more(session, customer_id, now), self._come, slot="more")

    def _come(self, more: More) -> None:
        if self._facts is None:
            return
        seen, px, kept = _Seen(self._facts, more), theme().px, self.verticalScrollBar().value()
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(px(16), px(14), px(16), px(16))
        column.setSpacing(px(14))
        makers: tuple[Callable[[_Seen], Part], ...] = (
            self._reaching, self._person, self._own, self._plan, self._stage, self._points, self._referrals,
            self._ties, self._invoice,
        )  # fmt: skip
        if self._facts.known.missing:
            column.addWidget(self._asking(seen))
        for place, make in enumerate(makers):
            part = make(seen)
            if place:
                column.addWidget(hairline())
            column.addWidget(part)
        column.addStretch(1)
        self.setWidget(page)
        self.verticalScrollBar().setValue(kept)

    def _edit(self, seen: _Seen, field: str) -> Verb:
        customer_id = seen.facts.customer.id
        return Verb(_("Edit"), lambda: edit_customer(self._ctx, self.window(), customer_id, field))

    def _asking(self, seen: _Seen) -> QWidget:
        """Return how complete the card is and what to ask next time."""
        known = seen.facts.known
        words = _("The card is {percent} % complete.").format(percent=known.percent)
        if known.missing:
            asking = _("Ask next time: {fields}.").format(fields=asked_words(known.missing[:4]))
            words = f"{words} {asking}"
        return PlainLabel(words, look="hintbox", wrap=True)

    def _reaching(self, seen: _Seen) -> Part:
        card = seen.facts.customer
        part = Part(_("How to reach them"), [self._edit(seen, "phones")])
        for name, ways in (("phones", card.phones), ("emails", card.emails), ("addresses", card.addresses)):
            part.line(field_name(name), "\n".join(way_words(way) for way in ways))
        for handle in card.handles:
            part.line(_(HANDLE_KINDS.get(handle.kind, handle.kind)), handle.handle + _marks(way_words(handle)))
        for identity in seen.more.identities:
            part.line(_("Number at {shop}").format(shop=identity.shop), identity.number)
        part.line(field_name("preferred_channel"), reach_words(card))
        part.line(field_name("quiet_hours"), hours_words(card.quiet_hours))
        if seen.facts.only_by:
            part.note(_("Only through {shop}: no survey or campaign reaches them.").format(shop=seen.facts.only_by))
        for reach in seen.facts.reach:
            self._channel(part, card.id, reach)
        return part

    def _channel(self, part: Part, customer_id: int, reach: ChannelReach) -> None:
        name = _(CHANNEL_NAMES[reach.channel])
        words, tone = _STATES.get(reach.state, (N_("Not asked"), "neutral"))
        chips = [Chip(_(words), tone)]
        if reach.cannot is not None:
            chips.append(Chip(_(_CANNOT[reach.cannot]), "amber"))
        verbs = [
            Verb(verb, partial(self._record, customer_id, reach.channel, granted), f"{name}: {verb}")
            for state, granted, verb in ((GRANTED, True, _("Allows")), (REFUSED, False, _("Refuses")))
            if reach.state != state
        ]
        part.chips(_("Consent: {channel}").format(channel=name), chips, verbs)

    def _person(self, seen: _Seen) -> Part:
        facts, card = seen.facts, seen.facts.customer
        part = Part(_("About them"), [self._edit(seen, "birthday")])
        if card.kind is CustomerKind.COMPANY:
            part.line(_("Kind"), _(KIND_NAMES[card.kind]))
        part.line(_("Name"), card.name)
        part.line(_("Company"), card.company if card.company != card.name else "")
        for name in ("address_as", "birthday", "gender", "language"):
            part.line(field_name(name), field_words(card, name))
        for name, tone in (("sizes", "neutral"), ("tastes", "violet"), ("interests", "blue")):
            part.chips(field_name(name), (Chip(word, tone) for word in getattr(card, name)))
        part.chips(_("Tags"), map(tag_chip, card.tags))
        part.line(_("Note"), card.note)
        part.line(field_name("owner_id"), facts.people.get(card.owner_id or 0, ""))
        since = shown_date(clock.local_date(card.created_at, facts.zone))
        source = _(_SOURCES[card.source]) if card.source in _SOURCES else card.source
        part.line(_("In the book since"), f"{since} ({source})" if source else since)
        return part

    def _own(self, seen: _Seen) -> Part:
        part = Part(_("Fields of your own"), [self._edit(seen, "own_part")])
        for words, value in own_lines(seen.more.own, seen.facts.customer.custom):
            part.line(words, value)
        if part.empty:
            part.note(_("Fields that your shop wants to know are added in the settings."))
        return part

    def _plan(self, seen: _Seen) -> Part:
        card = seen.facts.customer
        part = Part(_("Plan"), [self._edit(seen, "aim")])
        for name in ("aim", "next_step", "expected_wish", "next_wish", "heard_from"):
            part.line(field_name(name), field_words(card, name))
        part.chips(field_name("bonds"), (Chip(word, "accent") for word in card.bonds))
        if part.empty:
            part.note(_("What do you want to reach with them, what is the next step, why do they stay?"))
        return part

    def _stage(self, seen: _Seen) -> Part:
        customer_id, standing = seen.facts.customer.id, seen.facts.standing
        part = Part(_("Stage"), [Verb(_("Change"), lambda: change_stage(self._ctx, self.window(), customer_id))])
        part.chips(_("Now"), [stage_chip(standing.stage)])
        part.note(standing_words(standing))
        part.line(_("Note"), standing.mark.note if standing.mark is not None else "")
        if standing.stage.value == "lost" and (standing.mark is None or not standing.mark.reason):
            part.note(_("Nobody noted yet why we lost them."))
        for passage in reversed(seen.more.passages[-_ENTRIES:-1]):
            part.chips(shown_date(passage.day), [stage_chip(passage.stage)])
        return part

    def _points(self, seen: _Seen) -> Part:
        facts, account = seen.facts, seen.facts.account
        customer_id = facts.customer.id
        part = Part(_("Points"), [Verb(_("Give or use"), lambda: change_points(self._ctx, self.window(), customer_id))])
        if account.level:
            part.chips(field_name("loyalty_level"), [Chip(account.level, "violet")])
        if seen.more.points:
            sums = _("{left} ({given} given, {used} used)").format(
                left=whole(account.balance), given=whole(account.given), used=whole(account.used)
            )
            part.line(_("Points left"), sums)
        for entry in seen.more.points[:_ENTRIES]:
            sign = "+" if entry.points > 0 else "−"
            said = " · ".join(filter(None, (f"{sign}{whole(abs(entry.points))}", entry.reason)))
            remove = Verb(_("Remove"), partial(self._remove_points, entry.id), _("Remove: {what}").format(what=said))
            part.line(moment(entry.at, facts.zone, facts.today), said, [remove])
        if part.empty:
            part.note(_("No points yet."))
        return part

    def _referrals(self, seen: _Seen) -> Part:
        customer_id, found = seen.facts.customer.id, seen.more.referrals
        note = Verb(_("Who brought them?"), lambda: note_referral(self._ctx, self.window(), customer_id))
        part = Part(_("Referrals"), [note])
        if found.brought_by is not None:
            part.line(_("Brought by"), _name(found.brought_by), list(self._referral_verbs(found.brought_by)))
        for one in found.brought:
            verbs = list(self._referral_verbs(one))
            if one.thanked_at is None:
                verbs.insert(0, Verb(_("Thanked"), partial(self._thank, one.id), _("They were thanked for this")))
            part.line(_("Brought"), f"{_name(one)}\n{_orders(one)}", verbs)
        if len(found.brought) > 1:
            sums = " + ".join(money.shown(one.revenue, one.currency) for one in seen.more.brought if one.orders)
            part.line(_("All together"), sums)
        if part.empty:
            part.note(_("Nobody is known to have brought them, and they have brought nobody yet."))
        return part

    def _ties(self, seen: _Seen) -> Part:
        customer_id = seen.facts.customer.id
        note = Verb(_("Who belongs together?"), lambda: note_tie(self._ctx, self.window(), customer_id))
        part = Part(_("Household and company"), [note])
        for tie in seen.more.ties:
            number = phones.shown(tie.phone) if tie.phone else ""
            opens = Verb(
                _("Open"),
                partial(self._ctx.go.to, "customer", tie.customer_id),
                _("Open the card of {name}").format(name=tie.name),
            )
            remove = Verb(_("Remove"), partial(self._untie, tie.id), _("Remove: {what}").format(what=tie.name))
            said = " · ".join(filter(None, (tie.name, number)))
            part.line(_(tie.words), "\n".join(filter(None, (said, tie.note))), [opens, remove])
        if part.empty:
            part.note(_("Family in one house, or the company they buy for: one reaches the other from here."))
        return part

    def _referral_verbs(self, one: Referral) -> Iterator[Verb]:
        opens = _("Open the card of {name}").format(name=one.name)
        yield Verb(_("Open"), lambda: self._ctx.go.to("customer", one.customer_id), opens)
        yield Verb(_("Remove"), partial(self._forget, one.id), _("Remove: {what}").format(what=one.name))

    def _invoice(self, seen: _Seen) -> Part:
        card = seen.facts.customer
        part = Part(_("Invoice"), [self._edit(seen, "tax_number")])
        found = rules.tax_number(card.tax_number)
        warning = _("the check digits do not fit") if found is TaxNumber.WRONG else ""
        part.line(field_name("tax_number"), f"{card.tax_number} ({warning})" if warning else card.tax_number)
        part.line(field_name("tax_office"), card.tax_office)
        if part.empty:
            part.note(_("No tax number yet."))
        return part

    def _record(self, customer_id: int, channel: str, granted: bool) -> None:
        service, name = self._ctx.app.consents, _(CHANNEL_NAMES[channel])
        said = _("{channel}: allowed") if granted else _("{channel}: refused")
        self._ctx.do(
            self, lambda: service.record(customer_id, channel, granted=granted), said.format(channel=name),
            slot=f"consent {customer_id} {channel} {granted}",
        )  # fmt: skip

    def _remove_points(self, entry_id: int) -> None:
        verb = self._ctx.app.loyalty.remove
        self._ctx.do(self, lambda: verb(entry_id), _("Entry removed"), slot=f"points {entry_id}")

    def _thank(self, referral_id: int) -> None:
        verb = self._ctx.app.referrals.thank
        self._ctx.do(self, lambda: verb(referral_id), _("Thanks noted"), slot=f"thank {referral_id}")

    def _untie(self, tie_id: int) -> None:
        self._ctx.do(self, lambda: self._ctx.app.ties.untie(tie_id), _("Removed"), slot=f"tie {tie_id}")

    def _forget(self, referral_id: int) -> None:
        verb = self._ctx.app.referrals.forget
        self._ctx.do(self, lambda: verb(referral_id), _("Referral removed"), slot=f"referral {referral_id}")


def _name(one: Referral) -> str:
    return f"{one.name}\n{one.note}" if one.note else one.name


def _orders(one: Referral) -> str:
    number = sum(total.orders for total in one.totals)
    if not number:
        return _("no order yet")
    sums = " + ".join(money.shown(total.revenue, total.currency) for total in one.totals if total.orders)
    bought = counted("{count} order", "{count} orders", number)
    return f"{bought} · {sums}"


def _marks(words: str) -> str:
    """Return what stands in brackets behind a way, without its kind."""
    inside = words.partition(" (")[2].rstrip(")")
    said = [word for word in inside.split(", ")[1:] if word]
    return f" ({', '.join(said)})" if said else ""
