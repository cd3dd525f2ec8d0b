"""The `response_url`s over HTTP."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from bot.practice.api.faults import RESPONSE_URL, Faults, Outcome
from bot.practice.responses import ResponseUrls
from bot.practice.workspace import JsonObject, SlackError


class ResponseEndpoint:
    """Takes what the app posts to the addresses that it was given."""

    def __init__(self, urls: ResponseUrls, faults: Faults) -> None:
        """Serve the addresses that `urls` has given out."""
        self._urls = urls
        self._faults = faults

    async def endpoint(self, request: Request) -> Response:
        """Take one response; the last part of the path is the key of its address."""
        try:
            body = await request.json()
        except ValueError:
            return PlainTextResponse("invalid_payload", 400)
        if not isinstance(body, dict):
            return PlainTextResponse("invalid_payload", 400)
        key: str = request.path_params["key"]
        return await self._faults.meet(
            request.url.path, body, self._faults.take(RESPONSE_URL), lambda: self._use(key, body)
        )

    def _use(self, key: str, body: JsonObject) -> Outcome:
        try:
            self._urls.use(key, body)
        except SlackError as refusal:
            status = 404 if refusal.error in ("used_url", "expired_url") else 400
            answer: JsonObject = {"ok": False, "error": refusal.error}
            return answer, JSONResponse(answer, status)
        return {"ok": True}, PlainTextResponse("ok")
