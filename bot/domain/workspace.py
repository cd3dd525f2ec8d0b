"""Workspaces: the companies that Hearten is installed in."""

from dataclasses import dataclass

from bot.domain.ids import ChannelId, UserId, WorkspaceId


@dataclass(frozen=True, slots=True)
class WorkspaceIdentity:
    """How Slack knows a workspace: its key is (enterprise id or "", team id); `url` ends with a slash."""

    enterprise_id: str
    team_id: str
    name: str
    url: str
    bot_user_id: UserId


@dataclass(frozen=True, slots=True)
class Workspace:
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
