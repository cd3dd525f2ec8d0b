"""Links to messages, only for readers who can open them."""

from collections.abc import Iterable

from msgspec.structs import replace

from bot.domain.ids import ChannelId, UserId
from bot.domain.recognition import RecognitionView
from bot.domain.user import User
from bot.domain.view_rules import must_be_member_to_open
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.api.directory import Directory
from bot.usecases.message_contents import (
    Content,
    DailySummaryContent,
    DirectMessageContent,
    PromptContent,
    ReplyContent,
    WeeklyDigestContent,
)
from bot.usecases.reports import ReportContent


async def keep_reachable_links(
    directory: Directory, workspace: Workspace, reader: User, recognitions: Iterable[RecognitionView]
) -> tuple[RecognitionView, ...]:
    """Return the recognitions without the links that the reader can't open, or perhaps can't."""
    recognitions = tuple(recognitions)
    checked = {
        recognition.channel
        for recognition in recognitions
        if recognition.permalink and must_be_member_to_open(reader, recognition)
    }
    closed = {channel for channel in checked if not await _is_in(directory, workspace, channel, reader.id)}
    return tuple(
        replace(recognition, permalink="") if recognition.channel in closed else recognition
        for recognition in recognitions
    )


async def keep_reachable_links_in(
    directory: Directory, workspace: Workspace, reader: User, content: Content
) -> Content:
    """Return the content of a direct message without the links that its reader can't open."""

    async def keep_link(recognition: RecognitionView) -> RecognitionView:
        [kept] = await keep_reachable_links(directory, workspace, reader, [recognition])
        return kept

    match content:
        case DirectMessageContent() | ReplyContent() | ReportContent():
            kept = await keep_link(content.recognition)
            return content if kept is content.recognition else replace(content, recognition=kept)
        case PromptContent(memory=RecognitionView() as memory):
            return replace(content, memory=await keep_link(memory))
        case DailySummaryContent():
            return replace(
                content,
                recognitions=await keep_reachable_links(directory, workspace, reader, content.recognitions),
                answers=tuple(
                    [
                        replace(entry, recognition=await keep_link(entry.recognition))
                        for entry in content.answers
                    ]
                ),
            )
        case _:
            return content


async def _is_in(directory: Directory, workspace: Workspace, channel: ChannelId, user: UserId) -> bool:
    try:
        async with directory.in_time():
            return await directory.memberships.can_see(workspace, channel, user)
    except (SlackError, TimeoutError):
        return False


async def add_open_channels(
    directory: Directory,
    workspace: Workspace,
    content: WeeklyDigestContent,
    linked: Iterable[RecognitionView],
) -> WeeklyDigestContent:
    """Return the digest with those channels of the `linked` recognitions that are public now.

    Its readers can open them: a digest shows recognitions of other channels only to full members of the
    workspace. If Slack does not answer, a channel counts as private.
    """
    others = sorted({recognition.channel for recognition in linked} - {content.digest.channel})
    found = [await directory.channels.find(workspace, one) for one in others]
    is_open = frozenset(one.id for one in found if one.kind is ChannelKind.PUBLIC)
    return replace(content, open_channels=is_open)
