"""The program as a person starts it: a real X server, a window manager, and keys sent from outside."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_SCRIPT = Path(__file__).with_name("journey.sh")
_NEEDED = ("xvfb-run", "openbox", "xdotool")
_MISSING = [tool for tool in _NEEDED if shutil.which(tool) is None]


@pytest.mark.slow
@pytest.mark.feature("J3")
@pytest.mark.skipif(bool(_MISSING), reason=f"needs {', '.join(_MISSING)} to send keys to a real window")
def test_first_run_palette_and_a_second_start_in_a_real_window(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "XDG_", "DESKTOP_CRM"))}
    run = subprocess.run(
        ["xvfb-run", "-a", "-s", "-screen 0 1440x900x24", "bash", str(_SCRIPT), sys.executable, str(tmp_path)],
        capture_output=True, text=True, timeout=180, check=False,
        env=kept | {"HOME": str(home), "QT_QPA_PLATFORM": "xcb", "LANG": "en_US.UTF-8"},
    )  # fmt: skip
    assert run.returncode == 0, f"{run.stdout}\n{run.stderr}"
    stores = list(home.rglob("musteri-defteri.crm"))
    assert len(stores) == 1
    assert "Traceback" not in run.stderr
