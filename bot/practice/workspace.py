"""The state of the practice workspace: people, channels, user groups and messages, in memory.

Nothing here knows HTTP or the app under practice. What Slack forbids to everyone is refused
here; what it forbids to an app only (scopes, membership) is refused by the Web API.
"""

import re
import secrets
from collections.abc import Iterable, Sequence

from bot.practice.checks.blocks import complete_blocks
from bot.practice.custom_emoji import EMOJI_NAME, OwnEmoji
from bot.practice.directory import Directory
from bot.practice.entries import offers
from bot.practice.files import Files
from bot.practice.records import (
    DEFAULT_COMMANDS,
    DEFAULT_EVENTS,
    DEFAULT_SCOPES,
    JsonObject,
    Message,
    Person,
    Reaction,
    ReadMarks,
    Shortcut,
    SlackError,
    SlashCommand,
)
from bot.practice.views import Homes, Modals, Triggers
from bot.practice.workflows import Executions

REACTION_NAME = re.compile(EMOJI_NAME)


class Workspace(Directory):
    """One Slack workspace with one app installed in it, `bot_user_id` being the app's bot user.

    Every change raises `revision`; a page follows by `wait_for_change`.
    """

    def __init__(
        self, name: str, domain: str, *, team_id: str, app_id: str, bot_id: str, bot: Person
    ) -> None:
        """Found a workspace whose only account is `bot`, the app's bot user."""
        super().__init__(bot)
        self.name = name
        self.domain = domain
        self.url = f"https://{domain}.slack.com/"
        self.team_id = team_id
        self.enterprise_id: str | None = None
        self.is_org_wide = False
        """Whether the app is installed in the whole organisation, and not in this workspace by itself."""
        self.app_id = app_id
        self.bot_id = bot_id
        self.founded = secrets.token_hex(8)
        """Tells it from another workspace that takes its place at the same address."""
        self.verification_token = secrets.token_hex(12)
        """What every payload carries, from the time before signatures."""
        self.scopes: set[str] = set(DEFAULT_SCOPES)
        self.manifest: JsonObject = {}
        """The app's, as it was installed last; empty if it never was."""
        self.messages_tab_read_only = False
        """What the app's manifest says: whether no one may write to the app in its direct messages."""
        self.emoji = OwnEmoji(team_id)
        self.commands: tuple[SlashCommand, ...] = DEFAULT_COMMANDS
        """Those of the app, in the order in which it names them."""
        self.events: frozenset[str] = DEFAULT_EVENTS
        """What the app has subscribed to; messages by where they are, as `message.im`."""
        self.shortcuts: tuple[Shortcut, ...] = ()
        """Those of the app, in the order in which it names them."""
        self.executions = Executions()
        """Of the app's steps in workflows."""
        self.messages: dict[str, dict[str, Message]] = {}
        """Of each channel by its id: the messages by their ts, oldest first."""
        self.triggers = Triggers()
        self.modals = Modals(self._touch, lambda menu, channel_id: offers(self, menu, channel_id))
        self.homes = Homes(self._touch)
        self.files = Files()
        self.read_marks = ReadMarks()
        self.last_micros = 0
        """When the latest message was written, in microseconds since 1970."""

    @property
    def steps(self) -> JsonObject:
        """The app's steps for workflows by their callback ids, as its manifest has them."""
        steps: JsonObject = self.manifest.get("functions", {})
        return steps

    def next_ts(self) -> str:
        """Return a message's identity and time: the seconds of `now()`, never the same twice."""
        self.last_micros = max(int(self.now().timestamp() * 1_000_000), self.last_micros + 1)
        seconds, micros = divmod(self.last_micros, 1_000_000)
        return f"{seconds}.{micros:06}"

    def post(
        self,
        channel_id: str,
        *,
        user: str | None,
        text: str = "",
        blocks: Sequence[JsonObject] = (),
        ephemeral_to: str | None = None,
        metadata: JsonObject | None = None,
        bot_id: str | None = None,
        username: str | None = None,
        thread_ts: str | None = None,
        is_broadcast: bool = False,
        via_response_url: bool = False,
        files: Sequence[str] = (),
    ) -> Message:
        """Put a message into a channel; SlackError `channel_not_found`, `is_archived`, `thread_not_found`.

        `bot_id` and `username` are those of a webhook, whose message has no `user`.
        """
        channel = self.channel(channel_id)
        if channel.is_archived:
            raise SlackError("is_archived")
        root = self._root(channel.id, thread_ts) if thread_ts is not None else None
        message = Message(
            channel=channel.id,
            ts=self.next_ts(),
            user=user,
            text=text,
            blocks=self._add_block_ids(blocks),
            ephemeral_to=ephemeral_to,
            metadata=metadata,
            bot_id=self.bot_id if user == self.bot_user_id else bot_id,
            username=username,
            thread_ts=root.ts if root else None,
            is_broadcast=is_broadcast and root is not None,
            via_response_url=via_response_url,
            files=list(files),
        )
        if root is not None and ephemeral_to is None:
            root.thread_ts = root.ts
        self.messages.setdefault(channel.id, {})[message.ts] = message
        self._touch()
        return message

    def message(self, channel_id: str, ts: str) -> Message:
        """Return one message; SlackError `channel_not_found`, `message_not_found`."""
        message = self.messages.get(self.channel(channel_id).id, {}).get(ts)
        if message is None or message.is_tombstone:
            raise SlackError("message_not_found")
        return message

    def replies(self, channel_id: str, ts: str) -> list[Message]:
        """Return the lasting replies in the thread of a message, oldest first."""
        messages = self.messages.get(self.channel(channel_id).id, {}).values()
        return [each for each in messages if each.is_reply and each.thread_ts == ts and not each.ephemeral_to]

    def has_replies(self, channel_id: str, ts: str) -> bool:
        """Return True if anybody has answered in the thread of a message; SlackError `thread_not_found`."""
        return bool(self.replies(channel_id, self._root(self.channel(channel_id).id, ts).ts))

    def update(self, channel_id: str, ts: str, *, text: str, blocks: Sequence[JsonObject]) -> Message:
        """Replace what a message says; it is marked as edited, unless only one person sees it."""
        message = self.message(channel_id, ts)
        message.text, message.blocks = text, self._add_block_ids(blocks)
        message.edited_ts = self.next_ts() if message.ephemeral_to is None else ""
        self._touch()
        return message

    def delete(self, channel_id: str, ts: str) -> None:
        """Remove a message with its reactions; SlackError `message_not_found`.

        If there are replies to it, its place is kept as long as they are there.
        """
        message = self.message(channel_id, ts)
        messages = self.messages[message.channel]
        if self.replies(message.channel, ts):
            messages[ts] = Message(
                message.channel, ts, "USLACKBOT", "This message was deleted.", thread_ts=ts, is_tombstone=True
            )
        else:
            del messages[ts]
            root = messages.get(message.thread_ts or "")
            if root is not None and not self.replies(message.channel, root.ts):
                root.thread_ts = None
                if root.is_tombstone:
                    del messages[root.ts]
        self._touch()

    def delete_file(self, file_id: str) -> None:
        """Take a file out of the messages that have it, and forget it; SlackError `file_not_found`."""
        self.files.delete(file_id)
        for message in self.messages_with(file_id):
            message.files.remove(file_id)
        self._touch()

    def messages_with(self, file_id: str) -> list[Message]:
        """Return the messages in which a file is shared."""
        everything = (message for messages in self.messages.values() for message in messages.values())
        return [message for message in everything if file_id in message.files]

    def visible_messages(self, channel_id: str, viewer: str) -> list[Message]:
        """Return what a person reads in a channel, oldest first: nothing if they cannot open it."""
        if not self.can_see(viewer, channel_id):
            return []
        messages = self.messages.get(self.channel(channel_id).id, {}).values()
        return [message for message in messages if message.ephemeral_to in (None, viewer)]

    def add_reaction(self, person_id: str, channel_id: str, ts: str, name: str) -> Message:
        """Put an emoji on a message.

        Raises SlackError `invalid_name`, `already_reacted`, `message_not_found`, `is_archived`.
        """
        message, reaction = self._reactable(channel_id, ts, name)
        if not REACTION_NAME.fullmatch(name):
            raise SlackError("invalid_name")
        if person_id in reaction.users:
            raise SlackError("already_reacted")
        if not reaction.users:
            message.reactions.append(reaction)
        reaction.users.append(person_id)
        self._touch()
        return message

    def remove_reaction(self, person_id: str, channel_id: str, ts: str, name: str) -> Message:
        """Take one's emoji off a message; SlackError `no_reaction`, `message_not_found`, `is_archived`."""
        message, reaction = self._reactable(channel_id, ts, name)
        if person_id not in reaction.users:
            raise SlackError("no_reaction")
        reaction.users.remove(person_id)
        if not reaction.users:
            message.reactions.remove(reaction)
        self._touch()
        return message

    def permalink(self, message: Message) -> str:
        """Return where Slack would show this message in a browser; of a reply, with its thread."""
        address = f"{self.url}archives/{message.channel}/p{message.ts.replace('.', '')}"
        if message.thread_ts in (None, message.ts):
            return address
        return f"{address}?thread_ts={message.thread_ts}&cid={message.channel}"

    def _root(self, channel_id: str, ts: str) -> Message:
        """Return the message that a thread began with, of which `ts` is one."""
        messages = self.messages.get(channel_id, {})
        root = messages.get(ts)
        if root is not None and root.is_reply:
            root = messages.get(root.thread_ts or "")
        if root is None:
            raise SlackError("thread_not_found")
        return root

    def _reactable(self, channel_id: str, ts: str, name: str) -> tuple[Message, Reaction]:
        """Return a message, and its reaction of this name or a new one without users."""
        message = self.message(channel_id, ts)
        if message.ephemeral_to is not None:
            raise SlackError("message_not_found")
        if self.channel(channel_id).is_archived:
            raise SlackError("is_archived")
        present = (reaction for reaction in message.reactions if reaction.name == name)
        return message, next(present, Reaction(name, []))

    def _add_block_ids(self, blocks: Iterable[JsonObject]) -> list[JsonObject]:
        return complete_blocks(blocks, self._block_id)

    def _block_id(self) -> str:
        self.last_number += 1
        return f"b{self.last_number}"
