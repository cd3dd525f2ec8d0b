"""A recognition with text that is to be given."""

from collections.abc import Mapping

from msgspec import Struct

from bot.domain import mentions
from bot.domain.ids import NO_STEP, ChannelId, StepId, UserId
from bot.domain.preferences import Preferences
from bot.domain.recognition import (
    Acceptance,
    HiddenNames,
    Rejection,
    Source,
    decide_recognition,
)
from bot.domain.team import NewTeam
from bot.domain.user import User
from bot.domain.visibility import ChannelKind, Visibility, given_visibility
from bot.domain.workflow_step import find_step
from bot.domain.workspace import Workspace


class NewRecognition(Struct, frozen=True):
    """A recognition to be given.

    `deduplication_key` is unique for each act and the same if Slack repeats it. `response_url` is a way to
    post to a channel that the bot is not in, and `can_post` says whether the bot may post.
    """

    workspace: Workspace
    giver: UserId
    named: tuple[User, ...]
    text: str
    values: tuple[str, ...]
    channel: ChannelId
    channel_kind: ChannelKind
    is_private: bool
    source: Source
    deduplication_key: str
    response_url: str = ""
    can_post: bool = True
    message_ts: str | None = None
    """The message in that channel that the recognition is about, if any."""
    thread_ts: str = ""
    """The thread in that channel in which to post the shout-out; "" if none."""
    teams: tuple[NewTeam, ...] = ()
    """The teams thanked as themselves, which a recognition in a channel can have."""

    @property
    def step(self) -> StepId:
        """The workflow's step that waits for it; "" if none does."""
        return find_step(self.deduplication_key) if self.source is Source.WORKFLOW else NO_STEP

    @property
    def visibility(self) -> Visibility:
        """How widely the giver wants it to be seen."""
        return given_visibility(self.channel_kind, is_private=self.is_private)

    @property
    def named_users(self) -> frozenset[UserId]:
        """The users thanked, by name or in a team, and those that the text mentions."""
        members = (member.id for team in self.teams for member in team.members)
        return frozenset(
            [*(user.id for user in self.named), *mentions.find_mentioned_users(self.text), *members]
        )

    @property
    def reachable_users(self) -> frozenset[UserId]:
        """The users thanked who can get direct messages."""
        return frozenset(user.id for user in self.named if user.is_reachable)

    def decide(self, preferences: Mapping[UserId, Preferences]) -> Acceptance | Rejection | HiddenNames:
        """Decide whether this can be recorded, and for which recipients. All named users have preferences."""
        return decide_recognition(
            self.giver,
            self.named,
            self.text,
            self.visibility,
            {user: chosen.thanks for user, chosen in preferences.items()},
            mentions.find_mentioned_users(self.text),
            self.teams,
        )
