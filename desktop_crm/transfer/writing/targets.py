"""The shapes a list can be asked for in: our own columns, or what a shop or a tool takes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from desktop_crm.platform.errors import UserError
from desktop_crm.platform.i18n import N_
from desktop_crm.transfer.writing import whole_customers
from desktop_crm.transfer.writing.lists import LISTS
from desktop_crm.transfer.writing.shape import Make, Target
from desktop_crm.transfer.writing.shapes import discounts, google, iys, mailing, shopify, vcard, woocommerce

PLAIN: Final = "plain"
EVERYTHING: Final = "everything"
_PEOPLE: Final = "customers"


def _plain(name: str) -> Target:
    return Target(
        PLAIN, N_("All columns"), N_("Every column this program knows, to keep or to bring back in."), name,
        LISTS[name].make, file=name,
    )  # fmt: skip


def _people(
    key: str,
    title: str,
    about: str,
    make: Make,
    file: str,
    endings: tuple[str, ...] = (".csv", ".xlsx"),
) -> Target:
    return Target(key, title, about, _PEOPLE, make, endings, file)


_ALL: Final = (
    *(_plain(name) for name in LISTS if name != _PEOPLE),
    _people(
        PLAIN, N_("Main columns"), N_("What most lists hold, to keep or to bring back in."), LISTS[_PEOPLE].make,
        _PEOPLE,
    ),
    _people(
        EVERYTHING, N_("All columns"),
        N_("Everything on the card, your own fields too, to keep or to bring back in."), whole_customers.make,
        "customers-everything",
    ),
    _people(
        "shopify-customers", N_("Shopify customers"),
        N_("With tags, note, address and what they allowed. Shopify tells people apart by e-mail and phone."),
        shopify.customers, "shopify-customers",
    ),
    _people(
        "woocommerce-customers", N_("WooCommerce customers"),
        N_("For a plug-in that imports users. Everybody needs an e-mail there; it knows no tags and no consents."),
        woocommerce.customers, "woocommerce-customers",
    ),
    _people(
        "mailchimp", N_("Mailchimp audience"),
        N_("Only those who allowed e-mail."), mailing.mailchimp, "subscribed-mailchimp",
    ),
    _people("sms", N_("SMS list"), N_("Only those who allowed SMS: their mobile phone and name."), mailing.sms, "sms"),
    _people(
        "iys", N_("İYS consent file"),
        N_("Who allowed and who refused e-mail, SMS and calls, in the layout you can edit."), iys.consents, "iys",
    ),
    _people(
        "google-contacts", N_("Google contacts"),
        N_("To bring into contacts.google.com, with tags as labels."), google.contacts, "google-contacts",
    ),
    _people(
        "vcard", N_("Address book (vCard)"),
        N_("For phones, Outlook and macOS: one card a customer."), vcard.contacts, "contacts", (".vcf",),
    ),
    Target(
        "shopify-discounts", N_("Shopify discounts"), N_("The discount codes of the store, as Shopify exports them."),
        "coupons", discounts.codes, file="shopify-discounts",
    ),
)  # fmt: skip

TARGETS: Final[Mapping[str, Mapping[str, Target]]] = {
    key: {target.list: target for target in _ALL if target.key == key}
    for key in dict.fromkeys(target.key for target in _ALL)
}
"""What `--for` names: each target with the lists it takes."""


def chosen(target: str, name: str) -> Target:
    """Return the list called `name` in the shape of a target. Raises UserError naming what there is."""
    if target not in TARGETS:
        raise UserError(
            N_("There is no export for “{target}”. There are: {known}."), target=target, known=", ".join(TARGETS)
        )
    lists = TARGETS[target]
    if name not in lists:
        raise UserError(N_("“{target}” takes {known}, not {list}."), target=target, known=", ".join(lists), list=name)
    return lists[name]


def of(name: str) -> list[Target]:
    """Return the targets that take the list called `name`, our own columns first."""
    return [lists[name] for lists in TARGETS.values() if name in lists]
