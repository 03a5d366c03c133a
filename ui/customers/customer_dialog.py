"""The form of a customer, new or edited: person or company, how to reach them, where they live, what to know."""

from __future__ import annotations

from typing import Any, Final, cast

from PySide6.QtCore import QStringListModel
from PySide6.QtWidgets import QWidget

from desktop_crm.customers import queries
from desktop_crm.customers.types import Customer, CustomerKind, NewCustomer
from desktop_crm.platform import phones
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _
from desktop_crm.staff import queries as staff
from ui.customers.address_field import AddressField, complete
from ui.customers.birthday_field import BirthdayField
from ui.customers.chip_choice import ChipChoice, Option
from ui.customers.form_dialog import FormDialog
from ui.customers.repeated import Repeated
from ui.customers.twins import TwinWarning
from ui.kit.context import Context
from ui.kit.fields import ChoiceField, NoteField, PhoneField, TextField
from ui.kit.forms import Entry
from ui.kit.pickers import TagField

HEARD_FROM: Final = (
    N_("Instagram"), N_("Google"), N_("A friend"), N_("Marketplace"), N_("TikTok"), N_("Facebook"),
    N_("Passed by the shop"), N_("A fair"),
)  # fmt: skip
"""What people most often say when asked how they heard of the shop."""


def new_customer(ctx: Context, parent: QWidget | None, name: str = "") -> CustomerDialog:
    """Open the empty form; returns it. The card is opened when it was saved."""
    dialog = CustomerDialog(ctx, parent, None)
    dialog.name.set_value(name)
    dialog.form.settle()
    dialog.saved.connect(lambda customer_id: ctx.go.to("customer", customer_id))
    dialog.open()
    return dialog


def edit_customer(ctx: Context, parent: QWidget | None, customer_id: int) -> None:
    """Read a customer and open their form."""

    def come(card: Customer) -> None:
        CustomerDialog(ctx, parent, card).open()

    ctx.load(ctx, lambda session: queries.card(session, customer_id), come, slot="edit customer")


class CustomerDialog(FormDialog):
    """`card` None for a new customer."""

    def __init__(self, ctx: Context, parent: QWidget | None, card: Customer | None) -> None:
        title = _("New customer") if card is None else _("Edit {name}").format(name=card.name)
        super().__init__(ctx, parent, title, _("Save"), width=640)
        self._card = card
        self.kind = ChipChoice(
            [
                Option(CustomerKind.PERSON, _("Person"), "person"),
                Option(CustomerKind.COMPANY, _("Company"), "company"),
            ]
        )
        self.name, self.company = TextField(), TextField()
        self.phones: Repeated[str] = Repeated(lambda: PhoneField(_phone), _("Phone"), _("Remove this phone"))
        self.emails: Repeated[str] = Repeated(
            lambda: TextField(placeholder=_("name@example.com"), limit=320), _("E-mail"), _("Remove this e-mail")
        )
        self.addresses: Repeated[Any] = Repeated(AddressField, _("Address"), _("Remove this address"))
        self.tags, self.birthday, self.note = TagField(), BirthdayField(), NoteField(lines=3)
        self.tax_number, self.tax_office = TextField(limit=40), TextField(limit=120)
        self.heard_from = TextField(limit=200)
        complete(self.heard_from, [_(words) for words in HEARD_FROM])
        self.owner: ChoiceField[int | None] = ChoiceField([(None, "–")])
        but = card.id if card is not None else None
        self.twins = {kind: TwinWarning(ctx, kind, but) for kind in ("name", "phone", "email")}
        self._lay_out()
        self._fill()
        self._watch_twins()
        self.first = self.name

    def send(self) -> None:
        new, card, customers = self._new(), self._card, self.ctx.app.customers
        name = new.name or new.company
        if card is None:
            self.write(lambda: customers.add(new), _("{name} added").format(name=name))
        else:
            self.write(lambda: customers.edit(card.id, new), _("{name} saved").format(name=name))

    def _lay_out(self) -> None:
        form = self.form
        form.add(_("Kind"), self.kind, name="kind")
        form.add_beside([Entry(_("Name"), self.name, name="name"), Entry(_("Company"), self.company, name="company")])
        form.add_widget(self.twins["name"])
        form.add_beside([Entry(_("Phone"), self.phones, name="phones"), Entry(_("E-mail"), self.emails, name="emails")])
        form.add_widget(self.twins["phone"])
        form.add_widget(self.twins["email"])
        form.add(_("Address"), self.addresses, name="addresses")
        form.add_beside(
            [
                Entry(_("Birthday"), self.birthday, name="birthday"),
                Entry(_("How they heard of us"), self.heard_from, name="heard_from"),
            ]
        )
        form.add(_("Tags"), self.tags, name="tags")
        form.add(_("Note"), self.note, name="note")
        form.add_beside(
            [
                Entry(_("Tax or identity number"), self.tax_number, name="tax_number"),
                Entry(_("Tax office"), self.tax_office, name="tax_office"),
                Entry(_("Who looks after them"), self.owner, name="owner"),
            ]
        )

    def _fill(self) -> None:
        card = self._card
        self.kind.set_value(CustomerKind.PERSON if card is None else card.kind)
        if card is not None:
            only_company = card.company and not card.first_name
            self.name.set_value("" if only_company else card.name)
            self.company.set_value(card.company)
            self.phones.set_value([phones.shown(phone.number) for phone in card.phones])
            self.emails.set_value([mail.address for mail in card.emails])
            self.addresses.set_value(card.addresses)
            self.tags.set_value(card.tags)
            self.birthday.set_value(card.birthday)
            self.tax_number.set_value(card.tax_number)
            self.tax_office.set_value(card.tax_office)
            self.heard_from.set_value(card.heard_from)
            self.note.set_value(card.note)
        self.form.settle()

        def come(answer: tuple[list[str], list[Any]]) -> None:
            self.fill(lambda: self._offer(*answer))

        self.ctx.load(
            self, lambda session: (queries.all_tags(session), staff.everyone(session, active_only=False)), come
        )

    def _offer(self, tags: list[str], people: list[Any]) -> None:
        cast("QStringListModel", self.tags.edit.completer().model()).setStringList(tags)
        self.owner.set_choices([(None, "–"), *((one.id, one.name) for one in people)])
        self.owner.set_value(self._card.owner_id if self._card is not None else None)

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
        card, name, company = self._card, self.name.value(), self.company.value()
        if self.kind.value() is CustomerKind.COMPANY and not company:
            name, company = "", name
        return NewCustomer(
            name=name, company=company, kind=self.kind.value() or CustomerKind.PERSON,
            emails=tuple(self.emails.value()), phones=tuple(self.phones.value()),
            addresses=tuple(self.addresses.value()), tags=tuple(self.tags.value()), birthday=self.birthday.value(),
            gender=card.gender if card is not None else "", tax_number=self.tax_number.value(),
            tax_office=self.tax_office.value(), note=self.note.value(), heard_from=self.heard_from.value(),
            owner_id=self.owner.value(),
        )  # fmt: skip


def _phone(text: str) -> str:
    """Return a typed number as it is written. Raises UserError for what is no number."""
    phone = phones.normal(text)
    if phone is None:
        raise UserError(N_("{value} is not a phone number."), value=text)
    return phones.shown(phone.number)
