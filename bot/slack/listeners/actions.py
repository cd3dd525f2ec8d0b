"""Buttons: pressed twice is as pressed once. They answer by replacing their message."""

from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.context.ack.async_ack import AsyncAck

from bot.domain.choices import Preference, ReactionPreference
from bot.domain.visibility import ThanksPreference
from bot.domain.workspace import Workspace
from bot.slack import payloads
from bot.slack.blocks import (
    adding,
    adding_recipients,
    adding_values,
    answering,
    appointing,
    confirmation,
    digest,
    direct,
    editing,
    forgetting,
    giving_form,
    joining,
    leads,
    open_to_leads,
    pending_recognition,
    reporting,
    settings,
    tour,
    weekly,
    whole_digest,
)
from bot.slack.blocks import giving as giving_blocks
from bot.slack.blocks import history as history_blocks
from bot.slack.blocks import privacy as privacy_blocks
from bot.slack.blocks import values as value_blocks
from bot.slack.blocks.document import Message
from bot.slack.blocks.form import window
from bot.slack.desk import Desk, Reader
from bot.slack.listeners.adding import Adding
from bot.slack.listeners.adding_recipients import AddingRecipients
from bot.slack.listeners.adding_values import AddingValues
from bot.slack.listeners.answering import Answering
from bot.slack.listeners.asking import Asking
from bot.slack.listeners.choosing import Choosing
from bot.slack.listeners.digest_setup import SettingUp
from bot.slack.listeners.editing import Editing
from bot.slack.listeners.forgetting import Forgetting
from bot.slack.listeners.gathered_rest import GatheredRest
from bot.slack.listeners.giving_form import GivingForm
from bot.slack.listeners.home import Home
from bot.slack.listeners.joining import Joining
from bot.slack.listeners.leading import Leading
from bot.slack.listeners.pending_recognitions import PendingRecognitions
from bot.slack.listeners.reading import Reading
from bot.slack.listeners.reporting import Reporting
from bot.slack.listeners.setting_changes import SettingChanges
from bot.slack.listeners.setting_form import SettingForm
from bot.slack.listeners.touring import Touring
from bot.slack.listeners.values import ChangingValues
from bot.slack.listeners.whole_digest import WholeDigest
from bot.slack.payloads import Press
from bot.slack.pressed_message import pressed_shout_out
from bot.slack.rendering import people_in
from bot.slack.request_record import saving_aside
from bot.storage import homes, people
from bot.storage.engine import Transaction
from bot.usecases import additions, give, shown_messages
from bot.usecases.shown_messages import Shown

_ADDING = (
    editing.EDIT,
    confirmation.ADD_VALUE,
    adding_values.ADD_VALUES,
    adding_recipients.ADD_RECIPIENT,
    adding_recipients.ADD_RECIPIENTS,
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
        if press.action in (joining.JOIN, reporting.MORE):
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
        if shown is None or await database.read(lambda tx: shown_messages.is_known(tx, workspace, shown)):
            return
        with saving_aside():
            learned = await database.write(lambda tx: shown_messages.learn(tx, workspace, shown))
        match learned:
            case Shown.LEARNED:
                self._desk.deps.wake()
            case Shown.GONE:
                self._desk.afterwards.start(self._desk.delete_original(press.response_url))
            case Shown.KNOWN:
                pass

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
            lambda tx: additions.takes_additions(tx, workspace, press.recognition)
        ):
            return await self._desk.tell(press.response_url, editing.not_opened(language))
        match action:
            case giving_blocks.UNDO:
                return await self._undo(workspace, reader, press)
            case confirmation.ADD_VALUE:
                key = detail or press.value.partition(":")[2]
                return await self._adding_values.one(workspace, reader, press, key)
            case adding_values.ADD_VALUES:
                return await self._adding_values.pressed(workspace, reader, press)
            case adding_recipients.ADD_RECIPIENT:
                return await self._adding_recipients.one(workspace, reader, press, detail)
            case adding_recipients.ADD_RECIPIENTS:
                return await self._adding_recipients.pressed(workspace, reader, press)
            case pending_recognition.ANSWER:
                return await self._pending.pressed(workspace, reader, press, detail)
            case giving_form.GIVE:
                return await self._giving.pressed(workspace, reader, press)
            case giving_form.REACH:
                await self._giving.reach_chosen(workspace, reader, press)
                return None
            case editing.EDIT:
                return await self._editing.pressed(workspace, reader, press)
            case joining.JOIN:
                return await self._joining.pressed(workspace, reader, press)
            case joining.ADD_WORDS:
                return await self._joining.open_form(workspace, reader, press)
            case joining.LEAVE:
                return await self._joining.left(workspace, reader, press)
            case adding.ADD_WORDS:
                return await self._adding.pressed(workspace, reader, press)
            case reporting.MORE:
                return await self._answering.chosen(workspace, reader, press)
            case answering.REPLY | answering.SHARE:
                await self._answering.pressed(workspace, reader, press, action, press.recognition)
                return None
            case open_to_leads.OPEN | open_to_leads.CLOSE:
                is_open = action == open_to_leads.OPEN
                return await self._answering.set_open(workspace, reader, press.recognition, is_open=is_open)
            case reporting.WITHDRAW:
                return await self._reporting.withdrawing(workspace, reader, press)
            case reporting.KEEP:
                return await self._reporting.kept(workspace, reader, press)
            case history_blocks.CHANGE:
                return await self._asking.pressed(workspace, reader, press)
            case history_blocks.OLDER | history_blocks.NEWER:
                return await self._reading.turn(workspace, reader, press.value, press.channel)
            case digest.SET_UP:
                return await self._digest_setup.pressed(workspace, reader, press)
            case weekly.READ_ALL:
                await self._whole_digest.open(workspace, reader, press)
                return None
            case whole_digest.TURN:
                return await self._whole_digest.turn(workspace, reader, press)
            case direct.READ_REST:
                return await self._desk.tell(
                    press.response_url, await self._gathered.page(workspace, reader, press)
                )
            case direct.READ_ON:
                return await self._gathered.page(workspace, reader, press)
            case leads.READ_REST:
                page = await self._reading.turn(workspace, reader, press.value, press.channel)
                return await self._desk.tell(press.response_url, page)
            case appointing.APPOINT:
                return await self._leading.open_form(workspace, reader, press)
            case appointing.CONFIRM:
                return await self._leading.decided(workspace, reader, press, detail)
            case value_blocks.CHANGE:
                return await self._values.pressed(workspace, reader, press)
            case value_blocks.VALUE:
                await self._values.chosen(workspace, reader, press)
                return None
            case settings.CHANGE:
                return await self._setting.pressed(workspace, reader, press)
            case settings.CONFIRM:
                return await self._setting.decided(workspace, reader, press, detail)
            case settings.TAKE_BACK:
                return await self._setting.taken_back(workspace, reader, press)
            case settings.CHANGES:
                return await self._setting_changes.pressed(workspace, reader, press)
            case tour.SKIP:
                await self._touring.skipped(workspace, press)
                return None
            case leads.SHOW_CIRCLE:
                circle = payloads.recognition_id(press.value)
                return await self._reading.circle(workspace, reader, circle, press.channel)
            case privacy_blocks.CHOOSE:
                return await self._choosing.pressed(workspace, reader, press.value)
            case privacy_blocks.EXPORT:
                return await self._choosing.send_data(workspace, reader, press.trigger_id)
            case forgetting.FORGET:
                return await self._forgetting.pressed(workspace, reader, detail)
            case answering.TAKE_DOWN:
                await database.write(
                    lambda tx: give.take_down(tx, workspace, press.person, press.recognition)
                )
                self._desk.deps.wake()
                return direct.taken_down(language)
            case answering.PRIVATELY | direct.PUBLICLY:
                wish = (
                    ThanksPreference.PRIVATELY if action == answering.PRIVATELY else ThanksPreference.PUBLICLY
                )
                return await self._answering.choose(workspace, reader, press.recognition, wish)
            case direct.STOP_REACTIONS | direct.KEEP_REACTIONS:
                kept = action == direct.KEEP_REACTIONS
                chosen = ReactionPreference.ON if kept else ReactionPreference.OFF
                await database.write(lambda tx: _chosen(tx, workspace, press.person, chosen))
                self._desk.deps.wake()
                return direct.reactions_chosen(language, kept=kept)
            case _:
                _log.warning("unknown button", action=action[:40])
                return None

    async def _undo(self, workspace: Workspace, reader: Reader, press: Press) -> Message:
        taken = await self._desk.deps.database.write(
            lambda tx: give.undo(tx, workspace, press.person, press.recognition)
        )
        self._desk.deps.wake()
        if taken is None:
            return giving_blocks.nothing_to_undo(reader.language)
        names = await self._desk.names(workspace, people_in([taken.story]))
        return giving_blocks.taken_back(reader.language, names, taken.story, out_of_reach=taken.out_of_reach)


def _chosen(tx: Transaction, workspace: Workspace, person: str, choice: Preference) -> None:
    """Keep what somebody chose where their other choices were not before them."""
    people.choose(tx, workspace.id, person, choice)
    homes.changed(tx, workspace.id, [person])
