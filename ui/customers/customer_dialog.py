"""The form of a customer, new or edited: who it is and how to reach them; the rest folded away until it is wanted."""

from __future__ import annotations

from typing import Any, Final

from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries, rules
from desktop_crm.customers.rules import TaxNumber
from desktop_crm.customers.types import (
    FIELD_NAMES,
    GENDER_NAMES,
    LANGUAGE_NAMES,
    REACHED_BY,
    Customer,
    CustomerKind,
    EditConflict,
    NewCustomer,
    Trait,
)
from desktop_crm.fields import queries as fields
from desktop_crm.fields.types import CustomField
from desktop_crm.platform import clock, settings
from desktop_crm.platform.i18n import N_, _
from desktop_crm.staff import queries as staff
from ui.customers.birthday_field import BirthdayField
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.conflict import ConflictBox
from ui.customers.hours_field import HoursField
from ui.customers.kept_choice import KeptChoice
from ui.customers.own_fields import OwnFields
from ui.customers.twins import TwinWarning
from ui.customers.way_field import address_lines, email_lines, handle_lines, phone_lines
from ui.kit.completer import complete
from ui.kit.context import Context
from ui.kit.fields import ChoiceField, NoteField, TextField
from ui.kit.folds import Fold
from ui.kit.form_dialog import FormDialog
from ui.kit.forms import Entry
from ui.kit.pickers import TagField

HEARD_FROM: Final = (
    N_("Instagram"), N_("Google"), N_("A friend"), N_("Marketplace"), N_("TikTok"), N_("Facebook"),
    N_("Passed by the shop"), N_("A fair"),
)  # fmt: skip
"""What people most often say when asked how they heard of the shop."""
_TAX_NOTES: Final = {
    TaxNumber.WRONG: N_("The check digits do not fit; it is kept all the same."),
    TaxNumber.PLACEHOLDER: N_("This is what marketplaces send in place of the number."),
    TaxNumber.PERSON: N_("A valid identity number."),
    TaxNumber.COMPANY: N_("A valid tax number."),
}  # fmt: skip
_PLAIN: Final = (
    "birthday", "gender", "language", "address_as", "tax_number", "tax_office", "note", "heard_from",
    "preferred_channel", "best_hours", "quiet_hours", "aim", "next_step", "expected_wish", "next_wish",
)  # fmt: skip
_LISTED: Final = ("phones", "emails", "addresses", "handles", "tags", "sizes", "tastes", "interests", "bonds")
_TRAITS: Final = {
    "sizes": Trait.SIZE, "tastes": Trait.TASTE, "interests": Trait.INTEREST, "bonds": Trait.BOND,
}  # fmt: skip


def new_customer(ctx: Context, parent: QWidget | None, name: str = "") -> CustomerDialog:
    """Open the empty form; returns it. The card is opened when it was saved."""
    dialog = CustomerDialog(ctx, parent, None)
    dialog.name.set_value(name)
    dialog.form.settle()
    dialog.saved.connect(lambda customer_id: ctx.go.to("customer", customer_id))
    dialog.open()
    return dialog


def edit_customer(ctx: Context, parent: QWidget | None, customer_id: int, field: str = "") -> None:
    """Read a customer and open their form, at one of its fields where `field` names it."""

    def come(card: Customer) -> None:
        dialog = CustomerDialog(ctx, parent, card)
        dialog.begin_with(field)
        dialog.open()

    ctx.load(ctx, lambda session: queries.card(session, customer_id), come, slot="edit customer")


class CustomerDialog(FormDialog):
    """`card` None for a new customer."""

    def __init__(self, ctx: Context, parent: QWidget | None, card: Customer | None) -> None:
        title = _("New customer") if card is None else _("Edit {name}").format(name=card.name)
        super().__init__(ctx, parent, title, _("Save"), width=700)
        self._card = card
        self._make_fields()
        self.conflict = ConflictBox(self._take_theirs)
        but = card.id if card is not None else None
        self.twins = {kind: TwinWarning(ctx, kind, but) for kind in ("name", "phone", "email")}
        self.folds: list[Fold] = []
        self._lay_out()
        self.own = OwnFields(self.form)
        self.kind.edited.connect(lambda: self.own.show_kind(str(self.kind.value())))
        self._fill()
        self._watch_twins()
        self.first = self.name

    def begin_with(self, field: str) -> None:
        """Put the focus on a field when the form opens, its part unfolded."""
        widget = getattr(self, field, None) if field else None
        if isinstance(widget, QWidget):
            self.first = widget
            for fold in self.folds:
                if fold.isAncestorOf(widget):
                    fold.set_open(opened=True)

    def send(self) -> None:
        new, card, customers = self._new(), self._card, self.ctx.app.customers
        name = new.name or new.company
        if card is None:
            self.write(lambda: customers.add(new), _("{name} added").format(name=name))
        else:
            self.write(lambda: customers.edit(card.id, new, card), _("{name} saved").format(name=name))

    def refused(self, error: BaseException) -> None:
        if not isinstance(error, EditConflict) or self._card is None:
            super().refused(error)
            return
        self.conflict.show_conflict(self._card, error)
        self._card = error.now
        self.fit()

    def _make_fields(self) -> None:
        self.kind = ChipChoice(
            [
                Option(CustomerKind.PERSON, _("Person"), "person"),
                Option(CustomerKind.COMPANY, _("Company"), "company"),
            ]
        )
        self.name, self.company = TextField(), TextField()
        self.phones, self.emails = phone_lines(), email_lines()
        self.addresses, self.handles = address_lines(), handle_lines()
        self.tags, self.note = TagField(), NoteField(lines=3)
        self.birthday, self.address_as = BirthdayField(), TextField(placeholder=_("Mrs Yıldırım, or first name"))
        self.gender, self.language = KeptChoice(GENDER_NAMES), KeptChoice(LANGUAGE_NAMES)
        self.preferred_channel = KeptChoice(REACHED_BY)
        self.sizes, self.tastes = _words(_("M, 38 …")), _words(_("linen, plain …"))
        self.interests, self.bonds = _words(_("dresses, bags …")), _words(_("fast delivery, gift wrap …"))
        self.best_hours, self.quiet_hours = HoursField(("18:00", "")), HoursField()
        self.aim, self.next_step = TextField(), TextField()
        self.expected_wish, self.next_wish = TextField(), TextField()
        self.heard_from = TextField(limit=200)
        complete(self.heard_from, [_(words) for words in HEARD_FROM])
        self.tax_number, self.tax_office = TextField(limit=40), TextField(limit=120)
        self.owner: ChoiceField[int | None] = ChoiceField([(None, "–")])

    def _lay_out(self) -> None:
        form = self.form
        form.add_widget(self.conflict)
        form.add(_("Kind"), self.kind, name="kind")
        form.add_beside([Entry(_("Name"), self.name, name="name"), Entry(_("Company"), self.company, name="company")])
        form.add_widget(self.twins["name"])
        form.add(_("Phone"), self.phones, name="phones")
        form.add_widget(self.twins["phone"])
        form.add(_("E-mail"), self.emails, name="emails")
        form.add_widget(self.twins["email"])
        form.add(_("Address"), self.addresses, name="addresses")
        form.add(_("Tags"), self.tags, name="tags")
        form.add(_("Note"), self.note, name="note")
        self._lay_out_person()
        self._lay_out_reaching()
        self._lay_out_plan()
        self._lay_out_invoice()
        self.own_part = form.fold(_("Fields of your own"))
        self.own_part.hide()

    def _lay_out_person(self) -> None:
        form = self.form
        self.folds.append(form.fold(_("About them")))
        form.add_beside([self._entry("birthday"), self._entry("gender"), self._entry("language")])
        form.add_beside([self._entry("address_as"), self._entry("sizes")])
        form.add_beside([self._entry("tastes"), self._entry("interests")])

    def _lay_out_reaching(self) -> None:
        form = self.form
        self.folds.append(form.fold(_("How and when to reach them")))
        form.add_beside([self._entry("preferred_channel"), self._entry("best_hours"), self._entry("quiet_hours")])
        help_words = _("What they are called on Instagram, Trendyol and the like")
        form.add(_("Other names"), self.handles, name="handles", help=help_words)

    def _lay_out_plan(self) -> None:
        form = self.form
        self.folds.append(form.fold(_("Plan")))
        form.add_beside([self._entry("heard_from"), Entry(_("Who looks after them"), self.owner, name="owner")])
        form.add_beside([self._entry("aim"), self._entry("next_step")])
        form.add_beside([self._entry("expected_wish"), self._entry("next_wish")])
        form.add(_("Why they stay"), self.bonds, name="bonds")

    def _lay_out_invoice(self) -> None:
        self.folds.append(self.form.fold(_("Invoice")))
        self.form.add_beside([self._entry("tax_number"), self._entry("tax_office")])
        self.tax_number.edited.connect(self._check_tax)

    def _entry(self, name: str) -> Entry:
        return Entry(_(FIELD_NAMES[name]), getattr(self, name), name=name)

    def _check_tax(self) -> None:
        found = rules.tax_number(self.tax_number.value())
        self.form.help(self.tax_number, _(_TAX_NOTES[found]) if found in _TAX_NOTES else "")

    def _fill(self) -> None:
        card = self._card
        self.kind.set_value(CustomerKind.PERSON if card is None else card.kind)
        if card is not None:
            self._show_card(card)
        self.form.settle()

        def come(answer: tuple[list[str], list[Any], dict[str, list[str]], list[CustomField], str]) -> None:
            typed = self.form.changed()
            self._offer(*answer)
            if not typed:
                self.form.settle()

        self.ctx.load(self, _read_words, come)

    def _show_card(self, card: Customer) -> None:
        only_company = card.company and not card.first_name
        self.name.set_value("" if only_company else card.name)
        self.company.set_value(card.company)
        for name in (*_PLAIN, *_LISTED):
            getattr(self, name).set_value(getattr(card, name))
        if card.owner_id is not None:  # named once the people are read; until then it must not count as nobody
            self.owner.set_choices([(None, "–"), (card.owner_id, "…")])
            self.owner.set_value(card.owner_id)
        for fold, names in zip(self.folds, _FOLDED, strict=True):
            fold.set_open(opened=any(getattr(card, name) for name in names))

    def _offer(
        self, tags: list[str], people: list[Any], words: dict[str, list[str]], own: list[CustomField], zone: str
    ) -> None:
        for field, known in {"tags": tags, **words}.items():
            getattr(self, field).offer(known)
        self.owner.set_choices([(None, "–"), *((one.id, one.name) for one in people)])
        kept = self._card.custom if self._card is not None else {}
        self.own_part.setVisible(bool(own))
        today = clock.local_date(self.ctx.app.db.clock.now(), zone)
        self.own_part.set_open(opened=self.own.show_fields(own, kept, str(self.kind.value()), today))

    def _take_theirs(self, field: str) -> None:
        """Put what somebody else wrote into one field."""
        card = self._card
        if card is None:
            return
        if field == "name":
            self.name.set_value("" if card.company and not card.first_name else card.name)
        elif field == "owner_id":
            self.owner.set_value(card.owner_id)
        elif field == "custom":
            self.own.show_values(card.custom)
        else:
            getattr(self, field).set_value(getattr(card, field))

    def _watch_twins(self) -> None:
        self.name.edited.connect(lambda: self.twins["name"].ask([self.name.value()]))
        self.phones.edited.connect(lambda: self.twins["phone"].ask([field.text() for field in self.phones.fields]))
        self.emails.edited.connect(lambda: self.twins["email"].ask([field.text() for field in self.emails.fields]))
        for twin in self.twins.values():
            twin.chosen.connect(self._go_to_twin)

    def _go_to_twin(self, customer_id: int) -> None:
        self.ctx.go.to("customer", customer_id)
        self.reject()

    def _new(self) -> NewCustomer:
        name, company = self.name.value(), self.company.value()
        if self.kind.value() is CustomerKind.COMPANY and not company:
            name, company = "", name
        plain = {field: getattr(self, field).value() or "" for field in _PLAIN}
        hours = {field: getattr(self, field).value() for field in ("best_hours", "quiet_hours")}
        listed = {field: tuple(getattr(self, field).value()) for field in _LISTED}
        return NewCustomer(
            name=name, company=company, kind=self.kind.value() or CustomerKind.PERSON, owner_id=self.owner.value(),
            custom=self.own.values(), **plain | hours | listed,
        )  # fmt: skip


_FOLDED: Final = (
    ("birthday", "gender", "language", "address_as", "sizes", "tastes", "interests"),
    ("preferred_channel", "best_hours", "quiet_hours", "handles"),
    ("heard_from", "aim", "next_step", "expected_wish", "next_wish", "bonds", "owner_id"),
    ("tax_number", "tax_office"),
)
"""The fields of each part that is folded away."""


def _read_words(session: Any) -> tuple[list[str], list[Any], dict[str, list[str]], list[CustomField], str]:
    words = {field: queries.known_traits(session, kind) for field, kind in _TRAITS.items()}
    people = staff.everyone(session, active_only=False)
    return queries.all_tags(session), people, words, fields.defined(session), settings.value(session, settings.ZONE)


def _words(placeholder: str) -> TagField:
    field = TagField()
    field.edit.setPlaceholderText(placeholder)
    return field
