"""Digests of channels that the bot joins, leaves, or that get a new id."""

from bot.domain.digest import DigestEnd, find_digest_refusal
from bot.domain.outbox_messages import DigestEndNotice, DigestOffer
from bot.domain.user import ERASED, User
from bot.domain.workspace import Workspace
from bot.storage import channels, digests, outbox
from bot.storage.engine import Transaction


def offer_digest(tx: Transaction, workspace: Workspace, channel: str, inviter: User) -> bool:
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


def end_digest(tx: Transaction, workspace_id: int, channel: str, why: DigestEnd) -> bool:
    """End the digest of a channel, notify its owner, and return True if it had one."""
    set_by = digests.unsubscribe(tx, workspace_id, channel)
    if set_by and set_by != ERASED:
        outbox.put(tx, workspace_id, DigestEndNotice(set_by, channel=channel, why=why))
    return set_by is not None


def change_channel_id(tx: Transaction, workspace: Workspace, old: str, new: str) -> None:
    """Give what belongs to a channel the channel's new id."""
    channels.change_id(tx, workspace.id, old, new)
