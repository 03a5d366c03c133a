"""Rows become orders: grouped by their number, totals taken once, packages, lines and refunds apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from desktop_crm.platform import clock, money
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.understanding import addresses, buyers, dates, words
from desktop_crm.transfer.understanding.decisions import Decision
from desktop_crm.transfer.understanding.numbers import to_minor
from desktop_crm.transfer.understanding.order_lines import Line, LineReader
from desktop_crm.transfer.understanding.people import People
from desktop_crm.transfer.understanding.rows import Fates
from desktop_crm.transfer.understanding.sheet import Sheet


@dataclass(slots=True)
class Order:
    """An order as its rows say it; money in minor units of `currency`, `indexes` the places of its good rows."""

    number: str
    indexes: list[int]
    currency: str
    total: int = 0
    status: str = "unknown"
    lines: list[Line] = field(default_factory=list[Line])
    refunded: int | None = None
    buyer: int | None = None
    name: str | None = None
    status_text: str = ""


class OrderReader:
    """Groups the rows of an order sheet and reads each group."""

    def __init__(self, sheet: Sheet, fates: Fates, people: People) -> None:
        self.sheet = sheet
        self.fates = fates
        self.people = people
        self.lines = LineReader(sheet)
        self._buyers = buyers.Reader(sheet, "delivery")
        self._number = sheet.get("order.number") if sheet.has("order.number") else self._made_up(fates.taken())
        self._total = sheet.get("order.total")
        self._without_number = (
            N_("the order number is missing") if sheet.has("order.number") else N_("the day or the amount is missing")
        )
        self._currency, self._refunded = sheet.get("order.currency"), sheet.get("order.refunded")
        self._sums: dict[str, list[Any]] = {name: sheet.get(name) for name in sheet.profile.orders.added}
        self._amountless = not any(sheet.has(name) for name in ("order.total", "line.total", "line.unit_price"))
        self.totals_of_lines = sheet.profile.orders.totals == "lines"
        self.decided_lines = False
        """Whether the file's amounts turned out to be those of lines; a later file may show too little to tell."""
        self._amounts: list[int | None] | None = None

    def _made_up(self, rows: list[int]) -> list[str | None]:
        """Return numbers for purchases that have none: when, by whom and, where no time is told, of how much.

        Two sales of one day keep apart so, also in two files, and the same sale in a later file is known again.
        """
        days, clocks, totals = (self.sheet.get(f"order.{name}") for name in ("date", "time", "total"))
        who = [self.sheet.get(name) for name in ("person.id", "person.email", "person.name", "person.company")]
        who.append(self.sheet.get("line.name"))
        zone, exponent = self.sheet.profile.zone, money.exponent(self.sheet.currency)
        seen: Counter[str] = Counter()
        numbers: list[str | None] = [None] * self.sheet.size
        for index in rows:
            if days[index] is None or totals[index] is None:
                continue
            moment = _with_clock(days[index], clocks[index], zone)
            whom = next((str(column[index]) for column in who if column[index]), "")
            if moment.timed:
                told = (f"{clock.at(moment.instant, zone):%Y-%m-%d %H:%M:%S}".removesuffix(":00"), whom)
            else:
                told = (moment.day, whom, f"{Decimal(to_minor(totals[index], exponent)).scaleb(-exponent)}")
            number = " ".join(filter(None, told))
            seen[number] += 1
            numbers[index] = number if seen[number] == 1 else f"{number} ({seen[number]})"
        if rows:
            because = N_("no column holds order numbers; each row is one purchase")
            decided = N_("day and time, or day and amount, and the buyer")
            self.sheet.decisions.append(Decision(N_("order numbers"), decided, because))
        return numbers

    def read(self, rows: list[int]) -> Iterator[Order]:
        """Yield the orders of the rows at these places, in file order; rows that make none are refused."""
        groups: dict[str, list[int]] = {}
        for index in rows:
            number = self._number[index]
            if number is None:
                self.fates.refuse(index, self._without_number)
            else:
                groups.setdefault(number, []).append(index)
        self._decide_totals(groups)
        if self._amountless:
            because = N_("the sheet has no amounts at all")
            self.sheet.decisions.append(Decision(N_("totals"), N_("orders without amounts"), because))
        waiting = list(groups.items())[::-1]
        groups.clear()
        while waiting:
            order = self._order(*waiting.pop())
            if order is not None:
                yield order

    def _decide_totals(self, groups: dict[str, list[int]]) -> None:
        if self.sheet.profile.orders.totals != "file" or not self.sheet.has("order.total"):
            return
        several = [indexes for indexes in groups.values() if len(indexes) > 1]
        differing = sum(len({self._total[index] for index in indexes} - {None}) > 1 for indexes in several)
        if differing:
            self.totals_of_lines = self.decided_lines = True
            if not self.sheet.has("line.total"):
                self.sheet.values["line.total"] = self._total
                self.lines = LineReader(self.sheet)
            because = N_("{count} of {total} orders with several rows have different amounts in them")
            decided = N_("the amounts are those of lines and are added up")
        else:
            self._amounts = None if self.sheet.has("line.total") else self._total
            because = N_("{total} orders have several rows, and each repeats its amount or leaves it blank")
            decided = N_("the amounts are those of whole orders and are taken once")
        if several:
            args: dict[str, object] = {"count": differing, "total": len(several)}
            self.sheet.decisions.append(Decision(N_("totals"), decided, because, because_args=args))

    def _order(self, number: str, indexes: list[int]) -> Order | None:
        currency = buyers.value_of(self._currency, indexes) or self.sheet.currency
        exponent = money.exponent(currency)
        order = Order(number, [], currency)
        own = None if self.totals_of_lines else buyers.value_of(self._total, indexes)
        self._read_lines(order, indexes, exponent)
        amounts = [line.total for line in order.lines if line.total is not None]
        if own is not None:
            order.total = to_minor(own, exponent)
        elif amounts:
            order.total = sum(amounts) + self._added(indexes, exponent)
        elif not self._amountless:
            for index in order.indexes:
                self.fates.refuse(index, N_("the order has neither a total nor a line that can be read"))
            return None
        if not order.indexes:
            return None
        refunded = buyers.value_of(self._refunded, indexes)
        order.refunded = abs(to_minor(refunded, exponent)) if refunded else None
        order.status = self._status(order)
        self._find_buyer(order)
        return order

    def _read_lines(self, order: Order, indexes: list[int], exponent: int) -> None:
        seen: dict[str, int] = {}
        for index in indexes:
            if self.lines.any and self.lines.is_there(index):
                line = self.lines.line(index, order.number, exponent, seen)
                if line is None:
                    if self.totals_of_lines or self._total[index] is None:
                        self.fates.refuse(index, N_("the quantity is missing or cannot be read"))
                        continue
                else:
                    order.lines.append(line)
            order.indexes.append(index)

    def _added(self, indexes: list[int], exponent: int) -> int:
        """Return what comes on top of the lines: shipping where the profile says so, once or from every row."""
        rules = self.sheet.profile.orders
        total = 0
        for name in rules.added:
            column = self._sums[name]
            if name in rules.summed:
                total += sum(to_minor(column[index], exponent) for index in indexes if column[index] is not None)
            else:
                total += to_minor(buyers.value_of(column, indexes) or 0, exponent)
        return total

    @property
    def totals(self) -> str:
        """What an order's total is: the sum of its `lines`; '' as told; `rows` if an earlier file may know better."""
        return "lines" if self.totals_of_lines else "rows" if self._amounts else ""

    def amount_of(self, index: int, exponent: int) -> int | None:
        """Return the amount in a row, should it be that of its line; None where that is told or sure not to be so."""
        given = self._amounts[index] if self._amounts else None
        return None if given is None else to_minor(given, exponent)

    def first(self, target: str, order: Order) -> Any:
        """Return the first value a field has in the order's rows, or None."""
        column = self.sheet.values.get(target)
        return buyers.value_of(column, order.indexes) if column else None

    def _status(self, order: Order) -> str:
        if self.first("order.cancelled_at", order) is not None:
            return "cancelled"
        if (self.first("order.payment", order) or ("",))[0] == "voided":
            return "cancelled"
        of_lines = [line.status for line in order.lines if line.status]
        if of_lines:
            return words.order_status(of_lines)
        for target in ("order.status", "order.fulfilment"):
            given = self.first(target, order)
            if given and given[0] != "unknown":
                return str(given[0])
        return "unknown"

    def _find_buyer(self, order: Order) -> None:
        first = order.indexes[0]
        person = self._buyers.person(first, self.fates.number(first))
        for index in order.indexes[1:]:
            if person.is_known():
                break
            again = self._buyers.person(index, self.fates.number(first))
            person = again if again.is_known() else person
        order.name = person.called or None
        if person.is_known():
            order.buyer = self.people.add(person)

    def ordered_at(self, order: Order) -> dates.Moment | None:
        """Return when the order was made, its time from a second column where the date has none."""
        moment = self.first("order.date", order)
        return moment and _with_clock(moment, self.first("order.time", order), self.sheet.profile.zone)


def _with_clock(moment: dates.Moment, told: str | None, zone: str) -> dates.Moment:
    """Return a moment at the time that a second column tells; unchanged where it tells none."""
    try:
        return dates.with_time(moment, told, zone) if told else moment
    except ValueError:
        return moment


def address_reader(sheet: Sheet, part: str) -> Any:
    """Return what reads the address of one part (delivery or invoice) of a row."""
    return addresses.reader(part, sheet.get, sheet.has)
