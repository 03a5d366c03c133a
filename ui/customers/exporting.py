"""What the page of customers offers to be written to a file: its list as it is shown."""

from __future__ import annotations

from desktop_crm.insights import customer_list
from desktop_crm.platform.i18n import _
from ui.customers.list import CustomerList
from ui.kit.exporting import Offer


def offer(listed: CustomerList) -> Offer:
    """Return the list as it stands now: who is in it, in which order, with which columns, and who is chosen."""
    from desktop_crm.transfer.writing import shown

    asked = listed.asked
    keys = [key for key, _width in listed.table.arrangement()]
    return Offer(
        "customers",
        _("Customers"),
        lambda session: customer_list.ids(session, asked),
        listed.table.selected_ids,
        shown.customers(keys),
    )
