"""Errors a person can act on. Anything else that is raised is our own bug."""

from __future__ import annotations

from desktop_crm.platform.i18n import _


class CrmError(Exception):
    """Base of the errors we explain: an untranslated message id and the values for its placeholders."""

    def __init__(self, message: str, /, **values: object) -> None:
        super().__init__(message)
        self.message = message
        self.values = values

    def __str__(self) -> str:
        """Return the sentence in the language in use."""
        return _(self.message).format(**self.values)


class UserError(CrmError):
    """Something typed or chosen cannot be taken; `field` names the form field it belongs to, if any."""

    def __init__(self, message: str, /, *, field: str | None = None, **values: object) -> None:
        super().__init__(message, **values)
        self.field = field


class FileRefused(UserError):
    """A whole file cannot be read or is not what it is said to be. Nothing of it was taken."""


class Conflict(CrmError):
    """The data changed since it was read, so the change cannot be made as asked."""


class FileChanged(Conflict):
    """A file is not what it was when somebody looked at it. Nothing of it was taken."""


class NotFound(CrmError):
    """The thing asked for is not there (any more)."""


class StoreError(CrmError):
    """The store itself cannot be opened, read or written: a full disk, a lock, damage."""


class Cancelled(Exception):
    """The user stopped the work; everything it did is rolled back."""
