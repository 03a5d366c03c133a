"""Who is who inside one file: appearances of a person joined where the evidence is strong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, TypeVar

from desktop_crm.platform import emails, identity
from desktop_crm.platform.phones import Phone, shown
from desktop_crm.platform.text import fold, sort_key, squeeze
from desktop_crm.transfer.understanding import addresses
from desktop_crm.transfer.understanding.addresses import Address

_COMPANY: Final = re.compile(
    r"\b(?:a\.?\s?s\.?|ltd|sti|limited|anonim|sirketi|ticaret|tic|san(?=\.)|(?:tic\.?|ve) san|holding|kooperatifi"
    r"|gmbh|ag|inc|llc|corp|co|s\.?r\.?l|s\.?p\.?a|s\.?a\.?r\.?l|b\.?v|ab|oy|plc|kollektif|komandit|vakfi"
    r"|dernegi|belediyesi)\.?$"
)
_T = TypeVar("_T")


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """Return the folded form by which two spellings of a name are the same."""
    return addresses.name_key(name)


@lru_cache(maxsize=200_000)
def name_order(name: str) -> str:
    """Return the key by which names sort."""
    return sort_key(name)


@lru_cache(maxsize=200_000)
def is_company(name: str) -> bool:
    """Return whether a name ends as companies' names do (Ltd. Şti., San. Tic., GmbH); Şan and San are surnames."""
    return bool(_COMPANY.search(fold(name)))


@dataclass(slots=True)
class Person:
    """A person (or firm) as rows speak of them; one appearance at first, all that were joined at the end.

    `id` is the shop's number, `ours` the one by which our own list calls them. `kinds` are those of addresses, numbers
    and e-mails, by what stands for each in the store; `traits` (kind, text), `handles` (network, name); `custom` what
    stands in the shop's own fields, by their ids.
    """

    row: int
    id: str | None = None
    ours: str | None = None
    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    company: str | None = None
    emails: tuple[str, ...] = ()
    relays: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    addresses: tuple[Address, ...] = ()
    tags: tuple[str, ...] = ()
    consents: dict[str, tuple[bool, int | None, str]] = field(default_factory=dict[str, tuple[bool, int | None, str]])
    scalars: dict[str, object] = field(default_factory=dict[str, object])
    kinds: dict[str, str] = field(default_factory=dict[str, str])
    traits: tuple[tuple[str, str], ...] = ()
    handles: tuple[tuple[str, str], ...] = ()
    custom: dict[int, str] = field(default_factory=dict[int, str])
    notes: tuple[str, ...] = ()
    firm: bool = False
    rows: list[int] = field(default_factory=list[int])
    key: str = ""

    def is_anybody(self) -> bool:
        """Return whether there is a name, an e-mail, a phone or a number to know them by."""
        return bool(self.name or self.company or self.emails or self.relays or self.phones or self.id)

    def is_known(self) -> bool:
        """Return whether an order's buyer can be made a customer: a number, e-mail, phone, or a name with a place."""
        placed = any(address.line or address.city for address in self.addresses)
        return bool(self.id or self.emails or self.phones or (self.called and (self.relays or placed)))

    @property
    def called(self) -> str:
        """The name to show; '' where there is none."""
        return self.name or self.company or ""

    def shown_name(self) -> str:
        """Return the name, else the e-mail, the phone or the number."""
        if self.called:
            return self.called
        if self.emails or self.relays:
            return (self.emails or self.relays)[0]
        return shown(self.phones[0].number) if self.phones else (self.id or "")

    def strong_keys(self) -> list[tuple[str, str]]:
        """Return what two appearances must share to be one person."""
        folded = name_key(self.called)
        keys = [("ours", self.ours)] if self.ours else []
        keys += [("id", self.id)] if self.id else []
        keys += [("email", emails.folded(address)) for address in self.emails]
        if folded:
            keys += [("phone", f"{phone.number}|{folded}") for phone in self.phones]
            keys += [("place", f"{folded}|{emails.folded(address)}") for address in self.relays]
        elif not self.emails and not self.id:
            keys += [("phone", f"{phone.number}|") for phone in self.phones]
        return keys

    def place_keys(self) -> list[tuple[str, str]]:
        """Return the weak keys: the name at an address, without which the name says nothing."""
        folded = name_key(self.called)
        if not folded:
            return []
        return [("place", f"{folded}|{address.place}") for address in self.addresses if address.line or address.city]


class People:
    """The people of a file: appearances go in, persons come out."""

    def __init__(self) -> None:
        self._seen: list[Person] = []
        self._parent: list[int] = []
        self._by_key: dict[tuple[str, str], int] = {}
        self._names: dict[str, int] = {}

    def add(self, person: Person) -> int:
        """Take an appearance in; returns its place, to be given to `of` when all are in."""
        place = len(self._seen)
        person.rows.append(person.row)
        self._seen.append(person)
        self._parent.append(place)
        for key in person.strong_keys():
            other = self._by_key.setdefault(key, place)
            if other != place:
                self._join(other, place)
        return place

    def settle(self) -> list[Person]:
        """Join by place those without stronger keys, merge all appearances, and return the persons in file order."""
        self._join_by_place()
        whole: dict[int, Person] = {}
        for place, person in enumerate(self._seen):
            root = self._root(place)
            if root in whole:
                _merge(whole[root], person)
            else:
                whole[root] = person
        for person in whole.values():
            person.key = self._key_of(person)
        return list(whole.values())

    def of(self, place: int) -> Person:
        """Return the person an appearance belongs to, after `settle`."""
        return self._seen[self._root(place)]

    def _join_by_place(self) -> None:
        strong: dict[tuple[str, str], set[int]] = {}
        weak: dict[tuple[str, str], int] = {}
        loners: list[int] = []
        for place, person in enumerate(self._seen):
            if person.id or person.emails or person.phones or person.relays:
                for key in person.place_keys():
                    strong.setdefault(key, set()).add(place)
            else:
                loners.append(place)
        for place in loners:
            for key in self._seen[place].place_keys():
                self._join(weak.setdefault(key, place), place)
                roots = {self._root(other) for other in strong.get(key, ())}
                if len(roots) == 1:
                    self._join(roots.pop(), place)

    def _root(self, place: int) -> int:
        parent = self._parent
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    def _join(self, one: int, other: int) -> None:
        first, second = self._root(one), self._root(other)
        if first == second:
            return
        ids = {self._seen[first].id, self._seen[second].id} - {None}
        ours = {self._seen[first].ours, self._seen[second].ours} - {None}
        if len(ids) > 1 or len(ours) > 1:
            return
        first, second = min(first, second), max(first, second)
        self._parent[second] = first
        if ids:
            self._seen[first].id = next(iter(ids))
        if ours:
            self._seen[first].ours = next(iter(ours))

    def _key_of(self, person: Person) -> str:
        keys = person.strong_keys() or person.place_keys()
        if keys:
            kind, value = keys[0]
            return f"{kind}:{value}"
        name = name_key(person.called)
        count = self._names[name] = self._names.get(name, 0) + 1
        return f"name:{name}|{count}"


def _merge(whole: Person, part: Person) -> None:
    for attribute in ("id", "ours", "name", "first_name", "last_name", "company"):
        if getattr(whole, attribute) is None:
            setattr(whole, attribute, getattr(part, attribute))
    if whole.name and part.name and whole.name.isupper() and not part.name.isupper():
        whole.name, whole.first_name, whole.last_name = part.name, part.first_name, part.last_name
    whole.emails = _union(whole.emails, part.emails)
    whole.relays = _union(whole.relays, part.relays)
    whole.phones = _union(whole.phones, part.phones)
    whole.addresses = _union(whole.addresses, part.addresses)
    whole.tags = _union(whole.tags, part.tags)
    whole.notes = _union(whole.notes, part.notes)
    whole.traits = _union(whole.traits, part.traits)
    whole.handles = _union(whole.handles, part.handles)
    whole.kinds = part.kinds | whole.kinds
    whole.custom = part.custom | whole.custom
    whole.firm = whole.firm or part.firm
    whole.rows += part.rows
    for name, value in part.scalars.items():
        whole.scalars.setdefault(name, value)
    for channel, said in part.consents.items():
        before = whole.consents.get(channel)
        if before is None or (before[0] and not said[0]):
            whole.consents[channel] = said


def _union(one: tuple[_T, ...], other: tuple[_T, ...]) -> tuple[_T, ...]:
    return one if not other or one == other else tuple(dict.fromkeys((*one, *other)))


def tax_number(text: str | None) -> str | None:
    """Return a TCKN or VKN as its digits, zeros a spreadsheet lost put back where the check agrees; None for none."""
    if not text:
        return None
    number = re.sub(r"\D", "", text)
    if not number or identity.is_placeholder(number):
        return None
    if len(number) == 9 and identity.is_tax_number("0" + number):
        return "0" + number
    return number if len(number) in {10, 11} else squeeze(text)


def split_by_relay(
    addresses: Iterable[str], domains: tuple[str, ...], prefixes: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses that are a person's own, and those a marketplace stands behind."""
    own: list[str] = []
    relayed: list[str] = []
    for address in addresses:
        (relayed if emails.is_relay(address, domains, prefixes) else own).append(address)
    return tuple(own), tuple(relayed)
