"""Customers and their parts as rows."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Index, Text, false
from sqlalchemy.orm import Mapped, mapped_column

from desktop_crm.platform.columns import LIVING, Base, Business, Instant, part_of, refers_to

PERSONAL: dict[str, Any] = {"personal": True}
"""Marks a column that holds personal data: the right-to-know dossier shows it, erasure clears it."""


class CustomerTable(Business, Base):
    """One person or company. `name` is what lists show; `name_folded` and `sort_key` are its twins.

    `address_as` is how they like to be spoken to. The best hours and those not to call in are wall times, HH:MM, of
    the shop's zone. `loyalty_level` stands only where it was set by hand, else the points say it.
    """

    __tablename__ = "customers"
    kind: Mapped[str]
    name: Mapped[str] = mapped_column(Text, info=PERSONAL)
    name_folded: Mapped[str] = mapped_column(Text, index=True, info=PERSONAL)
    sort_key: Mapped[str] = mapped_column(Text, index=True, info=PERSONAL)
    first_name: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    last_name: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    company: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    birthday: Mapped[str | None] = mapped_column(info=PERSONAL)
    gender: Mapped[str | None] = mapped_column(info=PERSONAL)
    tax_number: Mapped[str | None] = mapped_column(info=PERSONAL)
    tax_office: Mapped[str | None] = mapped_column(info=PERSONAL)
    note: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    source: Mapped[str | None]
    heard_from: Mapped[str | None]
    owner_id: Mapped[int | None] = refers_to("staff")
    created_at: Mapped[Instant] = mapped_column(index=True)
    language: Mapped[str | None] = mapped_column(info=PERSONAL)
    address_as: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    preferred_channel: Mapped[str | None] = mapped_column(info=PERSONAL)
    best_from: Mapped[str | None] = mapped_column(info=PERSONAL)
    best_to: Mapped[str | None] = mapped_column(info=PERSONAL)
    quiet_from: Mapped[str | None] = mapped_column(info=PERSONAL)
    quiet_to: Mapped[str | None] = mapped_column(info=PERSONAL)
    aim: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    next_step: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    expected_wish: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    next_wish: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    loyalty_level: Mapped[str | None]


class Way:
    """What every way to reach a customer carries: its kind, whether they prefer it, whether it leads nowhere."""

    kind: Mapped[str | None]
    preferred: Mapped[bool] = mapped_column(default=False, server_default=false())
    gone: Mapped[bool] = mapped_column(default=False, server_default=false())


class EmailTable(Way, Business, Base):
    """An e-mail address of a customer; `masked` tells a marketplace's relay, which identifies nobody."""

    __tablename__ = "customer_emails"
    customer_id: Mapped[int] = part_of("customers")
    position: Mapped[int]
    address: Mapped[str] = mapped_column(Text, info=PERSONAL)
    folded: Mapped[str] = mapped_column(Text, index=True, info=PERSONAL)
    masked: Mapped[bool]


class PhoneTable(Way, Business, Base):
    """A phone of a customer: E.164 where it can be dialled so, else as typed; `digits` without the plus."""

    __tablename__ = "customer_phones"
    customer_id: Mapped[int] = part_of("customers")
    position: Mapped[int]
    number: Mapped[str] = mapped_column(Text, index=True, info=PERSONAL)
    digits: Mapped[str] = mapped_column(Text, info=PERSONAL)


class AddressTable(Way, Business, Base):
    """A postal address of a customer; `city` is the il in Turkey, `district` the ilçe."""

    __tablename__ = "customer_addresses"
    customer_id: Mapped[int] = part_of("customers")
    position: Mapped[int]
    line: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    neighbourhood: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    district: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    city: Mapped[str | None] = mapped_column(Text, index=True, info=PERSONAL)
    region: Mapped[str | None] = mapped_column(Text, info=PERSONAL)
    postal_code: Mapped[str | None] = mapped_column(info=PERSONAL)
    country: Mapped[str | None] = mapped_column(info=PERSONAL)
    folded: Mapped[str] = mapped_column(Text, info=PERSONAL)


class HandleTable(Way, Business, Base):
    """A name a customer goes by on a network or marketplace; `kind` says which one."""

    __tablename__ = "customer_handles"
    customer_id: Mapped[int] = part_of("customers")
    position: Mapped[int]
    handle: Mapped[str] = mapped_column(Text, info=PERSONAL)
    folded: Mapped[str] = mapped_column(Text, index=True, info=PERSONAL)


class TraitTable(Business, Base):
    """A word about a customer: a size, a taste, an interest, a reason why they stay."""

    __tablename__ = "customer_traits"
    customer_id: Mapped[int] = part_of("customers")
    kind: Mapped[str]
    position: Mapped[int]
    text: Mapped[str] = mapped_column(Text, info=PERSONAL)
    folded: Mapped[str] = mapped_column(Text, info=PERSONAL)
    __table_args__ = (Index("ix_customer_traits_kind_folded", "kind", "folded"),)


class TagTable(Business, Base):
    """A word the shop marks customers with."""

    __tablename__ = "tags"
    name: Mapped[str]
    folded: Mapped[str]
    colour: Mapped[str | None]
    __table_args__ = (Index("ix_tags_folded", "folded", unique=True, sqlite_where=LIVING),)


class CustomerTagTable(Business, Base):
    """A tag on a customer."""

    __tablename__ = "customer_tags"
    customer_id: Mapped[int] = part_of("customers")
    tag_id: Mapped[int] = refers_to("tags")
    __table_args__ = (Index("ix_customer_tags_pair", "customer_id", "tag_id", unique=True, sqlite_where=LIVING),)
