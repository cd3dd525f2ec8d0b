"""What has to wait, for every process: a channel, a way of calling Slack, or a whole workspace."""

from datetime import datetime

from sqlalchemy import ColumnElement, delete, exists, select

from bot.storage import schema
from bot.storage.conflicts import upsert
from bot.storage.engine import Transaction

EVERYTHING = "*"
"""All that goes to a workspace."""
POSTING = "post"
"""The action of all kinds that make a message. An update or a deletion is an action by its own name."""
CALENDAR = "calendar"
"""The posts that come by the calendar, where Slack asks for a pause in what they need to know."""
DRIP = "drip"
"""The same posts, spread. This holds none of them back for longer than its turn needs to come."""


def block(tx: Transaction, workspace_id: int, what: str, until: datetime) -> None:
    """Let nothing of this go out before an instant: `what` is a destination, an action or `EVERYTHING`."""
    row = {"workspace_id": workspace_id, "subject": what, "blocked_until": until, "blocked_since": tx.now}
    upsert(tx.connection, schema.rate_limit, [row])


def find_blocked_until(tx: Transaction, workspace_id: int, what: str) -> datetime | None:
    """Until when this had or has to wait; None where that is not known any more."""
    moment: datetime | None = tx.connection.scalar(
        select(schema.rate_limit.c.blocked_until).filter_by(workspace_id=workspace_id, subject=what)
    )
    return moment


def unblock(tx: Transaction, workspace_id: int) -> None:
    """Let a workspace go on that had to wait as a whole."""
    tx.connection.execute(delete(schema.rate_limit).filter_by(workspace_id=workspace_id, subject=EVERYTHING))
    tx.effects.fills_outbox = True


def is_blocked(
    at: datetime | ColumnElement[datetime], workspace_id: ColumnElement[int], *whats: ColumnElement[str] | str
) -> ColumnElement[bool]:
    """A condition: something of this has to wait at that instant."""
    table = schema.rate_limit
    return exists().where(
        table.c.workspace_id == workspace_id,
        table.c.blocked_until > at,
        table.c.subject.in_([*whats, EVERYTHING]),
    )


def follow_clock(tx: Transaction, latest: datetime) -> None:
    """Let waits that began after `latest` begin now: the clock was set back since."""
    table = schema.rate_limit
    rows = tx.connection.execute(
        select(table).where(table.c.blocked_since > latest).with_for_update(skip_locked=True)
    ).all()
    for row in rows:
        block(tx, row.workspace_id, row.subject, tx.now + (row.blocked_until - row.blocked_since))


def delete_before(tx: Transaction, moment: datetime) -> int:
    """Forget what need not wait since this instant; answers how many."""
    return tx.connection.execute(
        delete(schema.rate_limit).where(schema.rate_limit.c.blocked_until < moment)
    ).rowcount
