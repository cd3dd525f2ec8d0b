"""The methods `files.*`, and the upload and download of files over HTTP."""

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.practice.access import check_posting, joined_channel
from bot.practice.api.arguments import Arguments
from bot.practice.api.faults import UPLOAD_URL, Faults, Outcome
from bot.practice.files import File, Files
from bot.practice.objects import file_object
from bot.practice.records import JsonObject, SlackError
from bot.practice.workspace import Workspace

ALT_TEXT = 1000
"""Characters of the words that describe a picture."""


def get_upload_url(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return where to send a file of so many bytes (files.getUploadURLExternal)."""
    name, length = arguments.required("filename"), arguments.number("length", 0)
    alt_text = arguments.text("alt_txt")
    if not length:
        raise SlackError("missing_argument")
    if len(alt_text) > ALT_TEXT:
        raise SlackError("alt_txt_too_large")
    file = workspace.files.announce(name, length, alt_text, workspace.now())
    return {"upload_url": workspace.files.address(f"/upload/v1/{file.key}"), "file_id": file.id}


def complete_upload(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Share uploads in one message; without a channel, nowhere (files.completeUploadExternal).

    The answer does not have the message, as Slack shares a file only after it has answered.
    """
    named = _named_files(workspace, arguments.structure("files", "invalid_arguments"))
    channel_id = arguments.text("channel_id")
    comment = arguments.text("initial_comment")
    if channel_id:
        if not channel_id.startswith(("C", "G", "D")):
            raise SlackError("invalid_channel")
        joined_channel(workspace, channel_id)
        if workspace.channels[channel_id].is_archived:
            raise SlackError("is_archived")
        check_posting(workspace.channels[channel_id], None)
    for file, title in named:
        file.title, file.is_complete = title or file.name, True
    answer = [file_object(workspace, file) for file, _ in named]
    if channel_id:
        workspace.post(
            channel_id,
            user=workspace.bot_user_id,
            text=comment,
            files=[file.id for file, _ in named],
        )
    return {"files": answer}


def delete(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Delete a file; the messages that had it stay without it (files.delete)."""
    workspace.delete_file(arguments.required("file"))
    return {}


def _named_files(workspace: Workspace, files: object) -> list[tuple[File, str]]:
    """Return the files that an app names, each with its title, "" without one."""
    if not isinstance(files, list) or not files or not all(isinstance(each, dict) for each in files):
        raise SlackError("invalid_arguments", "must be an array of files: files")
    titled: list[tuple[File, str]] = []
    for each in files:
        file_id, title = each.get("id"), each.get("title") or ""
        if not isinstance(file_id, str) or not isinstance(title, str):
            raise SlackError("invalid_arguments", "must have an id: files")
        file = workspace.files.find_uploaded(file_id)
        if file.is_complete:
            raise SlackError("file_not_found")
        titled.append((file, title))
    return titled


class Transfer:
    """The endpoints of one workspace's files."""

    def __init__(self, files: Files, faults: Faults, bot_token: str) -> None:
        """Serve `files`; `faults` spoil uploads, and only `bot_token` opens what was uploaded."""
        self._files = files
        self._faults = faults
        self._bot_token = bot_token

    async def upload(self, request: Request) -> Response:
        """Take the content of a file, which is the whole body."""
        content, key = await request.body(), request.path_params["key"]
        return await self._faults.meet(
            request.url.path,
            {"bytes": len(content)},
            self._faults.take(UPLOAD_URL),
            lambda: self._take(key, content),
        )

    async def download(self, request: Request) -> Response:
        """Return the content to the app."""
        if request.headers.get("authorization") != f"Bearer {self._bot_token}":
            return PlainTextResponse("not_authed", 403)
        try:
            file = self._files.find(request.path_params["file"])
        except SlackError:
            return PlainTextResponse("file_not_found", 404)
        return Response(file.content, media_type=file.mimetype)

    def _take(self, key: str, content: bytes) -> Outcome:
        try:
            file = self._files.upload(key, content)
        except SlackError as refusal:
            status = 404 if refusal.error == "file_not_found" else 400
            return {"ok": False, "error": refusal.error}, PlainTextResponse(refusal.error, status)
        return {"ok": True}, PlainTextResponse(f"OK - {len(content)}", headers={"x-file-id": file.id})
