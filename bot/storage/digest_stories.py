"""Which recognitions digests tell."""

from collections.abc import Sequence

from sqlalchemy import select, union_all

from bot.domain.people import ERASED
from bot.domain.recognition import Story
from bot.storage import tables
from bot.storage.engine import Transaction
from bot.storage.id_lists import is_one_of
from bot.storage.scopes import with_row


def told_in(tx: Transaction, digest: str) -> list[str]:
    """The recognitions that a digest tells."""
    return list(
        tx.connection.scalars(select(tables.digest_story.c.recognition_id).filter_by(digest_id=digest))
    )


def first_givers(tx: Transaction, workspace_id: int, told: Sequence[Story]) -> frozenset[str]:
    """Those whom these stories name as givers, and who had never thanked anybody before.

    What they received plays no part, and what they took back does not count.
    """
    named = {story.id: set(story.givers) for story in told}
    given, recognition = tables.giver, tables.recognition
    earlier = given.alias("earlier")
    is_later = with_row(
        earlier.c.workspace_id == given.c.workspace_id,
        earlier.c.person_id == given.c.person_id,
        earlier.c.recognition_id < given.c.recognition_id,
        earlier.c.withdrawn_at.is_(None),
        recognition.c.id == earlier.c.recognition_id,
        recognition.c.withdrawn_at.is_(None),
    )
    rows = tx.connection.execute(
        select(given.c.recognition_id, given.c.person_id).where(
            given.c.workspace_id == workspace_id,
            is_one_of(given.c.recognition_id, named),
            given.c.withdrawn_at.is_(None),
            given.c.person_id != ERASED,
            ~is_later,
        )
    )
    return frozenset(person for recognition_id, person in rows if person in named[recognition_id])


def with_story(tx: Transaction, recognition: str) -> list[tuple[str, str]]:
    """The digests (id, channel) that tell this recognition."""
    digest, story = tables.digest, tables.digest_story
    rows = tx.connection.execute(
        select(digest.c.id, digest.c.channel_id)
        .join(story, story.c.digest_id == digest.c.id)
        .where(story.c.recognition_id == recognition)
    )
    return [(row.id, row.channel_id) for row in rows]


def with_person(tx: Transaction, workspace_id: int, person: str) -> list[tuple[str, str]]:
    """The digests (id, channel) with stories that a person gave, received, joined or is named in."""
    digest, story = tables.digest, tables.digest_story
    parts = (
        select(table.c.recognition_id).filter_by(workspace_id=workspace_id, person_id=person)
        for table in (tables.giver, tables.recipient, tables.voice, tables.mention)
    )
    rows = tx.connection.execute(
        select(digest.c.id, digest.c.channel_id)
        .join(story, story.c.digest_id == digest.c.id)
        .where(digest.c.workspace_id == workspace_id, story.c.recognition_id.in_(union_all(*parts)))
        .distinct()
        .order_by(digest.c.id)
    )
    return [(row.id, row.channel_id) for row in rows]
