"""A process that dies in the middle of an import leaves all of the run or nothing of it."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_crm.app import App
from desktop_crm.orders import queries as orders
from desktop_crm.platform.backup import check
from desktop_crm.transfer import queries
from tests.dump import logical_dump

KILLS = 100
ROWS = 400
_CHILD = """
import sys
from pathlib import Path
from desktop_crm.app import App
from desktop_crm.transfer.service import ImportService
from tests.core.transfer.conftest import stage_here
with App.open(Path(sys.argv[1])) as app:
    service = ImportService(app.db, app.shops, stage_here)
    print("ready", flush=True)
    while True:
        run = service.run([Path(sys.argv[2])]).run
        print(run, flush=True)
        app.undo()
        print("undone", flush=True)
"""


@pytest.fixture
def many_orders(tmp_path: Path) -> Path:
    """A sheet of orders large enough for a kill to hit every part of an import."""
    dice = random.Random(7)  # noqa: S311 - repeatable on purpose
    lines = ["Sipariş No;Tarih;Müşteri Adı;Cep Telefonu;İl;Ürün;Adet;Birim Fiyat;Tutar;Durum"]
    for number in range(ROWS):
        buyer = dice.randrange(ROWS // 3)
        phone = f"0532 {buyer:07d}"
        lines.append(f"A-{number};03.04.2026;Deneme Alıcı {buyer};{phone};İzmir;Kolye;1;250,00;250,00;Kargoda")
    path = tmp_path / "siparisler.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.skipif(os.name == "nt", reason="a process is killed without a word only where there are signals")
@pytest.mark.timeout(600)
@pytest.mark.feature("I9")
def test_killed_at_a_hundred_moments_the_store_holds_all_or_nothing_of_each_run(store: Path, many_orders: Path) -> None:
    dice = random.Random(11)  # noqa: S311 - repeatable on purpose
    empty = logical_dump(store)
    command = [sys.executable, "-c", _CHILD, str(store), str(many_orders)]
    kills = interrupted = 0
    while kills < KILLS:
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3]) as child:
            assert child.stdout is not None
            assert child.stdout.readline() == "ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                child.wait(timeout=dice.uniform(0.0, 0.6))
            child.send_signal(signal.SIGKILL)
            said = child.stdout.read().split()
        kills += 1
        with App.open(store) as app:
            assert check(store) == []
            runs = app.read(queries.runs)
            living = [run for run in runs if not run.undone]
            placed = sum(total.orders for total in app.read(orders.totals))
            assert placed in (0, ROWS)
            assert len(living) == (1 if placed else 0)
            acknowledged = [int(word) for word in said if word.isdecimal()]
            assert not acknowledged or acknowledged[-1] in [run.id for run in runs], "an import that was told is lost"
            interrupted += not said or said[-1] == "undone"
            if living:
                app.undo(living[0].change_id)
        assert logical_dump(store) == empty
    assert interrupted > 0, "no kill hit an import"
