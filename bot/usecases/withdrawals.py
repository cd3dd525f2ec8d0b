"""Withdrawing what a user gave: a recognition with text, an emoji, or an endorsement."""

from enum import StrEnum

from bot.domain.recognition import Source
from bot.domain.visibility import GivenScope
from bot.domain.workspace import Workspace
from bot.storage import recognition_views
from bot.storage.engine import Transaction
from bot.usecases import endorsements, reactions, recognitions


class WithdrawalResult(StrEnum):
    """What was withdrawn, and what of it stays in Slack."""

    NOTHING = "nothing"
    """There was nothing, or nothing any more."""
    WORDS = "words"
    WORDS_OUT_OF_REACH = "words out of reach"
    """A copy of them stands where the bot cannot delete it."""
    EMOJI = "emoji"
    """It counts no longer, and stays where its giver put it."""
    VOICE = "voice"


def withdraw_part(tx: Transaction, workspace: Workspace, user: str, recognition: str) -> WithdrawalResult:
    """Withdraw a user's part in a recognition. Repeated, it returns `NOTHING`."""
    views = recognition_views.list_views(tx, workspace, GivenScope(user), [recognition])
    if not views:
        emoji_stays = endorsements.withdraw(tx, workspace, user, recognition)
        if emoji_stays is None:
            return WithdrawalResult.NOTHING
        return WithdrawalResult.EMOJI if emoji_stays else WithdrawalResult.VOICE
    if views[0].source is Source.REACTION:
        is_new = reactions.withdraw_reactions(tx, workspace, user, recognition)
        return WithdrawalResult.EMOJI if is_new else WithdrawalResult.NOTHING
    withdrawal = recognitions.withdraw(tx, workspace, user, recognition)
    if withdrawal is None:
        return WithdrawalResult.NOTHING
    return WithdrawalResult.WORDS_OUT_OF_REACH if withdrawal.out_of_reach else WithdrawalResult.WORDS
