"""Lists of discount codes, and of what people wrote of products."""

from __future__ import annotations

from typing import Any, Final

from desktop_crm.platform import money
from desktop_crm.platform.exact import MILLION
from desktop_crm.platform.i18n import N_
from desktop_crm.platform.text import fold, squeeze
from desktop_crm.transfer.understanding import buyers, words
from desktop_crm.transfer.understanding.numbers import to_minor
from desktop_crm.transfer.understanding.people import People
from desktop_crm.transfer.understanding.rows import Fates
from desktop_crm.transfer.understanding.sheet import Bad, Sheet
from desktop_crm.transfer.understanding.sink import Sink, said

_MOST_STARS: Final = 5


def write_coupons(sheet: Sheet, fates: Fates, rows: list[int], sink: Sink) -> None:
    """Write the discount codes of a sheet, letters as they stand: `HOSGELDIN` and `hosgeldin` are two."""
    get = sheet.get
    codes, kinds, amounts = get("coupon.code"), get("coupon.kind"), get("coupon.value")
    seen: set[str] = set()
    for index in rows:
        code = codes[index]
        if code is None:
            fates.refuse(index, N_("the discount code is missing"))
            continue
        if code in seen:
            fates.refuse(index, N_("this discount code stands in the list twice"), value=code)
            continue
        seen.add(code)
        currency = get("coupon.currency")[index] or sheet.currency
        minimum, status = get("coupon.minimum")[index], get("coupon.status")[index]
        kind, amount = kinds[index], amounts[index]
        values: dict[str, Any] = {
            "kind": words.meaning(kind, "discount") if kind else None,
            "value": None if amount is None else abs(amount),
            "currency": currency,
            "minimum": to_minor(minimum, money.exponent(currency)) if minimum else None,
            "usage_limit": _whole(get("coupon.limit")[index]),
            "once_each": None if (once := get("coupon.once")[index]) is None else int(once),
            "used": _whole(get("coupon.used")[index]),
            "starts_at": _instant(get("coupon.starts_at")[index]),
            "ends_at": _instant(get("coupon.ends_at")[index]),
            "status": status and (words.meaning(status, "code") or status),
        }
        row = fates.number(index)
        sink.add("coupons", code, row, code, squeeze(fold(code)), *values.values(), said(code=code, **values))
        sink.add("row_things", row, "coupons", code)


class ReviewReader:
    """Reads who wrote, and writes the reviews when the people are settled."""

    def __init__(self, sheet: Sheet, fates: Fates, people: People) -> None:
        self._sheet = sheet
        self._fates = fates
        self._people = people
        self._buyers = buyers.Reader(sheet, "address")
        self._who: dict[int, int] = {}
        self._author: dict[int, str | None] = {}
        get = sheet.get
        self._stars, self._text, self._title = get("review.stars"), get("review.text"), get("review.title")
        self._columns = {name: get(f"review.{name}") for name in ("id", "product", "product_name", "status", "reply")}
        self._at, self._replied_at = get("review.at"), get("review.replied_at")

    def read(self, rows: list[int]) -> list[int]:
        """Take in who wrote; returns the places of the rows that hold a review, the others are refused."""
        found: list[int] = []
        for index in rows:
            stars = self._stars[index]
            if stars is not None and not (0 <= stars <= _MOST_STARS * MILLION and stars % MILLION == 0):
                self._report_stars(index)
                stars = None
            if stars is None and not self._text[index]:
                self._fates.refuse(index, N_("there are neither stars nor words"))
                continue
            person = self._buyers.person(index, self._fates.number(index))
            self._author[index] = person.called or None
            status = self._columns["status"][index]
            spam = bool(status) and words.meaning(status, "review") == "spam"
            if not spam and (person.emails or person.phones or person.id):
                self._who[index] = self._people.add(person)
            found.append(index)
        return found

    def _report_stars(self, index: int) -> None:
        position = next(column.position for column in self._sheet.columns if column.target == "review.stars")
        shown = f"{self._stars[index] / MILLION:g}"
        self._stars[index] = None
        self._sheet.bad.append(Bad(index, position, shown, N_("stars go from 1 to 5")))

    def write(self, rows: list[int], sink: Sink) -> None:
        """Write the reviews of the rows at these places."""
        seen: dict[str, int] = {}
        for index in rows:
            self._write(index, seen, sink)

    def _write(self, index: int, seen: dict[str, int], sink: Sink) -> None:
        place = self._who.get(index)
        person = self._people.of(place).key if place is not None else None
        status = self._columns["status"][index]
        at = _instant(self._at[index])
        values: dict[str, Any] = {
            "product_name": self._columns["product_name"][index], "stars": _whole(self._stars[index]),
            "title": self._title[index], "text": self._text[index], "author": self._author[index], "written_at": at,
            "status": status and (words.meaning(status, "review") or status), "reply": self._columns["reply"][index],
            "replied_at": _instant(self._replied_at[index]),
        }  # fmt: skip
        product = self._columns["product"][index]
        own = self._columns["id"][index]
        known_by = own or f"{product or values['product_name'] or ''}|{person or values['author'] or ''}|{at or ''}"
        count = seen[known_by] = seen.get(known_by, 0) + 1
        key, row = known_by if count == 1 else f"{known_by}|{count}", self._fates.number(index)
        last = said(product=product, person_key=person, **values)
        sink.add("reviews", key, row, person, product, *values.values(), last)
        sink.add("row_things", row, "reviews", key)


def _whole(micro: int | None) -> int | None:
    return None if micro is None else micro // MILLION


def _instant(moment: Any) -> int | None:
    return moment.instant if moment else None
