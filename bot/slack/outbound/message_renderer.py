"""Renders messages in their reader's language, with the names that Slack has now."""

from bot.deps import Deps
from bot.domain.ids import UserId
from bot.domain.outbox_messages import StepHint
from bot.domain.workspace import Workspace
from bot.slack.api.directory import Directory
from bot.slack.api.reachable_links import add_open_channels, keep_reachable_links_in
from bot.slack.outbound.rendering import RenderContext, find_users, render
from bot.slack.ui.language import Language, language
from bot.slack.ui.message import Message
from bot.slack.ui.sizes import MAX_COUNTED
from bot.usecases.card_contents import CardContent, CardInvitationContent
from bot.usecases.deliveries import Composition
from bot.usecases.message_contents import Content, ShoutOutContent, UnchangedContent, WeeklyDigestContent


def is_about_card(content: Content) -> bool:
    """Return True for what can be posted in a channel about a card."""
    return isinstance(content, CardContent | CardInvitationContent)


class MessageRenderer:
    """Looks up names and links, and renders a message."""

    def __init__(self, deps: Deps, directory: Directory) -> None:
        """Look up names and links in this directory."""
        self._deps = deps
        self._directory = directory

    async def render(
        self, composition: Composition, content: Content, reader: UserId, room: int = MAX_COUNTED
    ) -> Message:
        """Render the content of a message. Limit text that continues elsewhere to `room` counted characters.

        `reader` is the user who gets a direct message. Raise `SlackError`.
        """
        workspace, values = composition.workspace, composition.values
        if isinstance(content, UnchangedContent) and content.locale:
            # Do not look up a user who was erased: Hearten would store them again.
            return render(RenderContext(self._language(content.locale), {}, values, room), content)
        names = await self._directory.users.names(workspace, find_users(content), composition.users)
        zone = ""
        if isinstance(content, WeeklyDigestContent):
            content = await add_open_channels(self._directory, workspace, content, content.shown)
            speech = self.digest_language(workspace, content)
        elif isinstance(content, ShoutOutContent | StepHint) or (is_about_card(content) and not reader):
            speech = self._language(workspace.language)
        else:
            user = (await self._directory.users.find(workspace, [reader]))[reader]
            content = await keep_reachable_links_in(self._directory, workspace, user, content)
            speech, zone = self._language(user.locale), user.timezone
        return render(RenderContext(speech, names, values, room, zone), content)

    async def find_language(
        self, workspace: Workspace, content: WeeklyDigestContent | CardContent, reader: UserId
    ) -> Language:
        """Return the language of a digest or card: that of its `reader`, or of its channel."""
        if isinstance(content, WeeklyDigestContent):
            return self.digest_language(workspace, content)
        if not reader:
            return self._language(workspace.language)
        return self._language((await self._directory.users.find(workspace, [reader]))[reader].locale)

    def digest_language(self, workspace: Workspace, content: WeeklyDigestContent) -> Language:
        """Return the language of a digest."""
        return self._language(content.digest.contents.language or workspace.language)

    def _language(self, tag: str) -> Language:
        return language(tag, self._deps.settings.commands[0])
