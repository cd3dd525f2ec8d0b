"""Forms that were sent. What was wrong is answered at the field; what was typed is never lost."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.blocks import (
    adding,
    adding_recipients,
    adding_values,
    answering,
    appointing,
    digest,
    editing,
    giving_form,
    history,
    joining,
    open_to_leads,
    reporting,
    settings,
    value_forms,
)
from bot.slack.blocks.form import Answer
from bot.slack.desk import Desk, Reader
from bot.slack.listeners.adding import Adding
from bot.slack.listeners.adding_recipients import AddingRecipients
from bot.slack.listeners.adding_values import AddingValues
from bot.slack.listeners.answering import Answering
from bot.slack.listeners.asking import Asking
from bot.slack.listeners.digest_setup import SettingUp
from bot.slack.listeners.editing import Editing
from bot.slack.listeners.giving_form import GivingForm
from bot.slack.listeners.joining import Joining
from bot.slack.listeners.leading import Leading
from bot.slack.listeners.reporting import Reporting
from bot.slack.listeners.setting_form import SettingForm
from bot.slack.listeners.sharing import Sharing
from bot.slack.listeners.values import ChangingValues
from bot.slack.payloads import Submission

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
            case appointing.APPOINT:
                return await self._leading.submitted(workspace, reader, submission)
            case appointing.CONFIRM:
                return await self._leading.confirmed(workspace, reader, submission)
            case digest.SET_UP:
                return await self._digest_setup.submitted(workspace, reader, submission)
            case giving_form.GIVE:
                return await self._giving.submitted(workspace, reader, submission)
            case editing.EDIT:
                return await self._editing.submitted(workspace, reader, submission)
            case joining.JOIN:
                return await self._joining.submitted(workspace, reader, submission)
            case adding.ADD_WORDS:
                return await self._adding.submitted(workspace, reader, submission)
            case adding_recipients.ADD_RECIPIENTS:
                return await self._adding_recipients.submitted(workspace, reader, submission)
            case adding_values.ADD_VALUES:
                return await self._adding_values.submitted(workspace, reader, submission)
            case answering.REPLY:
                return await self._answering.replied(workspace, reader, submission)
            case answering.SHARE:
                return await self._sharing.submitted(workspace, reader, submission)
            case answering.TAKE_DOWN:
                return await self._answering.taken_down(workspace, reader, submission)
            case open_to_leads.OPEN:
                return await self._answering.opened(workspace, reader, submission)
            case reporting.REPORT:
                return await self._reporting.reported(workspace, reader, submission)
            case reporting.WITHDRAW:
                return await self._reporting.withdrawn(workspace, reader, submission)
            case (
                value_forms.ADD_VALUE
                | value_forms.EDIT_VALUE
                | value_forms.BRING_BACK_VALUE
                | value_forms.MERGE_VALUE
            ):
                return await self._values.submitted(workspace, reader, submission)
            case settings.CHANGE:
                return await self._setting.submitted(workspace, reader, submission)
            case settings.CONFIRM:
                return await self._setting.confirmed(workspace, reader, submission)
            case history.CHANGE:
                return await self._asking.submitted(workspace, reader, submission)
            case _:
                _log.warning("unknown form", form=submission.form[:40])
                return None
