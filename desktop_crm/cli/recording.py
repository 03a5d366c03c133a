"""`log`, `followup` and `answer`: recording what happened and what is to be done."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Final

from desktop_crm.app import App
from desktop_crm.cli import moments
from desktop_crm.cli.call import DONE, WRONG_USAGE, Call, Command
from desktop_crm.followups.rules import usual_reminders
from desktop_crm.followups.types import NewFollowUp
from desktop_crm.interactions.types import Channel, Direction, NewInteraction
from desktop_crm.platform.errors import NotFound
from desktop_crm.platform.i18n import N_, _
from desktop_crm.platform.text import fold
from desktop_crm.staff import queries as staff
from desktop_crm.surveys.types import SCALES, NewAnswer


def _customer_argument(parser: ArgumentParser, *, required: bool) -> None:
    parser.add_argument("--customer", type=int, required=required, metavar="ID")


def _log_arguments(parser: ArgumentParser) -> None:
    _customer_argument(parser, required=True)
    parser.add_argument("--channel", choices=[str(one) for one in Channel], required=True)
    parser.add_argument("--direction", choices=[str(one) for one in Direction], required=True)
    parser.add_argument("--text", required=True, help=_("what was talked about"))
    parser.add_argument("--at", type=moments.moment, metavar="MOMENT", help=_("when; now where it is not given"))
    parser.add_argument("--reason", default="")
    parser.add_argument("--minutes", type=int, metavar="N")


def _log(call: Call) -> int:
    """Record a conversation."""
    asked = call.asked
    with call.open(create=True) as app:
        at = None if asked.at is None else moments.instant(asked.at, app.zone())
        made = app.interactions.log(
            NewInteraction(
                asked.customer, Channel(asked.channel), Direction(asked.direction), asked.text, at, asked.reason,
                minutes=asked.minutes,
            )
        )  # fmt: skip
    call.say(_("Conversation {id} recorded.").format(id=made))
    return DONE


def _followup_arguments(parser: ArgumentParser) -> None:
    _customer_argument(parser, required=False)
    parser.add_argument("--title", help=_("what is to be done"))
    parser.add_argument("--on", type=moments.day, metavar="DATE", help=_("the day it is due"))
    parser.add_argument("--at", type=moments.wall_time, metavar="HH:MM", help=_("the time it is due"))
    parser.add_argument("--owner", metavar="NAME", help=_("who does it"))
    parser.add_argument("--note", default="")
    parser.add_argument("--channel", choices=[str(one) for one in Channel], default="")
    verb = parser.add_mutually_exclusive_group()
    verb.add_argument("--complete", type=int, metavar="ID", help=_("it is done"))
    verb.add_argument("--postpone", type=int, metavar="ID", help=_("it is put off to the day --on"))
    verb.add_argument("--cancel", type=int, metavar="ID", help=_("it is not needed any more"))


def _followup(call: Call) -> int:
    """Plan a follow-up, or complete, postpone or cancel one."""
    asked = call.asked
    verbs = (asked.complete, asked.postpone, asked.cancel)
    planning = all(verb is None for verb in verbs)
    if planning and (asked.customer is None or not asked.title or asked.on is None):
        call.complain(_("A follow-up needs --customer, --title and --on."))
        return WRONG_USAGE
    if asked.postpone is not None and asked.on is None:
        call.complain(_("--postpone needs the new day: --on."))
        return WRONG_USAGE
    with call.open(create=planning) as app:
        call.say(_plan(app, call) if planning else _change(app, call))
    return DONE


def _plan(app: App, call: Call) -> str:
    asked = call.asked
    made = app.followups.plan(
        NewFollowUp(
            asked.title, asked.on, asked.customer, asked.at, asked.note, asked.channel,
            owner_id=None if asked.owner is None else _person(app, asked.owner),
            reminders=usual_reminders(asked.at),
        )
    )  # fmt: skip
    return _("Follow-up {id} planned.").format(id=made)


def _change(app: App, call: Call) -> str:
    asked = call.asked
    if asked.complete is not None:
        app.followups.complete(asked.complete)
        return _("Follow-up {id} completed.").format(id=asked.complete)
    if asked.postpone is not None:
        app.followups.postpone(asked.postpone, asked.on, asked.at)
        return _("Follow-up {id} postponed.").format(id=asked.postpone)
    app.followups.cancel(asked.cancel)
    return _("Follow-up {id} cancelled.").format(id=asked.cancel)


def _person(app: App, name: str) -> int:
    """Return the id of the person of the shop called `name`, in any casing. Raises NotFound."""
    for person in app.read(staff.everyone):
        if fold(person.name) == fold(name):
            return person.id
    raise NotFound(N_("Nobody of the shop is called {name}."), name=name)


def _answer_arguments(parser: ArgumentParser) -> None:
    _customer_argument(parser, required=True)
    parser.add_argument("--score", type=int, required=True, metavar="N")
    parser.add_argument("--kind", choices=tuple(SCALES), default="nps", help=_("the kind of question"))
    parser.add_argument("--comment", default="", help=_("what was said with it"))


def _answer(call: Call) -> int:
    """Record a score."""
    asked = call.asked
    with call.open(create=True) as app:
        made = app.surveys.record(NewAnswer(asked.customer, asked.kind, asked.score, asked.comment))
    call.say(_("Answer {id} recorded.").format(id=made))
    return DONE


COMMANDS: Final = {
    "log": Command(_log_arguments, _log),
    "followup": Command(_followup_arguments, _followup),
    "answer": Command(_answer_arguments, _answer),
}
