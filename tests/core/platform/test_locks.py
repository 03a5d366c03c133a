"""Who has a store open, told across processes, and forgotten with the process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from desktop_crm.platform.errors import StoreError
from desktop_crm.platform.locks import StoreLock

HOLD = """
import sys
from pathlib import Path
from desktop_crm.platform.locks import StoreLock
lock = StoreLock(Path(sys.argv[1]), exclusive=sys.argv[2] == "exclusive")
print("held", flush=True)
sys.stdin.read()
"""


def held_elsewhere(store: Path, kind: str) -> subprocess.Popen[str]:
    """Start a process that holds a lock until its input is closed or it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(store), kind], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_many_may_share_a_store(tmp_path: Path) -> None:
    with StoreLock(tmp_path / "a", exclusive=False), StoreLock(tmp_path / "a", exclusive=False):
        assert (tmp_path / "a.lock").exists()


@pytest.mark.parametrize(("theirs", "ours"), [("shared", True), ("exclusive", True), ("exclusive", False)])
def test_another_process_stands_in_the_way_until_it_is_gone(tmp_path: Path, theirs: str, ours: bool) -> None:
    store = tmp_path / "a"
    process = held_elsewhere(store, theirs)
    try:
        with pytest.raises(StoreError, match="The store a is open in another copy"):
            StoreLock(store, exclusive=ours)
    finally:
        process.kill()
        process.communicate()
    StoreLock(store, exclusive=ours).release()


def test_a_lock_of_another_store_does_not_matter(tmp_path: Path) -> None:
    with StoreLock(tmp_path / "a", exclusive=True), StoreLock(tmp_path / "b", exclusive=True) as other:
        assert other


def test_a_folder_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="folder is missing"):
        StoreLock(tmp_path / "yok" / "a", exclusive=False)
