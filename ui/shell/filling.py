"""Fills the frame with an open store: commands, pages, palette, counts, facts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ui.help.commands import help_command
from ui.kit.commands import EVERYWHERE, Command, Commands
from ui.kit.tell import WindowTell
from ui.shell.frame import Frame
from ui.shell.palette import Palette
from ui.shell.shell_commands import shell_commands

if TYPE_CHECKING:
    from ui.shell.desk import Desk
    from ui.shell.window import Window


def fill(window: Window, frame: Frame, page: str) -> Palette:
    """Bring the frame to life and show `page`, the first one where there is no such; returns the palette."""
    desk = window.desk
    if desk is None:
        raise RuntimeError("no store is open")
    pages, ctx = desk.parts.pages, desk.ctx
    commands = Commands()
    for one in pages:
        if one.commands is not None:
            commands.add(one.commands(ctx))
    commands.add(shell_commands(window.verbs, pages))
    commands.add([help_command(window, lambda: frame.current)])
    frame.fill(ctx, pages, commands)
    known = {command.id for command in commands}
    actions = [commands[id_] for id_ in desk.parts.actions if id_ in known]
    frame.top.set_actions(actions, bell=desk.parts.bell is not None)
    if desk.demo:
        frame.show_demo()
    frame.navigation.turned.connect(window.turn)
    frame.navigation.who_asked.connect(window.verbs.ask_who)
    frame.navigation.opened.connect(window.follow)
    desk.children.connect(frame.navigation.set_children)
    frame.top.searched.connect(window.verbs.open_palette)
    titles = {one.id: one.title for one in pages}

    def wanted(command: Command) -> bool:
        return command.where in (EVERYWHERE, titles.get(frame.current))

    palette = Palette(window, ctx, commands, wanted)
    frame.show_page(page if page in titles else pages[0].id)
    desk.keep_true(frame)
    return palette


def listen(window: Window, desk: Desk) -> None:
    """Let the window hear of where pages want to go and what they say; once a store."""
    if isinstance(desk.ctx.tell, WindowTell):
        desk.ctx.tell.host = window
    desk.ctx.go.asked.connect(window.follow)
