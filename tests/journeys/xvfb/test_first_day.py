"""The first day at the shop with the real program, keys and clicks from outside: once with the mouse, once without."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest

from desktop_crm.platform import i18n
from desktop_crm.platform.i18n import _, counted
from tests.dump import logical_dump
from tests.journeys.xvfb.desk import MISSING, ROOT, Desk

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(MISSING), reason=f"needs {', '.join(MISSING)} to send keys to a real window"),
]

SHEET: Final = ROOT / "tests" / "data" / "stores" / "trendyol_sukru.csv"
WHO: Final = "Şükrü Örnek"
ME: Final = "Elif"
SAID: Final = "Toptan fiyat istedi"
PROMISE: Final = "Teklif icin ara"

Start = Callable[[str, str], Desk]


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts the program on a computer that never saw it, speaking a language; pictures go to a folder of that name."""
    with ExitStack() as open_:

        def begin(language: str, name: str) -> Desk:
            i18n.use(language)
            home = tmp_path / "home"
            home.mkdir()
            monkeypatch.setenv("XDG_STATE_HOME", str(home / ".local" / "state"))
            return open_.enter_context(Desk(home, ROOT / "build" / "journeys" / name, language))

        yield begin


@pytest.mark.feature("J3")
@pytest.mark.feature("J4")
@pytest.mark.feature("E3")
@pytest.mark.feature("E5")
@pytest.mark.feature("B2")
@pytest.mark.feature("C4")
@pytest.mark.feature("C5")
def test_a_first_day_with_the_mouse_ends_with_an_empty_book(start: Start) -> None:
    desk = start("tr", "mouse")
    desk.wait_window("Desktop CRM")
    desk.click(_("Your name, if you like"))
    desk.wait_focus(_("Your name, if you like"))
    desk.type(ME)
    desk.picture("first run")
    desk.click(_("Choose a file"))
    desk.wait_window(_("Choose your file"))
    desk.type(str(SHEET))
    desk.picture("file")
    desk.key("Return")
    empty = made(desk)
    desk.wait(rows(3))
    desk.picture("preview")
    desk.click(rows(3))
    proves_the_import(desk)
    desk.picture("imported")

    desk.click(_("Find a customer, order or phone, or type a command"))
    desk.wait(_("Find or do"))
    desk.type("sukru")
    desk.wait(f"{WHO}…")
    desk.picture("found")
    desk.click(f"{WHO}…")
    desk.wait(_("Edit the customer"))
    desk.picture("card")

    desk.click(_("Log a conversation"))
    desk.click(_("What was said"))
    desk.wait_focus(_("What was said"))
    desk.type(SAID)
    desk.picture("call")
    desk.click(_("Save"))
    proves_the_call(desk)

    desk.click(_("Follow-up"))
    desk.wait_focus(_("What is to be done"))
    desk.type(PROMISE)
    desk.picture("plan")
    desk.click(_("If the shop is closed that day, move it to the next working day"))
    desk.click(_("Day"))
    due = desk.soon()
    desk.fill(f"{due:%d.%m.%Y}")
    desk.click(_("Time"))
    desk.fill(f"{due:%H:%M}")
    desk.click(_("Add follow-up"))
    proves_the_plan(desk, due)

    desk.wait_window(reminders(1), 100)
    desk.wait(f"{_('In 10 min')}: {PROMISE}")
    desk.picture("reminder")
    desk.click(f"{_('In 10 min')}: {PROMISE}")
    desk.wait_no_window(reminders(1))
    desk.picture("snoozed")

    desk.click(f"{_('Today')}…")
    desk.click(f"{_('Postpone')}: {PROMISE}")
    desk.wait(_("Tomorrow morning"))
    desk.picture("until when")
    desk.click(_("Tomorrow morning"))
    proves_the_postponement(desk, due)
    desk.picture("postponed")

    desk.click(f"tick: {PROMISE}")
    proves_the_end(desk, due)
    desk.picture("completed")

    def undo(step: str) -> None:
        desk.click(_("Undo or redo a step"))
        desk.click(_("Undo: {step}").format(step=step))

    proves_the_undoing(desk, due, undo, empty)


@pytest.mark.feature("J3")
@pytest.mark.feature("J4")
@pytest.mark.feature("E3")
@pytest.mark.feature("E5")
@pytest.mark.feature("B2")
@pytest.mark.feature("C4")
@pytest.mark.feature("C5")
def test_a_first_day_by_keyboard_alone_ends_with_an_empty_book(start: Start) -> None:
    desk = start("en", "keyboard")
    desk.wait_window("Desktop CRM")
    desk.wait_focus(_("Choose a file"))
    desk.walk(_("Your name, if you like"))
    desk.type(ME)
    desk.picture("first run")
    desk.walk(_("Choose a file"), "shift+Tab")
    desk.key("space")
    desk.wait_window(_("Choose your file"))
    desk.type(str(SHEET))
    desk.picture("file")
    desk.key("Return")
    empty = made(desk)
    desk.wait_focus(rows(3))
    desk.picture("preview")
    desk.key("Return")
    proves_the_import(desk)
    desk.picture("imported")

    desk.key("ctrl+k")
    desk.wait(_("Find or do"))
    desk.type("sukru")
    desk.wait(f"{WHO}…")
    desk.picture("found")
    desk.key("Return")
    desk.wait(_("Edit the customer"))
    desk.picture("card")

    desk.key("ctrl+g")
    desk.wait_focus(_("What was said"))
    desk.type(SAID)
    desk.picture("call")
    desk.key("ctrl+Return")
    proves_the_call(desk)

    desk.key("ctrl+t")
    desk.wait(_("Remove {name}").format(name=WHO))
    desk.wait_focus(_("What is to be done"))
    desk.type(PROMISE)
    desk.walk(_("If the shop is closed that day, move it to the next working day"))
    desk.key("space")
    desk.picture("plan")
    desk.walk(_("Time"), "shift+Tab")
    due = desk.soon()
    desk.fill(f"{due:%H:%M}")
    desk.walk(_("Day"), "shift+Tab")
    desk.fill(f"{due:%d.%m.%Y}")
    desk.key("ctrl+Return")
    proves_the_plan(desk, due)

    desk.wait_window(reminders(1), 100)
    desk.picture("reminder")
    desk.key("ctrl+shift+r")
    desk.wait_focus(_("All later"), f"{_('Done')}: {PROMISE}")
    desk.walk(f"{_('In 10 min')}: {PROMISE}")
    desk.picture("reminder in focus")
    desk.key("space")
    desk.wait_no_window(reminders(1))

    desk.key("ctrl+1")
    desk.wait_focus(_("Follow-ups"), f"{PROMISE}…")
    desk.wait(f"{PROMISE}, …")
    desk.key("Down")
    desk.picture("today")
    desk.key("p")
    desk.wait(_("Tomorrow morning"))
    desk.walk(_("Tomorrow morning"), "Down")
    desk.picture("until when")
    desk.key("Return")
    proves_the_postponement(desk, due)
    desk.picture("postponed")

    desk.key("d")
    proves_the_end(desk, due)
    desk.picture("completed")

    proves_the_undoing(desk, due, lambda _step: desk.key("ctrl+z"), empty)


def rows(count: int) -> str:
    """Return the words of the button that imports."""
    return counted("Import {count} row", "Import {count} rows", count)


def reminders(count: int) -> str:
    """Return the title of the window of reminders."""
    return counted("{count} reminder", "{count} reminders", count)


def made(desk: Desk) -> str:
    """Prove that there is a book with nobody in it but who works with it; returns its dump."""
    desk.wait_counts(customers=0, orders=0, interactions=0, followups=0)

    def dump_with_me() -> str | None:
        dump = logical_dump(desk.store)
        return dump if f'"{ME}"' in dump else None

    return desk.until(dump_with_me, f"{ME} in the book")


def proves_the_import(desk: Desk) -> None:
    desk.wait_counts(customers=3, orders=3, lines=3)
    assert desk.book("stats")["revenue"] == {"TRY": "240.00"}
    assert [hit["title"] for hit in found(desk, "sukru", "customer")] == [WHO]


def proves_the_call(desk: Desk) -> None:
    desk.wait_counts(interactions=1, followups=0)
    assert found(desk, "toptan", "interaction")


def proves_the_plan(desk: Desk, due: datetime) -> None:
    desk.wait_counts(followups=1)
    assert agenda(desk, due.date()) == [(PROMISE, WHO, ME, f"{due:%Y-%m-%d}", f"{due:%H:%M}")]


def proves_the_postponement(desk: Desk, due: datetime) -> None:
    tomorrow = due.date() + timedelta(days=1)
    desk.wait_book(lambda said: not said["followups"], "nothing due today", "agenda", "--on", f"{due:%Y-%m-%d}")
    assert [(title, day) for title, _who, _owner, day, _at in agenda(desk, tomorrow)] == [(PROMISE, f"{tomorrow}")]


def proves_the_end(desk: Desk, due: datetime) -> None:
    tomorrow = due.date() + timedelta(days=1)
    desk.wait_book(lambda said: not said["followups"], "nothing left to do", "agenda", "--on", f"{tomorrow}")
    assert desk.book("stats")["followups"] == 1


def proves_the_undoing(desk: Desk, due: datetime, undo: Callable[[str], None], empty: str) -> None:
    """Take every step back, the last one first, prove each, and leave with the book as it was before the first."""
    today, tomorrow = due.date(), due.date() + timedelta(days=1)
    undo(_("Complete follow-up"))
    desk.wait_book(lambda said: bool(said["followups"]), "it open again", "agenda", "--on", f"{tomorrow}")
    assert agenda(desk, today) == []
    undo(_("Postpone follow-up"))
    desk.wait_book(lambda said: bool(said["followups"]), "it due again", "agenda", "--on", f"{today}")
    undo(_("Snooze reminder"))
    bell = counted("{count} reminder is due", "{count} reminders are due", 1)
    desk.wait(bell)
    desk.picture("waits again")
    undo(_("Plan follow-up"))
    desk.wait_counts(followups=0, interactions=1)
    desk.wait_gone(bell)
    undo(_("Log a conversation"))
    desk.wait_counts(interactions=0, customers=3)
    assert not found(desk, "toptan", "interaction")
    undo(_("Import {files}").format(files=SHEET.name))
    desk.wait_counts(customers=0, orders=0, lines=0, interactions=0, followups=0, answers=0)
    assert desk.book("search", "sukru")["hits"] == []
    desk.picture("empty again")
    assert logical_dump(desk.store) == empty
    desk.key("ctrl+q")
    assert desk.program.wait(30) == 0
    assert "Traceback" not in desk.stderr.read_text()


def found(desk: Desk, text: str, kind: str) -> list[Any]:
    """Return what the book holds of a kind for a text."""
    return [hit for hit in desk.book("search", text)["hits"] if hit["kind"] == kind]


def agenda(desk: Desk, day: date) -> list[tuple[str, ...]]:
    """Return what is due up to a day, as title, customer, who does it, day and time."""
    items = desk.book("agenda", "--on", f"{day}")["followups"]
    return [tuple(one[part] for part in ("title", "customer", "owner", "due_date", "due_time")) for one in items]
