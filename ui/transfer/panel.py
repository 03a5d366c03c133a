"""The import page: from a file through its preview to its result, each step kept until the next has come."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop_crm.platform.errors import Cancelled, FileChanged
from desktop_crm.platform.i18n import _, counted
from desktop_crm.platform.progress import Progress
from desktop_crm.transfer.choices import Decided
from desktop_crm.transfer.queries import Run
from desktop_crm.transfer.types import MaybeSame, RunReport
from ui.kit.context import Context
from ui.kit.jobs import Job
from ui.transfer import model, words
from ui.transfer.choosing import ask_errors_file, choose_file
from ui.transfer.decisions import Pair, answers, pair_of, with_choice
from ui.transfer.history import TABLES
from ui.transfer.lessons import Lessons
from ui.transfer.looking import begin, keep_in_mind, look
from ui.transfer.model import Seen, Told
from ui.transfer.parts import StepLine
from ui.transfer.start import Start
from ui.transfer.undoing import TakenBack, take_back

if TYPE_CHECKING:
    from desktop_crm.transfer.sitting import Sitting
    from ui.transfer.preview import Preview
    from ui.transfer.result import Result


class TransferPanel(QWidget):
    """Files are read away from the window and from the writer; only what was agreed to is written."""

    def __init__(self, ctx: Context) -> None:
        super().__init__()
        self._ctx = ctx
        self._app: Any = ctx.app
        self._sitting: Sitting | None = None
        self._asked: dict[int, dict[Pair, MaybeSame]] = {}
        self._before: dict[Path, Decided] = {}
        """What the preview shows of files about which something else was decided since; the new look is on its way."""
        self._reading: Job | None = None
        self._importing: Job | None = None
        self._taken_back: dict[int, TakenBack] = {}
        self.preview: Preview | None = None
        self.result: Result | None = None
        self.start = Start(ctx)
        self.lessons = Lessons(ctx, self, self._in_hand, self.decide)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.start)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self.start.choose_asked.connect(lambda: choose_file(ctx, self))
        self.start.run_asked.connect(self.show_run)
        self.start.undo_asked.connect(self.undo)
        self.start.kind_said.connect(self.say_kind)
        ctx.watch(self, TABLES, lambda _changed: self._compare_result())

    def open(self, kind: str, thing: Any) -> None:
        """Show files to bring in (`import`, a list of paths) or an import of the history (`run`, its number)."""
        if kind == "import":
            self.show_files(thing)
        elif kind == "run":
            self.show_run(thing)

    def show_files(self, files: Sequence[Path]) -> None:
        """Read files and show what would come of them; what was being read before is dropped."""
        if self._importing is not None:
            self._ctx.tell.say(_("An import is running: bring this file when it is done."))
            return
        self.stop()
        self._take_back()
        self.start.show_refused(None)
        if self.preview is None:
            self._leave_sitting()
        app, chosen = self._app, list(files)

        def read(progress: Progress) -> tuple[Sitting, Seen]:
            sitting = begin(app, chosen)
            try:
                return sitting, look(sitting, progress)
            except BaseException:
                sitting.close()
                raise

        job = Job(lambda _seen: None, lambda _error: None)
        job.then = self._if_latest(job, lambda found: self._previewed(*found))
        job.failed = self._if_latest(job, self._unreadable)
        self._reading = self._ctx.jobs.read(read, job)
        self._line().follow(_reading_words(chosen), job)

    def decide(self, place: int, decided: Decided) -> None:
        """Take over what was decided about the file at a place of the preview, and look again."""
        if self.preview is None or self._sitting is None or self._importing is not None:
            return
        self._look_again({self.preview.seen.files[place]: decided}, self._seen_again)

    def say_kind(self, file: Path, kind: str) -> None:
        """Take a refused file for a list of that kind, and look again."""
        sitting = self._sitting
        if sitting is None or self._importing is not None:
            return
        decided = with_choice(sitting.decided(file), kind=kind)
        self._look_again({file: decided}, lambda seen: self._seen_as(seen, file))

    def show_run(self, run_id: int) -> None:
        """Show an import of the history."""
        self._ctx.load(self, lambda session: model.read_run(session, run_id), self._show_result, slot="run")

    def agree(self) -> None:
        """Import what the preview shows."""
        if self.preview is None or self._sitting is None or self._importing is not None:
            return
        if not self.preview.verb.isEnabled():
            return
        self.stop()
        app, sitting = self._app, self._sitting

        def bring(progress: Progress) -> Told:
            report = sitting.run(progress)
            if report.run is None:
                keep_in_mind(app, sitting.files)
            return app.read(lambda session: model.told(session, report))

        self._importing = self._ctx.work(
            self, bring, lambda told: words.finished(told.seen.report), self._imported, self._not_imported
        )
        self.preview.set_busy(True)
        self.preview.line.follow(_("Importing…"), self._importing)

    def undo(self, run: Run) -> None:
        """Take an import back, and show what had to stay."""
        app, change_id = self._app, run.change_id
        self._ctx.do(
            self, lambda: take_back(app, change_id), then=lambda done: self._undone(run, done), slot=f"undo {run.id}"
        )

    def save_errors(self, report: RunReport) -> None:
        """Ask for a place and write the rows in trouble there, to be corrected and brought back alone."""
        out, app = ask_errors_file(self._ctx, self, report), self._app
        if out is None:
            return

        def saved(written: Sequence[Path]) -> None:
            self._ctx.tell.say(_("Saved: {files}").format(files=", ".join(file.name for file in written)))

        self._ctx.load(self, lambda _session: app.transfer.errors_sheet(report, out), saved, slot="errors")

    def stop(self) -> None:
        """Stop what is being read or imported; of an import nothing is saved then."""
        for job in (self._reading, self._importing):
            if job is not None:
                job.cancel()
        self._reading = None

    def go_back(self) -> None:
        """Stop an import that runs, else go back to the start."""
        if self._importing is not None:
            self._importing.cancel()
            return
        self.stop()
        self.start.show_refused(None)
        self._show(None)

    def _in_hand(self) -> tuple[Sitting, Seen] | None:
        if self._sitting is None or self.preview is None:
            return None
        return self._sitting, self.preview.seen

    def _leaves_something(self) -> bool:
        shown = self._stack.currentWidget() is not self.start
        return shown or self._reading is not None or self.start.shows_refused

    def _line(self) -> StepLine:
        return (self.preview or self.result or self.start).line

    def _previewed(self, sitting: Sitting, seen: Seen) -> None:
        self._leave_sitting()
        if not seen.report.files:
            self._show_refused(sitting, seen)
            return
        self._sitting = sitting
        self._asked.clear()
        shown = self._show_preview(seen)
        self._focus(shown.verb if shown.verb.isEnabled() else shown.back)

    def _seen_again(self, seen: Seen) -> None:
        """Show another look at the same files where somebody was; a choice that makes a file unreadable is undone."""
        if self.preview is None:
            return
        if len(seen.report.files) < len(self.preview.seen.report.files):
            self._show_as_before(seen.report.refused[-1].message)
            return
        self._before.clear()
        where = self.preview.remember()
        self._show_preview(seen).return_to(where)

    def _show_refused(self, sitting: Sitting, seen: Seen) -> None:
        """Say why nothing can be taken; where somebody may know what a file holds, it stays in hand to be asked of."""
        self._show(None)
        self.start.show_refused(seen)
        if any(refused.unrecognised for refused in seen.report.refused):
            self._sitting = sitting
            self._focus(self.start.refused)
        else:
            self._close(sitting)

    def _seen_as(self, seen: Seen, file: Path) -> None:
        """Show another look at the files, one of which somebody said the kind of: its columns wait to be named."""
        if self._sitting is None:
            return
        if file in seen.files:
            self._asked.clear()
            self._before.clear()
            self._show_preview(seen).ask_columns(file)
            return
        if self.preview is None:
            self._take_back()
            self.start.line.say("")
            self.start.show_refused(seen)
            return
        self._show_as_before(seen.report.refused[seen.refused.index(file)].message)

    def _show_preview(self, seen: Seen) -> Preview:
        from ui.transfer.preview import Preview

        sitting = self._sitting
        said = [sitting.decided(file) for file in seen.files] if sitting is not None else []
        shown = Preview(self._ctx, seen, said, self._pairs_asked(seen, said))
        shown.agreed.connect(self.agree)
        shown.left.connect(self.go_back)
        shown.errors_asked.connect(lambda: self.save_errors(seen.report))
        shown.decided.connect(self.decide)
        shown.teach_asked.connect(self.lessons.teach)
        shown.new_field_asked.connect(self.lessons.add_field)
        shown.kind_said.connect(self.say_kind)
        self._show(shown)
        return shown

    def _pairs_asked(self, seen: Seen, said: Sequence[Decided]) -> dict[int, list[MaybeSame]]:
        """Return the pairs of each file in the order they first came; those answered stay, others may go."""
        asked: dict[int, list[MaybeSame]] = {}
        for place, (file, decided) in enumerate(zip(seen.report.files, said, strict=True)):
            known = self._asked.setdefault(place, {})
            known.update({pair_of(pair): pair for pair in file.pairs})
            alive = answers(decided).keys() | {pair_of(pair) for pair in file.pairs}
            asked[place] = [pair for key, pair in known.items() if key in alive]
        return asked

    def _look_again(self, decided: Mapping[Path, Decided], then: Callable[[Seen], None]) -> None:
        """Take over what was decided and look anew; where nothing comes of it, what the preview shows holds again."""
        sitting, shown = self._sitting, self.preview
        if sitting is None:
            return
        self.stop()
        for file in decided:
            self._before.setdefault(file, sitting.decided(file))
        sitting.decide(decided)
        job = Job(lambda _seen: None, lambda _error: None)
        job.then = self._if_latest(job, then)
        job.failed = self._if_latest(job, self._unreadable)
        self._reading = self._ctx.jobs.read(lambda progress: look(sitting, progress), job)
        if shown is not None:
            shown.hold(busy=True)
        self._line().follow(_("Looking again…"), job)

    def _show_as_before(self, words: str) -> None:
        """Take back what was decided since the preview on show, which says so in its own fields too."""
        changed = bool(self._before)
        self._take_back()
        if self.preview is not None and changed:
            where = self.preview.remember()
            self._show_preview(self.preview.seen).return_to(where)
        if self.preview is not None:
            self.preview.hold(busy=False)
        self._line().say(words)

    def _take_back(self) -> None:
        """Let what the preview shows be what is decided."""
        if self._sitting is not None:
            self._sitting.decide(self._before)
        self._before.clear()

    def _leave_sitting(self) -> None:
        self._before.clear()
        sitting, self._sitting = self._sitting, None
        if sitting is not None:
            self._close(sitting)

    def _close(self, sitting: Sitting) -> None:
        """Throw away what was read, away from the window."""
        job = Job(lambda _nothing: None, lambda _error: None)
        self._ctx.jobs.read(lambda _progress: sitting.close(), job)

    def _unreadable(self, error: BaseException) -> None:
        self._show_as_before("")
        if not isinstance(error, Cancelled):
            self._ctx.tell.show(error)

    def _imported(self, told: Told) -> None:
        self._importing = None
        self._leave_sitting()
        self._show_result(told)

    def _not_imported(self, error: BaseException) -> None:
        self._importing = None
        if self.preview is not None:
            self.preview.set_busy(False)
            if isinstance(error, Cancelled):
                self.preview.line.say(_("Stopped: nothing was saved"))
        if isinstance(error, FileChanged):
            self._ctx.tell.show(error, lambda: self._look_again({}, self._seen_again))
        elif not isinstance(error, Cancelled):
            self._ctx.tell.show(error)

    def _show_result(self, told: Told) -> None:
        from ui.transfer.result import Result

        if self._importing is not None:
            return
        run = told.run
        shown = Result(self._ctx, told, self._taken_back.get(run.id) if run is not None and run.undone else None)
        shown.left.connect(self.go_back)
        shown.undo_asked.connect(self.undo)
        shown.errors_asked.connect(lambda: self.save_errors(told.seen.report))
        self._show(shown)
        self._focus(shown.back)

    def _undone(self, run: Run, done: TakenBack) -> None:
        self._ctx.tell.say(_("Undone: {step}").format(step=done.step))
        self._taken_back[run.id] = done
        if self.preview is None and (self.result is not None or done.kept or done.parts):
            self.show_run(run.id)

    def _compare_result(self) -> None:
        """Show the result anew when its import was undone or done again elsewhere."""
        run = self.result.told.run if self.result is not None else None
        if run is None:
            return

        def compare(told: Told) -> None:
            if self.result is not None and told.run is not None and told.run.undone != run.undone:
                self._show_result(told)

        self._ctx.load(self, lambda session: model.read_run(session, run.id), compare, slot="compare")

    def _show(self, view: Preview | Result | None) -> None:
        """Turn to a view, None for the start; the one before is gone."""
        for old in (self.preview, self.result):
            if old is not None:
                self._stack.removeWidget(old)
                old.hide()
                old.deleteLater()
        self.preview = self.result = None
        if view is not None and hasattr(view, "told"):
            self.result = cast("Result", view)
        elif view is not None:
            self.preview = cast("Preview", view)
        if self.preview is None and self._importing is None:
            self._leave_sitting()
        if view is not None:
            self._stack.addWidget(view)
            self._stack.setCurrentWidget(view)
        else:
            self.start.line.say("")
            self._stack.setCurrentWidget(self.start)
            self._focus(self.start.drop.choose)

    def _focus(self, holder: QWidget) -> None:
        if self.isVisible() and QApplication.activeModalWidget() is None and QApplication.activePopupWidget() is None:
            holder.setFocus()

    def _if_latest(self, job: Job, then: Callable[[Any], None]) -> Callable[[Any], None]:
        def arrive(answer: Any) -> None:
            if isValid(self) and self._reading is job:
                self._reading = None
                then(answer)

        return arrive

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focused = self.focusWidget()
            if isinstance(focused, QPushButton):
                focused.click()
            else:
                self.agree()
        elif event.key() == Qt.Key.Key_Escape and self._leaves_something():
            self.go_back()
        else:
            super().keyPressEvent(event)


def _reading_words(files: Sequence[Path]) -> str:
    if len(files) == 1:
        return _("Reading {file}…").format(file=files[0].name)
    return counted("Reading {count} file…", "Reading {count} files…", len(files))
