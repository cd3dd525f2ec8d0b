"""Reports of shout-outs to the admins, who can withdraw them and give a reason."""

from collections.abc import Collection, Sequence
from enum import StrEnum

from msgspec import Struct

from bot.domain.circle import may_configure
from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.message_changes import ChangeCause, ChangeRequest
from bot.domain.outbox_messages import ReportNotice, ReviewNotice, ShoutOut, WithdrawalNotice
from bot.domain.recognition import RecognitionView
from bot.domain.report import MAX_REPORTS, REPORT_PERIOD, InvolvedUsers
from bot.domain.scopes import ChannelScope
from bot.domain.user import ERASED, User
from bot.domain.workspace import Workspace
from bot.storage import messages, outbox, recognitions, reports, setting_changes, users
from bot.storage.engine import Transaction
from bot.usecases.message_updates import remove_messages, update_messages
from bot.usecases.visible_recognitions import find_channel, find_in_channel, find_visible


class ReportContent(Struct, frozen=True):
    """A shout-out as its channel sees it, and the reasons of its reports, without their authors.

    `is_kept` says that an admin looked at all of it and left the shout-out as it is, `is_changed` that its
    giver changed it after the first report.
    """

    recognition: RecognitionView
    reasons: tuple[str, ...]
    is_kept: bool = False
    is_changed: bool = False


class ReportGoneContent(Struct, frozen=True):
    """A reported shout-out that was taken back. Nothing of what it said, or of the reports, is shown."""

    channel: ChannelId


class ReportOutcome(StrEnum):
    """What became of a report."""

    TOLD = "told"
    """The admins read it."""
    REPEATED = "repeated"
    """This user has reported the recognition before."""
    GONE = "gone"
    """The recognition was withdrawn or taken down."""
    NOBODY = "nobody"
    """There is no admin who has no part in the recognition."""
    TOO_OFTEN = "too often"
    """This user reported `MAX_REPORTS` others just now."""


def find_by_message(
    tx: Transaction, workspace: Workspace, channel: ChannelId, ts: str
) -> RecognitionId | None:
    """Return the recognition that this shout-out shows; None if there is none."""
    message = messages.find_at(tx, workspace.id, channel, ts)
    if message is None or not isinstance(message.message, ShoutOut) or message.message.recognition is None:
        return None
    view = find_visible(tx, workspace, ChannelScope(channel), message.message.recognition)
    return view.id if view else None


def find_involved_users(tx: Transaction, recognition: RecognitionId) -> InvolvedUsers:
    """Return who has a part in a recognition, and so must not read a report about it."""
    return reports.find_involved_users(tx, recognition)


def add_report(
    tx: Transaction,
    workspace: Workspace,
    user: UserId,
    recognition: RecognitionId,
    reason: str,
    admins: Sequence[UserId],
) -> ReportOutcome:
    """Report a shout-out to the admins (ids) who have no part in it; it stays up for now.

    Nothing is stored unless the outcome is `TOLD`.
    """
    # Otherwise two that come at once would both be the last one.
    users.lock(tx, workspace.id, [user])
    view = find_in_channel(tx, workspace, recognition)
    if view is None:
        return ReportOutcome.GONE
    if reports.has_reported(tx, workspace.id, recognition, user):
        return ReportOutcome.REPEATED
    readers = reports.find_involved_users(tx, recognition).list_readers(admins)
    if not readers:
        return ReportOutcome.NOBODY
    if reports.count_since(tx, workspace.id, user, tx.now - REPORT_PERIOD) >= MAX_REPORTS:
        return ReportOutcome.TOO_OFTEN
    if not reports.add(tx, workspace.id, recognition, user, reason):
        return ReportOutcome.REPEATED
    notified = reports.list_notified_admins(tx, recognition)
    for admin in readers:
        if admin not in notified:
            outbox.put(tx, workspace.id, ReportNotice(admin, recognition, channel=view.channel))
    update_messages(tx, workspace.id, recognition)
    return ReportOutcome.TOLD


def compose_report(
    tx: Transaction, workspace: Workspace, recognition: RecognitionId, channel: ChannelId, reader: UserId
) -> ReportContent | ReportGoneContent | None:
    """Return what this admin reads about a report; None if they have a part in the recognition by now."""
    if not reports.find_involved_users(tx, recognition).can_decide(reader):
        return None
    reasons = reports.list_reasons(tx, workspace.id, recognition)
    if reasons is None:
        return None
    view = find_visible(tx, workspace, ChannelScope(channel), recognition)
    if view is None:
        is_gone = find_channel(tx, workspace, recognition) is None
        return ReportGoneContent(channel) if is_gone else None
    return ReportContent(
        view,
        tuple(reasons),
        is_kept=reports.is_reviewed(tx, workspace.id, recognition),
        is_changed=reports.is_changed(tx, recognition),
    )


def _find_decidable(
    tx: Transaction, workspace: Workspace, by: User, recognition: RecognitionId
) -> RecognitionView | None:
    """Return the shout-out if this admin may decide about reports of it.

    It must have been reported: admins read no histories, and change nothing in them.
    """
    if not may_configure(by) or reports.list_reasons(tx, workspace.id, recognition) is None:
        return None
    if not reports.find_involved_users(tx, recognition).can_decide(by.id):
        return None
    return find_in_channel(tx, workspace, recognition)


def keep_recognition(tx: Transaction, workspace: Workspace, by: User, recognition: RecognitionId) -> bool:
    """Leave a reported recognition as it is, and notify the users who reported it.

    Return False if that is not possible. Repeated, it changes nothing.
    """
    view = _find_decidable(tx, workspace, by, recognition)
    if view is None:
        return False
    if reporters := reports.mark_reviewed(tx, workspace.id, recognition):
        _record_decision(tx, workspace, by, view.channel, is_withdrawn=False)
        _notify_reporters(tx, workspace, by, reporters, view.channel, is_withdrawn=False)
        update_messages(tx, workspace.id, recognition)
    return True


def withdraw_recognition(
    tx: Transaction, workspace: Workspace, by: User, recognition: RecognitionId, reason: str
) -> bool:
    """Withdraw a reported recognition, and send the reason to its givers.

    Return False if that is not possible. All admins can read that this was done, and the users who reported
    it are notified.
    """
    view = _find_decidable(tx, workspace, by, recognition)
    if view is None or not recognitions.set_withdrawn(tx, recognition, withdrawn=True):
        return False
    remove_messages(tx, workspace.id, recognition, ChangeRequest(by.id, ChangeCause.WITHDRAWN))
    for giver in sorted(set(view.givers) - {ERASED}):
        notice = WithdrawalNotice(
            giver, recognition, channel=view.channel, text=view.text, reason=reason, by=by.id
        )
        outbox.put(tx, workspace.id, notice)
    _record_decision(tx, workspace, by, view.channel, is_withdrawn=True)
    reports.mark_reviewed(tx, workspace.id, recognition)
    reporters = reports.list_reporters(tx, workspace.id, recognition)
    _notify_reporters(tx, workspace, by, reporters, view.channel, is_withdrawn=True)
    return True


def _record_decision(
    tx: Transaction, workspace: Workspace, by: User, channel: ChannelId, *, is_withdrawn: bool
) -> None:
    after = "withdrawn" if is_withdrawn else "kept"
    setting_changes.record(tx, workspace.id, by.id, "reported", before=[channel], after=after)


def _notify_reporters(
    tx: Transaction,
    workspace: Workspace,
    by: User,
    reporters: Collection[UserId],
    channel: ChannelId,
    *,
    is_withdrawn: bool,
) -> None:
    """Notify the users who reported it, except the admin who decided and users that cannot be reached."""
    known = users.find_users(tx, workspace.id, reporters)
    unreached = {user_id for user_id, user in known.items() if not user.is_reachable}
    for reporter in reporters:
        if reporter not in unreached and reporter not in (by.id, ERASED):
            # Not linked to the recognition: the message stays if that is deleted.
            outbox.put(tx, workspace.id, ReviewNotice(reporter, channel=channel, is_withdrawn=is_withdrawn))


def find_reportable(
    tx: Transaction, workspace: Workspace, recognition: RecognitionId | None, channel: ChannelId, ts: str
) -> tuple[RecognitionId, InvolvedUsers] | None:
    """Return the recognition with this id, or the one that this message shows, and its involved users.

    Menus that were posted long ago don't say what they are about: then `recognition` is None.
    """
    if recognition:
        view = find_in_channel(tx, workspace, recognition)
        shown = view.id if view else None
    else:
        shown = find_by_message(tx, workspace, channel, ts)
    return (shown, find_involved_users(tx, shown)) if shown else None
