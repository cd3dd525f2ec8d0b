"""Changes of emoji reactions, and which value an emoji means."""

from collections.abc import Sequence

from msgspec import Struct

from bot.domain.ids import ChannelId, WorkspaceId
from bot.domain.user import User
from bot.domain.values import Values
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.storage import reactions, workspaces
from bot.storage.engine import Transaction
from bot.storage.reactions import Place, Reaction, ReactionKey


class ReactionChange(Struct, frozen=True):
    """An emoji that a user added to a message or removed from it; `author` wrote the message.

    `event_id` is Slack's, the same if it repeats the event; `event_ts` orders events.
    """

    workspace: Workspace
    user: User
    author: User
    channel: ChannelId
    channel_kind: ChannelKind
    message_ts: str
    emoji: str
    event_id: str
    event_ts: str
    is_added: bool
    meaning: str = ""
    """The emoji that it is an alias of, if it is one of the workspace's aliases."""

    @property
    def place(self) -> Place:
        """Return where its message is."""
        return self.channel, self.message_ts

    @property
    def key(self) -> ReactionKey:
        """Return what all changes of the same reaction share."""
        return self.channel, self.message_ts, self.user.id, self.emoji

    @property
    def is_by_bot_or_author(self) -> bool:
        """Return True if no one thanks anyone with it."""
        return self.user.is_bot or self.author.id == self.user.id

    def make_reaction(self, value: str) -> Reaction:
        """Return the row to record, for the value (key) that it counts for."""
        return Reaction(
            self.channel,
            self.message_ts,
            self.user.id,
            self.emoji,
            value,
            self.event_ts,
            is_withdrawn=not self.is_added,
        )


def find_meant_value(values: Values, emoji: str, meaning: str = "") -> str | None:
    """Return the key of the value that an emoji means; None if it means none.

    `meaning` is the emoji that an alias names.
    """
    value = values.find_by_emoji(emoji) or (values.find_by_emoji(meaning) if meaning else None)
    return value.key if value else None


class CountedReaction(Struct, frozen=True):
    """A change whose emoji means a value, or meant one when it was added, and the row to record."""

    change: ReactionChange
    reaction: Reaction


def find_recorded_value(tx: Transaction, workspace: Workspace, key: ReactionKey) -> str | None:
    """Return the key of the value that a reaction counted for when it was added; None if it was not recorded.

    Its emoji may mean no value by now.
    """
    return reactions.find_values(tx, workspace.id, [key]).get(key)


def find_counted(
    tx: Transaction, workspace_id: WorkspaceId, changes: Sequence[ReactionChange]
) -> list[CountedReaction | None]:
    """Return these changes with their values, in their order; None for those that mean no value."""
    values = workspaces.find_values(tx, workspace_id)
    meant = [find_meant_value(values, change.emoji, change.meaning) for change in changes]
    unknown = [
        change.key
        for change, value in zip(changes, meant, strict=True)
        if value is None and not change.is_added
    ]
    recorded = reactions.find_values(tx, workspace_id, unknown)
    keys = [value or recorded.get(change.key) for change, value in zip(changes, meant, strict=True)]
    return [
        CountedReaction(change, change.make_reaction(key)) if key else None
        for change, key in zip(changes, keys, strict=True)
    ]
