"""Files on their way over HTTP: up to the address that was given out, and down to who may have them."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from bot.practice.api.faults import UPLOAD_URL, Faults, Outcome
from bot.practice.files import Files
from bot.practice.workspace import SlackError


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
        """Give the content to the app."""
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
