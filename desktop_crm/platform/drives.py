"""What kind of drive a file lies on: SQLite's log does not work over a network."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

_NETWORK: Final = frozenset(
    {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afpfs", "webdav", "davfs", "fuse.sshfs", "fuse.davfs2", "9p", "ncpfs"}
)
_DRIVE_REMOTE: Final = 4


def on_network(path: Path) -> bool:
    """Return whether `path` lies on a network drive, as far as this system tells."""
    place = path.absolute()
    if sys.platform == "win32":
        return _windows(place)
    return _kind_of(place, _mac_mounts() if sys.platform == "darwin" else _linux_mounts()) in _NETWORK


def _kind_of(path: Path, mounts: list[tuple[str, str]]) -> str:
    fitting = [(point, kind) for point, kind in mounts if path.is_relative_to(point)]
    return max(fitting, key=lambda mount: len(mount[0]), default=("", ""))[1]


def _linux_mounts() -> list[tuple[str, str]]:
    try:
        lines = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    parts = [line.split() for line in lines]
    return [(words[1].replace("\\040", " "), words[2]) for words in parts if len(words) > 2]


def _mac_mounts() -> list[tuple[str, str]]:
    listed = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=5).stdout
    found: list[tuple[str, str]] = []
    for line in listed.splitlines():
        _, _, rest = line.partition(" on ")
        point, _, kind = rest.rpartition(" (")
        found.append((point, kind.split(",")[0].strip(")")))
    return found


def _windows(path: Path) -> bool:
    if path.drive.startswith("\\\\"):
        return True
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - known on Windows only
    return bool(kernel.GetDriveTypeW(path.drive + os.sep) == _DRIVE_REMOTE)
