"""The commands that pack the program, as data, and the packages that can be made anywhere the tools are."""

from __future__ import annotations

import configparser
import importlib.util
import shutil
import struct
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest

from tests.house.source import ROOT

PARTS = ROOT / "resources" / "installer"


def _loaded(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


build = _loaded(ROOT / "build_installer.py")


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder that looks like the frozen program and weighs nothing."""
    folder = tmp_path / "frozen" / "desktop-crm"
    (folder / "_internal").mkdir(parents=True)
    (folder / "licences").mkdir()
    (folder / "licences" / "THIRD_PARTY.txt").write_text("Qt: LGPL-3\n", encoding="utf-8")
    (folder / "_internal" / "library.so").write_bytes(b"\x7fELF" * 100)
    for name in ("desktop-crm", "desktop-crm.exe", "Desktop CRM.exe"):
        (folder / name).write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
        (folder / name).chmod(0o755)
    return folder


def _icon(tmp_path: Path) -> Path:
    """Have the icons drawn; returns the folder they are in."""
    env = {"QT_QPA_PLATFORM": "offscreen", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    command = [sys.executable, str(PARTS / "draw_icons.py"), str(PARTS / "icon.svg"), str(tmp_path)]
    subprocess.run(command, check=True, env=env)
    return tmp_path


def test_icons_are_drawn_in_the_formats_of_windows_and_mac(tmp_path: Path) -> None:
    folder = _icon(tmp_path)
    windows, mac = (folder / "icon.ico").read_bytes(), (folder / "icon.icns").read_bytes()
    assert struct.unpack_from("<HHH", windows) == (0, 1, 2)
    size, offset = struct.unpack_from("<II", windows, 6 + 16 + 8)
    assert offset + size == len(windows)
    assert windows[offset : offset + 4] == b"\x89PNG"
    assert mac[:4] == b"icns"
    assert struct.unpack_from(">I", mac, 4)[0] == len(mac)


@pytest.mark.skipif(shutil.which("makensis") is None, reason="makensis is not installed")
def test_the_installer_for_windows_compiles_around_a_dummy_program(frozen: Path, tmp_path: Path) -> None:
    setup = tmp_path / f"desktop-crm-{build.VERSION}-setup.exe"
    command = build.nsis_command(frozen, _icon(tmp_path) / "icon.ico", setup)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert setup.read_bytes()[:2] == b"MZ"


def test_windows_users_are_asked_about_starting_with_the_computer_and_not_made_to() -> None:
    script = (PARTS / "desktop-crm.nsi").read_text(encoding="utf-8")
    assert 'Section /o "$(RUN_SECTION)"' in script
    assert "RequestExecutionLevel user" in script
    spoken = [line.split()[1] for line in script.splitlines() if line.startswith("LangString")]
    assert all(spoken.count(word) == 2 for word in spoken)


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="dpkg-deb is not installed")
def test_the_debian_package_holds_the_program_its_entry_icon_and_file_types(frozen: Path, tmp_path: Path) -> None:
    tree, package = tmp_path / "tree", tmp_path / "it.deb"
    build.debian_tree(frozen, tree, b"\x89PNG")
    subprocess.run(build.deb_command(tree, package), check=True, capture_output=True)
    listed = subprocess.run(["dpkg-deb", "-c", str(package)], capture_output=True, text=True, check=True).stdout
    for path in (
        "./usr/lib/desktop-crm/desktop-crm",
        "./usr/bin/desktop-crm -> ../lib/desktop-crm/desktop-crm",
        "./usr/share/applications/desktop-crm.desktop",
        "./usr/share/mime/packages/desktop-crm.xml",
        "./usr/share/icons/hicolor/256x256/apps/desktop-crm.png",
    ):
        assert path in listed
    assert "autostart" not in "".join(line for line in listed.splitlines() if "/etc/" in line)
    told = subprocess.run(["dpkg-deb", "-f", str(package)], capture_output=True, text=True, check=True).stdout
    assert f"Version: {build.VERSION}" in told
    assert "libxcb-cursor0" in told


def test_the_archive_unpacks_into_one_folder_with_a_program_that_runs(
    frozen: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build.shutil, "which", lambda _name: None)
    (archive,) = build.pack_linux(frozen, tmp_path)
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path / "unpacked", filter="data")
    unpacked = tmp_path / "unpacked" / f"desktop-crm-{build.VERSION}"
    assert [path.name for path in (tmp_path / "unpacked").iterdir()] == [unpacked.name]
    assert subprocess.run([unpacked / "desktop-crm"], check=False).returncode == 0


def test_the_disk_image_is_compressed_and_named_after_the_program(tmp_path: Path) -> None:
    command = build.dmg_command(tmp_path, tmp_path / "it.dmg")
    assert command[:2] == ["hdiutil", "create"]
    assert command[command.index("-format") + 1] == "UDZO"
    assert command[command.index("-srcfolder") + 1] == str(tmp_path)
    assert command[-1].endswith("it.dmg")


def test_every_system_has_its_way_to_pack() -> None:
    assert set(build.PACKERS) == {"linux", "win32", "darwin"}


def test_a_frozen_program_that_fails_its_own_test_ends_the_build(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho page today: failed\nexit 1\n", encoding="utf-8")
    broken.chmod(0o755)
    with pytest.raises(SystemExit, match="does not pass its own test"):
        build.self_test(broken)


def test_the_self_test_sees_nothing_of_this_computer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DESKTOP_CRM_STORE", "/somebody/elses/book.crm")
    teller = tmp_path / "teller"
    teller.write_text("#!/bin/sh\necho $1 store=$DESKTOP_CRM_STORE\n", encoding="utf-8")
    teller.chmod(0o755)
    assert build.self_test(teller) == "--self-test store=\n"


@pytest.mark.parametrize("file", sorted(PARTS.glob("*.desktop")), ids=lambda path: path.stem)
def test_menu_entries_start_the_program_and_speak_both_languages(file: Path) -> None:
    entry = configparser.ConfigParser(interpolation=None, delimiters="=")
    entry.optionxform = str  # type: ignore[assignment,method-assign]
    entry.read(file, encoding="utf-8")
    said = entry["Desktop Entry"]
    assert said["Exec"].split()[0] == "desktop-crm"
    assert said["Name"] != said["Name[tr]"]


def test_a_book_is_known_by_its_ending_and_by_what_the_store_writes_into_it() -> None:
    from desktop_crm.platform.connection import APPLICATION_ID

    namespace = {"m": "http://www.freedesktop.org/standards/shared-mime-info"}
    kind = ET.parse(PARTS / "desktop-crm.xml").find("m:mime-type", namespace)  # noqa: S314 - our own file
    assert kind is not None
    assert [glob.get("pattern") for glob in kind.findall("m:glob", namespace)] == ["*.crm"]
    deeper = kind.find("m:magic/m:match/m:match", namespace)
    assert deeper is not None
    assert int(deeper.get("value", ""), 16) == APPLICATION_ID
    assert f"{kind.get('type')};" in (PARTS / "desktop-crm-store.desktop").read_text(encoding="utf-8")


def test_what_freezes_the_program_is_pinned_with_hashes() -> None:
    pinned = (ROOT / "requirements" / "build.txt").read_text(encoding="utf-8")
    runtime = (ROOT / "requirements" / "runtime.txt").read_text(encoding="utf-8")
    versions = {line.split(" ")[0] for line in pinned.splitlines() if "==" in line}
    assert {"pyinstaller==6.22.3", "pip-licenses==5.5.5"} <= versions
    assert {line.split(" ")[0] for line in runtime.splitlines() if "==" in line} <= versions
    assert pinned.count("--hash=sha256:") > len(versions)


def test_a_child_of_the_frozen_program_is_the_one_with_a_console(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop_crm.transfer.reading.child import program

    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "Desktop CRM.exe"))
    assert program() == [str(tmp_path / "Desktop CRM.exe")]
    (tmp_path / "desktop-crm.exe").touch()
    assert program() == [str(tmp_path / "desktop-crm.exe")]
