"""The least that Bolt can do, to measure against: `python -m tests.bench.bare_bolt`.

It verifies signatures, and acknowledges each command with a sentence and each reaction with nothing.
"""

from __future__ import annotations

import asyncio
import logging
import os
from typing import Any

import uvloop
from aiohttp import web
from slack_bolt.adapter.socket_mode.aiohttp import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncAck, AsyncApp
from slack_bolt.authorization import AuthorizeResult

from tests.bench.fake_slack import BOT, BOT_USER, TEAM


async def _authorize(**_: Any) -> AuthorizeResult:
    return AuthorizeResult(
        enterprise_id=None,
        team_id=TEAM,
        bot_user_id=BOT_USER,
        bot_id=BOT,
        bot_token=os.environ["SLACK_BOT_TOKEN"],
    )


async def _acknowledge_command(ack: AsyncAck) -> None:
    await ack("I'll post this in the channel.")


async def _acknowledge_event(ack: AsyncAck) -> None:
    await ack()


def build() -> AsyncApp:
    """Return the app with its two handlers."""
    app = AsyncApp(
        signing_secret=os.environ.get("SLACK_SIGNING_SECRET", ""),
        authorize=_authorize,
        logger=logging.getLogger("bare"),
    )
    app.command("/kudos")(_acknowledge_command)
    app.event("reaction_added")(_acknowledge_event)
    return app


async def serve() -> None:
    """Serve over Socket Mode if there is an app-level token, else over HTTP; print when it is ready."""
    app = build()
    if token := os.environ.get("SLACK_APP_TOKEN"):
        app.client.base_url = os.environ["SLACK_API_URL"]
        await AsyncSocketModeHandler(app, token).connect_async()
        print("ready 0", flush=True)
        await asyncio.Event().wait()
    runner = web.AppRunner(app.web_app("/slack/events"), access_log=None)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    print("ready", runner.addresses[0][1], flush=True)
    await asyncio.Event().wait()


if __name__ == "__main__":
    logging.disable()
    uvloop.run(serve())
