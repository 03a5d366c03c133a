"""The rows of a card: finding the living one, and making its parts what a form says."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import time
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_crm.customers import rules
from desktop_crm.customers.tables import (
    AddressTable,
    CustomerTable,
    CustomerTagTable,
    EmailTable,
    HandleTable,
    PhoneTable,
    TagTable,
    TraitTable,
)
from desktop_crm.customers.types import Address, Email, Handle, Hours, NewCustomer, Phone, Trait
from desktop_crm.platform import emails, phones, settings
from desktop_crm.platform.errors import NotFound, UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import digits, fold, squeeze

Row = TypeVar("Row", EmailTable, PhoneTable, AddressTable, HandleTable, TraitTable)


def living(session: Session, customer_id: int) -> CustomerTable:
    """Return the row of a customer who is not in the bin. Raises NotFound."""
    row = session.get(CustomerTable, customer_id)
    if row is None or row.deleted_at is not None:
        raise NotFound(N_("This customer is not there any more."))
    return row


def put_parts(session: Session, customer_id: int, new: NewCustomer) -> None:
    """Make phones, e-mails, addresses, handles, words and tags what `new` says. Raises UserError naming the field."""
    region = settings.value(session, settings.REGION)
    mails = [_email(one) for one in new.emails if _text(one).strip()]
    _replace(session, EmailTable, customer_id, ("folded",), _in_order(mails))
    numbers = [_phone(one, region) for one in new.phones if _text(one).strip()]
    _replace(session, PhoneTable, customer_id, ("number",), _in_order(numbers))
    places = [_address(one) for one in new.addresses if any(_texts(one).values())]
    _replace(session, AddressTable, customer_id, ("folded",), _in_order(places), rules.TELLS_APART)
    handles = [_handle(one) for one in new.handles if one.handle.strip()]
    _replace(session, HandleTable, customer_id, ("kind", "folded"), _in_order(handles))
    words = {Trait.SIZE: new.sizes, Trait.TASTE: new.tastes, Trait.INTEREST: new.interests, Trait.BOND: new.bonds}
    traits = [_trait(kind, text) for kind, texts in words.items() for text in texts if text.strip()]
    _replace(session, TraitTable, customer_id, ("kind", "folded"), traits)
    put_tags(session, customer_id, [name for name in new.tags if name.strip()])


def put_tags(session: Session, customer_id: int, names: Sequence[str]) -> None:
    """Make these the tags of a customer. Raises UserError for a blank one."""
    kept = {ensure_tag(session, name) for name in names}
    rows = session.scalars(
        select(CustomerTagTable).where(
            CustomerTagTable.customer_id == customer_id, CustomerTagTable.deleted_at.is_(None)
        )
    ).all()
    for row in rows:
        if row.tag_id not in kept:
            session.delete(row)
    for tag_id in sorted(kept - {row.tag_id for row in rows}):
        session.add(CustomerTagTable(customer_id=customer_id, tag_id=tag_id))


def ensure_tag(session: Session, name: str) -> int:
    """Return the id of a tag, made where it is new. Raises UserError for a blank one."""
    shown = squeeze(name)
    if not shown:
        raise UserError(N_("Write a tag."), field="tags")
    row = session.scalar(select(TagTable).where(TagTable.folded == fold(shown), TagTable.deleted_at.is_(None)))
    if row is None:
        row = TagTable(name=shown, folded=fold(shown))
        session.add(row)
    return row.id


def tag_row(session: Session, customer_id: int, tag_id: int) -> CustomerTagTable | None:
    """Return the row that puts a tag on a customer, None where it is not on them."""
    return session.scalar(
        select(CustomerTagTable).where(
            CustomerTagTable.customer_id == customer_id,
            CustomerTagTable.tag_id == tag_id,
            CustomerTagTable.deleted_at.is_(None),
        )
    )


def wall_text(wall: time | None) -> str | None:
    """Return a wall time as it is kept, HH:MM."""
    return None if wall is None else f"{wall:%H:%M}"


def hours_of(start: str | None, end: str | None) -> Hours:
    """Return hours out of kept wall times."""
    return Hours(time.fromisoformat(start) if start else None, time.fromisoformat(end) if end else None)


def _replace(
    session: Session,
    table: type[Row],
    customer_id: int,
    key: tuple[str, ...],
    wanted: Iterable[dict[str, Any]],
    apart: tuple[str, ...] = (),
) -> None:
    """Make the parts of a customer the wanted ones, leaving alone those that are there already.

    Two are the same by `key` and `apart`; where only what stands in `apart` was corrected, the row is changed.
    """
    asked = select(table).where(table.customer_id == customer_id, table.deleted_at.is_(None)).order_by(table.position)
    left = list(session.scalars(asked))
    unique = {_key(values.__getitem__, key, apart): values for values in wanted}
    found = {same: _take(left, same, key, apart) for same in unique}
    for position, (same, values) in enumerate(unique.items()):
        row = found[same] or _take(left, same[: len(key)], key)
        if row is None:
            session.add(table(customer_id=customer_id, position=position, **values))
            continue
        row.position = position
        for name, value in values.items():
            setattr(row, name, value)
    for row in left:
        session.delete(row)


def _key(get: Callable[[str], Any], key: Iterable[str], apart: Iterable[str]) -> tuple[Any, ...]:
    return (*(get(name) for name in key), *(fold(get(name) or "") for name in apart))


def _take(left: list[Row], same: tuple[Any, ...], key: tuple[str, ...], apart: tuple[str, ...] = ()) -> Row | None:
    """Take the first row that is the same out of those left; None where there is none."""
    row = next((one for one in left if _key(partial(getattr, one), key, apart) == same), None)
    if row is not None:
        left.remove(row)
    return row


def _in_order(wanted: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the ways with the preferred one first and those that lead nowhere last; only one is preferred."""
    first = next((way for way in wanted if way.get("preferred") and not way.get("gone")), None)
    for way in wanted:
        if way.get("preferred") and way is not first:
            way["preferred"] = False
    return sorted(wanted, key=lambda way: (way is not first, bool(way.get("gone"))))


def _text(way: str | Email | Phone) -> str:
    if isinstance(way, str):
        return way
    return way.address if isinstance(way, Email) else way.number


def _marks(way: str | Email | Phone | Address | Handle) -> dict[str, Any]:
    """Return kind and marks of a way; nothing of one that was given as plain text."""
    if isinstance(way, str):
        return {}
    return {"kind": way.kind or None, "preferred": way.preferred, "gone": way.gone}


def _email(way: str | Email) -> dict[str, Any]:
    text = _text(way)
    address = emails.normal(text)
    if address is None:
        raise UserError(N_("{value} is not an e-mail address."), field="emails", value=text)
    return {"address": address, "folded": emails.folded(address), "masked": emails.is_relay(address)} | _marks(way)


def _phone(way: str | Phone, region: str) -> dict[str, Any]:
    """Return a phone's columns; what is no number is kept as it was typed, without digits to be found by."""
    text = squeeze(_text(way))
    phone = phones.normal(text, region)
    number, found = (text, digits(text)) if phone is None else (phone.number, phone.digits)
    return {"number": number, "digits": found} | _marks(way)


def _address(address: Address) -> dict[str, Any]:
    values: dict[str, Any] = {name: squeeze(text) or None for name, text in _texts(address).items()}
    key = rules.address_key(address.line, address.district, address.city)
    return values | {"folded": key} | _marks(address)


def _handle(handle: Handle) -> dict[str, Any]:
    shown = squeeze(handle.handle)
    return {"handle": shown, "folded": fold(shown).lstrip("@")} | _marks(handle) | {"kind": handle.kind or "other"}


def _trait(kind: Trait, text: str) -> dict[str, Any]:
    shown = squeeze(text)
    return {"kind": kind.value, "text": shown, "folded": fold(shown)}


def _texts(address: Address) -> dict[str, str]:
    names = ("line", "neighbourhood", "district", "city", "region", "postal_code", "country")
    return {name: getattr(address, name) for name in names}
