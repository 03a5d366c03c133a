"""Pure decisions about the shop's own fields: what can stand in one, and how it is shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final
from urllib.parse import urlsplit

from desktop_crm.fields.types import CustomField, FieldKind
from desktop_crm.platform.clock import shown_date
from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_, _, language
from desktop_crm.platform.text import fold, squeeze

YES: Final = "1"
NO: Final = "0"
_MOST_DIGITS: Final = 12
_LONGEST_LINK: Final = 2000


def form_field(field_id: int) -> str:
    """Return the name under which an error of a field is told to the form."""
    return f"custom.{field_id}"


def taken(field: CustomField, value: str, before: str = "") -> str:
    """Return a value as it is kept, "" for none.

    Numbers are plain decimals, days ISO, yes and no 1 and 0. A choice that has left the list stays where it stood
    `before`. Raises UserError for what cannot stand in the field.
    """
    text = value.strip() if field.kind is FieldKind.TEXT else squeeze(value)
    if not text or text == before:
        return text
    match field.kind:
        case FieldKind.NUMBER:
            return _number(field, text)
        case FieldKind.DAY:
            return _day(field, text)
        case FieldKind.YES_NO if text not in (YES, NO):
            raise _refused(field, N_("Choose yes or no."))
        case FieldKind.CHOICE:
            return _choice(field, text)
        case FieldKind.LINK:
            return _link(field, text)
        case _:
            return text


def shown(field: CustomField, kept: str) -> str:
    """Return a kept value as people read it; what no longer fits the field's kind is shown as it stands."""
    if field.kind is FieldKind.YES_NO and kept in (YES, NO):
        return _("Yes") if kept == YES else _("No")
    if field.kind is FieldKind.DAY:
        try:
            return shown_date(date.fromisoformat(kept))
        except ValueError:
            return kept
    if field.kind is FieldKind.NUMBER:
        return kept.replace(".", ",") if language() == "tr" else kept
    return kept


def _number(field: CustomField, text: str) -> str:
    try:
        number = Decimal(text)
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) >= Decimal(10) ** _MOST_DIGITS:
        raise _refused(field, N_("Write a number."))
    return f"{number.normalize():f}"


def _day(field: CustomField, text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise _refused(field, N_("Write a day.")) from None


def _choice(field: CustomField, text: str) -> str:
    same = next((choice for choice in field.choices if fold(choice) == fold(text)), None)
    if same is None:
        raise _refused(field, N_("Choose one of the list."))
    return same


def _link(field: CustomField, text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    if parts.scheme not in ("http", "https") or "." not in parts.netloc or len(address) > _LONGEST_LINK:
        raise _refused(field, N_("Write a web address, such as https://example.com."))
    return address


def _refused(field: CustomField, words: str) -> UserError:
    return UserError(words, field=form_field(field.id))
