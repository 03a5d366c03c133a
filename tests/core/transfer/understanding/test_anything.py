"""Whatever a table holds, it is understood or refused, and every row is accounted for."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_crm.platform.errors import FileRefused
from desktop_crm.transfer.reading.types import Table
from desktop_crm.transfer.understanding import profiles
from desktop_crm.transfer.understanding.shape import stage

from .conftest import Staged

KNOWN = [
    "Sipariş No", "Sipariş Tarihi", "Tarih", "Müşteri", "Ad Soyad", "Telefon", "E-posta", "Adres", "İl", "İlçe",
    "Ürün Adı", "Adet", "Birim Fiyat", "Toplam", "Durum", "Para Birimi", "Barkod", "Kargo Takip No", "E-posta İzni",
    "Vergi No", "Doğum Tarihi", "Etiketler", "İade Tutarı", "Şifre", "?", "",
]  # fmt: skip
CELLS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.floats(),
    st.integers(-(10**20), 10**20),
    st.booleans(),
    st.datetimes(),
    st.dates(),
    st.times(),
    st.sampled_from(
        ["1", "1", "2", "01.02.2026", "12,50", "1.250,00", "ali@x.com", "0532 111 22 33", "Evet", "\ud800"]
    ),
)


@given(st.data())
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_table_is_understood_or_refused(data):
    layouts = [list(profile.columns) for profile in profiles.all_profiles().values() if profile.columns]
    headers = data.draw(
        st.one_of(
            st.lists(st.sampled_from(KNOWN), min_size=1, max_size=12, unique=True),
            st.sampled_from(layouts),
            st.lists(st.text(max_size=10), min_size=1, max_size=5, unique=True),
        )
    )
    rows = data.draw(st.lists(st.lists(CELLS, min_size=0, max_size=len(headers)), max_size=6))
    table = Table("", "", headers, headers, 1, list(enumerate(rows, start=2)))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.staging"
        try:
            stage(table, path, file="any.csv")
        except FileRefused:
            return
        found = Staged(path)
        assert sum(found.outcomes().values()) == len(rows)
        good = set(found.column("SELECT row FROM rows WHERE outcome = 'good'"))
        assert set(found.column("SELECT DISTINCT row FROM row_things")) <= good
        found.close()


def test_a_moment_before_the_calendar_is_reported(staged_rows):
    found = staged_rows(
        ["Ad Soyad", "Kayıt Tarihi"], ["Ali Can", datetime(1, 1, 1, tzinfo=UTC)], ["Ece Can", "01.01.2026"]
    )
    assert found.column("SELECT row FROM problems") == [2]
