"""Files damaged at random are read, or refused with one sentence: no crash, no hang, no memory beyond the limit."""

from __future__ import annotations

import io
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop_crm.platform.errors import FileRefused
from desktop_crm.platform.progress import silent
from desktop_crm.transfer.choices import Options
from desktop_crm.transfer.service import stage_in_child
from tests.core.transfer.reading import batch

ROOT = Path(__file__).parents[4]
SEEDS = (ROOT / "tests" / "data" / "stores", ROOT.parent / "shared" / "fixtures")
SEED = 20_261_122
_BATCH = 100
_LARGEST = 300_000
_SIGNS = (b'"', b";", b",", b"\t", b"\n", b"\r", b"\x00", b"\xff\xfe", b"<", b">", b"&", b"'", b"=", b"0", b"\xc5")

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the alarm that ends a hanging reader is Unix's")


def seeds() -> list[Path]:
    found = [path for folder in SEEDS if folder.is_dir() for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path for path in found if path.stat().st_size < _LARGEST and path.suffix not in (".md", ".ics")]


def mutated(data: bytes, dice: random.Random) -> bytes:
    """Return a file changed in one to twenty places: bytes set, signs put in, pieces cut out, doubled or moved."""
    if data.startswith(b"PK") and dice.random() < 0.6:
        return in_a_part(data, dice)
    changed = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 5, 20))):
        at = dice.randrange(len(changed) + 1)
        until = min(len(changed), at + dice.choice((1, 4, 40, 400)))
        match dice.randrange(6):
            case 0 if at < len(changed):
                changed[at] = dice.randrange(256)
            case 1:
                changed[at:at] = dice.choice(_SIGNS) * dice.choice((1, 1, 3, 300))
            case 2:
                del changed[at:until]
            case 3:
                changed[at:at] = changed[at:until]
            case 4:
                piece = changed[at:until]
                del changed[at:until]
                place = dice.randrange(len(changed) + 1)
                changed[place:place] = piece
            case _:
                del changed[dice.randrange(len(changed) + 1) :]
    return bytes(changed)


def in_a_part(data: bytes, dice: random.Random) -> bytes:
    """Return a zip package with one of its parts changed."""
    out = io.BytesIO()
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            parts = {name: package.read(name) for name in package.namelist()}
            chosen = dice.choice(sorted(parts))
            for name, content in parts.items():
                new.writestr(name, mutated(content, dice) if name == chosen else content)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError, EOFError, OSError):
        return mutated(b"\x00" + data, dice)[1:]
    return out.getvalue()


def batches(count: int, folder: Path, seed: int) -> Iterator[list[Path]]:
    """Yield damaged files in batches, each written over the one before."""
    known = [(path.suffix, path.read_bytes()) for path in seeds()]
    for start in range(0, count, _BATCH):
        written: list[Path] = []
        for number in range(start, min(count, start + _BATCH)):
            dice = random.Random(seed + number)  # noqa: S311 - to be the same on every run
            suffix, data = dice.choice(known)
            path = folder / f"{seed + number}{suffix}"
            path.write_bytes(mutated(data, dice))
            written.append(path)
        yield written
        for path in written:
            path.unlink()


def read(paths: list[Path]) -> dict[str, str]:
    """Return what came of each file, read by one child; the file a child died of is read as the program reads it."""
    done = subprocess.run(
        [sys.executable, str(Path(batch.__file__))],
        input="\n".join(map(str, paths)), capture_output=True, text=True, check=False, cwd=ROOT,
        timeout=(batch.SECONDS + 5) * len(paths),
    )  # fmt: skip
    lines = done.stdout.splitlines()
    said = dict(zip((line[2:] for line in lines[::2]), lines[1::2], strict=False))
    if done.returncode:
        died = paths[len(said)]
        return said | {died.name: read_alone(died)} | (read(rest) if (rest := paths[len(said) + 1 :]) else {})
    return said


def read_alone(path: Path) -> str:
    """Return what the program says of a file that ends the process reading it."""
    staging = path.with_suffix(".staged")
    with pytest.raises(FileRefused) as refused:
        stage_in_child(path, staging, Options(), silent)
    staging.unlink(missing_ok=True)
    return " ".join(str(refused.value).split())


def assert_each_is_read_or_refused(count: int, folder: Path, seed: int) -> None:
    taken = 0
    for paths in batches(count, folder, seed):
        said = read(paths)
        assert list(said) == [path.name for path in paths]
        for name, words in said.items():
            assert words == "ok" or (name in words and re.fullmatch(r".{20,200}", words)), (name, words)
        taken += sum(words == "ok" for words in said.values())
    assert taken > count // 10


def test_a_hundred_damaged_files_are_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    assert_each_is_read_or_refused(100, tmp_path, SEED)


@pytest.mark.slow
def test_ten_thousand_damaged_files_are_read_or_refused_in_a_sentence(tmp_path: Path) -> None:
    assert_each_is_read_or_refused(10_000, tmp_path, SEED + 1_000_000)
