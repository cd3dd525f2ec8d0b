"""Slack's Web API on a port of its own."""

from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.slack.web_api import Slack


@pytest.fixture
async def slack() -> AsyncIterator[Slack]:
    slack = Slack()
    app = web.Application()
    app.router.add_post("/{path:.*}", slack.handle)
    async with TestServer(app) as server:
        slack.url = str(server.make_url("/"))
        yield slack
