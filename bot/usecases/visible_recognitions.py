"""One recognition as its giver, a recipient or its channel sees it."""

from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.recognition import RecognitionView, Source
from bot.domain.scopes import ChannelScope, GivenScope, ReceivedScope, Scope
from bot.domain.workspace import Workspace
from bot.storage import recognition_views, recognitions
from bot.storage.engine import Transaction


def find_visible(
    tx: Transaction, workspace: Workspace, scope: Scope, recognition: RecognitionId | None
) -> RecognitionView | None:
    """Return the recognition as the scope sees it; None if it may not see it, or `recognition` is None."""
    ids = [recognition] if recognition else []
    return next(iter(recognition_views.list_views(tx, workspace, scope, ids)), None)


def find_given(
    tx: Transaction, workspace: Workspace, giver: UserId, recognition: RecognitionId | None
) -> RecognitionView | None:
    """Return the giver's own recognition; None if there is none or it was withdrawn."""
    return find_visible(tx, workspace, GivenScope(giver), recognition)


def find_given_with_text(
    tx: Transaction, workspace: Workspace, giver: UserId, recognition: RecognitionId
) -> RecognitionView | None:
    """Return the same if the recognition was given with text."""
    view = find_given(tx, workspace, giver, recognition)
    return view if view and view.source is not Source.REACTION else None


def find_given_by_emoji(
    tx: Transaction, workspace: Workspace, giver: UserId, recognition: RecognitionId
) -> RecognitionView | None:
    """Return the same if the recognition was given by emoji."""
    view = find_given(tx, workspace, giver, recognition)
    return view if view and view.source is Source.REACTION else None


def find_received(
    tx: Transaction, workspace: Workspace, user: UserId, recognition: RecognitionId
) -> RecognitionView | None:
    """Return a recognition as this recipient sees it; None if they received none or took it down."""
    return find_visible(tx, workspace, ReceivedScope(user), recognition)


def find_in_channel(
    tx: Transaction, workspace: Workspace, recognition: RecognitionId
) -> RecognitionView | None:
    """Return a recognition as the members of its channel see it; None if they do not."""
    channel = find_channel(tx, workspace, recognition)
    return find_visible(tx, workspace, ChannelScope(channel), recognition) if channel else None


def find_channel(tx: Transaction, workspace: Workspace, recognition: RecognitionId) -> ChannelId | None:
    """Return the channel of a recognition; None if it was withdrawn or taken down by all recipients."""
    return recognitions.find_channel(tx, workspace.id, recognition)
