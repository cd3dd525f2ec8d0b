"""Leads: appointing them, and what they and admins see."""

from collections.abc import Sequence

from bot.domain.care import CircleSource, may_configure
from bot.domain.commands.meaning import Leads, LeadsChange, LeadsNote, LeadsSwitch
from bot.domain.people import Person
from bot.slack.blocks import leads as blocks
from bot.slack.blocks.document import Message
from bot.slack.client import SlackError
from bot.slack.desk import Desk
from bot.slack.listeners.request import Request
from bot.storage import circles, workspaces
from bot.storage.circles import Circle
from bot.usecases import lead_notes, leads
from bot.usecases.leads import NotDone, Wanted


class Leading:
    """Answers `/kudos leads …`."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk

    async def answer(
        self, request: Request, meaning: Leads | LeadsChange | LeadsSwitch | LeadsNote
    ) -> Message:
        """Show, change or switch."""
        match meaning:
            case Leads():
                return await self._show(request)
            case LeadsChange():
                return await self._appoint(request, meaning)
            case LeadsSwitch(is_on):
                return await self._switch(request, is_on=is_on)
            case LeadsNote(is_on):
                return await self._note(request, is_on=is_on)

    async def _show(self, request: Request) -> Message:
        workspace, reader = request.workspace, request.reader
        every, is_on = await self._desk.deps.database.read(
            lambda tx: (circles.every(tx, workspace.id), workspaces.leads_are_on(tx, workspace.id))
        )
        mine = [circle for circle in every if reader.person.id in circle.leads] if is_on else []
        shown = every if may_configure(reader.person) else mine
        names = await self._desk.names(workspace, _people(shown))
        parts = []
        if mine:
            parts.append(blocks.mine(reader.language, names, mine, reader.person.id))
        if may_configure(reader.person):
            parts.append(blocks.all_of_them(reader.language, names, every, is_on=is_on))
        return blocks.listed(parts) if parts else blocks.nothing_to_do_with_it(reader.language)

    async def _switch(self, request: Request, *, is_on: bool) -> Message:
        language = request.reader.language
        refused = await self._desk.deps.database.write(
            lambda tx: leads.switch(tx, request.workspace, request.reader.person, on=is_on)
        )
        return blocks.not_done(language, {}, refused) if refused else blocks.switched(language, on=is_on)

    async def _note(self, request: Request, *, is_on: bool) -> Message:
        is_lead = await self._desk.deps.database.write(
            lambda tx: lead_notes.switch(tx, request.workspace, request.reader.person, on=is_on)
        )
        return blocks.note_switched(request.reader.language, on=is_on, is_lead=is_lead)

    async def _appoint(self, request: Request, change: LeadsChange) -> Message:
        workspace, reader, database = request.workspace, request.reader, self._desk.deps.database
        language = reader.language
        names = await self._desk.names(workspace, [change.lead])
        if not may_configure(reader.person):
            return blocks.not_done(language, names, NotDone.NO_ADMIN)
        try:
            wanted = await self._wanted(request, change)
        except SlackError:
            return blocks.unread(language)
        if not change.is_added:
            outcomes = await database.write(
                lambda tx: [leads.dismiss(tx, workspace, reader.person, one) for one in wanted]
            )
            refused = next((outcome for outcome in outcomes if outcome), None)
            if refused:
                return blocks.not_done(language, names, refused, change.lead)
            return blocks.dismissed(language, names, change.lead)
        made = await database.write(
            lambda tx: [leads.appoint(tx, workspace, reader.person, one) for one in wanted]
        )
        self._desk.deps.wake()
        done = [circle for circle in made if isinstance(circle, Circle)]
        refusals = [why for why in made if isinstance(why, NotDone)]
        if refusals:
            return blocks.not_done(language, names, refusals[0], change.lead)
        names = await self._desk.names(workspace, {change.lead, *_people(done)})
        return blocks.appointed(language, names, change.lead, done)

    async def _wanted(self, request: Request, change: LeadsChange) -> list[Wanted]:
        """The circles that a change is about, with who is in them now. Raises `SlackError`."""
        directory, workspace = self._desk.directory, request.workspace
        lead = (await directory.people(workspace, [change.lead]))[change.lead]
        found = []
        for channel in change.channels:
            members = await self._people(request, await directory.channel_members(channel))
            found.append(Wanted(lead, CircleSource.CHANNEL, channel, "", members))
        for group in change.groups:
            people = await self._people(request, await directory.read_group(group))
            handle = await directory.group_handle(group)
            found.append(Wanted(lead, CircleSource.GROUP, group, handle, people))
        if change.people:
            named = await self._people(request, change.people)
            found.append(Wanted(lead, CircleSource.NAMED, lead.id, "", named))
        return found

    async def _people(self, request: Request, ids: Sequence[str]) -> tuple[Person, ...]:
        return tuple((await self._desk.directory.last_known(request.workspace, ids)).values())


def _people(found: Sequence[Circle]) -> set[str]:
    return {person for circle in found for person in (*circle.leads, *circle.members)}
