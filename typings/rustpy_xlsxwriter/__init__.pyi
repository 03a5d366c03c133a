from collections.abc import Iterable, Mapping, Sequence
from typing import Any

class Format:
    def set_bold(self) -> Format: ...
    def set_background_color(self, color: str, /) -> Format: ...
    def set_align(self, align: str, /) -> Format: ...
    def set_num_format(self, fmt: str, /) -> Format: ...

def write_worksheets(
    records_with_sheet_name: Sequence[tuple[str, Iterable[Mapping[str, Any]]]],
    file_name: str,
    *,
    freeze_panes: Mapping[str, Mapping[str, int]] | None = None,
    column_widths: Mapping[str, Sequence[float]] | None = None,
    column_formats: Mapping[str, Sequence[Format]] | None = None,
    header_format: Mapping[str, Format] | None = None,
    autofilter: Mapping[str, bool] | None = None,
    ignore_errors: Mapping[str, Sequence[str]] | None = None,
) -> None: ...
