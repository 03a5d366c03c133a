"""What the evidence that two people are one is called, for lists and reports."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from desktop_crm.duplicates import likeness as of
from desktop_crm.platform.i18n import N_, _

_SAID: Final[Mapping[str, str]] = {
    of.SAME_EMAIL: N_("same e-mail"),
    of.NEAR_EMAIL: N_("e-mail nearly the same"),
    of.OTHER_EMAIL: N_("different e-mails"),
    of.OUR_NUMBER: N_("our own number"),
    of.SAME_PHONE: N_("same phone"),
    of.NEAR_PHONE: N_("phone differs by a digit"),
    of.OTHER_PHONE: N_("different phones"),
    of.SAME_TAX_NUMBER: N_("same tax number"),
    of.OTHER_TAX_NUMBER: N_("different tax numbers"),
    of.SAME_NAME: N_("same name"),
    of.CLOSE_NAME: N_("name differs by a letter"),
    of.LIKE_NAME: N_("similar names"),
    of.OTHER_NAME: N_("different names"),
    of.COMMON_NAME: N_("a common name"),
    of.SAME_FAMILY: N_("same last name"),
    of.SAME_DISTRICT: N_("same district"),
    of.SAME_CITY: N_("same city"),
    of.OTHER_CITY: N_("different cities"),
}


def told(evidence: Iterable[str]) -> str:
    """Return evidence in words, in the order given."""
    return ", ".join(_(_SAID[code]) for code in evidence if code in _SAID)
