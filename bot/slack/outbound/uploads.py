"""Sending people what is kept about them, as files in the direct conversation with them."""

import contextlib
import json
from collections.abc import Iterator, Mapping
from typing import Any

from bot.deps import Deps
from bot.domain.delivery import Failure
from bot.domain.workspace import Workspace
from bot.errors import SlackError, SlackRefusedError, SlackUnavailableError
from bot.slack.api.client import SlackClient
from bot.slack.api.directory import Directory
from bot.slack.features.export import views as export_views
from bot.slack.outbound.claim_check import check_claim
from bot.slack.outbound.failures import read_failure
from bot.slack.outbound.message_lookup import find
from bot.slack.ui.language import language
from bot.storage.deliveries import Delivery
from bot.storage.messages import PostedMessage
from bot.usecases import export
from bot.usecases.delivery_results import DeliveryDone, DeliveryResult, Failed, Posted

_GONE = {"file_not_found", "file_deleted", "message_not_found"}


class Uploads:
    """Puts the files together, and uploads and deletes them."""

    def __init__(self, deps: Deps, client: SlackClient, directory: Directory) -> None:
        """Prepare."""
        self._deps = deps
        self._client = client
        self._directory = directory

    async def send(self, delivery: Delivery, workspace: Workspace) -> DeliveryResult:
        """Share the files, as they are at this moment, with the person they are about, in one message.

        Slack shares them a little after it has answered, and tells nobody where: what is known of the message
        are its files. Where that answer gets lost, the message is known by their names (see `is_of`); one
        that is shared only later comes a second time, which does no harm between a person and themselves.
        """
        user = delivery.message.destination
        try:
            channel = await self._directory.direct_channel(workspace, user)
            reader = (await self._directory.people(workspace, [user]))[user]
            files = await self._deps.database.read(export.make_files, workspace, user)
            speech = language(reader.locale, self._deps.settings.commands[0])
            name = _name(delivery)
            shared = [
                {"id": await self._uploaded(f"{name}.{ending}", content), "title": f"{name}.{ending}"}
                for ending, content in (("json", files.everything), ("csv", files.thanks))
            ]
        except SlackUnavailableError as error:
            # What is uploaded and not shared is seen by nobody.
            return Failed(Failure.UNAVAILABLE, str(error))
        except SlackError as error:
            return read_failure(error, is_message_call=True, limits_all=False)
        try:
            await check_claim(self._deps, delivery)
            await self._client.call(
                "files.completeUploadExternal",
                files=json.dumps(shared),
                channel_id=channel,
                initial_comment=export_views.upload_message(speech)["text"],
            )
        except SlackError as error:
            return read_failure(error, is_message_call=True, limits_all=False)
        return Posted(channel, None, tuple(file["id"] for file in shared))

    async def _uploaded(self, name: str, content: bytes) -> str:
        """Upload a file, which nobody sees yet, and answer its id. Raises `SlackError`."""
        answer = await self._client.call("files.getUploadURLExternal", filename=name, length=len(content))
        await self._client.upload(answer["upload_url"], content)
        return str(answer["file_id"])

    async def delete(self, posted: PostedMessage) -> DeliveryResult:
        """Delete the files and then their message; either may have been deleted by hand.

        The message stays where nobody can tell where it stands: without its files it says nothing of anybody.
        """
        files = set(posted.state.files)
        try:
            ts = posted.ts or await self._where(posted.channel, files)
            for file in sorted(files):
                with _unless_gone():
                    await self._client.call("files.delete", file=file)
            if ts:
                with _unless_gone():
                    await self._client.call("chat.delete", channel=posted.channel, ts=ts)
        except SlackError as error:
            return read_failure(error, is_message_call=True, limits_all=False)
        return DeliveryDone(deleted=posted.id)

    async def _where(self, channel: str, files: set[str]) -> str | None:
        """The ts of the message with these files."""
        try:
            found = await find(self._client, channel, lambda one: not files.isdisjoint(files_in(one)))
        except SlackRefusedError:
            return None
        return str(found["ts"]) if found else None


def is_of(delivery: Delivery, message: Mapping[str, Any]) -> bool:
    """Whether a message brought the files of this delivery."""
    return f"{_name(delivery)}.json" in {file.get("name") for file in message.get("files") or ()}


def files_in(message: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids of a message's files."""
    return tuple(str(file["id"]) for file in message.get("files") or ())


@contextlib.contextmanager
def _unless_gone() -> Iterator[None]:
    try:
        yield
    except SlackRefusedError as error:
        if error.error not in _GONE:
            raise


def _name(delivery: Delivery) -> str:
    """What the files are called: alike each time the delivery is tried, and like those of no other."""
    return f"hearten-{delivery.first_tried_at:%Y-%m-%d}-{delivery.id[-8:]}"
