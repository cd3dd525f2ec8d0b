"""Buttons: pressed twice is as pressed once. They answer by replacing their message."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.preferences import Preference, ReactionPreference
from bot.domain.visibility import ThanksPreference
from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.context import Desk, Reader
from bot.slack.features.daily_summary.handlers import GatheredRest
from bot.slack.features.digest import page_views, weekly_message
from bot.slack.features.digest import views as digest_views
from bot.slack.features.digest.form import SettingUp
from bot.slack.features.digest.pages import WholeDigest
from bot.slack.features.endorsement import comment_views
from bot.slack.features.endorsement import views as endorsement_views
from bot.slack.features.endorsement.comments import Adding
from bot.slack.features.endorsement.handlers import Joining
from bot.slack.features.erasure import views as erasure_views
from bot.slack.features.erasure.handlers import Forgetting
from bot.slack.features.history import views as history_views
from bot.slack.features.history.form import Asking
from bot.slack.features.history.handlers import Reading
from bot.slack.features.home.handlers import Home
from bot.slack.features.leads import appointment_views, open_to_leads_views
from bot.slack.features.leads import views as leads_views
from bot.slack.features.leads.handlers import Leading
from bot.slack.features.onboarding import views as onboarding_views
from bot.slack.features.onboarding.handlers import Touring
from bot.slack.features.preferences import views as preferences_views
from bot.slack.features.preferences.handlers import Choosing
from bot.slack.features.recognition import (
    added_recipient_views,
    added_value_views,
    confirmation_views,
    direct_message,
    edit_views,
    pending_views,
    recipient_views,
)
from bot.slack.features.recognition import (
    form_views as recognition_form_views,
)
from bot.slack.features.recognition import views as recognition_views
from bot.slack.features.recognition.added_recipients import AddingRecipients
from bot.slack.features.recognition.added_values import AddingValues
from bot.slack.features.recognition.edit import Editing
from bot.slack.features.recognition.form import GivingForm
from bot.slack.features.recognition.pending_recognitions import PendingRecognitions
from bot.slack.features.recognition.pressed_message import pressed_shout_out
from bot.slack.features.recognition.recipient_actions import Answering
from bot.slack.features.reports import views as reports_views
from bot.slack.features.reports.handlers import Reporting
from bot.slack.features.settings import views as settings_views
from bot.slack.features.settings.changes import SettingChanges
from bot.slack.features.settings.form import SettingForm
from bot.slack.features.values import views as values_views
from bot.slack.features.values.handlers import ChangingValues
from bot.slack.outbound.rendering import people_in
from bot.slack.payloads import Press
from bot.slack.request_record import saving_aside
from bot.slack.ui.message import Message
from bot.slack.ui.modal import window
from bot.storage import homes, users
from bot.storage.engine import Transaction
from bot.usecases import additions, recognitions, shown_messages
from bot.usecases.shown_messages import Shown

_ADDING = (
    edit_views.EDIT,
    confirmation_views.ADD_VALUE,
    added_value_views.ADD_VALUES,
    added_recipient_views.ADD_RECIPIENT,
    added_recipient_views.ADD_RECIPIENTS,
)
"""Buttons that only add something to a recognition, or change it."""

_log = structlog.get_logger(__name__)


class Actions:
    """Answers what is pressed."""

    def __init__(self, desk: Desk) -> None:
        """Prepare."""
        self._desk = desk
        self._reading = Reading(desk)
        self._asking = Asking(desk)
        self._choosing = Choosing(desk)
        self._forgetting = Forgetting(desk)
        self._giving = GivingForm(desk)
        self._pending = PendingRecognitions(desk)
        self._editing = Editing(desk)
        self._joining = Joining(desk)
        self._adding = Adding(desk)
        self._adding_recipients = AddingRecipients(desk)
        self._adding_values = AddingValues(desk)
        self._reporting = Reporting(desk)
        self._home = Home(desk)
        self._answering = Answering(desk)
        self._leading = Leading(desk)
        self._values = ChangingValues(desk)
        self._setting = SettingForm(desk)
        self._setting_changes = SettingChanges(desk)
        self._touring = Touring(desk)
        self._digest_setup = SettingUp(desk)
        self._whole_digest = WholeDigest(desk)
        self._gathered = GatheredRest(desk)

    async def answer(self, ack: AsyncAck, body: Mapping[str, Any]) -> None:
        """Do what the button says, and show it in the button's place."""
        press = payloads.press(body)
        workspace = await self._desk.workspace()
        reader = await self._desk.reader(workspace, press.person)
        if press.action in (endorsement_views.JOIN, reports_views.MORE):
            await self._learn(workspace, body, press)
        if press.is_on_home and await self._home.pressed(workspace, reader, press):
            await ack()
            return
        answer = await self._answer(workspace, reader, press)
        if answer is not None:
            # The acknowledgement leaves when all of this has ended.
            self._desk.afterwards.start(self._show(workspace, reader, press, answer))
        await ack()

    async def _learn(self, workspace: Workspace, body: Mapping[str, Any], press: Press) -> None:
        """Learn where a shout-out stands; one whose thanks is not stored any more goes."""
        bot_id = (await self._desk.installations.get()).bot_id
        shown = pressed_shout_out(body, workspace.identity.bot_user_id, bot_id)
        database = self._desk.deps.database
        if shown is None or await database.read(shown_messages.is_known, workspace, shown):
            return
        with saving_aside():
            learned = await database.write(shown_messages.learn, workspace, shown)
        if learned is Shown.GONE:
            self._desk.afterwards.start(self._desk.delete_original(press.response_url))

    async def _show(self, workspace: Workspace, reader: Reader, press: Press, answer: Message) -> None:
        """Show the answer where the button stands, or, on a Home, over it."""
        if press.is_on_home:
            await self._home.answered(workspace, reader, press, answer)
        elif press.view_id:
            await self._desk.update(press.view_id, window(reader.language, answer))
        else:
            await self._desk.respond(press.response_url, answer)

    async def _answer(self, workspace: Workspace, reader: Reader, press: Press) -> Message | None:
        language, database = reader.language, self._desk.deps.database
        action, _, detail = press.action.partition(":")
        if action in _ADDING and not await database.read(
            additions.takes_additions, workspace, press.recognition
        ):
            return await self._desk.tell(press.response_url, edit_views.not_opened(language))
        match action:
            case recognition_views.UNDO:
                return await self._undo(workspace, reader, press)
            case confirmation_views.ADD_VALUE:
                key = detail or press.value.partition(":")[2]
                return await self._adding_values.one(workspace, reader, press, key)
            case added_value_views.ADD_VALUES:
                return await self._adding_values.pressed(workspace, reader, press)
            case added_recipient_views.ADD_RECIPIENT:
                return await self._adding_recipients.one(workspace, reader, press, detail)
            case added_recipient_views.ADD_RECIPIENTS:
                return await self._adding_recipients.pressed(workspace, reader, press)
            case pending_views.ANSWER:
                return await self._pending.pressed(workspace, reader, press, detail)
            case recognition_form_views.GIVE:
                return await self._giving.pressed(workspace, reader, press)
            case recognition_form_views.REACH:
                await self._giving.reach_chosen(workspace, reader, press)
                return None
            case edit_views.EDIT:
                return await self._editing.pressed(workspace, reader, press)
            case endorsement_views.JOIN:
                return await self._joining.pressed(workspace, reader, press)
            case endorsement_views.ADD_WORDS:
                return await self._joining.open_form(workspace, reader, press)
            case endorsement_views.LEAVE:
                return await self._joining.left(workspace, reader, press)
            case comment_views.ADD_WORDS:
                return await self._adding.pressed(workspace, reader, press)
            case reports_views.MORE:
                return await self._answering.chosen(workspace, reader, press)
            case recipient_views.REPLY | recipient_views.SHARE:
                await self._answering.pressed(workspace, reader, press, action, press.recognition)
                return None
            case open_to_leads_views.OPEN | open_to_leads_views.CLOSE:
                is_open = action == open_to_leads_views.OPEN
                return await self._answering.set_open(workspace, reader, press.recognition, is_open=is_open)
            case reports_views.WITHDRAW:
                return await self._reporting.withdrawing(workspace, reader, press)
            case reports_views.KEEP:
                return await self._reporting.kept(workspace, reader, press)
            case history_views.CHANGE:
                return await self._asking.pressed(workspace, reader, press)
            case history_views.OLDER | history_views.NEWER:
                return await self._reading.turn(workspace, reader, press.value, press.channel)
            case digest_views.SET_UP:
                return await self._digest_setup.pressed(workspace, reader, press)
            case weekly_message.READ_ALL:
                await self._whole_digest.open(workspace, reader, press)
                return None
            case page_views.TURN:
                return await self._whole_digest.turn(workspace, reader, press)
            case direct_message.READ_REST:
                return await self._desk.tell(
                    press.response_url, await self._gathered.page(workspace, reader, press)
                )
            case direct_message.READ_ON:
                return await self._gathered.page(workspace, reader, press)
            case leads_views.READ_REST:
                page = await self._reading.turn(workspace, reader, press.value, press.channel)
                return await self._desk.tell(press.response_url, page)
            case appointment_views.APPOINT:
                return await self._leading.open_form(workspace, reader, press)
            case appointment_views.CONFIRM:
                return await self._leading.decided(workspace, reader, press, detail)
            case values_views.CHANGE:
                return await self._values.pressed(workspace, reader, press)
            case values_views.VALUE:
                await self._values.chosen(workspace, reader, press)
                return None
            case settings_views.CHANGE:
                return await self._setting.pressed(workspace, reader, press)
            case settings_views.CONFIRM:
                return await self._setting.decided(workspace, reader, press, detail)
            case settings_views.TAKE_BACK:
                return await self._setting.taken_back(workspace, reader, press)
            case settings_views.CHANGES:
                return await self._setting_changes.pressed(workspace, reader, press)
            case onboarding_views.SKIP:
                await self._touring.skipped(workspace, press)
                return None
            case leads_views.SHOW_CIRCLE:
                circle = payloads.recognition_id(press.value)
                return await self._reading.circle(workspace, reader, circle, press.channel)
            case preferences_views.CHOOSE:
                return await self._choosing.pressed(workspace, reader, press.value)
            case preferences_views.EXPORT:
                return await self._choosing.send_data(workspace, reader, press.trigger_id)
            case erasure_views.FORGET:
                return await self._forgetting.pressed(workspace, reader, detail)
            case recipient_views.TAKE_DOWN:
                await database.write(recognitions.take_down, workspace, press.person, press.recognition)
                return direct_message.taken_down(language)
            case recipient_views.PRIVATELY | direct_message.PUBLICLY:
                wish = (
                    ThanksPreference.PRIVATELY
                    if action == recipient_views.PRIVATELY
                    else ThanksPreference.PUBLICLY
                )
                return await self._answering.choose(workspace, reader, press.recognition, wish)
            case direct_message.STOP_REACTIONS | direct_message.KEEP_REACTIONS:
                kept = action == direct_message.KEEP_REACTIONS
                chosen = ReactionPreference.ON if kept else ReactionPreference.OFF
                await database.write(_chosen, workspace, press.person, chosen)
                return direct_message.reactions_chosen(language, kept=kept)
            case _:
                _log.warning("unknown button", action=action[:40])
                return None

    async def _undo(self, workspace: Workspace, reader: Reader, press: Press) -> Message:
        taken = await self._desk.deps.database.write(
            recognitions.undo, workspace, press.person, press.recognition
        )
        if taken is None:
            return recognition_views.nothing_to_undo(reader.language)
        names = await self._desk.names(workspace, people_in([taken.story]))
        return recognition_views.taken_back(
            reader.language, names, taken.story, out_of_reach=taken.out_of_reach
        )


def _chosen(tx: Transaction, workspace: Workspace, person: str, choice: Preference) -> None:
    """Keep what somebody chose where their other choices were not before them."""
    users.choose(tx, workspace.id, person, choice)
    homes.changed(tx, workspace.id, [person])
