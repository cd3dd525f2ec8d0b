"""Posts rendered messages, or sends them through a `response_url` if the bot may not post."""

import structlog

from bot.deps import Deps
from bot.domain.delivery import Failure
from bot.domain.error_names import ErrorMeaning, find_error_meaning
from bot.domain.ids import ChannelId
from bot.domain.outbox_message import UploadedImage
from bot.domain.outbox_messages import ShoutOut, StepHint
from bot.domain.workspace import Workspace
from bot.errors import SlackError, SlackRefusedError
from bot.slack.api.client import SlackClient
from bot.slack.api.directory import Directory
from bot.slack.features.recognition import views as recognition_views
from bot.slack.outbound.claim_check import check_claim
from bot.slack.outbound.failures import read_failure
from bot.slack.outbound.message_changer import CANNOT_POST
from bot.slack.ui.language import language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.message_splitting import TOO_LONG
from bot.storage.deliveries import Delivery
from bot.usecases.delivery_results import DeliveryResult, Failed, Posted

_log = structlog.get_logger(__name__)


class Poster:
    """Calls `chat.postMessage`, or a `response_url` where the bot may not call it."""

    def __init__(self, deps: Deps, client: SlackClient, directory: Directory) -> None:
        """Post with this client, and look up users in the directory."""
        self._deps = deps
        self._client = client
        self._directory = directory

    async def post(
        self,
        delivery: Delivery,
        workspace: Workspace,
        rendered: Message,
        image: UploadedImage | None = None,
    ) -> DeliveryResult:
        """Post a message, or send a shout-out through its `response_url` if the bot may not post.

        `image` is the one that a digest has.
        """
        shout_out = delivery.message if isinstance(delivery.message, ShoutOut) else None
        if shout_out and shout_out.response_url and not shout_out.can_post:
            return await self._respond(shout_out, delivery, rendered)
        try:
            return await self._post(delivery, rendered, image)
        except SlackRefusedError as error:
            meaning = find_error_meaning(error.error)
            if meaning not in CANNOT_POST or shout_out is None or not shout_out.response_url:
                return read_failure(error, is_message_call=True)
            result = await self._respond(shout_out, delivery, rendered)
            if isinstance(result, Posted):
                await self._explain(meaning, workspace, shout_out)
            elif result.failure is Failure.REFUSED and result.error not in TOO_LONG:
                # The first error says more than that the response_url has expired.
                return read_failure(error, is_message_call=True)
            return result
        except SlackError as error:
            return read_failure(error, is_message_call=True)

    async def _post(
        self, delivery: Delivery, rendered: Message, image: UploadedImage | None
    ) -> DeliveryResult:
        """Post a message. Raise `SlackError`."""
        await check_claim(self._deps, delivery)
        post = delivery.message
        answer = await self._client.call(
            delivery.workspace_id,
            "chat.postMessage",
            channel=post.destination,
            thread_ts=(post.thread_ts or None) if isinstance(post, ShoutOut | StepHint) else None,
            **rendered,
            unfurl_links=False,
            unfurl_media=False,
            # Other apps can read metadata: it has an opaque id only.
            metadata={"event_type": "hearten", "event_payload": {"id": delivery.id}},
        )
        channel, ts = answer.get("channel"), answer.get("ts")
        if not (isinstance(channel, str) and isinstance(ts, str)):
            return Failed(Failure.UNANSWERED, "no ts")
        return Posted(ChannelId(channel), ts, image=image)

    async def _respond(self, shout_out: ShoutOut, delivery: Delivery, rendered: Message) -> Posted | Failed:
        """Post through the command's `response_url`, which needs no membership and returns no ts."""
        body = {**rendered, "response_type": "in_channel", "unfurl_links": False, "unfurl_media": False}
        if shout_out.thread_ts:
            body["thread_ts"] = shout_out.thread_ts
        try:
            await check_claim(self._deps, delivery)
            await self._client.respond(shout_out.response_url, body)
        except SlackError as error:
            return read_failure(error, is_message_call=True)
        return Posted(shout_out.destination, None)

    async def _explain(self, meaning: ErrorMeaning, workspace: Workspace, shout_out: ShoutOut) -> None:
        """Tell the giver, privately, why the shout-out was posted through them."""
        giver = shout_out.giver
        users = await self._directory.users.find(workspace, [giver] if giver else [])
        tag = users[giver].locale if giver else workspace.language
        speech = language(tag, self._deps.settings.commands[0])
        is_read_only = meaning is ErrorMeaning.READ_ONLY
        hint = build_message(
            [
                line(
                    recognition_views.posted_through_you_note(speech)
                    if is_read_only
                    else recognition_views.invite_note(speech)
                )
            ]
        )
        try:
            await self._client.respond(shout_out.response_url, {**hint, "response_type": "ephemeral"})
        except SlackError as error:
            # The shout-out is posted; the hint is optional.
            _log.info("hint not shown", error=str(error))
