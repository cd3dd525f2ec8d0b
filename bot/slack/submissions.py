"""Forms that were sent. What was wrong is answered at the field; what was typed is never lost."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.context import Desk, Reader
from bot.slack.features.credit.handlers import Sharing
from bot.slack.features.digest import views as digest_views
from bot.slack.features.digest.form import SettingUp
from bot.slack.features.endorsement import comment_views
from bot.slack.features.endorsement import views as endorsement_views
from bot.slack.features.endorsement.comments import Adding
from bot.slack.features.endorsement.handlers import Joining
from bot.slack.features.history import views as history_views
from bot.slack.features.history.form import Asking
from bot.slack.features.leads import appointment_views, open_to_leads_views
from bot.slack.features.leads.handlers import Leading
from bot.slack.features.recognition import (
    added_recipient_views,
    added_value_views,
    edit_views,
    recipient_views,
)
from bot.slack.features.recognition import (
    form_views as recognition_form_views,
)
from bot.slack.features.recognition.added_recipients import AddingRecipients
from bot.slack.features.recognition.added_values import AddingValues
from bot.slack.features.recognition.edit import Editing
from bot.slack.features.recognition.form import GivingForm
from bot.slack.features.recognition.recipient_actions import Answering
from bot.slack.features.reports import views as reports_views
from bot.slack.features.reports.handlers import Reporting
from bot.slack.features.settings import views as settings_views
from bot.slack.features.settings.form import SettingForm
from bot.slack.features.values import form_views as values_form_views
from bot.slack.features.values.handlers import ChangingValues
from bot.slack.payloads import Submission
from bot.slack.ui.modal import Answer

_log = structlog.get_logger(__name__)


class Views:
    """Takes in what was sent."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._asking = Asking(desk)
        self._giving = GivingForm(desk)
        self._editing = Editing(desk)
        self._leading = Leading(desk)
        self._digest_setup = SettingUp(desk)
        self._joining = Joining(desk)
        self._adding = Adding(desk)
        self._adding_recipients = AddingRecipients(desk)
        self._adding_values = AddingValues(desk)
        self._reporting = Reporting(desk)
        self._answering = Answering(desk)
        self._sharing = Sharing(desk)
        self._values = ChangingValues(desk)
        self._setting = SettingForm(desk)

    async def answer(self, ack: AsyncAck, body: Mapping[str, Any]) -> None:
        """Do what the form asks for, and close it or say what is wrong."""
        submission = payloads.submission(body)
        workspace = await self._desk.workspace()
        reader = await self._desk.reader(workspace, submission.person)
        answer = await self._answer(workspace, reader, submission)
        await (ack(**answer) if answer else ack())

    async def _answer(self, workspace: Workspace, reader: Reader, submission: Submission) -> Answer | None:
        match submission.form:
            case appointment_views.APPOINT:
                return await self._leading.submitted(workspace, reader, submission)
            case appointment_views.CONFIRM:
                return await self._leading.confirmed(workspace, reader, submission)
            case digest_views.SET_UP:
                return await self._digest_setup.submitted(workspace, reader, submission)
            case recognition_form_views.GIVE:
                return await self._giving.submitted(workspace, reader, submission)
            case edit_views.EDIT:
                return await self._editing.submitted(workspace, reader, submission)
            case endorsement_views.JOIN:
                return await self._joining.submitted(workspace, reader, submission)
            case comment_views.ADD_WORDS:
                return await self._adding.submitted(workspace, reader, submission)
            case added_recipient_views.ADD_RECIPIENTS:
                return await self._adding_recipients.submitted(workspace, reader, submission)
            case added_value_views.ADD_VALUES:
                return await self._adding_values.submitted(workspace, reader, submission)
            case recipient_views.REPLY:
                return await self._answering.replied(workspace, reader, submission)
            case recipient_views.SHARE:
                return await self._sharing.submitted(workspace, reader, submission)
            case recipient_views.TAKE_DOWN:
                return await self._answering.taken_down(workspace, reader, submission)
            case open_to_leads_views.OPEN:
                return await self._answering.opened(workspace, reader, submission)
            case reports_views.REPORT:
                return await self._reporting.reported(workspace, reader, submission)
            case reports_views.WITHDRAW:
                return await self._reporting.withdrawn(workspace, reader, submission)
            case (
                values_form_views.ADD_VALUE
                | values_form_views.EDIT_VALUE
                | values_form_views.BRING_BACK_VALUE
                | values_form_views.MERGE_VALUE
            ):
                return await self._values.submitted(workspace, reader, submission)
            case settings_views.CHANGE:
                return await self._setting.submitted(workspace, reader, submission)
            case settings_views.CONFIRM:
                return await self._setting.confirmed(workspace, reader, submission)
            case history_views.CHANGE:
                return await self._asking.submitted(workspace, reader, submission)
            case _:
                _log.warning("unknown form", form=submission.form[:40])
                return None
