"""Weekly digests: a channel's wish for one, and making those that are due."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time

from bot.domain.audience import Audience, Coverage, reach
from bot.domain.calendar import Period, Schedule, boundary_after, boundary_until
from bot.domain.commands.meaning import DigestOn
from bot.domain.delivery import Kind
from bot.domain.digest import Chapter, Contents, chapters, is_still_news, variation
from bot.domain.visibility import InDigest
from bot.domain.workspace import Workspace
from bot.storage import digest_stories, digests, outbox, stories, workspaces
from bot.storage.digests import Digest, Subscription
from bot.storage.engine import Transaction
from bot.storage.outbox import Letter

DEFAULT_WEEKDAY = 0
DEFAULT_TIME = time(9)
BATCH = 100
"""Subscriptions that one transaction takes."""

Audiences = Mapping[tuple[int, str], Audience | None]
"""Who reads channels now, by workspace's number and channel; None where Slack did not tell."""
NONE_READ: Audiences = {}


def switch_on(
    tx: Transaction, workspace: Workspace, channel: str, person: str, zone: str, wish: DigestOn
) -> Subscription:
    """Give a channel a weekly digest, or set it anew; what was not said stays, or is Monday 09:00 in `zone`.

    The first period starts at the previous boundary. A change moves only the next end: periods touch.
    """
    known = digests.subscription(tx, workspace.id, channel)
    schedule = _schedule(wish, known.schedule if known else Schedule(DEFAULT_WEEKDAY, DEFAULT_TIME, zone))
    contents = _contents(wish, known.contents if known else Contents())
    begin = boundary_until(schedule, tx.now)
    if known:
        # What was given earlier, and was no matter for the digest then, does not become one.
        begin = known.begins_at if contents.covers is known.contents.covers else known.covered_until
    subscription = Subscription(
        workspace_id=workspace.id,
        channel=channel,
        schedule=schedule,
        set_by=person,
        begins_at=begin,
        covered_until=known.covered_until if known else begin,
        next_due=boundary_after(schedule, tx.now),
        contents=contents,
    )
    digests.subscribe(tx, subscription)
    return subscription


def _schedule(wish: DigestOn, otherwise: Schedule) -> Schedule:
    return Schedule(
        otherwise.weekday if wish.weekday is None else wish.weekday,
        wish.at or otherwise.at,
        wish.zone or otherwise.zone,
    )


def _contents(wish: DigestOn, otherwise: Contents) -> Contents:
    return Contents(
        covers=wish.covers or otherwise.covers,
        quiet_weeks=otherwise.quiet_weeks if wish.quiet_weeks is None else wish.quiet_weeks,
        picture=otherwise.picture if wish.picture is None else wish.picture,
        language=otherwise.language if wish.language is None else wish.language,
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a channel's digest would hold if it came now; `digest` is the one that would be made."""

    subscription: Subscription
    digest: Digest
    chapters: tuple[Chapter, ...]
    first_givers: frozenset[str]

    @property
    def period(self) -> Period:
        """What the digest would be about."""
        return self.digest.period


def preview(
    tx: Transaction,
    workspace: Workspace,
    channel: str,
    person: str,
    zone: str,
    audience: Audience | None = None,
) -> Preview:
    """Look at the next digest; where none is set up, at the one that would come by default.

    `audience` is who reads the channel now; None where it is not known.
    """
    found = digests.subscription(tx, workspace.id, channel)
    if found is None:
        schedule = Schedule(DEFAULT_WEEKDAY, DEFAULT_TIME, zone)
        begin = boundary_until(schedule, tx.now)
        due = boundary_after(schedule, tx.now)
        found = Subscription(workspace.id, channel, schedule, person, begin, begin, due)
    scope = _scope(found, audience)
    told = stories.tell(tx, workspace, scope, digests.untold(tx, workspace, found, tx.now, scope))
    digest = _digest(tx, found, Period(found.covered_until, found.next_due), scope, is_quiet=not told)
    grouped = chapters(told, workspaces.values(tx, workspace.id))
    return Preview(found, digest, grouped, digest_stories.first_givers(tx, workspace.id, told))


def _scope(subscription: Subscription, audience: Audience | None) -> InDigest:
    covers = reach(subscription.contents.covers, audience)
    members = audience.members if audience and covers is Coverage.MEMBERS else frozenset[str]()
    return InDigest(subscription.channel, covers, members)


def _digest(
    tx: Transaction, subscription: Subscription, period: Period, scope: InDigest, *, is_quiet: bool
) -> Digest:
    before = digests.latest_variation(tx, subscription.workspace_id, subscription.channel)
    return Digest(
        id=tx.new_id(),
        workspace_id=subscription.workspace_id,
        channel=subscription.channel,
        period=period,
        zone=subscription.schedule.zone,
        set_by=subscription.set_by,
        contents=replace(subscription.contents, covers=scope.covers),
        is_quiet=is_quiet,
        variation=variation(period, before),
    )


@dataclass(frozen=True, slots=True)
class Made:
    """A digest that was due. Nothing is posted of a week without `stories`, unless a channel wishes for it.

    `is_late` says that it was missed for so long that its stories go into the next one.
    """

    id: str
    workspace: Workspace
    channel: str
    period: Period
    stories: int
    is_posted: bool
    is_late: bool = False


def make_due(tx: Transaction, due_at: datetime, audiences: Audiences = NONE_READ) -> list[Made]:
    """Make up to `BATCH` digests that are due at this instant, which may lie ahead of the clock.

    However long the hour has passed, there is one digest, up to the last boundary. It holds what was
    given until then, so what is given later comes in the next one. One that tells of more than its channel
    stays due until somebody has looked who reads it.
    """
    made = []
    for subscription in digests.claim_due(tx, due_at, BATCH):
        key = (subscription.workspace_id, subscription.channel)
        if subscription.contents.covers is Coverage.CHANNEL or key in audiences:
            made.append(_make(tx, subscription, due_at, audiences.get(key)))
    return made


def _make(tx: Transaction, subscription: Subscription, due_at: datetime, audience: Audience | None) -> Made:
    workspace = workspaces.get(tx, subscription.workspace_id)
    end = boundary_until(subscription.schedule, due_at)
    next_due = boundary_after(subscription.schedule, due_at)
    period = Period(min(subscription.covered_until, end), end)
    if not is_still_news(end, tx.now):
        digests.move_on(tx, subscription, subscription.covered_until, next_due)
        return Made(tx.new_id(), workspace, subscription.channel, period, 0, is_posted=False, is_late=True)
    until, scope = min(end, tx.now), _scope(subscription, audience)
    told = digests.untold(tx, workspace, subscription, until, scope)
    digest = _digest(tx, subscription, period, scope, is_quiet=not told)
    is_wished = bool(told) or subscription.contents.quiet_weeks
    # A channel that was switched off and on again may have a digest that ends then: the next one tells.
    is_posted = is_wished and digests.add(tx, digest, told)
    if is_posted:
        letter = Letter(Kind.DIGEST, digest.channel, digest=digest.id)
        outbox.put(tx, workspace.id, letter, delivery=digest.id)
    covered = subscription.covered_until
    if is_posted or not told:
        covered = max(until, covered)
    digests.move_on(tx, subscription, covered, next_due)
    return Made(digest.id, workspace, digest.channel, period, len(told) if is_posted else 0, is_posted)
