"""What the contents of kept files are kept for: letting go of those that nothing can ask for any more."""

from __future__ import annotations

from sqlalchemy import Connection

_FORGOTTEN = """
DELETE FROM attachment_contents WHERE sha256 NOT IN (SELECT sha256 FROM attachments) AND sha256 NOT IN (
    SELECT coalesce(json_extract(before, '$.sha256'), json_extract(after, '$.sha256'), '') FROM change_rows
    WHERE table_name = 'attachments')
"""


def forget(connection: Connection) -> int:
    """Delete the bytes that no kept file has and no undo can bring back; returns how many files they were."""
    return connection.exec_driver_sql(_FORGOTTEN).rowcount
