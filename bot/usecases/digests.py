"""Weekly digests: previews, and those that are due."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.domain.audience import Audience, Coverage, limit_coverage
from bot.domain.calendar import Period, find_boundary_after, find_boundary_until
from bot.domain.digest import (
    Digest,
    DigestChapter,
    Subscription,
    choose_variation,
    group_by_value,
    is_still_news,
)
from bot.domain.digest_choice import choose_display_order
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.outbox_messages import WeeklyDigest
from bot.domain.scopes import DigestScope
from bot.domain.workspace import Workspace
from bot.storage import digest_recognitions, digests, due_digests, outbox, recognition_views, workspaces
from bot.storage.due_digests import DueSubscription
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.usecases import digest_subscriptions

BATCH = 50
"""Subscriptions that one transaction takes: on SQLite, others wait for its end."""

Audiences = Mapping[tuple[WorkspaceId, ChannelId], Audience | None]
"""Who can read channels now, by workspace id and channel; None if Slack did not answer."""
NO_AUDIENCES: Audiences = {}


@dataclass(frozen=True, slots=True)
class DigestPreview:
    """What a channel's digest would contain if it were posted now."""

    subscription: Subscription
    digest: Digest
    chapters: tuple[DigestChapter, ...]
    first_givers: frozenset[UserId]
    display_order: Mapping[str, int]
    language: str
    """The tag of the language that it would be posted in."""

    @property
    def period(self) -> Period:
        """Return the period that the digest would cover."""
        return self.digest.period


def make_preview(
    tx: Transaction,
    workspace: Workspace,
    channel: ChannelId,
    user: UserId,
    zone: str,
    audience: Audience | None = None,
) -> DigestPreview:
    """Return a preview of the channel's next digest, by default settings if it has no subscription.

    `audience` is who can read the channel now; None if unknown.
    """
    subscription = digests.find_subscription(tx, workspace.id, channel)
    if subscription is None:
        schedule = digest_subscriptions.default_schedule(zone)
        begin = find_boundary_until(schedule, tx.now)
        due = find_boundary_after(schedule, tx.now)
        subscription = Subscription(workspace.id, channel, schedule, user, begin, begin, due)
    scope = _decide_scope(subscription, audience)
    views = recognition_views.list_views(
        tx, workspace, scope, digests.list_new_recognitions(tx, workspace, subscription, tx.now, scope)
    )
    key = (workspace.id, channel)
    previous_variation = due_digests.find_latest_variations(tx, [key]).get(key)
    digest = _make_digest(
        tx,
        subscription,
        Period(subscription.covered_until, subscription.next_due),
        scope,
        previous_variation,
        is_quiet=not views,
    )
    chapters = group_by_value(views, workspaces.find_values(tx, workspace.id))
    order = _choose_display_orders(tx, {key: [recognition.id for recognition in views]})[key]
    first_givers = digest_recognitions.find_first_givers(tx, workspace.id, views)
    language = subscription.contents.language or workspaces.get(tx, workspace.id).language
    return DigestPreview(subscription, digest, chapters, first_givers, order, language)


def _decide_scope(subscription: Subscription, audience: Audience | None) -> DigestScope:
    covers = limit_coverage(subscription.contents.covers, audience)
    members = audience.members if audience and covers is Coverage.MEMBERS else frozenset[UserId]()
    return DigestScope(subscription.channel, covers, members)


def _make_digest(
    tx: Transaction,
    subscription: Subscription,
    period: Period,
    scope: DigestScope,
    before: int | None,
    *,
    is_quiet: bool,
) -> Digest:
    """Return a new digest. `before` is the variation of the previous one."""
    return Digest(
        id=tx.new_id(),
        workspace_id=subscription.workspace_id,
        channel=subscription.channel,
        period=period,
        zone=subscription.schedule.zone,
        set_by=subscription.set_by,
        contents=replace(subscription.contents, covers=scope.covers),
        is_quiet=is_quiet,
        variation=choose_variation(period, before),
    )


@dataclass(frozen=True, slots=True)
class DueDigestResult:
    """A digest that was due. One without `recognitions` is posted only if the channel wants it.

    `is_late` says that it was missed for so long that its recognitions go into the next one.
    """

    id: str
    workspace: Workspace
    channel: ChannelId
    period: Period
    recognitions: int
    is_posted: bool
    is_late: bool = False


def make_due_digests(
    tx: Transaction,
    due_at: datetime,
    audiences: Audiences = NO_AUDIENCES,
    failed: FailedItems | None = None,
) -> list[DueDigestResult]:
    """Make up to `BATCH` digests that are due at this instant, which may lie ahead of the clock.

    However late it is, there is one digest, up to the last boundary. It contains what was given until then;
    what is given later comes in the next one. A digest that covers more than its own channel stays due until
    its audience was looked up. Everything but the recognitions is read for all digests at once. A digest that
    fails is added to `failed` and does not stop the others.
    """
    failed = failed or FailedItems("digest")
    made: list[DueDigestResult] = []
    while not made and not failed.are_too_many:
        due = due_digests.claim_due(tx, due_at, BATCH, audiences.keys(), failed)
        if not due:
            break
        make = partial(_make_digests, tx, due_at=due_at, audiences=audiences)
        made = work_on_each(tx, due, lambda one: one.key, make, failed)
    return made


def _make_digests(
    tx: Transaction, rows: Sequence[DueSubscription], due_at: datetime, audiences: Audiences
) -> list[DueDigestResult]:
    due = [row.read() for row in rows]
    found = workspaces.get_many(tx, {one.workspace_id for one in due})
    variations = due_digests.find_latest_variations(tx, [_channel_key(one) for one in due])
    drafts = [
        _draft_digest(
            tx,
            found[one.workspace_id],
            one,
            due_at,
            audiences.get(_channel_key(one)),
            variations.get(_channel_key(one)),
        )
        for one in due
    ]
    # A channel that was switched off and on again may have a digest that ends then: the next one covers it.
    wanted = [draft for draft in drafts if draft.is_wanted]
    orders = _choose_display_orders(
        tx, {_channel_key(draft.subscription): draft.recognitions for draft in wanted}
    )
    added = due_digests.add(
        tx,
        {
            draft.digest.id: (
                draft.digest,
                {**dict.fromkeys(draft.recognitions), **orders[_channel_key(draft.subscription)]},
            )
            for draft in wanted
        },
    )
    digest_messages = [
        (id_, draft.digest.workspace_id, WeeklyDigest(draft.digest.channel, digest=id_))
        for draft in drafts
        if (id_ := draft.digest.id) in added
    ]
    outbox.put_all(tx, digest_messages)
    due_digests.advance(tx, [draft.next_subscription(is_posted=draft.digest.id in added) for draft in drafts])
    return [draft.make_result(is_posted=draft.digest.id in added) for draft in drafts]


def _channel_key(subscription: Subscription) -> tuple[WorkspaceId, ChannelId]:
    return subscription.workspace_id, subscription.channel


def _choose_display_orders(
    tx: Transaction, recognitions_by_channel: Mapping[tuple[WorkspaceId, ChannelId], Collection[str]]
) -> dict[tuple[WorkspaceId, ChannelId], dict[str, int]]:
    """Return the positions of recognitions in the order in which the next digests show them."""
    candidates = digest_recognitions.find_candidates(
        tx, {one for ids in recognitions_by_channel.values() for one in ids}
    )
    shown_last = digest_recognitions.find_latest_recipients(tx, recognitions_by_channel)
    return {
        channel: {
            one: place
            for place, one in enumerate(
                choose_display_order([candidates[one] for one in ids], shown_last[channel])
            )
        }
        for channel, ids in recognitions_by_channel.items()
    }


@dataclass(frozen=True, slots=True)
class _DigestDraft:
    """A digest that is due, with the ids of its `recognitions`.

    What was given before `until` and is not among them is in no digest.
    """

    workspace: Workspace
    subscription: Subscription
    digest: Digest
    recognitions: list[str]
    until: datetime
    next_due: datetime
    is_late: bool = False

    @property
    def is_wanted(self) -> bool:
        """Whether the channel wants a digest of such a week."""
        return not self.is_late and (bool(self.recognitions) or self.subscription.contents.quiet_weeks)

    def next_subscription(self, *, is_posted: bool) -> Subscription:
        """Return the subscription as it is for the next period."""
        covered = self.subscription.covered_until
        if is_posted or not (self.recognitions or self.is_late):
            covered = max(self.until, covered)
        return replace(self.subscription, covered_until=covered, next_due=self.next_due)

    def make_result(self, *, is_posted: bool) -> DueDigestResult:
        """Return what became of the digest."""
        count = len(self.recognitions) if is_posted else 0
        return DueDigestResult(
            self.digest.id,
            self.workspace,
            self.digest.channel,
            self.digest.period,
            count,
            is_posted,
            self.is_late,
        )


def _draft_digest(
    tx: Transaction,
    workspace: Workspace,
    subscription: Subscription,
    due_at: datetime,
    audience: Audience | None,
    before: int | None,
) -> _DigestDraft:
    end = find_boundary_until(subscription.schedule, due_at)
    period = Period(min(subscription.covered_until, end), end)
    until, scope = min(end, tx.now), _decide_scope(subscription, audience)
    is_late = not is_still_news(end, tx.now)
    recognitions = [] if is_late else digests.list_new_recognitions(tx, workspace, subscription, until, scope)
    digest = _make_digest(tx, subscription, period, scope, before, is_quiet=not recognitions)
    next_due = find_boundary_after(subscription.schedule, due_at)
    return _DigestDraft(workspace, subscription, digest, recognitions, until, next_due, is_late)


def find_digest(tx: Transaction, workspace: Workspace, digest: str) -> Digest | None:
    """Return a digest of this workspace by its id."""
    stored = digests.get(tx, digest)
    return stored if stored and stored.workspace_id == workspace.id else None
