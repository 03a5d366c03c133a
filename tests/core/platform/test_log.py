"""The log file: what stands in it, and what never does."""

from __future__ import annotations

import logging
from decimal import Decimal
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.backup import service as backups
from desktop_crm.customers.types import Address, NewCustomer
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.orders.types import NewLine, NewOrder
from desktop_crm.platform import log
from desktop_crm.platform.clock import local_date
from desktop_crm.platform.errors import CrmError
from desktop_crm.surveys.types import NewAnswer
from desktop_crm.transfer.writing import export
from tests.clock import NOON

CANARY = "Kanaryagil"
MAIL, PHONE = "kanaryagil@ornek.test", "0532 909 70 31"


def written(folder: Path) -> str:
    """Return everything that stands in the log files of a folder."""
    return "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.log*"))


def test_no_personal_word_reaches_the_log_whatever_is_done(
    app: App, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with log.kept("test", tmp_path / "log"):
        logging.getLogger("desktop_crm.test").info("customer %d begins", 1)
        live_a_day(app, tmp_path)
        fail_in_every_way(app)
    said = written(tmp_path / "log")
    assert "customer 1 begins" in said
    assert "ValueError" in said
    for secret in (CANARY, CANARY.lower(), "9097031", "909 70 31", MAIL):
        assert secret not in said
    caplog.clear()


def live_a_day(app: App, folder: Path) -> None:
    """Do a bit of everything with one customer whose every word can be told apart."""
    customer = app.customers.add(
        NewCustomer(name=f"Ece {CANARY}", emails=(MAIL,), phones=(PHONE,), addresses=(Address(line=f"{CANARY} Sok."),))
    )
    app.orders.take(NewOrder(customer, "Tezgâh", (NewLine(CANARY, Decimal(1), Decimal(5)),), note=CANARY))
    app.interactions.log(NewInteraction(customer, Channel.PHONE, Direction.IN, f"{CANARY} aradı"))
    app.followups.plan(NewFollowUp(f"{CANARY} aransın", local_date(NOON), customer))
    app.surveys.record(NewAnswer(customer, "nps", 9, CANARY))
    app.search(CANARY)
    export.write(app.db, "customers", folder / f"{CANARY}.csv")
    backups.back_up(app.db, folder / "copies")
    app.undo()


def fail_in_every_way(app: App) -> None:
    """Provoke errors with personal words in them, and log them as the program does."""
    ours = logging.getLogger("desktop_crm.test")
    for wrong in (NewCustomer(name=CANARY, emails=(f"{CANARY} at home",)), NewCustomer(name=CANARY, birthday=CANARY)):
        try:
            app.customers.add(wrong)
        except CrmError:
            ours.exception("a form was refused")
    try:
        int(f"{CANARY} {PHONE}")
    except ValueError:
        ours.exception("our own bug")
    logging.getLogger("vobject.base").error("line of %s", CANARY)
    logging.getLogger("sqlalchemy.engine").error("parameters %s", CANARY)
    logging.getLogger("another.library").error("cannot parse %s", CANARY)


def test_another_librarys_message_leaves_only_its_place(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with log.kept("test", tmp_path):
        logging.getLogger("another.library").warning("cannot parse %s", CANARY)
    said = written(tmp_path)
    assert "WARNING another.library: (line " in said
    assert "parse" not in said
    caplog.clear()


def test_an_error_is_written_with_its_type_and_places_only(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with log.kept("test", tmp_path):
        try:
            int(CANARY)
        except ValueError:
            logging.getLogger("ui.test").exception("it fell over")
    said = written(tmp_path)
    assert "it fell over" in said
    assert f"{Path(__file__).name}:" in said
    assert said.rstrip().endswith("ValueError")
    assert CANARY not in said
    caplog.clear()


def test_the_log_turns_over_before_it_grows_large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log, "BYTES", 2000)
    with log.kept("test", tmp_path):
        for number in range(400):
            logging.getLogger("desktop_crm.test").info("step %d", number)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["test.log", *(f"test.log.{number}" for number in range(1, log.OLD_FILES + 1))]
    assert all(path.stat().st_size <= 2000 for path in tmp_path.iterdir())


def test_without_a_place_for_it_the_program_runs_without_a_log(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    assert log.start("test", tmp_path / "file" / "log") is None
    log.stop(None)


def test_a_log_that_cannot_be_written_disturbs_nobody(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "test.log").mkdir()
    with log.kept("test", tmp_path):
        logging.getLogger("desktop_crm.test").info("nobody reads this")
    assert capsys.readouterr().err == ""


def test_words_that_do_not_fit_their_values_disturb_nobody(tmp_path: Path) -> None:
    handler = log.start("test", tmp_path)
    assert handler is not None
    try:
        for words, values in (("the first step", ()), ("%d steps of %d", ("x",)), ("the last step", ())):
            handler.handle(logging.LogRecord("desktop_crm.test", logging.INFO, __file__, 1, words, values, None))
    finally:
        log.stop(handler)
    said = written(tmp_path)
    assert "the first step" in said
    assert "the last step" in said
