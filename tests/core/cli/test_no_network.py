"""Nothing leaves this computer: every process of the program works where none may open a way to another one."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

SHEET = "Ad Soyad,Telefon,E-posta,İl\nŞükrü İnce,0532 111 22 33,sukru@ornek-posta.test,Iğdır\n"
GUARD = """\
import os, socket, sys

def guard(event, args):
    if event in ("socket.getaddrinfo", "socket.gethostbyname"):
        os._exit(97)
    opens = event in ("socket.connect", "socket.bind", "socket.sendto")
    if opens and args[0].family != getattr(socket, "AF_UNIX", None):
        os._exit(97)

sys.addaudithook(guard)
with open(os.environ["GUARDED"], "a") as file:
    file.write(f"{os.getpid()}\\n")
"""


@pytest.mark.feature("I1")
def test_files_come_in_are_found_and_go_out_where_no_process_may_speak_to_a_network(tmp_path: Path) -> None:
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    (tmp_path / "müşteriler.csv").write_text(SHEET, encoding="utf-8")
    guarded = tmp_path / "guarded"
    around = os.environ | {
        "PYTHONPATH": str(tmp_path / "guard"),
        "GUARDED": str(guarded),
        "XDG_STATE_HOME": str(tmp_path),
    }

    def program(*words: str) -> str:
        called = [sys.executable, "-m", "desktop_crm", "--store", "shop.crm", "--lang", "en", *words]
        return subprocess.run(called, cwd=tmp_path, env=around, check=True, capture_output=True, text=True).stdout

    assert "1 taken" in program("import", "müşteriler.csv")
    assert len(set(guarded.read_text().split())) == 2, "the child that reads files was not guarded"
    assert "Şükrü İnce" in program("search", "sukru")
    assert "1 row" in program("export", "customers", "out.csv")
    program("backup", "copies")
    assert "Undone" in program("undo")
