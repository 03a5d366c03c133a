"""A desk with a screen of its own: a display, a window manager, the real program, and the hands before it.

Keys and clicks come from xdotool, that is from outside; what came of them is read from the screen and, by the command
line, from the book. Nothing sleeps for a fixed time: every step waits for what it needs, up to a deadline.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event
from typing import Any, Final, TypeVar

from desktop_crm.cli import program
from desktop_crm.platform import clock

T = TypeVar("T")

NEEDED: Final = ("Xvfb", "openbox", "xdotool")
MISSING: Final = [tool for tool in NEEDED if shutil.which(tool) is None]
ROOT: Final = Path(__file__).resolve().parents[3]

_EYE: Final = Path(__file__).with_name("eye.py")
_PATIENCE_S: Final = 30.0
_BETWEEN_S: Final = 0.1
_MOST_TABS: Final = 60
_TO_PLAN_S: Final = 12
_HANDLED: Final = ("Button", "CheckBox", "ComboBox", "EditableText", "ListItem", "MenuItem", "Part")
"""What is meant where its dialog, or the words beside it, bear the same name."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Something in sight, as a screen reader knows it; its place is that on the screen."""

    name: str
    value: str
    role: str
    place: Sequence[int]
    focused: bool
    enabled: bool
    checked: bool
    window: str
    reached: bool

    @property
    def middle(self) -> tuple[int, int]:
        """The point to click at."""
        x, y, wide, high = self.place
        return x + wide // 2, y + high // 2


class Desk:
    """The program before its user. `pictures` is the folder of the screens kept, made anew."""

    def __init__(self, home: Path, pictures: Path, language: str) -> None:
        self.store = home / ".local" / "share" / "Desktop CRM" / "musteri-defteri.crm"
        self.stderr = home / "stderr.txt"
        self._home = home
        self._language = language
        self._pictures = pictures
        self._socket = home / "eye"
        self._count = 0
        self._ended = ExitStack()
        shutil.rmtree(pictures, ignore_errors=True)
        pictures.mkdir(parents=True)

    def __enter__(self) -> Desk:
        with ExitStack() as started:
            self._environment = {**self._bare(), "DISPLAY": self._display(started)}
            self._run(started, ["openbox"])
            self.until(lambda: self._said("xdotool", "get_num_desktops"), "the window manager")
            called = [sys.executable, str(_EYE), str(self._socket), str(self._pictures), "--lang", self._language]
            self.program = self._run(started, called)
            self.until(self._socket.exists, "the program")
            self._ended = started.pop_all()
        return self

    def __exit__(self, *_error: object) -> None:
        self._ended.close()

    def until(self, true: Callable[[], T | None], what: str, seconds: float = _PATIENCE_S) -> T:
        """Wait for a true answer and return it; `what` is what was missed in vain."""
        deadline, pause = time.monotonic() + seconds, Event()
        while not (answer := true()):
            if time.monotonic() > deadline:
                if self._socket.exists():
                    self.picture("missed")
                raise AssertionError(f"waited in vain for {what}\n{self.stderr.read_text()}")
            pause.wait(_BETWEEN_S)
        return answer

    # What is in sight

    def look(self) -> list[Seen]:
        """Return everything in sight; nothing once the program has ended."""
        return [Seen(**one) for one in self._ask("see") or []]

    def sees(self, name: str) -> Seen | None:
        """Return what is called `name`, or begins so where it ends in `…`; None where nothing is.

        What can be clicked goes before what is covered, and a button or field before the words beside it.
        """
        found = [one for one in self.look() if _is(one.name, name)]
        return min(found, key=lambda one: (not (one.reached and one.enabled), one.role not in _HANDLED), default=None)

    def wait(self, name: str) -> Seen:
        """Wait until something of that name is in sight with nothing over it, and return it."""
        return self.until(lambda: one if (one := self.sees(name)) and one.reached else None, f"“{name}”")

    def wait_gone(self, name: str) -> None:
        """Wait until nothing of that name is in sight."""
        self.until(lambda: self.sees(name) is None, f"“{name}” to go")

    def wait_window(self, title: str, seconds: float = _PATIENCE_S) -> None:
        """Wait until the X server shows a window whose title has these words."""
        self.until(lambda: self._windows(title), f"the window “{title}”", seconds)

    def wait_no_window(self, title: str) -> None:
        """Wait until the X server shows no window of that title."""
        self.until(lambda: not self._windows(title), f"the window “{title}” to go")

    def wait_focus(self, *names: str) -> Seen:
        """Wait until the focus stands on something of one of these names and return it."""
        return self.until(lambda: next((f for f in self._focus() if any(_is(f.name, n) for n in names)), None),
                          f"the focus on {names}")  # fmt: skip

    def picture(self, name: str) -> None:
        """Keep what the screen shows."""
        self._count += 1
        self._ask(f"picture {self._count:02} {name}")

    # The hands

    def click(self, name: str) -> None:
        """Click what is called so, once it can be reached and has come to rest."""
        before: list[Seen | None] = [None]

        def rests() -> Seen | None:
            now, last = self.sees(name), before[0]
            before[0] = now
            still = now is not None and last is not None and now.place == last.place
            return now if now is not None and still and now.reached and now.enabled else None

        x, y = self.until(rests, f"“{name}” to click").middle
        self._xdotool("mousemove", str(x), str(y), "click", "1")

    def key(self, *keys: str) -> None:
        """Press keys, one after another: `ctrl+k`, `Return`."""
        self._xdotool("key", "--clearmodifiers", "--delay", "30", *keys)

    def type(self, text: str) -> None:
        """Type plain letters where the focus is."""
        self._xdotool("type", "--clearmodifiers", "--delay", "20", text)

    def fill(self, text: str) -> None:
        """Type over what stands in the field with the focus."""
        self.key("ctrl+a")
        self.type(text)

    def walk(self, name: str, step: str = "Tab") -> None:
        """Press a key, Tab by default, until the focus stands on what is called so."""
        for _step in range(_MOST_TABS):
            here = self._focus()
            if any(_is(one.name, name) for one in here):
                return
            self.key(step)
            self.until(lambda here=here: self._focus() != here, f"the focus to move on from {here}")
        raise AssertionError(f"{_MOST_TABS} times {step} never reach “{name}”")

    # The book, by the command line

    def book(self, *words: str) -> Any:
        """Return what a subcommand says of the book as JSON, None while it cannot say."""
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(io.StringIO()):
            code = program.main(["--lang", self._language, "--store", str(self.store), *words, "--json"])
        return json.loads(said.getvalue()) if code == 0 else None

    def wait_counts(self, **wanted: int) -> None:
        """Wait until `stats` counts so many of these."""

        def counted() -> bool:
            stats = self.book("stats")
            return stats is not None and {name: stats[name] for name in wanted} == wanted

        self.until(counted, f"{wanted} in the book")

    def wait_book(self, right: Callable[[Any], bool], what: str, *words: str) -> None:
        """Wait until what a subcommand says of the book is right."""
        self.until(lambda: (said := self.book(*words)) is not None and right(said), what)

    @staticmethod
    def soon() -> datetime:
        """Return the next full minute that leaves time to plan something for it, in the shop's own zone."""
        later = clock.at(clock.SystemClock().now()) + timedelta(minutes=1, seconds=_TO_PLAN_S)
        return later.replace(second=0, microsecond=0)

    def _focus(self) -> list[Seen]:
        return [one for one in self.look() if one.focused]

    def _ask(self, question: str) -> Any:
        try:
            with socket.socket(socket.AF_UNIX) as line:
                line.settimeout(_PATIENCE_S)
                line.connect(str(self._socket))
                line.sendall(question.encode() + b"\n")
                with line.makefile("rb") as answer:
                    return json.loads(answer.readline() or b"null")
        except (ConnectionError, FileNotFoundError):
            return None

    def _windows(self, title: str) -> list[str]:
        return self._said("xdotool", "search", "--onlyvisible", "--name", title).split()

    def _xdotool(self, *words: str) -> None:
        subprocess.run(["xdotool", *words], check=True, timeout=60, env=self._environment, capture_output=True)

    def _said(self, *words: str) -> str:
        run = subprocess.run(words, check=False, timeout=60, env=self._environment, capture_output=True, text=True)
        return run.stdout

    def _bare(self) -> Mapping[str, str]:
        """Return the surroundings of a computer that never saw the program."""
        ours = ("QT_", "XDG_", "DESKTOP_CRM", "DBUS_", "COV_")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
        return kept | {"HOME": str(self._home), "QT_QPA_PLATFORM": "xcb", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)}

    def _display(self, started: ExitStack) -> str:
        reading, writing = os.pipe()
        called = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1440x900x24", "-nolisten", "tcp"]
        self._run(started, called, environment=self._bare(), hand_down=writing)
        os.close(writing)
        with os.fdopen(reading) as number:
            return f":{number.readline().strip()}"

    def _run(
        self,
        started: ExitStack,
        called: Sequence[str],
        environment: Mapping[str, str] | None = None,
        hand_down: int | None = None,
    ) -> subprocess.Popen[bytes]:
        with self.stderr.open("ab") as told:
            process = subprocess.Popen(
                called, stdout=told, stderr=told, env=environment or self._environment, cwd=ROOT,
                pass_fds=() if hand_down is None else (hand_down,),
            )  # fmt: skip
        started.callback(_end, process)
        return process


def _is(name: str, wanted: str) -> bool:
    return name.startswith(wanted[:-1]) if wanted.endswith("…") and name != wanted else name == wanted


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
