"""A channel's subscription to a weekly digest."""

from collections.abc import Collection, Mapping
from datetime import time

from bot.domain.calendar import Schedule, find_boundary_after, find_boundary_until
from bot.domain.commands.digest_command import DigestOnCommand
from bot.domain.digest import (
    DigestContents,
    DigestEditors,
    DigestEnd,
    Subscription,
    find_digest_refusal,
)
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.outbox_messages import DigestEndNotice, DigestOffer
from bot.domain.user import ERASED, User
from bot.domain.workspace import Workspace
from bot.storage import channels, digests, outbox
from bot.storage.engine import Transaction

DEFAULT_WEEKDAY = 0
DEFAULT_TIME = time(9)


def switch_on(
    tx: Transaction,
    workspace: Workspace,
    channel: ChannelId,
    user: UserId,
    zone: str,
    wish: DigestOnCommand,
    *,
    has_bot: bool,
) -> Subscription:
    """Subscribe a channel to a weekly digest, or change its subscription.

    What the command does not mention stays as it is, or is Monday 09:00 in `zone`. The first period starts at
    the previous boundary. A change moves only the next end, so periods touch. `has_bot` says whether the bot
    is in the channel.
    """
    known = digests.find_subscription(tx, workspace.id, channel)
    schedule = merge_schedule(wish, known.schedule if known else default_schedule(zone))
    contents = merge_contents(wish, known.contents if known else DigestContents())
    begin = find_boundary_until(schedule, tx.now)
    if known:
        # What was given earlier, and was no matter for the digest then, does not become one.
        begin = known.begins_at if contents.covers is known.contents.covers else known.covered_until
    subscription = Subscription(
        workspace_id=workspace.id,
        channel=channel,
        schedule=schedule,
        set_by=user,
        begins_at=begin,
        covered_until=known.covered_until if known else begin,
        next_due=find_boundary_after(schedule, tx.now),
        contents=contents,
    )
    digests.subscribe(tx, subscription)
    digests.set_bot_member(tx, workspace.id, channel, is_member=has_bot)
    return subscription


def switch_on_all(
    tx: Transaction,
    workspace: Workspace,
    channels: Mapping[ChannelId, bool],
    user: UserId,
    zone: str,
    wish: DigestOnCommand,
) -> dict[ChannelId, tuple[Subscription, Schedule | None]]:
    """Subscribe channels as in `switch_on`; return their subscriptions, and their schedules before.

    `channels` say whether the bot is in them. What is repeated changes nothing.
    """
    before = list_subscriptions(tx, workspace, channels)
    return {
        channel: (
            switch_on(tx, workspace, channel, user, zone, wish, has_bot=has_bot),
            before[channel].schedule if channel in before else None,
        )
        for channel, has_bot in sorted(channels.items())
    }


def list_subscriptions(
    tx: Transaction, workspace: Workspace, channels: Collection[ChannelId]
) -> dict[ChannelId, Subscription]:
    """Return those of these channels' subscriptions that there are."""
    return digests.list_subscriptions(tx, workspace.id, channels)


def default_schedule(zone: str) -> Schedule:
    """Return the schedule of a digest if the command names none."""
    return Schedule(DEFAULT_WEEKDAY, DEFAULT_TIME, zone)


def merge_schedule(wish: DigestOnCommand, otherwise: Schedule) -> Schedule:
    """Return the schedule that the command asks for; what it leaves out is as in `otherwise`."""
    return Schedule(
        otherwise.weekday if wish.weekday is None else wish.weekday,
        wish.at or otherwise.at,
        wish.zone or otherwise.zone,
    )


def merge_contents(wish: DigestOnCommand, otherwise: DigestContents) -> DigestContents:
    """Return the contents that the command asks for; what it leaves out is as in `otherwise`."""
    return DigestContents(
        covers=wish.covers or otherwise.covers,
        quiet_weeks=otherwise.quiet_weeks if wish.quiet_weeks is None else wish.quiet_weeks,
        picture=otherwise.picture if wish.picture is None else wish.picture,
        language=otherwise.language if wish.language is None else wish.language,
    )


def switch_off(tx: Transaction, workspace: Workspace, channel: ChannelId) -> bool:
    """End a channel's digest; return False if it had none."""
    return digests.unsubscribe(tx, workspace.id, channel) is not None


def find_subscription(tx: Transaction, workspace: Workspace, channel: ChannelId) -> Subscription | None:
    """Return a channel's subscription; None if it has no digest."""
    return digests.find_subscription(tx, workspace.id, channel)


def find_editors(tx: Transaction, workspace: Workspace) -> DigestEditors:
    """Return who may set up digests."""
    return digests.find_editors(tx, workspace.id)


def offer_digest(tx: Transaction, workspace: Workspace, channel: ChannelId, inviter: User) -> bool:
    """Offer a digest to the user who invited the bot, once for each channel; return True if offered."""
    by = digests.find_editors(tx, workspace.id)
    if inviter.is_bot or find_digest_refusal(inviter, is_member=True, by=by):
        return False
    if digests.find_subscription(tx, workspace.id, channel) or not digests.offer_once(
        tx, workspace.id, channel
    ):
        return False
    outbox.put(tx, workspace.id, DigestOffer(inviter.id, channel=channel))
    return True


def end_digest(tx: Transaction, workspace_id: WorkspaceId, channel: ChannelId, why: DigestEnd) -> bool:
    """End the digest of a channel, notify its owner, and return True if it had one."""
    set_by = digests.unsubscribe(tx, workspace_id, channel)
    if set_by and set_by != ERASED:
        outbox.put(tx, workspace_id, DigestEndNotice(set_by, channel=channel, why=why))
    return set_by is not None


def change_channel_id(tx: Transaction, workspace: Workspace, old: str, new: str) -> None:
    """Give what belongs to a channel the channel's new id."""
    channels.change_id(tx, workspace.id, old, new)
