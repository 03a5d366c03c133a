"""The consent list of İYS: one row a recipient and a channel."""

from __future__ import annotations

from typing import Final

from desktop_crm.platform import emails, phones
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold
from desktop_crm.transfer.understanding.people import Person
from desktop_crm.transfer.understanding.rows import Fates
from desktop_crm.transfer.understanding.sheet import Sheet

_CHANNELS: Final = {
    "mesaj": "sms", "sms": "sms", "arama": "call", "telefon": "call", "call": "call", "eposta": "email",
    "e-posta": "email", "email": "email", "e-mail": "email",
}  # fmt: skip


def read(sheet: Sheet, fates: Fates, rows: list[int]) -> list[Person]:
    """Return the recipients with what they said; rows without a readable recipient, channel or answer are refused."""
    kinds, recipients, states = sheet.get("iys.type"), sheet.get("iys.recipient"), sheet.get("iys.state")
    times, sources = sheet.get("consent.at"), sheet.get("consent.source")
    found: list[Person] = []
    for index in rows:
        channel = _CHANNELS.get(fold(kinds[index] or ""))
        if channel is None:
            fates.refuse(index, N_("the kind of consent is missing or unknown"), value=kinds[index] or "")
            continue
        if states[index] is None:
            fates.refuse(index, N_("it is not said whether this was approved or refused"))
            continue
        person = _recipient(fates.number(index), recipients[index] or "", channel)
        if person is None:
            fates.refuse(index, N_("the recipient is missing or cannot be read"), value=recipients[index] or "")
            continue
        at = times[index].instant if times[index] else None
        person.consents[channel] = (states[index], at, sources[index] or "İYS")
        found.append(person)
    return found


def _recipient(row: int, text: str, channel: str) -> Person | None:
    if channel == "email":
        address = emails.normal(text)
        return Person(row, emails=(address,)) if address else None
    phone = phones.normal(text)
    return Person(row, phones=(phone,)) if phone else None
