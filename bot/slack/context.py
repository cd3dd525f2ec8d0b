"""The dependencies and answers that handlers share."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import structlog
from cachetools import LRUCache

from bot.deps import Deps
from bot.domain import emoji
from bot.domain.ids import UserId, WorkspaceId
from bot.domain.typed_text import cut_beginning
from bot.domain.user import User
from bot.domain.values import Values
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.api.audiences import Audiences
from bot.slack.api.cache import seconds_left
from bot.slack.api.client import SlackClient
from bot.slack.api.custom_emoji import CustomEmoji
from bot.slack.api.directory import Directory
from bot.slack.api.installations import Installations
from bot.slack.background_tasks import BackgroundTasks
from bot.slack.batches import Batches
from bot.slack.features.conversation.reply_counter import ReplyCounter
from bot.slack.features.digest.preview import DigestPreviews
from bot.slack.features.leads.circle_sync import CircleSync
from bot.slack.features.onboarding.thanks_counts import ThanksCounts
from bot.slack.features.recognition import refusal_views
from bot.slack.features.recognition.recognition_batches import RecognitionBatches
from bot.slack.outbound.home_publisher import HomePublisher
from bot.slack.outbound.responses import send_answer
from bot.slack.payloads.envelope import read_team
from bot.slack.payloads.interactions import ResponseUrl
from bot.slack.request import Reader
from bot.slack.request_record import current_record
from bot.slack.routes import Routes
from bot.slack.ui.language import Language, language
from bot.slack.ui.message import Message
from bot.slack.ui.modal import Answer, View, replace_view
from bot.slack.ui.value_translations import translate_values
from bot.usecases.remembered_settings import RememberedSettings
from bot.usecases.request_facts import RequestFacts, find_request_facts

OPEN_TIMEOUT = 2.0
"""Seconds that opening a form may take."""
MAX_REMEMBERED = 1_000
"""Workspaces whose settings and values are remembered."""
CONFIRM_TIMEOUT = 0.7
"""Seconds that confirming a form through its `response_url` may take."""

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Context:
    """What handlers work with: the process's dependencies, Slack's client, caches, and ways to answer."""

    deps: Deps
    client: SlackClient
    installations: Installations
    directory: Directory
    circle_sync: CircleSync
    background_tasks: BackgroundTasks
    home_publisher: HomePublisher
    audiences: Audiences
    custom_emoji: CustomEmoji
    routes: Routes
    digest_previews: DigestPreviews
    greetings: ReplyCounter = field(default_factory=ReplyCounter)
    """Counts greetings, so that no two in a row begin alike."""
    thanks_to_bot: ReplyCounter = field(default_factory=ReplyCounter)
    """Counts answers to thanks to the bot."""
    thanks_counts: ThanksCounts = field(default_factory=ThanksCounts)
    """Counts emoji of thanks in new workspaces."""
    offered_tours: set[WorkspaceId] = field(default_factory=set)
    """Ids of the workspaces in which the tour was offered."""

    request_facts: Batches[tuple[Workspace, User], RequestFacts] = field(init=False)
    """What is stored about requests: those that come together read it together."""

    remembered_settings: LRUCache[WorkspaceId, RememberedSettings] = field(
        default_factory=lambda: LRUCache(MAX_REMEMBERED)
    )
    """The settings and values of each workspace, as a request read them last."""

    recognition_batches: RecognitionBatches = field(init=False)
    """Records recognitions that are given by command or message."""

    def __post_init__(self) -> None:
        """Read and write in the database of the dependencies."""
        object.__setattr__(self, "request_facts", Batches(self._read_facts))
        object.__setattr__(self, "recognition_batches", RecognitionBatches(self.deps))

    async def _read_facts(self, requests: Sequence[tuple[Workspace, User]]) -> Sequence[RequestFacts]:
        return await self.deps.database.read(find_request_facts, requests)

    async def find_workspace(self, body: Mapping[str, Any]) -> Workspace:
        """Return the workspace that a payload is from. Raise `UnknownWorkspaceError` or `SlackError`."""
        return (await self.installations.find(*read_team(body))).workspace

    async def reader(self, workspace: Workspace, user_id: UserId) -> Reader:
        """Return the user who made the request, with their language."""
        user = (await self.directory.users.find(workspace, [user_id]))[user_id]
        facts = await self.request_facts.add((workspace, user))
        current_record().locale = user.locale
        self.remembered_settings[workspace.id] = RememberedSettings(facts.settings, facts.values)
        return Reader(facts.user, self.language(user.locale), facts.settings, facts.values)

    async def reader_from_memory(self, workspace: Workspace, user_id: UserId) -> Reader:
        """Return the same without a read, as long as the workspace's settings are remembered.

        For what checks them in its own transaction.
        """
        remembered = self.remembered_settings.get(workspace.id)
        if remembered is None:
            return await self.reader(workspace, user_id)
        user = (await self.directory.users.find(workspace, [user_id]))[user_id]
        current_record().locale = user.locale
        language = self.language(user.locale)
        return Reader(user, language, remembered.settings, remembered.values, remembered)

    def language(self, tag: str) -> Language:
        """Return the language for a tag; its sentences use this installation's command name."""
        return language(tag, self.deps.settings.commands[0])

    async def add_typed_aliases(
        self, workspace: Workspace, language: Language, values: Values, text: str
    ) -> Values:
        """Return the values, also named in this language and by custom emoji in this text that mean them."""
        strange = emoji.find_custom_names(cut_beginning(text))
        values = translate_values(language, values)
        return values.add_emoji_aliases(await self.custom_emoji.find_aliases(workspace, strange))

    async def names(self, workspace: Workspace, users: Iterable[UserId]) -> dict[UserId, str]:
        """Return the display names of users."""
        return await self.directory.users.names(workspace, users)

    def in_time(self) -> asyncio.Timeout:
        """Return a timeout for look-ups that a user waits for; they raise `TimeoutError`."""
        return self.directory.in_time()

    async def open(self, workspace: Workspace, trigger_id: str, form: View) -> bool:
        """Open a form; return False if Slack refused it.

        A `trigger_id` is valid for three seconds; it is empty if the payload can't open a form.
        """
        return bool(await self.open_view(workspace, trigger_id, form))

    async def open_view(self, workspace: Workspace, trigger_id: str, form: View) -> str:
        """Open a form; return its id, or "" if Slack refused it."""
        if not trigger_id:
            return ""
        return await self._present(workspace, "views.open", OPEN_TIMEOUT, trigger_id=trigger_id, view=form)

    async def push(self, workspace: Workspace, trigger_id: str, form: View) -> bool:
        """Open a form on top of another; return False if Slack refused it."""
        shown = self._present(workspace, "views.push", OPEN_TIMEOUT, trigger_id=trigger_id, view=form)
        return bool(await shown)

    async def update(self, workspace: Workspace, view_id: str, form: View) -> bool:
        """Replace the content of an open form; return False if Slack refused it.

        Not durable: what it confirms is saved already.
        """
        seconds = seconds_left(self.deps.monotonic, OPEN_TIMEOUT)
        return bool(await self._present(workspace, "views.update", seconds, view_id=view_id, view=form))

    async def update_later(self, workspace: Workspace, view_id: str, form: View) -> None:
        """Replace the content of an open form in the background."""
        await self.update(workspace, view_id, form)

    async def _present(
        self,
        workspace: Workspace,
        method: Literal["views.open", "views.push", "views.update"],
        seconds: float,
        **call: Any,
    ) -> str:
        """Return the id of the view that Slack shows, or "" if it refused it."""
        try:
            async with asyncio.timeout(seconds):
                answer = await self.client.call(workspace.id, method, **call)
        except (SlackError, TimeoutError) as error:
            _log.warning("form not shown", method=method, error=str(error) or type(error).__name__)
            return ""
        return str(answer["view"]["id"])

    async def open_or_explain(
        self, workspace: Workspace, trigger_id: str, response_url: str, form: View, reader: Reader
    ) -> Message | None:
        """Open a form, or explain that it didn't open; return that message if there is no `response_url`."""
        if await self.open(workspace, trigger_id, form):
            return None
        return await self.answer_privately(response_url, refusal_views.form_failure_message(reader.language))

    async def answer_privately(self, response_url: str, message: Message) -> Message | None:
        """Show a message to the reader below the one with the button, in the background.

        Return the message if there is no `response_url`: the button is in a view.
        """
        if not response_url:
            return message
        self.send_ephemeral(response_url, message)
        return None

    def send_ephemeral(self, response_url: str, message: Message) -> None:
        """Show a message below the one with the button, in the background, if there is a `response_url`."""
        if response_url:
            self.background_tasks.start(self._send(response_url, message, replaces=False))

    def replace_later(self, response_url: str, message: Message) -> None:
        """Replace the message with the button in the background, if there is a `response_url`."""
        if response_url:
            self.background_tasks.start(self._send(response_url, message, replaces=True))

    async def respond(self, response_url: str, message: Message) -> None:
        """Replace the message with the button. Not durable: what it confirms is saved already."""
        if response_url:
            await self._send(response_url, message, replaces=True)

    async def confirm(
        self, response_url: str, message: Message, in_form: View, *, replaces: bool
    ) -> Answer | None:
        """Confirm a form by a message where it was opened, or in the form; return the answer to Slack.

        The form is used if Slack doesn't take the message in time: a `response_url` is valid for half an
        hour, but a form can stay open for longer.
        """
        if response_url:
            seconds = seconds_left(self.deps.monotonic, CONFIRM_TIMEOUT)
            try:
                async with asyncio.timeout(seconds):
                    await send_answer(
                        self.client, response_url, _answer(response_url, message, replaces=replaces)
                    )
            except (SlackError, TimeoutError) as error:
                _log.info("confirmed in the form", error=str(error) or type(error).__name__)
            else:
                return None
        return replace_view(in_form)

    async def delete_original(self, response_url: str) -> None:
        """Delete the message with the button."""
        try:
            await self.client.respond(response_url, {"delete_original": True})
        except SlackError as error:
            _log.warning("message not deleted", error=str(error))

    async def _send(self, response_url: str, message: Message, *, replaces: bool) -> None:
        try:
            await send_answer(self.client, response_url, _answer(response_url, message, replaces=replaces))
        except SlackError as error:
            _log.warning("answer not shown", error=str(error))


def _answer(response_url: str, message: Message, *, replaces: bool) -> Message:
    if replaces:
        return {**message, "replace_original": True}
    answer = {**message, "response_type": "ephemeral", "replace_original": False}
    if isinstance(response_url, ResponseUrl) and response_url.thread_ts:
        answer["thread_ts"] = response_url.thread_ts
    return answer
