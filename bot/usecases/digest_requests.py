"""Digests that members ask for: first for themselves alone, then posted once."""

from datetime import datetime, timedelta
from enum import Enum, auto

from msgspec.structs import replace

from bot.domain.audience import Audience
from bot.domain.calendar import Period
from bot.domain.digest import Digest, DigestContents, Subscription, group_by_value
from bot.domain.ids import ChannelId, UserId
from bot.domain.outbox_messages import WeeklyDigest
from bot.domain.scopes import DigestScope
from bot.domain.workspace import Workspace
from bot.storage import (
    deduplication,
    digest_recognitions,
    digests,
    due_digests,
    outbox,
    recognition_views,
    requested_digests,
    workspaces,
)
from bot.storage.engine import Transaction
from bot.storage.ids import make_range
from bot.storage.scopes import narrow_members
from bot.usecases import digest_subscriptions
from bot.usecases.digest_drafts import decide_scope, make_digest
from bot.usecases.digests import choose_display_orders
from bot.usecases.message_composers import compose_digest
from bot.usecases.message_contents import WeeklyDigestContent

FIRST_PERIOD = timedelta(days=7)
"""What a channel without an earlier digest is shown, if nobody names a period."""


class PostResult(Enum):
    """What became of the wish to post a private look."""

    POSTED = auto()
    REPEATED = auto()
    """It was posted before: a button was pressed twice, or Slack repeated it."""
    NOTHING_LEFT = auto()
    """All of it was withdrawn since, or the look is gone."""


def find_last_end(tx: Transaction, workspace: Workspace, channel: ChannelId) -> datetime:
    """Return where the channel's last digest ended, weekly or asked for, or a week ago without one."""
    subscription = digests.find_subscription(tx, workspace.id, channel)
    ends = [
        requested_digests.find_last_end(tx, workspace.id, channel),
        # A quiet week has no digest, but it was covered.
        subscription.covered_until if subscription else None,
    ]
    return max((end for end in ends if end and end < tx.now), default=tx.now - FIRST_PERIOD)


def make_look(
    tx: Transaction,
    workspace: Workspace,
    channel: ChannelId,
    user: UserId,
    period: Period,
    zone: str,
    audience: Audience | None = None,
) -> WeeklyDigestContent:
    """Make a digest of a period that can be posted, and return what it shows: nothing is stored of none.

    `audience` is who can read the channel now; None if unknown. The channel's weekly digest stays as it is.
    """
    subscription = _find_subscription(tx, workspace, channel, user, zone)
    scope = decide_scope(subscription, audience)
    views = recognition_views.list_views_of_period(
        tx, workspace, _narrow(tx, workspace, scope, period), period
    )
    key = (workspace.id, channel)
    before = due_digests.find_latest_variations(tx, [key]).get(key)
    digest = replace(
        make_digest(tx, subscription, period, scope, before, is_quiet=False), set_by=user, is_requested=True
    )
    if not views:
        return WeeklyDigestContent(digest, ())
    order = choose_display_orders(tx, {key: [view.id for view in views]})[key]
    requested_digests.add(tx, digest, {**{view.id: None for view in views}, **order})
    return WeeklyDigestContent(
        digest,
        group_by_value(views, workspaces.find_values(tx, workspace.id)),
        digest_recognitions.find_first_givers(tx, workspace.id, views),
        order,
    )


def _narrow(tx: Transaction, workspace: Workspace, scope: DigestScope, period: Period) -> DigestScope:
    return narrow_members(tx, workspace, scope, make_range(period.start, period.end))


def _find_subscription(
    tx: Transaction, workspace: Workspace, channel: ChannelId, user: UserId, zone: str
) -> Subscription:
    """Return what the channel wants in its digests, for days of `zone`."""
    found = digests.find_subscription(tx, workspace.id, channel)
    contents = found.contents if found else DigestContents()
    schedule = digest_subscriptions.default_schedule(zone)
    return Subscription(workspace.id, channel, schedule, user, tx.now, tx.now, tx.now, contents)


def post_look(tx: Transaction, workspace: Workspace, digest_id: str, user: UserId) -> PostResult:
    """Post a private look of this user, once: only what is still visible, now and when it is sent."""
    digest = find_look(tx, workspace, digest_id, user)
    if digest is None:
        return PostResult.NOTHING_LEFT
    if requested_digests.is_posted(tx, digest.id):
        return PostResult.REPEATED
    values = workspaces.find_values(tx, workspace.id)
    if compose_digest(tx, workspace, values, digest.id) is None:
        return PostResult.NOTHING_LEFT
    if not deduplication.record_key(tx, workspace.id, f"digest:{digest.id}"):
        return PostResult.REPEATED
    outbox.put_all(tx, [(digest.id, workspace.id, WeeklyDigest(digest.channel, digest=digest.id))])
    return PostResult.POSTED


def find_look(tx: Transaction, workspace: Workspace, digest_id: str, user: UserId) -> Digest | None:
    """Return a digest that this user asked for; None if there is none."""
    digest = digests.get(tx, digest_id)
    is_own = digest and digest.workspace_id == workspace.id and digest.set_by == user
    return digest if digest and is_own and digest.is_requested else None
