"""Deliveries: what to send, looked up right before it is sent."""

from collections.abc import Callable, Collection, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from bot.domain.ids import NO_CHANNEL, ChannelId, UserId, WorkspaceId
from bot.domain.message_changes import MessageChange, MessageDeletion
from bot.domain.outbox_message import OutboxMessage, Post, Priority, UnknownMessage
from bot.domain.outbox_messages import (
    DailySummary,
    DirectMessage,
    ReactionExplanation,
    ReplyNotice,
    ShoutOut,
)
from bot.domain.preferences import MessagePreference
from bot.domain.user import User
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.storage import users
from bot.storage.deliveries import Delivery
from bot.storage.engine import Transaction
from bot.storage.messages import PostedMessage
from bot.usecases.delivery_facts import (
    DeliveryFacts,
    WorkspaceFacts,
    find_facts,
    find_posted,
    list_shown,
)
from bot.usecases.delivery_results import Posted
from bot.usecases.message_composers import ComposeContext, compose
from bot.usecases.message_contents import Content, DirectMessageContent


class Composition(Struct, frozen=True):
    """What a delivery is to do now.

    `content` is what the message says; None if there is nothing to say, so that nothing is posted, and what
    was `posted` is deleted. The reader does not need it if they are in the channel `unless_in`, and gets it
    with the next daily summary if it `is_deferred`. `users` are those named in it, as last stored.
    """

    workspace: Workspace
    values: Values
    content: Content | None = None
    posted: PostedMessage | None = None
    unless_in: ChannelId = NO_CHANNEL
    is_deferred: bool = False
    users: Mapping[UserId, User] = field(default_factory=dict)

    @property
    def is_unknown(self) -> bool:
        """Return True for a posted message that only a newer version of Hearten can render."""
        return self.posted is not None and isinstance(self.posted.message, UnknownMessage)


class SeenMention(Struct, frozen=True):
    """There is nothing to do: the reader sees the posted shout-out, which mentions them."""


Composed = Composition | SeenMention
FindUsers = Callable[[Content], Collection[UserId]]
"""Returns the users who are named in a message."""


def compose_deliveries(
    tx: Transaction,
    deliveries: Sequence[Delivery],
    seen: Collection[str],
    find_users: FindUsers,
    *,
    must_be_quick: bool = False,
) -> dict[str, Composed]:
    """Look up what each delivery is to do now, by id: what happened since its message was written counts.

    `seen` are the ids of those whose readers are in the channel of their shout-out. A shout-out among the
    deliveries counts as posted for those that follow it; `link_to_target` adds its address.

    The number of statements depends only on that of the workspaces, except for messages that few users get
    at a time. If it `must_be_quick`, because others wait for the transaction, messages that may wait
    themselves are left out.
    """
    posted = find_posted(tx, deliveries)
    targets = {*posted, *(delivery.id for delivery in deliveries)}
    composed = dict[str, Composed]()
    needed = list[Delivery]()
    for delivery in deliveries:
        if delivery.id in seen and _find_unless_in(delivery.message, targets):
            composed[delivery.id] = SeenMention()
        elif not must_be_quick or _is_quick(delivery.message, posted):
            needed.append(delivery)
    facts = find_facts(tx, needed, posted)
    compositions = {delivery.id: _compose(tx, facts, delivery, targets) for delivery in needed}
    named = _find_named_users(tx, compositions.values(), find_users)
    for delivery_id, composition in compositions.items():
        composed[delivery_id] = replace(composition, users=named[composition.workspace.id])
    return composed


def link_to_target(composed: Composed, target: OutboxMessage, posted: Posted) -> Composed:
    """Add the address of its shout-out to a direct message that was composed before that was posted."""
    content = composed.content if isinstance(composed, Composition) else None
    if not (isinstance(composed, Composition) and isinstance(content, DirectMessageContent)):
        return composed
    if not (isinstance(target, ShoutOut) and posted.ts):
        return composed
    recognition = content.recognition
    permalink = composed.workspace.permalink(recognition.channel, posted.ts, target.thread_ts)
    linked = replace(recognition, permalink=recognition.permalink or permalink)
    return replace(composed, content=replace(content, recognition=linked))


def _is_quick(message: OutboxMessage, posted: Mapping[str, PostedMessage]) -> bool:
    """Return True for a message that is read in a few short queries, with others of its kind together."""
    shown = list_shown(message, posted)
    return all(one.priority is Priority.IMMEDIATE for one in (message, *shown))


def _find_named_users(
    tx: Transaction, composed: Collection[Composition], find_users: FindUsers
) -> dict[WorkspaceId, dict[UserId, User]]:
    """Return the users who are named in these messages, by workspace."""
    wanted: dict[WorkspaceId, set[UserId]] = {composition.workspace.id: set() for composition in composed}
    for composition in composed:
        if composition.content:
            wanted[composition.workspace.id] |= set(find_users(composition.content))
    return {
        workspace_id: users.find_users(tx, workspace_id, ids) if ids else {}
        for workspace_id, ids in wanted.items()
    }


def _compose(
    tx: Transaction, facts: DeliveryFacts, delivery: Delivery, targets: Collection[str]
) -> Composition:
    message, workspace_facts = delivery.message, facts.workspaces[delivery.workspace_id]
    if isinstance(message, Post):
        return _compose_post(tx, workspace_facts, message, delivery.id, targets)
    return _compose_change(tx, workspace_facts, message, facts.posted)


def _compose_post(
    tx: Transaction,
    facts: WorkspaceFacts,
    message: Post,
    delivery: str,
    targets: Collection[str],
) -> Composition:
    preference = _find_preference(facts, message)
    if preference is MessagePreference.NEVER:
        content = None
    else:
        content = compose(ComposeContext(tx, facts, delivery), message)
    if content is None:
        return Composition(facts.workspace, facts.values)
    is_deferred = preference is MessagePreference.DAILY and isinstance(message, DirectMessage | ReplyNotice)
    return Composition(
        facts.workspace,
        facts.values,
        content,
        unless_in=_find_unless_in(message, targets),
        is_deferred=is_deferred,
    )


def _compose_change(
    tx: Transaction, facts: WorkspaceFacts, change: OutboxMessage, posted: Mapping[str, PostedMessage]
) -> Composition:
    changed = posted.get(change.target) if isinstance(change, MessageChange) else None
    composition = Composition(facts.workspace, facts.values, posted=changed)
    is_rendered = not (isinstance(change, MessageDeletion) or composition.is_unknown)
    if changed is None or not is_rendered:
        return composition
    return replace(composition, content=compose(ComposeContext(tx, facts, changed.id), changed.message))


def _find_preference(facts: WorkspaceFacts, message: Post) -> MessagePreference:
    """Return when the reader wants to be written to about recognitions, at this moment."""
    # What is posted in the place of a deleted message was read before: without it, the reader would lose it.
    kinds = DirectMessage | ReplyNotice | DailySummary | ReactionExplanation
    if message.is_replacement or not isinstance(message, kinds):
        return MessagePreference.AT_ONCE
    return facts.find_preferences(message).messages


def _find_unless_in(message: OutboxMessage, targets: Collection[str]) -> ChannelId:
    """Return the channel in which the reader's mention takes the place of this message, "" if none does.

    `targets` are the ids of the shout-outs that are posted.
    """
    # A replacement was there before, no matter who is in the channel.
    if not isinstance(message, DirectMessage) or message.is_replacement:
        return NO_CHANNEL
    if message.target and message.target not in targets:
        # The shout-out could not be delivered, so it mentions no one.
        return NO_CHANNEL
    return message.unless_in
