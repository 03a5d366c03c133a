"""Customers as the rest of the program speaks of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Final

from desktop_crm.platform.errors import Conflict
from desktop_crm.platform.i18n import N_, _


class CustomerKind(StrEnum):
    """What a customer is."""

    PERSON = "person"
    COMPANY = "company"


class Trait(StrEnum):
    """What a word about a customer says."""

    SIZE = "size"
    TASTE = "taste"
    INTEREST = "interest"
    BOND = "bond"


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address; `masked` tells a marketplace's relay address, `gone` one that reaches nobody."""

    address: str
    masked: bool = False
    kind: str = ""
    preferred: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone: E.164 where it can be dialled so, else as it was typed; `gone` where it is wrong or no longer theirs."""

    number: str
    kind: str = ""
    preferred: bool = False
    gone: bool = False

    @property
    def dialable(self) -> bool:
        """Return whether this is a number that can be dialled from anywhere."""
        return self.number.startswith("+")


@dataclass(frozen=True, slots=True)
class Handle:
    """A name on a network or marketplace (`kind`), as it is written there."""

    handle: str
    kind: str = ""
    preferred: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; in Turkey `city` is the il and `district` the ilçe."""

    line: str = ""
    neighbourhood: str = ""
    district: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    kind: str = ""
    preferred: bool = False
    gone: bool = False


@dataclass(frozen=True, slots=True)
class Hours:
    """A part of every day by wall times of the shop's zone; open on either side, and it may pass midnight."""

    start: time | None = None
    end: time | None = None

    def __bool__(self) -> bool:
        """Return whether anything is said."""
        return self.start is not None or self.end is not None


NO_HOURS: Final = Hours()


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """What is typed into the form of a new or edited customer; one of name and company must be there.

    A phone, e-mail or handle given as plain text says nothing of its kind and marks: those it had stay. `custom` are
    values of the shop's own fields by their ids, as `fields.rules.taken` takes them; fields not named stay.
    """

    name: str = ""
    company: str = ""
    kind: CustomerKind = CustomerKind.PERSON
    emails: tuple[str | Email, ...] = ()
    phones: tuple[str | Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    handles: tuple[Handle, ...] = ()
    tags: tuple[str, ...] = ()
    birthday: str = ""
    gender: str = ""
    language: str = ""
    address_as: str = ""
    tax_number: str = ""
    tax_office: str = ""
    note: str = ""
    heard_from: str = ""
    sizes: tuple[str, ...] = ()
    tastes: tuple[str, ...] = ()
    interests: tuple[str, ...] = ()
    bonds: tuple[str, ...] = ()
    preferred_channel: str = ""
    best_hours: Hours = NO_HOURS
    quiet_hours: Hours = NO_HOURS
    aim: str = ""
    next_step: str = ""
    expected_wish: str = ""
    next_wish: str = ""
    source: str = "hand"
    owner_id: int | None = None
    custom: Mapping[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer with everything that is written on their card.

    `sizes`, `tastes` and `interests` are words about them, `bonds` why they stay; `best_hours` when to reach them,
    `quiet_hours` when not to call; `loyalty_level` only where it was set by hand. `custom` is what stands in the shop's
    own fields, by their ids.
    """

    id: int
    name: str
    first_name: str
    last_name: str
    company: str
    kind: CustomerKind
    emails: tuple[Email, ...]
    phones: tuple[Phone, ...]
    addresses: tuple[Address, ...]
    handles: tuple[Handle, ...]
    tags: tuple[str, ...]
    birthday: str
    gender: str
    language: str
    address_as: str
    tax_number: str
    tax_office: str
    note: str
    source: str
    heard_from: str
    sizes: tuple[str, ...]
    tastes: tuple[str, ...]
    interests: tuple[str, ...]
    bonds: tuple[str, ...]
    preferred_channel: str
    best_hours: Hours
    quiet_hours: Hours
    aim: str
    next_step: str
    expected_wish: str
    next_wish: str
    loyalty_level: str
    owner_id: int | None
    created_at: int
    custom: Mapping[int, str]


class EditConflict(Conflict):
    """Somebody else changed a card while it was being edited; `now` is the card as it stands, `fields` what differs."""

    def __init__(self, now: Customer, fields: tuple[str, ...]) -> None:
        super().__init__(
            N_("Somebody changed this card while you were writing: {fields}."),
            fields=", ".join(_(FIELD_NAMES.get(name, name)) for name in fields),
        )
        self.now = now
        self.fields = fields


CHANNELS = ("email", "sms", "call")
CHANNEL_NAMES = {"email": N_("E-mail"), "sms": N_("SMS"), "call": N_("Phone")}
"""The channels consent is given for."""

FIELD_NAMES: Final = {
    "name": N_("Name"), "company": N_("Company"), "kind": N_("Kind"), "phones": N_("Phone"), "emails": N_("E-mail"),
    "addresses": N_("Address"), "handles": N_("Other names"), "tags": N_("Tags"), "birthday": N_("Birthday"),
    "gender": N_("Gender"), "language": N_("Language"), "address_as": N_("How they like to be addressed"),
    "tax_number": N_("Tax or identity number"), "tax_office": N_("Tax office"), "note": N_("Note"),
    "custom": N_("Fields of your own"), "heard_from": N_("How they heard of us"), "sizes": N_("Sizes"),
    "tastes": N_("Tastes"),
    "interests": N_("Interests"), "bonds": N_("Why they stay"), "preferred_channel": N_("How they like to be reached"),
    "best_hours": N_("Best hours"), "quiet_hours": N_("Do not call"), "aim": N_("Our aim with them"),
    "next_step": N_("Next best step"), "expected_wish": N_("What they are expected to want"),
    "next_wish": N_("What they may want next"), "loyalty_level": N_("Loyalty level"),
    "owner_id": N_("Who looks after them"),
}  # fmt: skip
"""What the fields of a card are called."""

PHONE_KINDS: Final = {
    "mobile": N_("Mobile"), "home": N_("Home"), "work": N_("Work"), "whatsapp": N_("WhatsApp only"),
    "relative": N_("A relative"), "other": N_("Other"),
}  # fmt: skip
EMAIL_KINDS: Final = {"personal": N_("Personal"), "work": N_("Work"), "invoice": N_("Invoices"), "other": N_("Other")}
ADDRESS_KINDS: Final = {
    "home": N_("Home"), "work": N_("Work"), "delivery": N_("Delivery"), "invoice": N_("Invoice"), "other": N_("Other"),
}  # fmt: skip
HANDLE_KINDS: Final = {
    "instagram": N_("Instagram"), "facebook": N_("Facebook"), "x": N_("X"), "tiktok": N_("TikTok"),
    "youtube": N_("YouTube"), "linkedin": N_("LinkedIn"), "pinterest": N_("Pinterest"), "telegram": N_("Telegram"),
    "web": N_("Web site"), "trendyol": N_("Trendyol"), "hepsiburada": N_("Hepsiburada"), "n11": N_("N11"),
    "amazon": N_("Amazon"), "other": N_("Other"),
}  # fmt: skip
"""What a phone, an e-mail, an address, a name on a network may be; each kept by its key."""

GENDER_NAMES: Final = {"female": N_("Woman"), "male": N_("Man"), "other": N_("Other")}
LANGUAGE_NAMES: Final = {
    "tr": N_("Turkish"), "en": N_("English"), "de": N_("German"), "ar": N_("Arabic"), "ru": N_("Russian"),
    "fr": N_("French"), "fa": N_("Persian"), "ku": N_("Kurdish"),
}  # fmt: skip
REACHED_BY: Final = {
    "phone": N_("Phone"), "whatsapp": N_("WhatsApp"), "sms": N_("SMS"), "email": N_("E-mail"),
    "instagram": N_("Instagram"), "marketplace": N_("Marketplace question"), "letter": N_("Letter"),
}  # fmt: skip
"""How somebody may like to be reached."""
