"""Customers as the rest of the program speaks of them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from desktop_crm.platform.i18n import N_


class CustomerKind(StrEnum):
    """What a customer is."""

    PERSON = "person"
    COMPANY = "company"


@dataclass(frozen=True, slots=True)
class Email:
    """An e-mail address; `masked` tells a marketplace's relay address."""

    address: str
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone: E.164 where it can be dialled so, else as it was typed."""

    number: str


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


@dataclass(frozen=True, slots=True)
class NewCustomer:
    """What is typed into the form of a new or edited customer; one of name and company must be there."""

    name: str = ""
    company: str = ""
    kind: CustomerKind = CustomerKind.PERSON
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    addresses: tuple[Address, ...] = ()
    tags: tuple[str, ...] = ()
    birthday: str = ""
    gender: str = ""
    tax_number: str = ""
    tax_office: str = ""
    note: str = ""
    heard_from: str = ""
    source: str = "hand"
    owner_id: int | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer with everything that is written on their card."""

    id: int
    name: str
    first_name: str
    last_name: str
    company: str
    kind: CustomerKind
    emails: tuple[Email, ...]
    phones: tuple[Phone, ...]
    addresses: tuple[Address, ...]
    tags: tuple[str, ...]
    birthday: str
    gender: str
    tax_number: str
    tax_office: str
    note: str
    source: str
    heard_from: str
    owner_id: int | None
    created_at: int


CHANNELS = ("email", "sms", "call")
CHANNEL_NAMES = {"email": N_("E-mail"), "sms": N_("SMS"), "call": N_("Phone")}
"""The channels consent is given for."""
