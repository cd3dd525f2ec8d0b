"""The words of a digest for a text that leaves Slack: only what everyone in the company may see."""

from collections.abc import Collection

from msgspec.structs import replace

from bot.domain.digest import group_by_value
from bot.domain.ids import ChannelId, UserId
from bot.domain.outbox_messages import DigestText
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.storage import deduplication, digests, outbox
from bot.storage.engine import Transaction
from bot.usecases.message_composers import compose_digest
from bot.usecases.message_contents import WeeklyDigestContent


def keep_public(
    content: WeeklyDigestContent, values: Values, public_channels: Collection[ChannelId]
) -> WeeklyDigestContent:
    """Return what was given in public, in a channel of the company alone that is public now.

    What was given in a private channel stays there, even if it was made public later.
    """
    kept = [view for view in content.recognitions if view.is_open and view.channel in public_channels]
    return replace(content, chapters=group_by_value(kept, values))


def compose_text(
    tx: Transaction, workspace: Workspace, values: Values, digest_id: str
) -> WeeklyDigestContent | None:
    """Return what a digest says now; None if nothing is left of it."""
    content = compose_digest(tx, workspace, values, digest_id)
    return content if content and content.chapters else None


def request_files(tx: Transaction, workspace: Workspace, digest_id: str, user: UserId, key: str) -> bool:
    """Send a digest's words to a user as files, once for each `key`; return False if it is gone."""
    digest = digests.get(tx, digest_id)
    if digest is None or digest.workspace_id != workspace.id:
        return False
    if deduplication.record_key(tx, workspace.id, f"digest text:{key}"):
        outbox.put(tx, workspace.id, DigestText(user, digest=digest_id))
    return True
