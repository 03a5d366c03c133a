"""Reading in a process of its own: the parent that starts, watches and ends it, and the child's side of the talk.

The child writes JSON lines: `{"progress": n, "total": m}`, then `{"done": true}` or
`{"refused": {"message": id, "values": {…}}}`.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import IO, Any, Final, NoReturn, cast

from desktop_crm.platform.errors import CrmError, FileRefused
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.progress import Progress
from desktop_crm.transfer.reading import limits
from desktop_crm.transfer.reading.messages import TOO_LARGE, UNREADABLE

MEMORY_BYTES: Final = 1536 * 1024 * 1024
CPU_SECONDS: Final = 600
_TOO_SLOW: Final = N_("{file} took too long to read. Split it into smaller files.")
_FELL_OVER: Final = N_("{file} could not be read: it is damaged, or needs more memory than reading a file may take.")
_TICK: Final = 0.05
_LONGEST_LINE: Final = 1 << 20
_LINES_AHEAD: Final = 100
_GRACE: Final = 2.0

_Talk = queue.Queue[bytes]

_QUIET: Final = getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
_NICE: Final = 5
"""How far the child steps back where the processor is wanted by others, the window above all."""


def program() -> list[str]:
    """Return the command that starts this same program in another process, able to talk on standard output.

    A frozen program on Windows is two: the one with a window has no standard output, the one with a console is beside.
    """
    if not getattr(sys, "frozen", False):
        return [sys.executable, "-m", "desktop_crm"]
    console = Path(sys.executable).with_name("desktop-crm.exe")
    return [str(console) if console.exists() else sys.executable]


def run_child(
    arguments: list[str],
    *,
    progress: Progress,
    timeout: float,
    file: str = "",
    command: Sequence[str] | None = None,
) -> None:
    """Run the hidden subcommand `_stage` with `arguments` in a process of its own until it is done.

    `progress` is called at least ten times a second; what it raises (Cancelled) ends the child at once. `timeout` is
    in seconds of wall-clock time. `file` is the name that messages use. `command` replaces the program and subcommand.
    Raises FileRefused: the child's own, or one sentence when it dies, takes too long or talks nonsense.
    """
    line = [*(command if command is not None else [*program(), "_stage"]), *arguments]
    name = file or _("The file")
    with subprocess.Popen(  # noqa: S603 - our own program with arguments as a list
        line,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # parsers quote what they read; none of it may reach a screen or a log
        creationflags=_QUIET,
    ) as process:
        talk: _Talk = queue.Queue(_LINES_AHEAD)
        listener = threading.Thread(target=_listen, args=(cast("IO[bytes]", process.stdout), talk), daemon=True)
        listener.start()
        try:
            _watch(process, talk, progress, time.monotonic() + timeout, name)
        finally:
            process.kill()
            process.wait()
            _drain(talk, listener)


def _listen(stream: IO[bytes], talk: _Talk) -> None:
    while line := stream.readline(_LONGEST_LINE):
        talk.put(line)
    talk.put(b"")


def _drain(talk: _Talk, listener: threading.Thread) -> None:
    until = time.monotonic() + _GRACE
    while listener.is_alive() and time.monotonic() < until:
        with contextlib.suppress(queue.Empty):
            talk.get(timeout=_TICK)


def _watch(process: subprocess.Popen[bytes], talk: _Talk, progress: Progress, until: float, name: str) -> None:
    done: int = 0
    total: int | None = None
    while True:
        progress(done, total)
        left = until - time.monotonic()
        if left <= 0:
            raise FileRefused(_TOO_SLOW, file=name)
        try:
            line = talk.get(timeout=min(_TICK, left))
        except queue.Empty:
            continue
        if not line:
            raise FileRefused(_cause_of_death(process, until), file=name)
        said = _said(line)
        if said.get("done") is True:
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(_GRACE)
            return
        if isinstance(said.get("refused"), dict):
            raise _refusal(said["refused"], name)
        if not isinstance(said.get("progress"), int):
            raise FileRefused(UNREADABLE, file=name)
        done = said["progress"]
        total = said["total"] if isinstance(said.get("total"), int) else None


def _said(line: bytes) -> dict[str, Any]:
    try:
        said: object = json.loads(line)
    except ValueError:
        return {}
    return cast("dict[str, Any]", said) if isinstance(said, dict) else {}


def _refusal(said: dict[str, Any], name: str) -> FileRefused:
    message, values = said.get("message"), said.get("values")
    if not isinstance(message, str) or not isinstance(values, dict):
        return FileRefused(UNREADABLE, file=name)
    refused = FileRefused(message)
    refused.values = {"file": name} | cast("dict[str, object]", values)
    try:
        str(refused)
    except (LookupError, ValueError):  # its words and its values do not fit together
        return FileRefused(UNREADABLE, file=name)
    return refused


def _cause_of_death(process: subprocess.Popen[bytes], until: float) -> str:
    try:
        code = process.wait(timeout=max(0.0, min(_GRACE, until - time.monotonic())))
    except subprocess.TimeoutExpired:
        return _TOO_SLOW
    if code == -int(getattr(signal, "SIGXCPU", 0)) != 0:
        return _TOO_SLOW
    return _FELL_OVER if code < 0 or code > 255 else UNREADABLE


def serve(
    work: Callable[[Progress], None], *, memory_bytes: int = MEMORY_BYTES, cpu_seconds: int = CPU_SECONDS
) -> NoReturn:
    """Do `work` as the child of `run_child`: under limits, talking on standard output, and leave the process.

    Exit code 0 when done, 1 when refused. Whatever `work` raises becomes a refusal; of an unforeseen error only the
    name of its type is told. Everything else that is printed goes nowhere.
    """
    voice = _Voice()
    limits.apply(memory_bytes, cpu_seconds)
    if sys.platform != "win32":
        os.nice(_NICE)
    gc.disable()  # millions of cells, no cycles and a short life: looking for garbage would only take time
    try:
        work(voice.progress)
    except CrmError as error:
        voice.refuse(error.message, error.values)
    except MemoryError:
        voice.refuse(TOO_LARGE, {})
    except BaseException as error:  # noqa: BLE001 - the parent must hear of it, and a panic in a parser is no Exception
        voice.refuse(UNREADABLE, {}, debug=type(error).__name__)
    else:
        voice.say({"done": True})
        raise SystemExit(0)
    raise SystemExit(1)


class _Voice:
    """The child's standard output, taken away from everybody else in the process."""

    def __init__(self) -> None:
        sys.stdout.flush()
        self._out = os.dup(1)
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
        self._told = 0.0

    def progress(self, done: int, total: int | None = None, /) -> None:
        """Tell the parent, at most twenty times a second; ends the child when the parent is gone."""
        now = time.monotonic()
        if now - self._told >= _TICK:
            self._told = now
            self.say({"progress": done, "total": total})

    def refuse(self, message: str, values: Mapping[str, object], debug: str = "") -> None:
        """Tell the parent why, with values that JSON can carry; it knows the name of the file itself."""
        plain = {key: value if isinstance(value, int | float | str) else str(value) for key, value in values.items()}
        self.say({"refused": {"message": message, "values": plain}, "debug": debug})

    def say(self, line: Mapping[str, object]) -> None:
        """Write one line at once."""
        os.write(self._out, json.dumps(line).encode("ascii") + b"\n")
