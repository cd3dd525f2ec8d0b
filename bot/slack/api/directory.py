"""The directory of a workspace: its users, admins, user groups, channels and memberships."""

import asyncio

from bot.deps import Deps
from bot.slack.api.admins import AdminLookup
from bot.slack.api.cache import LOOKUP_TIMEOUT, Cache, seconds_left
from bot.slack.api.channels import ChannelLookup
from bot.slack.api.client import SlackClient
from bot.slack.api.memberships import MembershipLookup
from bot.slack.api.user_groups import UserGroupLookup
from bot.slack.api.users import UserLookup


class Directory:
    """Looks up what Slack knows about a workspace, with one cache for all look-ups.

    Methods named `find…` return what is stored, or a default, if Slack does not answer in time; those named
    `fetch…` wait for Slack and raise `SlackError`.
    """

    def __init__(self, deps: Deps, client: SlackClient) -> None:
        """Start with an empty cache."""
        cache = Cache(deps.monotonic)
        self._monotonic = deps.monotonic
        self.users = UserLookup(deps, client, cache)
        self.admins = AdminLookup(deps, self.users)
        self.groups = UserGroupLookup(client, cache)
        self.channels = ChannelLookup(client, cache)
        self.memberships = MembershipLookup(deps, client, cache, self.users)

    def in_time(self) -> asyncio.Timeout:
        """Return the time limit of a look-up that a user waits for; it raises `TimeoutError` beyond it."""
        return asyncio.timeout(seconds_left(self._monotonic, LOOKUP_TIMEOUT))
