"""Files that are sent to a user in the direct conversation with the bot."""

import contextlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from bot.deps import Deps
from bot.domain.delivery import Failure
from bot.domain.ids import ChannelId, UserId, WorkspaceId
from bot.domain.workspace import Workspace
from bot.errors import SlackError, SlackRefusedError, SlackUnavailableError
from bot.slack.api.client import SlackClient
from bot.slack.api.directory import Directory
from bot.slack.features.export import views as export_views
from bot.slack.outbound.claim_check import check_claim
from bot.slack.outbound.failures import read_failure
from bot.slack.outbound.message_lookup import find_message
from bot.slack.ui.language import Language, language
from bot.slack.ui.message import Message
from bot.storage.deliveries import Delivery
from bot.storage.messages import PostedMessage
from bot.usecases import export
from bot.usecases.delivery_results import DeliveryDone, DeliveryResult, Failed, Posted

_GONE = {"file_not_found", "file_deleted", "message_not_found"}


class UploadedFile(Struct, frozen=True):
    """A file: its name's ending (".pdf"), its content and, if it is not its name, its title."""

    ending: str
    content: bytes
    title: str = ""


class FileUploads:
    """Uploads and deletes files of direct messages."""

    def __init__(self, deps: Deps, client: SlackClient, directory: Directory) -> None:
        """Upload with this client, and look up users in the directory."""
        self._deps = deps
        self._client = client
        self._directory = directory

    async def send_export(self, delivery: Delivery, workspace: Workspace, user: UserId) -> DeliveryResult:
        """Make the files of an export now, and share them with their user."""
        try:
            files = await self._deps.database.read(export.make_files, workspace, user)
        except SlackUnavailableError as error:
            return Failed(Failure.UNAVAILABLE, str(error))
        contents = (UploadedFile(".json", files.everything), UploadedFile(".csv", files.thanks))
        return await self.send(delivery, workspace, user, contents, export_views.upload_message)

    async def send(
        self,
        delivery: Delivery,
        workspace: Workspace,
        user: UserId,
        files: Iterable[UploadedFile],
        introduce: Callable[[Language], Message],
    ) -> DeliveryResult:
        """Upload files, and share them with their user in one message.

        Slack shares files after it answered and does not return the message's ts, so Hearten stores the
        files' ids. If that answer is lost, the message is found by the files' names (see `has_files_of`). If
        Slack shares them only later, the user gets them twice.
        """
        try:
            channel = await self._directory.channels.fetch_direct_channel(workspace, user)
            reader = (await self._directory.users.find(workspace, [user]))[user]
            reader_language = language(reader.locale, self._deps.settings.commands[0])
            name = _file_name(delivery)
            shared = [
                {
                    "id": await self._upload(workspace, f"{name}{file.ending}", file.content),
                    "title": file.title or f"{name}{file.ending}",
                }
                for file in files
            ]
        except SlackUnavailableError as error:
            # Files that are not shared are visible to no one.
            return Failed(Failure.UNAVAILABLE, str(error))
        except SlackError as error:
            return read_failure(error, is_message_call=True, limits_all=False)
        try:
            await check_claim(self._deps, delivery)
            await self._client.call(
                workspace.id,
                "files.completeUploadExternal",
                files=json.dumps(shared),
                channel_id=channel,
                initial_comment=introduce(reader_language)["text"],
            )
        except SlackError as error:
            return read_failure(error, is_message_call=True, limits_all=False)
        return Posted(channel, None, tuple(file["id"] for file in shared))

    async def _upload(self, workspace: Workspace, name: str, content: bytes) -> str:
        """Upload a file and return its id. It is not shared yet. Raise `SlackError`."""
        answer = await self._client.call(
            workspace.id, "files.getUploadURLExternal", filename=name, length=len(content)
        )
        await self._client.upload(answer["upload_url"], content)
        return str(answer["file_id"])

    async def delete(self, workspace_id: WorkspaceId, posted: PostedMessage) -> DeliveryResult:
        """Delete the files and then their message. Either may have been deleted by hand.

        A message that is not found stays: without its files it contains no data.
        """
        files = set(posted.state.files)
        try:
            ts = posted.ts or await self._find_ts(workspace_id, posted.channel, files)
            for file in sorted(files):
                with _ignore_gone():
                    await self._client.call(workspace_id, "files.delete", file=file)
            if ts:
                with _ignore_gone():
                    await self._client.call(workspace_id, "chat.delete", channel=posted.channel, ts=ts)
        except SlackError as error:
            return read_failure(error, is_message_call=True, limits_all=False)
        return DeliveryDone(deleted=posted.id)

    async def _find_ts(self, workspace_id: WorkspaceId, channel: ChannelId, files: set[str]) -> str | None:
        """Return the ts of the message with these files."""
        try:
            found = await find_message(
                self._client, workspace_id, channel, lambda one: not files.isdisjoint(list_file_ids(one))
            )
        except SlackRefusedError:
            return None
        return str(found["ts"]) if found else None


def has_files_of(delivery: Delivery, message: Mapping[str, Any]) -> bool:
    """Return True if a message has the files of this delivery."""
    name = f"{_file_name(delivery)}."
    return any(str(file.get("name")).startswith(name) for file in message.get("files") or ())


def list_file_ids(message: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the ids of a message's files."""
    return tuple(str(file["id"]) for file in message.get("files") or ())


@contextlib.contextmanager
def _ignore_gone() -> Iterator[None]:
    try:
        yield
    except SlackRefusedError as error:
        if error.error not in _GONE:
            raise


def _file_name(delivery: Delivery) -> str:
    """Return the files' name without its ending: the same for each attempt, and unique to the delivery."""
    return f"hearten-{delivery.first_tried_at:%Y-%m-%d}-{delivery.id[-8:]}"
