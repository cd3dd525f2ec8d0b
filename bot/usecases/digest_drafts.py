"""What digests that are due contain, before they are written."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.audience import Audience, Coverage, limit_coverage
from bot.domain.calendar import Period, find_boundary_after, find_boundary_until
from bot.domain.digest import Digest, Subscription, choose_variation, is_still_news
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.scopes import DigestScope
from bot.domain.workspace import Workspace
from bot.storage import digests, due_digests
from bot.storage.engine import Transaction


class DueDigestResult(Struct, frozen=True):
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


class DigestPlan(Struct, frozen=True):
    """What a digest that is due may contain: recognitions given before `until`, as far as in `scope`.

    `is_late` says that it was missed for so long that its recognitions go into the next one.
    """

    workspace: Workspace
    subscription: Subscription
    period: Period
    until: datetime
    scope: DigestScope
    next_due: datetime
    is_late: bool

    @property
    def key(self) -> tuple[WorkspaceId, ChannelId]:
        """Return the workspace's number and the channel."""
        return self.subscription.workspace_id, self.subscription.channel


class DigestDraft(Struct, frozen=True):
    """A digest that is due, with the ids of its `recognitions`.

    What was given before the plan's `until` and is not among them is in no digest.
    """

    plan: DigestPlan
    digest: Digest
    recognitions: list[str]

    @property
    def is_wanted(self) -> bool:
        """Whether the channel wants a digest of such a week."""
        contents = self.plan.subscription.contents
        return not self.plan.is_late and (bool(self.recognitions) or contents.quiet_weeks)

    def next_subscription(self, *, is_posted: bool) -> Subscription:
        """Return the subscription as it is for the next period."""
        plan = self.plan
        covered = plan.subscription.covered_until
        if is_posted or not (self.recognitions or plan.is_late):
            covered = max(plan.until, covered)
        return replace(plan.subscription, covered_until=covered, next_due=plan.next_due)

    def make_result(self, *, is_posted: bool) -> DueDigestResult:
        """Return what became of the digest."""
        count = len(self.recognitions) if is_posted else 0
        return DueDigestResult(
            self.digest.id,
            self.plan.workspace,
            self.digest.channel,
            self.digest.period,
            count,
            is_posted,
            self.plan.is_late,
        )


def plan_digest(
    workspace: Workspace,
    subscription: Subscription,
    due_at: datetime,
    now: datetime,
    audience: Audience | None,
) -> DigestPlan:
    """Return a plan. `audience` is who can read the channel now; None if unknown."""
    end = find_boundary_until(subscription.schedule, due_at)
    return DigestPlan(
        workspace,
        subscription,
        Period(min(subscription.covered_until, end), end),
        min(end, now),
        decide_scope(subscription, audience),
        find_boundary_after(subscription.schedule, due_at),
        is_late=not is_still_news(end, now),
    )


def find_new_recognitions(
    tx: Transaction, plans: Sequence[DigestPlan]
) -> dict[tuple[WorkspaceId, ChannelId], list[str]]:
    """Return the recognitions of each digest by its channel; none for digests that are late.

    Only digests that cover more than their channel need a statement for each.
    """
    found: dict[tuple[WorkspaceId, ChannelId], list[str]] = {plan.key: [] for plan in plans}
    narrow = []
    for plan in plans:
        if plan.is_late:
            continue
        if plan.scope.covers is Coverage.CHANNEL:
            narrow.append((plan.subscription, plan.until))
        else:
            found[plan.key] = digests.list_new_recognitions(
                tx, plan.workspace, plan.subscription, plan.until, plan.scope
            )
    return found | due_digests.list_new_in_channels(tx, narrow)


def draft_digest(
    tx: Transaction, plan: DigestPlan, recognitions: list[str], before: int | None
) -> DigestDraft:
    """Return a draft. `before` is the variation of the channel's previous digest."""
    digest = make_digest(tx, plan.subscription, plan.period, plan.scope, before, is_quiet=not recognitions)
    return DigestDraft(plan, digest, recognitions)


def decide_scope(subscription: Subscription, audience: Audience | None) -> DigestScope:
    """Return what a digest covers if these can read its channel."""
    covers = limit_coverage(subscription.contents.covers, audience)
    members = audience.members if audience and covers is Coverage.MEMBERS else frozenset[UserId]()
    return DigestScope(subscription.channel, covers, members)


def make_digest(
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
