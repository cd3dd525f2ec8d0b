"""The first week in a workspace, which ends with a proposal to the user who installed the app."""

from collections.abc import Collection, Mapping
from datetime import datetime

from msgspec import Struct

from bot.domain.first_week import FIRST_DAYS, MAX_CHANNELS, MIN_REACTIONS, PROPOSED_VALUES
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.message_changes import MessageDeletion
from bot.domain.outbox_messages import FirstWeek
from bot.domain.value_changes import fill_value_form, find_faults, list_ready_values, parse_value_form
from bot.domain.values import Value, Values
from bot.domain.workspace import Workspace
from bot.storage import admins, digests, first_weeks, messages, outbox, workspaces
from bot.storage.engine import Transaction


class FirstWeekContent(Struct, frozen=True):
    """What is proposed in the first week and is not there yet."""

    message: FirstWeek
    values: tuple[Value, ...]
    channels: tuple[ChannelId, ...]

    @property
    def is_done(self) -> bool:
        """Return True if nothing is left to propose."""
        return not (self.values or self.channels)


def begin_first_week(tx: Transaction, workspace_id: WorkspaceId, reader: UserId) -> None:
    """Look from now on which channels say thanks, for a proposal to this user.

    It begins with the tour. A workspace that was offered the tour by an earlier version has found its ways.
    """
    first_weeks.begin(tx, workspace_id, reader, tx.now + FIRST_DAYS)


def count_thanks(
    tx: Transaction, counts: Mapping[tuple[WorkspaceId, ChannelId], int]
) -> Collection[WorkspaceId]:
    """Add emoji of thanks by channel; return the workspaces in their first week: others are left out."""
    under_way = first_weeks.lock_under_way(tx, {workspace_id for workspace_id, _ in counts})
    for (workspace_id, channel), number in sorted(counts.items()):
        if workspace_id in under_way:
            first_weeks.count_thanks(tx, workspace_id, channel, number)
    return under_way


def list_due(tx: Transaction) -> list[tuple[Workspace, UserId, list[ChannelId]]]:
    """Return the workspaces to propose something in, to whom, and their channels that say thanks."""
    due = first_weeks.list_due(tx)
    found = workspaces.get_many(tx, [workspace_id for workspace_id, _ in due]) if due else {}
    return [
        (found[id_], reader, first_weeks.list_channels(tx, id_, MIN_REACTIONS, 3 * MAX_CHANNELS))
        for id_, reader in due
    ]


def postpone(tx: Transaction, workspace: Workspace, until: datetime) -> None:
    """Propose later (UTC)."""
    first_weeks.postpone(tx, workspace.id, until)


def propose(tx: Transaction, workspace: Workspace, message: FirstWeek | None) -> None:
    """End the first week with this proposal, once, or with none; what was counted is forgotten."""
    if first_weeks.end(tx, workspace.id) and message:
        outbox.put(tx, workspace.id, message)


def compose_first_week(
    tx: Transaction, workspace: Workspace, values: Values, message: FirstWeek
) -> FirstWeekContent:
    """Return what is left to propose now: values only to an admin, who alone can add them."""
    is_admin = admins.is_admin(tx, workspace.id, message.destination)
    return FirstWeekContent(
        message,
        _list_addable_values(values) if is_admin else (),
        tuple(
            channel
            for channel in message.channels
            if digests.find_subscription(tx, workspace.id, channel) is None
        ),
    )


def _list_addable_values(values: Values) -> tuple[Value, ...]:
    """Return the proposed values that are not there, and whose emoji belong to no other value."""
    return tuple(
        value
        for value in list_ready_values(values)
        if value.key in PROPOSED_VALUES
        and not find_faults(parse_value_form(fill_value_form(value), value), values)
    )


def find_proposal(
    tx: Transaction, workspace: Workspace, user: UserId, channel: ChannelId, ts: str
) -> FirstWeekContent | None:
    """Return what is left of the proposal in a message to this user; None for any other message."""
    posted = messages.find_at(tx, workspace.id, channel, ts)
    if posted is None or not isinstance(posted.message, FirstWeek) or posted.user != user:
        return None
    return compose_first_week(tx, workspace, workspaces.find_values(tx, workspace.id), posted.message)


def skip_proposal(tx: Transaction, workspace: Workspace, user: UserId, channel: ChannelId, ts: str) -> None:
    """Delete the message with the proposal, if it is this user's."""
    posted = messages.find_at(tx, workspace.id, channel, ts)
    if posted and isinstance(posted.message, FirstWeek) and posted.user == user:
        outbox.put(tx, workspace.id, MessageDeletion(channel, posted.id))
