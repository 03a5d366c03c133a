"""Builds the installer for the system it runs on: freezes the program, lets it test itself, and packs it.

`python build_installer.py` needs Python 3.11 or newer and pip; everything else goes into build/installer. Linux gets a
.deb and a .tar.gz, Windows an NSIS installer (makensis on the path), macOS a .dmg. The results are in dist/.
"""
# ruff: noqa: S603, S607, T201 - a script that talks and starts the tools of a build

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import tomllib
import venv
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent
PARTS: Final = ROOT / "resources" / "installer"
BUILD: Final = ROOT / "build" / "installer"
OUT: Final = ROOT / "dist"
NAME: Final = "desktop-crm"
VERSION: Final[str] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
WINDOWS: Final = sys.platform == "win32"
ENV_PYTHON: Final = BUILD / "env" / ("Scripts/python.exe" if WINDOWS else "bin/python")
PIP: Final = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check")
FROZEN: Final = BUILD / "frozen" / NAME
MAX_PACKED_MB: Final = 130
STARTS: Final = 3

DEBIAN_NEEDS: Final = (
    "libegl1", "libgl1", "libfontconfig1", "libdbus-1-3", "libglib2.0-0", "libxkbcommon-x11-0", "libxcb-cursor0",
)  # fmt: skip
"""Libraries of the system that Qt opens by name; the rest is in the package."""


def main() -> int:
    """Build everything; returns 0, or 1 where a step failed or the result is too large."""
    for step in (prepare, draw_icons, freeze, collect_licences):
        print(f"{step.__name__.replace('_', ' ')} …", flush=True)
        step()
    print(self_test(program()), end="", flush=True)
    started = start_time(program())
    OUT.mkdir(exist_ok=True)
    packed = PACKERS.get(sys.platform, pack_linux)(FROZEN, OUT)
    print(f"{NAME} {VERSION}: {megabytes(FROZEN):.0f} MB installed, window after {started:.2f} s")
    too_large = False
    for path in packed:
        size = megabytes(path)
        too_large |= size > MAX_PACKED_MB
        print(f"{path.relative_to(ROOT)}: {size:.1f} MB" + (" - too large" if size > MAX_PACKED_MB else ""))
    return int(too_large)


def run(command: Sequence[str | Path], **kwargs: object) -> None:
    """Run a command; ends the build with its exit code where it fails."""
    done = subprocess.run([str(word) for word in command], check=False, **kwargs)  # type: ignore[call-overload]
    if done.returncode:
        raise SystemExit(f"{command[0]} failed with exit code {done.returncode}")


def prepare() -> None:
    """Make an environment that holds only what ships and what freezes it, and install the program into it."""
    wanted = (ROOT / "requirements" / "build.txt").read_text(encoding="utf-8")
    stamp = BUILD / "env" / "installed.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        venv.create(BUILD / "env", clear=True, with_pip=True)
        run([ENV_PYTHON, *PIP, "--require-hashes", "-r", ROOT / "requirements" / "build.txt"])
        stamp.write_text(wanted, encoding="utf-8")
    run([ENV_PYTHON, *PIP, "--no-deps", "--no-build-isolation", "--force-reinstall", ROOT])


def draw_icons() -> None:
    """Draw the icon in the formats of the systems."""
    quiet = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    run([ENV_PYTHON, PARTS / "draw_icons.py", PARTS / "icon.svg", BUILD], env=quiet)


def freeze() -> None:
    """Freeze the program into a folder."""
    run([
        ENV_PYTHON, "-m", "PyInstaller", "--noconfirm", "--clean", "--log-level", "ERROR",
        "--distpath", FROZEN.parent, "--workpath", BUILD / "work", PARTS / f"{NAME}.spec",
    ])  # fmt: skip


def collect_licences() -> None:
    """Put the licence texts of everything that ships beside the program."""
    folder = FROZEN / "licences"
    folder.mkdir(exist_ok=True)
    lines = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8").splitlines()
    shipped = [line.split("==")[0] for line in lines if "==" in line and not line.startswith((" ", "#"))]
    run([
        ENV_PYTHON, "-m", "piplicenses", "--format=plain-vertical", "--with-license-file", "--no-license-path",
        "--with-urls", "--packages", *shipped, "--output-file", folder / "THIRD_PARTY.txt",
    ], stdout=subprocess.DEVNULL)  # fmt: skip
    shutil.copy(ROOT / "resources" / "THIRD_PARTY.md", folder / "DATA.md")
    for kept in sorted((PARTS / "licences").glob("*.txt")):
        shutil.copy(kept, folder)
    for text in Path(sys.base_prefix).glob("**/LICENSE.txt"):
        if "site-packages" not in text.parts:
            shutil.copy(text, folder / "Python.txt")
            break
    if shutil.which("dpkg"):
        _collect_debian_licences(folder)


def _collect_debian_licences(folder: Path) -> None:
    """Copy the copyright of the system's libraries that were frozen in."""
    for library in sorted((FROZEN / "_internal").glob("lib*.so*")):
        asked = subprocess.run(["dpkg", "-S", f"*/{library.name}"], capture_output=True, text=True, check=False)
        package = asked.stdout.partition(":")[0].partition(",")[0]
        text = Path("/usr/share/doc") / package / "copyright"
        if package and text.is_file():
            shutil.copy(text, folder / f"{package}.txt")
    shutil.copytree("/usr/share/common-licenses", folder / "common-licenses", dirs_exist_ok=True)


def program() -> Path:
    """Return the frozen program that can be talked to on a console."""
    return FROZEN / (f"{NAME}.exe" if WINDOWS else NAME)


def bare_surroundings(home: Path) -> dict[str, str]:
    """Return an environment that knows nothing of this machine but what a system needs to run any program."""
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "WINDIR", "COMSPEC", "TEMP", "TMP") if name in os.environ}
    folders = {name: str(home) for name in ("HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "XDG_DATA_HOME")}
    return kept | folders | {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "DESKTOP_CRM_LANG": "en"}


def self_test(frozen: Path) -> str:
    """Let the frozen program test itself in bare surroundings; returns what it said, ends the build where it fails."""
    with tempfile.TemporaryDirectory() as home:
        done = subprocess.run(
            [frozen, "--self-test"], env=bare_surroundings(Path(home)), cwd=home, capture_output=True, text=True,
            encoding="utf-8", timeout=600, check=False,
        )  # fmt: skip
    if done.returncode:
        raise SystemExit(f"{done.stdout}{done.stderr}\nthe frozen program does not pass its own test")
    return done.stdout


def start_time(frozen: Path) -> float:
    """Return the seconds from the start of the frozen program until its window is shown; the median of a few."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        env = bare_surroundings(Path(home))
        store = Path(home) / "start.crm"
        run([frozen, "--store", store, "demo"], env=env, stdout=subprocess.DEVNULL)
        return statistics.median(_start_once(frozen, store, env, Path(home)) for _ in range(STARTS))


def _start_once(frozen: Path, store: Path, env: Mapping[str, str], home: Path) -> float:
    logs = list(home.glob("**/window.log"))
    before = sum(log.read_text(encoding="utf-8").count("window started") for log in logs)
    began = time.perf_counter()
    window = subprocess.Popen([frozen, "--store", store], env=dict(env), cwd=home)
    try:
        while time.perf_counter() - began < 60:
            texts = (log.read_text(encoding="utf-8") for log in home.glob("**/window.log"))
            if sum(text.count("window started") for text in texts) > before:
                return time.perf_counter() - began
            time.sleep(0.005)
    finally:
        window.kill()
        window.wait()
    raise SystemExit("the frozen program shows no window")


def pack_linux(frozen: Path, out: Path) -> list[Path]:
    """Pack a .tar.gz for any Linux and a .deb; returns them. `dpkg-deb` is needed for the latter."""
    archive = out / f"{NAME}-{VERSION}-linux-{machine()}.tar.gz"
    with tarfile.open(archive, "w:gz") as packing:
        packing.add(frozen, f"{NAME}-{VERSION}")
    if shutil.which("dpkg-deb") is None:
        return [archive]
    package = out / f"{NAME}_{VERSION}_{debian_machine()}.deb"
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "tree"
        debian_tree(frozen, tree, (BUILD / "icon-256.png").read_bytes())
        run(deb_command(tree, package), stdout=subprocess.DEVNULL)
    return [archive, package]


def debian_tree(frozen: Path, tree: Path, icon: bytes) -> None:
    """Lay the files of the .deb out below `tree`."""
    shutil.copytree(frozen, tree / "usr" / "lib" / NAME, symlinks=True)
    share = tree / "usr" / "share"
    for source, target in (
        (PARTS / f"{NAME}.desktop", share / "applications" / f"{NAME}.desktop"),
        (PARTS / f"{NAME}-store.desktop", share / "applications" / f"{NAME}-store.desktop"),
        (PARTS / f"{NAME}.xml", share / "mime" / "packages" / f"{NAME}.xml"),
        (PARTS / "icon.svg", share / "icons" / "hicolor" / "scalable" / "apps" / f"{NAME}.svg"),
    ):
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
    picture = share / "icons" / "hicolor" / "256x256" / "apps" / f"{NAME}.png"
    picture.parent.mkdir(parents=True)
    picture.write_bytes(icon)
    (tree / "usr" / "bin").mkdir()
    (tree / "usr" / "bin" / NAME).symlink_to(f"../lib/{NAME}/{NAME}")
    document = share / "doc" / NAME
    document.mkdir(parents=True)
    (document / "copyright").symlink_to(f"../../../lib/{NAME}/licences/THIRD_PARTY.txt")
    for path in tree.rglob("*"):
        if not path.is_symlink():
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(control(round(megabytes(tree) * 1000)), encoding="utf-8")


def control(kilobytes: int) -> str:
    """Return what the .deb says of itself."""
    libc = os.confstr("CS_GNU_LIBC_VERSION") if hasattr(os, "confstr") else None
    needs = [f"libc6 (>= {libc.split()[-1]})"] if libc else []
    return (
        f"Package: {NAME}\nVersion: {VERSION}\nArchitecture: {debian_machine()}\nSection: misc\nPriority: optional\n"
        f"Installed-Size: {kilobytes}\nDepends: {', '.join((*needs, *DEBIAN_NEEDS))}\n"
        "Maintainer: Desktop CRM\nDescription: customer book of a small online shop\n"
        " Customers, orders, conversations, follow-ups and satisfaction in one file on\n"
        " this computer; reads the spreadsheets of online shops; needs no network.\n"
    )


def deb_command(tree: Path, package: Path) -> list[str]:
    """Return the command that packs a .deb."""
    return ["dpkg-deb", "--root-owner-group", "-Zxz", "-z6", "--build", str(tree), str(package)]


def pack_windows(frozen: Path, out: Path) -> list[Path]:
    """Pack the installer for Windows; returns it."""
    setup = out / f"{NAME}-{VERSION}-setup.exe"
    run(nsis_command(frozen, BUILD / "icon.ico", setup))
    return [setup]


def nsis_command(frozen: Path, icon: Path, setup: Path) -> list[str]:
    """Return the command that compiles the installer for Windows."""
    defined = {"VERSION": VERSION, "PROGRAM": frozen, "ICON": icon, "OUT": setup}
    words = (f"-D{key}={value}" for key, value in defined.items())
    return ["makensis", "-V2", "-WX", "-INPUTCHARSET", "UTF8", *words, str(PARTS / f"{NAME}.nsi")]


def pack_mac(frozen: Path, out: Path) -> list[Path]:
    """Pack the disk image for macOS; returns it."""
    image = out / f"{NAME}-{VERSION}-macos-{machine()}.dmg"
    image.unlink(missing_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        bundle = Path(folder) / "Desktop CRM.app"
        shutil.copytree(frozen.parent / "Desktop CRM.app", bundle, symlinks=True)
        shutil.copytree(frozen / "licences", bundle / "Contents" / "Resources" / "licences")
        (Path(folder) / "Applications").symlink_to("/Applications")
        run(dmg_command(Path(folder), image))
    return [image]


def dmg_command(folder: Path, image: Path) -> list[str]:
    """Return the command that makes a disk image of a folder."""
    return ["hdiutil", "create", "-volname", "Desktop CRM", "-srcfolder", str(folder), "-format", "UDZO", str(image)]


PACKERS: Final[Mapping[str, Callable[[Path, Path], list[Path]]]] = {
    "linux": pack_linux, "win32": pack_windows, "darwin": pack_mac,
}  # fmt: skip


def machine() -> str:
    """Return the processor's name as this system says it."""
    return os.environ.get("PROCESSOR_ARCHITECTURE", "AMD64").lower() if WINDOWS else os.uname().machine


def debian_machine() -> str:
    """Return the processor's name as Debian says it."""
    return {"x86_64": "amd64", "aarch64": "arm64"}.get(machine(), machine())


def megabytes(path: Path) -> float:
    """Return the size of a file, or of all files below a folder."""
    files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file() and not one.is_symlink()]
    return sum(one.stat().st_size for one in files) / 1_000_000


if __name__ == "__main__":
    sys.exit(main())
