"""Giving thanks by command or in a message, and taking them back."""

from dataclasses import replace
from functools import partial

from bot.domain.commands.command import (
    DoubtfulGiveCommand,
    GiveCommand,
    GiveWithoutNames,
    TooLongCommand,
    UndoCommand,
)
from bot.domain.pending_recognition import PendingQuestion, PendingRecognition
from bot.domain.recognition import MAX_RECIPIENTS, RefusalReason, Rejection, Source
from bot.domain.user import User, make_unknown_user
from bot.slack.api.concurrent_calls import ask_each
from bot.slack.api.directory import Channel
from bot.slack.context import Desk
from bot.slack.features.recognition import refusal_views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.features.recognition.confirmation import Confirming
from bot.slack.features.recognition.form import GivingForm
from bot.slack.features.recognition.incomplete_recognitions import IncompleteRecognitions
from bot.slack.features.recognition.pending_recognitions import PendingRecognitions
from bot.slack.features.recognition.target_channel import Placed, place
from bot.slack.features.recognition.typed_recognition import Typed
from bot.slack.known_names import KnownNames
from bot.slack.outbound.rendering import people_in
from bot.slack.request import Request
from bot.slack.request_record import current_record
from bot.slack.ui.message import Message
from bot.storage import workspaces
from bot.usecases import pending_recognitions, recognitions
from bot.usecases.recognitions import Gift, Given

MOST_LOOKED_UP = 2 * MAX_RECIPIENTS
"""People whom one command looks up. With more than that there are too many to thank anyway."""


class Giving:
    """Answers what is about giving."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._confirming = Confirming(desk)
        self._form = GivingForm(desk)
        self._pending = PendingRecognitions(desk)
        self._names = KnownNames(desk)
        self._incomplete = IncompleteRecognitions(desk, self._form, self._names)

    async def answer(self, request: Request, meaning: GiveCommand | GiveWithoutNames) -> Message | None:
        """Keep a thanks, or tell why it cannot be one. What lacks people or words goes on in the form."""
        language = request.reader.language
        words = await self._desk.own_emoji.marked(request.workspace, meaning.text)
        meaning = replace(meaning, text=words)
        if isinstance(meaning, GiveWithoutNames):
            return await self._incomplete.ask_who(request, meaning)
        named, unread_groups = await self._named(request, meaning)
        command, message = request.command, request.message
        here = await self._desk.directory.channel(request.workspace, command.channel, request.conversation)
        # What is made of a message stands in its thread.
        placed = Placed(here) if meaning.is_private or message else await self._placed(request, here)
        channel = placed.channel
        gift = Gift(
            workspace=request.workspace,
            giver=command.person,
            named=named,
            words=meaning.text,
            values=meaning.values,
            channel=channel.id,
            channel_kind=channel.kind,
            quietly=meaning.is_private,
            source=Source.MENTION if message else Source.COMMAND,
            origin=request.key,
            # The way in leads to where it was typed.
            response_url="" if placed.is_moved else command.response_url,
            can_post=channel.can_post,
            # Who reads the channel has read the message: its thread is the place for what is made of it.
            thread_ts=(message.thread_ts or message.ts) if message else "",
        )
        pending = PendingRecognition(
            origin=gift.origin,
            giver=gift.giver,
            question=PendingQuestion.ANONYMOUS,
            users=tuple(person.id for person in named),
            text=gift.words,
            values=gift.values,
            channel=gift.channel,
            channel_kind=gift.channel_kind,
            source=gift.source,
            can_post=gift.can_post,
            is_private=gift.quietly,
            thread_ts=gift.thread_ts,
            is_moved=placed.is_moved,
            stay_reason=placed.stays,
            near_values=tuple((miss.typed, miss.value) for miss in meaning.near_values),
            unread_groups=unread_groups,
            unresolved_names=meaning.unresolved_names,
            broadcast=meaning.broadcast,
        )
        record = pending_recognitions.ask if meaning.is_anonymous else pending_recognitions.give_or_ask
        saved_before = current_record().saved
        given = await self._desk.deps.database.write(record, gift, pending)
        if isinstance(given, Given) and given.is_repeated:
            self._desk.deps.metrics.duplicates.labels("event" if message else "command").inc()
        if isinstance(given, PendingRecognition):
            # What is only asked about is not sent: without the question nothing happened.
            current_record().saved = saved_before
            return await self._pending.question(request.workspace, request.reader, given)
        if message and (given is None or (isinstance(given, Given) and given.is_repeated)):
            # The first answer stands, or the message was edited since.
            return None
        if given is None:
            return await self._pending.recorded_before(request.workspace, request.reader, gift.origin)
        if isinstance(given, Rejection):
            if given.reason is RefusalReason.NO_RECIPIENTS and not given.excluded:
                return refusal_views.empty_group(language, request.typed, is_known=not unread_groups)
            return await self._incomplete.ask_to_complete(request, meaning, named, given)
        return await self._confirming.first(
            request.workspace,
            request.reader,
            request.values,
            given,
            placed,
            quietly=meaning.is_private,
            near=meaning.near_values,
            unread_groups=unread_groups,
            matches=await self._names.look_up(
                request, meaning.unresolved_names, "", besides=given.story.recipients
            ),
            broadcast=meaning.broadcast,
        )

    async def is_about_known_people(self, request: Request, meaning: GiveWithoutNames) -> bool:
        """Return whether a text that mentions nobody starts with a name that Hearten knows."""
        return await self._incomplete.is_about_known_people(request, meaning)

    async def ask(self, request: Request, unsure: DoubtfulGiveCommand) -> Message | None:
        """Open the form with what may be a recognition, or offer to; nothing is sent before."""
        named, _ = await self._named(request, unsure.command)
        return await self._incomplete.ask_about_doubt(request, unsure, named)

    async def ask_for_less(self, request: Request, too_long: TooLongCommand) -> Message | None:
        """Open the form with the beginning of a text that is too long, or offer to; nothing is sent."""
        named, _ = await self._named(request, too_long.command)
        rejection = Rejection(RefusalReason.TEXT_TOO_LONG, {})
        return await self._incomplete.ask_to_complete(request, too_long.command, named, rejection)

    async def _placed(self, request: Request, here: Channel) -> Placed:
        """Where a thanks from here stands."""
        workspace = request.workspace
        kept = await self._desk.deps.database.read(workspaces.kept, workspace.id)
        return await place(self._desk.directory, workspace, request.reader.person, here, kept.shout_outs_in)

    async def open_form(self, request: Request) -> bool:
        """Open the form for a thanks; answers whether Slack took it."""
        return await self._form.open(request, Typed())

    async def _named(self, request: Request, meaning: GiveCommand) -> tuple[tuple[User, ...], bool]:
        """The people named, groups expanded; and whether a group could not be read.

        Of a group, the giver, bots and deactivated people are no one whom the giver meant.
        """
        directory, workspace = self._desk.directory, request.workspace
        groups = await ask_each(meaning.groups, partial(directory.group_members, workspace))
        members = [
            member for group in groups if group for member in group if member != request.command.person
        ]
        everybody = list(dict.fromkeys([*meaning.users, *members]))
        people = await directory.people(workspace, everybody[:MOST_LOOKED_UP])
        people |= {one: make_unknown_user(one) for one in everybody[MOST_LOOKED_UP:]}
        named = [
            person
            for person in people.values()
            if person.id in meaning.users or not (person.is_bot or person.is_deactivated)
        ]
        return tuple(named), any(group is None for group in groups)

    async def undo(self, request: Request, meaning: UndoCommand) -> Message:
        """Take one's latest thanks back, if it went to those whom the order names."""
        language = request.reader.language
        people = frozenset(meaning.users) - {request.workspace.identity.bot_user_id}
        to = set(people)
        for group in meaning.groups:
            to |= set(await self._desk.directory.group_members(request.workspace, group) or (group,))
        taken = await self._desk.deps.database.write(
            recognitions.undo_latest,
            request.workspace,
            request.command.person,
            request.key,
            to=frozenset(to),
            people=people,
        )
        if taken is None:
            return recognition_views.nothing_to_undo(language)
        names = await self._desk.names(request.workspace, people_in([taken.story]))
        if isinstance(taken, recognitions.WentToOthers):
            return recognition_views.went_to_others(language, names, taken.story)
        return recognition_views.taken_back(language, names, taken.story, out_of_reach=taken.out_of_reach)
