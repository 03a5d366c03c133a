"""What is wrong with a query, and where."""

from __future__ import annotations

from desktop_crm.platform.errors import UserError


class QueryError(UserError):
    """A query that cannot be understood: `at` is the place of the letter it fails at, `length` how many are wrong."""

    def __init__(self, message: str, /, *, at: int, length: int = 1, **values: object) -> None:
        super().__init__(message, field="query", **values)
        self.at = at
        self.length = length
