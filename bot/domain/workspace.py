"""Workspaces: the companies that Hearten is installed in."""

from msgspec import Struct

from bot.domain.ids import ChannelId, UserId, WorkspaceId


class WorkspaceIdentity(Struct, frozen=True):
    """How Slack knows a workspace: its key is (enterprise id or "", team id); `url` ends with a slash."""

    enterprise_id: str
    team_id: str
    name: str
    url: str
    bot_user_id: UserId


class Workspace(Struct, frozen=True):
    """A workspace as we know it, with the number of its rows."""

    id: WorkspaceId
    identity: WorkspaceIdentity
    language: str

    def permalink(self, channel: ChannelId, ts: str, thread_ts: str = "") -> str:
        """Return the address of a message, as `chat.getPermalink` returns it, without a call.

        `thread_ts` is the parent message of a reply.
        """
        address = f"{self.identity.url}archives/{channel}/p{ts.replace('.', '')}"
        return f"{address}?thread_ts={thread_ts}&cid={channel}" if thread_ts else address
