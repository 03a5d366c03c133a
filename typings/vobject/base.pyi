from collections.abc import Iterator
from typing import TextIO

class VObjectError(Exception): ...

def getLogicalLines(fp: TextIO, allowQP: bool = ...) -> Iterator[tuple[str, int]]: ...  # noqa: N802, N803
def parseLine(line: str, lineNumber: int | None = ...) -> tuple[str, list[list[str]], str, str | None]: ...  # noqa: N802, N803
