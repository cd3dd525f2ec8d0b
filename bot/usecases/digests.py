"""Weekly digests: a channel's wish for one, and making those that are due."""

from dataclasses import dataclass
from datetime import datetime, time

from bot.domain.calendar import Period, Schedule, boundary_after, boundary_until
from bot.domain.commands.meaning import DigestOn
from bot.domain.delivery import Kind
from bot.domain.digest import Chapter, chapters
from bot.domain.visibility import InDigest
from bot.domain.workspace import Workspace
from bot.storage import digests, outbox, stories, workspaces
from bot.storage.digests import Digest, Subscription
from bot.storage.engine import Transaction
from bot.storage.outbox import Letter

DEFAULT_WEEKDAY = 0
DEFAULT_TIME = time(9)
BATCH = 100
"""Subscriptions that one transaction takes."""


def switch_on(
    tx: Transaction, workspace: Workspace, channel: str, person: str, zone: str, wish: DigestOn
) -> Subscription:
    """Give a channel a weekly digest, or set it anew; what was not said stays, or is Monday 09:00 in `zone`.

    The first period starts at the previous boundary. A change moves only the next end: periods touch.
    """
    known = digests.subscription(tx, workspace.id, channel)
    schedule = _schedule(wish, known.schedule if known else Schedule(DEFAULT_WEEKDAY, DEFAULT_TIME, zone))
    begin = boundary_until(schedule, tx.now)
    subscription = Subscription(
        workspace_id=workspace.id,
        channel=channel,
        schedule=schedule,
        set_by=person,
        begins_at=known.begins_at if known else begin,
        covered_until=known.covered_until if known else begin,
        next_due=boundary_after(schedule, tx.now),
    )
    digests.subscribe(tx, subscription)
    return subscription


def _schedule(wish: DigestOn, otherwise: Schedule) -> Schedule:
    return Schedule(
        otherwise.weekday if wish.weekday is None else wish.weekday,
        wish.at or otherwise.at,
        wish.zone or otherwise.zone,
    )


@dataclass(frozen=True, slots=True)
class Preview:
    """What a channel's digest would hold if it came now."""

    subscription: Subscription
    period: Period
    chapters: tuple[Chapter, ...]


def preview(tx: Transaction, workspace: Workspace, channel: str, person: str, zone: str) -> Preview:
    """Look at the next digest; where none is set up, at the one that would come by default."""
    found = digests.subscription(tx, workspace.id, channel)
    if found is None:
        schedule = Schedule(DEFAULT_WEEKDAY, DEFAULT_TIME, zone)
        begin = boundary_until(schedule, tx.now)
        due = boundary_after(schedule, tx.now)
        found = Subscription(workspace.id, channel, schedule, person, begin, begin, due)
    untold = digests.untold(tx, workspace, found, tx.now)
    told = stories.tell(tx, workspace, InDigest(channel), untold)
    grouped = chapters(told, workspaces.values(tx, workspace.id))
    return Preview(found, Period(found.covered_until, found.next_due), grouped)


@dataclass(frozen=True, slots=True)
class Made:
    """A digest that was due. `stories` may be 0: then nothing is posted."""

    id: str
    workspace: Workspace
    channel: str
    period: Period
    stories: int


def make_due(tx: Transaction, due_at: datetime) -> list[Made]:
    """Make up to `BATCH` digests that are due at this instant, which may lie ahead of the clock.

    However long the hour has passed, there is one digest, up to the last boundary. It holds what was
    given until then, so what is given later comes in the next one.
    """
    made = []
    for subscription in digests.claim_due(tx, due_at, BATCH):
        workspace = workspaces.get(tx, subscription.workspace_id)
        end = boundary_until(subscription.schedule, due_at)
        until = min(end, tx.now)
        told = digests.untold(tx, workspace, subscription, until)
        digest = Digest(
            id=tx.new_id(),
            workspace_id=workspace.id,
            channel=subscription.channel,
            period=Period(min(subscription.covered_until, end), end),
            zone=subscription.schedule.zone,
            set_by=subscription.set_by,
        )
        # A channel that was switched off and on again may have a digest that ends then: the next one tells.
        is_told = not told or digests.add(tx, digest, told)
        stories_told = len(told) if is_told else 0
        if stories_told:
            letter = Letter(Kind.DIGEST, digest.channel, digest=digest.id)
            outbox.put(tx, workspace.id, letter, delivery=digest.id)
        covered = max(until, subscription.covered_until) if is_told else subscription.covered_until
        digests.move_on(tx, subscription, covered, boundary_after(subscription.schedule, due_at))
        made.append(Made(digest.id, workspace, subscription.channel, digest.period, stories_told))
    return made
