"""Events: what people do in channels that the bot is in, and what they write to it."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.circle import CircleSource
from bot.slack import payloads
from bot.slack.context import Desk
from bot.slack.features.channels.events import DELETIONS, OPENINGS, ChannelEvents
from bot.slack.features.conversation.handlers import Mentioning
from bot.slack.features.digest.events import ENDINGS, DigestEvents
from bot.slack.features.home.handlers import Home
from bot.slack.features.recognition.source_messages import MessageChanges
from bot.storage import workspaces
from bot.usecases import reactions
from bot.usecases.reactions import Reacted

_log = structlog.get_logger(__name__)


class Events:
    """Takes events in. Acknowledged is what is kept: whatever fails makes Slack send the event again."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._digests = DigestEvents(desk)
        self._channels = ChannelEvents(desk)
        self._mentioning = Mentioning(desk)
        self._message_changes = MessageChanges(desk, self._mentioning)
        self._home = Home(desk)

    async def take_in(self, ack: AsyncAck, body: Mapping[str, Any]) -> None:
        """Take in an event; those that nobody wants are acknowledged only."""
        found = body.get("event")
        event: Mapping[str, Any] = found if isinstance(found, Mapping) else {}
        kind = event.get("type")
        if kind in ("reaction_added", "reaction_removed"):
            await self._on_reaction(payloads.reaction(body))
        elif kind == "message" and event.get("subtype") in ("message_changed", "message_deleted"):
            if change := payloads.message_change(body):
                await self._message_changes.heard(change)
        elif kind in ("app_mention", "message"):
            said = payloads.said(body)
            # A direct message is a `message`, a mention anywhere else an `app_mention`: neither comes twice.
            if said.is_direct == (kind == "message"):
                await self._mentioning.heard(said)
        elif kind == "app_home_opened":
            await self._home.opened(body)
        elif kind in ENDINGS:
            await self._digests.ended(body, ENDINGS[kind])
            if kind in DELETIONS:
                await self._channels.deleted(payloads.event_field(body, "channel"))
        elif kind in OPENINGS:
            await self._channels.opened(payloads.event_field(body, "channel"))
        elif kind == "channel_id_changed":
            await self._digests.moved(body)
            await self._channels.opened(payloads.event_field(body, "new_channel_id"))
        elif kind in ("member_joined_channel", "member_left_channel"):
            await self._on_membership(body, is_in=kind == "member_joined_channel")
            await self._desk.following.check(CircleSource.CHANNEL, payloads.event_field(body, "channel"))
        elif kind == "subteam_members_changed":
            await self._desk.following.check(CircleSource.GROUP, payloads.event_field(body, "subteam_id"))
        elif kind == "user_change":
            await self._desk.directory.hear(await self._desk.workspace(), payloads.changed_user(body))
        elif kind == "app_uninstalled" or (kind == "tokens_revoked" and payloads.is_bot_revoked(body)):
            await self._on_uninstalled()
        await ack()

    async def _on_membership(self, body: Mapping[str, Any], *, is_in: bool) -> None:
        """Somebody came into a channel or left it: who reads it is known from now on."""
        workspace = await self._desk.workspace()
        channel, person = (payloads.event_field(body, name) for name in ("channel", "user"))
        self._desk.directory.hear_members(workspace, channel)
        if is_in:
            await self._digests.joined(body)
            await self._channels.joined(body)
            await self._desk.audiences.hear_joined(workspace, channel, person)
        else:
            self._desk.audiences.hear_left(workspace, channel, person)

    async def _on_uninstalled(self) -> None:
        """From now on the workspace has some weeks to change its mind; see `usecases.retention`."""
        workspace = await self._desk.workspace()
        await self._desk.deps.database.write(workspaces.set_uninstalled, workspace.id)
        # Should Slack take us in again, that is noticed.
        self._desk.installations.forget()
        _log.warning("the app was taken away", workspace=workspace.identity.team_id)

    async def _on_reaction(self, event: payloads.ReactionEvent) -> None:
        """Thanks by emoji: only on messages, by people, to people."""
        if event.item_type != "message" or not event.item_user or event.person == event.item_user:
            return
        workspace = await self._desk.workspace()
        database, directory = self._desk.deps.database, self._desk.directory
        meaning = await self._desk.own_emoji.stands_for(workspace, event.emoji)
        value = await database.read(
            reactions.value_of,
            workspace,
            event.channel,
            event.message_ts,
            event.person,
            event.emoji,
            is_added=event.is_added,
            meaning=meaning,
        )
        if value is None:
            return
        people = await directory.people(workspace, [event.person, event.item_user])
        channel = await directory.channel(workspace, event.channel)
        reacted = Reacted(
            workspace=workspace,
            person=people[event.person],
            author=people[event.item_user],
            channel=event.channel,
            channel_kind=channel.kind,
            message_ts=event.message_ts,
            emoji=event.emoji,
            event_id=event.event_id,
            event_ts=event.event_ts,
            is_added=event.is_added,
            meaning=meaning,
        )
        if not await database.write(reactions.react, reacted):
            self._desk.deps.metrics.duplicates.labels("event").inc()
