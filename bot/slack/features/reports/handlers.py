"""Reporting recognitions, and admins' decisions about reports."""

from bot.domain.ids import UserId
from bot.domain.message_text import clean_text
from bot.domain.report import InvolvedUsers
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.context import Context
from bot.slack.features.reports import views as reports_views
from bot.slack.payloads.interactions import Press
from bot.slack.payloads.submissions import Submission
from bot.slack.private_data import parse_recognition_id
from bot.slack.request import Reader
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, View, errors, replace_view
from bot.usecases import reports
from bot.usecases.reports import ReportOutcome


async def open_report_form(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Open the form about the shout-out whose menu was used, or say that no admin could read a report."""
    target = press.value.partition(":")[2]
    recognition = parse_recognition_id(target) if target else None
    reportable = await context.deps.database.read(
        reports.find_reportable, workspace, recognition, press.channel, press.message_ts
    )
    if reportable is None:
        await context.answer_privately(press.response_url, reports_views.withdrawn_message(reader.language))
        return None
    context_value, involved = reportable
    admins = await _find_admins(context, workspace, involved)
    if admins == ():
        return await _open_form(
            context, workspace, reader, press, reports_views.no_admin_notice(reader.language)
        )
    return await _open_form(
        context, workspace, reader, press, reports_views.build_report_form(reader.language, context_value)
    )


async def submit_report(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Send the report to the admins. Raises `InvalidPayloadError`."""
    recognition = parse_recognition_id(submission.context)
    reason = clean_text(submission.typed(reports_views.REASON))[: reports_views.MAX_REASON_LENGTH]
    database, language = context.deps.database, reader.language
    involved = await database.read(reports.find_involved_users, recognition)
    admins = await _find_admins(context, workspace, involved)
    if admins is None:
        return errors({reports_views.REASON: reports_views.unread_admins_error(language)})
    outcome = await database.write(reports.add_report, workspace, reader.user.id, recognition, reason, admins)
    match outcome:
        case ReportOutcome.TOLD | ReportOutcome.REPEATED:
            return replace_view(
                reports_views.report_sent_notice(language, is_new=outcome is ReportOutcome.TOLD)
            )
        case ReportOutcome.GONE:
            return replace_view(reports_views.withdrawn_notice(language))
        case ReportOutcome.NOBODY | ReportOutcome.TOO_OFTEN:
            return errors({reports_views.REASON: reports_views.refusal_error(language, outcome)})


async def _find_admins(
    context: Context, workspace: Workspace, involved: InvolvedUsers
) -> tuple[UserId, ...] | None:
    """Return the admins who may read a report; None if Slack does not answer in time."""
    directory = context.directory
    try:
        async with context.in_time():
            return await directory.admins.find(workspace, involved)
    except (SlackError, TimeoutError):
        admins, _ = await directory.admins.find_stored(workspace, involved)
        # The next attempt finds the admins in the cache.
        context.background_tasks.start(_learn_admins(context, workspace, involved))
        return admins or None


async def _learn_admins(context: Context, workspace: Workspace, involved: InvolvedUsers) -> None:
    await context.directory.admins.find(workspace, involved)


async def open_withdrawal_form(
    context: Context, workspace: Workspace, reader: Reader, press: Press
) -> Message | None:
    """Open the form in which an admin gives a reason."""
    return await _open_form(
        context,
        workspace,
        reader,
        press,
        reports_views.build_withdrawal_form(reader.language, press.recognition),
    )


async def submit_withdrawal(
    context: Context, workspace: Workspace, reader: Reader, submission: Submission
) -> Answer | None:
    """Withdraw the recognition, with the reason. Raises `InvalidPayloadError`."""
    recognition = parse_recognition_id(submission.context)
    reason = clean_text(submission.typed(reports_views.REASON))[: reports_views.MAX_REASON_LENGTH]
    if not reason:
        return errors({reports_views.REASON: reports_views.no_reason_error(reader.language)})
    is_done = await context.deps.database.write(
        reports.withdraw_recognition, workspace, reader.user, recognition, reason
    )
    return (
        None
        if is_done
        else errors({reports_views.REASON: reports_views.not_withdrawn_error(reader.language)})
    )


async def leave_up(context: Context, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
    """Leave a reported recognition up, and update the messages to all admins."""
    recognition = press.recognition
    is_done = await context.deps.database.write(reports.keep_recognition, workspace, reader.user, recognition)
    if is_done:
        return None
    return await context.answer_privately(
        press.response_url, reports_views.nothing_to_decide_message(reader.language)
    )


async def _open_form(
    context: Context, workspace: Workspace, reader: Reader, press: Press, form: View
) -> Message | None:
    return await context.open_or_explain(workspace, press.trigger_id, press.response_url, form, reader)
