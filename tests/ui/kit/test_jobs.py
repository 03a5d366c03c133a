"""Jobs and the context: reads and writes away from the window, answers that still matter, clean ends."""

from __future__ import annotations

import threading
from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_crm.platform.errors import Cancelled, Conflict, NotFound, UserError
from tests.ui.kit.parts import FakeStore, held_readers, held_writer
from ui.kit.context import Context
from ui.kit.jobs import Job, Jobs
from ui.kit.progress import JobBar


def test_a_read_runs_on_a_reader_and_comes_home_to_the_window(
    ctx: Context, home: Callable, fake_store: FakeStore
) -> None:
    came: list[str] = []
    ctx.load(QObject(ctx), lambda _session: 42, lambda _answer: came.append(threading.current_thread().name))
    home()
    assert came == [threading.main_thread().name]
    assert all(name.startswith("reader") for name in fake_store.threads)


def test_only_the_latest_load_of_a_slot_comes_home(ctx: Context, home: Callable) -> None:
    owner, came = QObject(ctx), []
    for number in range(20):
        ctx.load(owner, lambda _session, number=number: number, came.append)
    ctx.load(owner, lambda _session: "other", came.append, slot="other")
    home()
    assert sorted(came, key=str) == [19, "other"]


def test_a_load_that_is_forgotten_does_not_come_home(ctx: Context, home: Callable) -> None:
    owner, came = QObject(ctx), []
    with held_readers(ctx):
        for slot in ("mine", "other"):
            ctx.load(owner, lambda _session, slot=slot: slot, came.append, slot=slot)
        ctx.forget(owner, slot="mine")
        ctx.forget(owner, slot="nothing")
    home()
    assert came == ["other"]
    assert ctx.tell.errors == []


def test_an_answer_for_a_panel_that_is_gone_is_dropped(ctx: Context, home: Callable, qtbot) -> None:
    gate, came = threading.Event(), []
    owner = QWidget()
    ctx.load(owner, lambda _session: gate.wait(5), came.append)
    import shiboken6

    shiboken6.delete(owner)
    gate.set()
    home()
    assert came == []


def test_a_failed_load_goes_to_its_own_handler_or_to_the_error_window(ctx: Context, home: Callable) -> None:
    def fail(_session: object) -> None:
        raise Conflict("It changed.")

    mine: list[BaseException] = []
    ctx.load(QObject(ctx), fail, lambda _answer: None, mine.append)
    ctx.load(QObject(ctx), fail, lambda _answer: None)
    home()
    assert [type(error) for error in mine + ctx.tell.errors] == [Conflict, Conflict]


def test_writes_run_one_after_another_on_one_thread(ctx: Context, home: Callable, fake_store: FakeStore) -> None:
    order: list[int] = []
    for number in range(10):
        ctx.do(ctx, lambda number=number: order.append(number) or fake_store.commit(number))
    home()
    assert order == list(range(10))
    assert len([name for name in fake_store.threads if name.startswith("writer")]) == 1


def test_a_slot_writes_once_until_the_write_is_home(ctx: Context, home: Callable) -> None:
    owner, wrote = QObject(ctx), []
    with held_writer(ctx):
        first = ctx.do(owner, lambda: wrote.append("first"), slot="row 1")
        assert ctx.do(owner, lambda: wrote.append("again"), slot="row 1") is first
        ctx.do(owner, lambda: wrote.append("other row"), slot="row 2")
        ctx.do(QObject(ctx), lambda: wrote.append("other owner"), slot="row 1")
    home()
    ctx.do(owner, lambda: wrote.append("later"), slot="row 1")
    home()
    assert wrote == ["first", "other row", "other owner", "later"]


def test_a_slot_writes_again_after_a_write_that_failed(ctx: Context, home: Callable) -> None:
    def fail() -> None:
        raise Conflict("It changed.")

    owner, wrote = QObject(ctx), []
    ctx.do(owner, fail, slot="row 1")
    home()
    ctx.do(owner, lambda: wrote.append("again"), slot="row 1")
    home()
    assert wrote == ["again"]
    assert [type(error) for error in ctx.tell.errors] == [Conflict]


def test_a_write_says_what_was_done_and_offers_to_undo_exactly_that(
    ctx: Context, home: Callable, fake_store: FakeStore
) -> None:
    ctx.do(ctx, lambda: fake_store.commit(7), said="Done")
    home()
    ((text, undo),) = ctx.tell.said
    assert text == "Done"
    undo()
    home()
    assert fake_store.undone == [7]
    assert ctx.tell.said[-1] == ("Undone: Complete follow-up", None)


def test_a_write_that_changed_nothing_offers_no_undo(ctx: Context, home: Callable) -> None:
    ctx.do(ctx, lambda: 3, said=lambda count: f"{count} rows")
    home()
    assert ctx.tell.said == [("3 rows", None)]


def test_a_newer_change_withdraws_the_offer_to_undo(ctx: Context, home: Callable, fake_store: FakeStore) -> None:
    ctx.do(ctx, lambda: fake_store.commit(1), said="First")
    home()
    before = ctx.tell.withdrawn
    fake_store.commit(2)
    home()
    ctx.do(ctx, lambda: None)
    home()
    assert ctx.tell.withdrawn == before + 1


def test_with_nothing_to_undo_that_is_said_and_is_no_error(ctx: Context, home: Callable, fake_store: FakeStore) -> None:
    def nothing(_change_id: int | None = None) -> None:
        raise NotFound("There is nothing to undo.")

    fake_store.undo = nothing
    ctx.undo()
    home()
    assert ctx.tell.said == [("There is nothing to undo.", None)]
    assert ctx.tell.errors == []


def test_a_refused_write_goes_to_the_form_and_says_nothing(ctx: Context, home: Callable) -> None:
    def refuse() -> None:
        raise UserError("Give it a name.", field="name")

    wrong: list[BaseException] = []
    ctx.do(ctx, refuse, said="Saved", failed=wrong.append)
    home()
    assert [error.field for error in wrong] == ["name"]
    assert ctx.tell.said == []


def test_cancelled_work_is_silent(ctx: Context, home: Callable) -> None:
    started = threading.Event()

    def work(progress: Callable) -> None:
        started.set()
        for step in range(1_000_000):
            progress(step, 1_000_000)

    job = ctx.work(ctx, work, said="Imported")
    assert started.wait(5)
    job.cancel()
    home()
    assert (ctx.tell.said, ctx.tell.errors) == ([], [])


def test_closing_waits_for_the_writer_and_drops_what_comes_after() -> None:
    jobs, finished, came = Jobs(), [], []
    gate = threading.Event()
    jobs.write(lambda _progress: gate.wait(5) and finished.append("written"), Job(came.append, came.append))
    jobs.read(lambda _progress: 1, Job(came.append, came.append))
    gate.set()
    jobs.close()
    assert finished == ["written"]
    assert came == []
    late = jobs.read(lambda _progress: finished.append("late"), Job(came.append, came.append))
    assert late.cancelled
    assert finished == ["written"]


def test_progress_reports_are_thinned_but_the_last_one_arrives(qtbot) -> None:
    jobs, reports, done = Jobs(), [], []

    def work(progress: Callable) -> str:
        for step in range(1, 20_001):
            progress(step, 20_000)
        return "done"

    jobs.write(work, Job(done.append, done.append, lambda now, _total: reports.append(now)))
    qtbot.waitUntil(lambda: bool(done))
    jobs.close()
    assert reports[-1] == 20_000
    assert len(reports) < 200


def test_the_progress_bar_shows_only_for_work_that_lasts(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    bar = JobBar(window)
    window.show()
    quick, slow = Job(print, print), Job(print, print)
    bar.follow("Importing", quick)
    assert not bar.isVisible()
    quick.finished()
    assert not bar._patience.isActive()
    bar.follow("Importing", slow)
    qtbot.waitUntil(bar.isVisible)
    slow.reported(1204, 5000)
    assert "1,204 / 5,000" in bar._count.text()
    bar._stop.click()
    assert slow.cancelled
    slow.finished()
    assert not bar.isVisible()


def test_work_ends_quietly_when_its_bar_is_gone(qtbot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ended: list[str] = []
    job = Job(print, print, finished=lambda: ended.append("told"))
    bar = JobBar(window)
    bar.follow("Importing", job)
    shiboken6.delete(bar)
    job.reported(1, 2)
    job.finished()
    assert ended == ["told"]


def test_an_error_of_any_kind_comes_home(qtbot) -> None:
    jobs, wrong = Jobs(), []

    def stop(_progress: object) -> None:
        raise Cancelled

    jobs.read(stop, Job(print, wrong.append))
    jobs.read(lambda _progress: 1 / 0, Job(print, wrong.append))
    qtbot.waitUntil(lambda: len(wrong) == 2)
    jobs.close()
    assert {type(error) for error in wrong} == {Cancelled, ZeroDivisionError}


@pytest.mark.parametrize("answers", [300])
def test_many_answers_all_come_home_in_order_of_writing(answers: int, qtbot) -> None:
    jobs, came = Jobs(), []
    for number in range(answers):
        jobs.write(lambda _progress, number=number: number, Job(came.append, came.append))
    qtbot.waitUntil(lambda: len(came) == answers)
    jobs.close()
    assert came == list(range(answers))
