"""Weekly digests: previews, and those that are due."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from functools import partial

from msgspec import Struct

from bot.domain.audience import Audience
from bot.domain.calendar import Period, find_boundary_after, find_boundary_until
from bot.domain.digest import (
    Digest,
    DigestChapter,
    Subscription,
    are_two_quiet,
    group_by_value,
)
from bot.domain.digest_choice import choose_display_order
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.outbox_messages import QuietQuestion, WeeklyDigest
from bot.domain.user import ERASED
from bot.domain.workspace import Workspace
from bot.storage import digest_recognitions, digests, due_digests, outbox, recognition_views, workspaces
from bot.storage.due_digests import DueSubscription
from bot.storage.engine import Transaction
from bot.storage.failed_items import FailedItems, work_on_each
from bot.usecases import digest_subscriptions
from bot.usecases.digest_drafts import (
    DigestDraft,
    DueDigestResult,
    decide_scope,
    draft_digest,
    find_new_recognitions,
    make_digest,
    plan_digest,
)

BATCH = 50
"""Subscriptions that one transaction takes: on SQLite, others wait for its end."""

Audiences = Mapping[tuple[WorkspaceId, ChannelId], Audience | None]
"""Who can read channels now, by workspace id and channel; None if Slack did not answer."""
NO_AUDIENCES: Audiences = {}


class DigestPreview(Struct, frozen=True):
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
    scope = decide_scope(subscription, audience)
    views = recognition_views.list_views(
        tx, workspace, scope, digests.list_new_recognitions(tx, workspace, subscription, tx.now, scope)
    )
    key = (workspace.id, channel)
    previous_variation = due_digests.find_latest_variations(tx, [key]).get(key)
    digest = make_digest(
        tx,
        subscription,
        Period(subscription.covered_until, subscription.next_due),
        scope,
        previous_variation,
        is_quiet=not views,
    )
    chapters = group_by_value(views, workspaces.find_values(tx, workspace.id))
    order = choose_display_orders(tx, {key: [recognition.id for recognition in views]})[key]
    first_givers = digest_recognitions.find_first_givers(tx, workspace.id, views)
    language = subscription.contents.language or workspaces.get(tx, workspace.id).language
    return DigestPreview(subscription, digest, chapters, first_givers, order, language)


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
    variations = due_digests.find_latest_variations(tx, [row.key for row in rows])
    plans = [
        plan_digest(found[one.workspace_id], one, due_at, tx.now, audiences.get(row.key))
        for row, one in zip(rows, due, strict=True)
    ]
    new_recognitions = find_new_recognitions(tx, plans)
    drafts = [draft_digest(tx, plan, new_recognitions[plan.key], variations.get(plan.key)) for plan in plans]
    # A channel that was switched off and on again may have a digest that ends then: the next one covers it.
    wanted = [draft for draft in drafts if draft.is_wanted]
    orders = choose_display_orders(tx, {draft.plan.key: draft.recognitions for draft in wanted})
    added = due_digests.add(
        tx,
        {
            draft.digest.id: (
                draft.digest,
                {**dict.fromkeys(draft.recognitions), **orders[draft.plan.key]},
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
    asked = {row.key for row in rows if row.was_asked}
    _ask_about_quiet_weeks(tx, [draft for draft in drafts if draft.plan.key not in asked])
    due_digests.advance(tx, [draft.next_subscription(is_posted=draft.digest.id in added) for draft in drafts])
    return [draft.make_result(is_posted=draft.digest.id in added) for draft in drafts]


def _ask_about_quiet_weeks(tx: Transaction, drafts: Sequence[DigestDraft]) -> None:
    """Ask who set a digest up, once, whether its hour suits, if it is the second without recognitions."""
    quiet = {
        draft.plan.key: draft.plan
        for draft in drafts
        if not (draft.recognitions or draft.plan.is_late) and draft.plan.subscription.set_by != ERASED
    }
    # Nearly all of them are younger than that, or were asked: this needs no query.
    old = {
        key: plan
        for key, plan in quiet.items()
        if are_two_quiet(plan.subscription.begins_at, None, plan.period.end)
    }
    latest = due_digests.find_latest_ends(tx, old.keys()) if old else {}
    for key, plan in old.items():
        subscription = plan.subscription
        is_second = are_two_quiet(subscription.begins_at, latest.get(key), plan.period.end)
        if is_second and due_digests.mark_asked(tx, *key):
            outbox.put(tx, key[0], QuietQuestion(subscription.set_by, channel=subscription.channel))


def choose_display_orders(
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


def find_digest(tx: Transaction, workspace: Workspace, digest: str) -> Digest | None:
    """Return a digest of this workspace by its id."""
    stored = digests.get(tx, digest)
    return stored if stored and stored.workspace_id == workspace.id else None
