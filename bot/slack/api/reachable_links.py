"""Links to messages, only for readers who can open them."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.recognition import RecognitionView
from bot.domain.user import User
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


async def reachable(
    directory: Directory, workspace: Workspace, reader: User, recognitions: Iterable[RecognitionView]
) -> tuple[RecognitionView, ...]:
    """Return the stories without the links that the reader can't open, or of which nobody can tell.

    A full member can open what is in a public channel. In any other channel, and for guests, only members
    can.
    """
    told = tuple(recognitions)
    doubtful = {one.channel for one in told if one.permalink and not (one.is_open and reader.is_full_member)}
    closed = {one for one in doubtful if not await _is_in(directory, workspace, one, reader.id)}
    return tuple(replace(one, permalink="") if one.channel in closed else one for one in told)


async def with_reachable_links(
    directory: Directory, workspace: Workspace, reader: User, content: Content
) -> Content:
    """Return the content of a direct message without the links that its reader can't open."""

    async def only(recognition: RecognitionView) -> RecognitionView:
        (found,) = await reachable(directory, workspace, reader, [recognition])
        return found

    match content:
        case DirectMessageContent() | ReplyContent() | ReportContent():
            return replace(content, recognition=await only(content.recognition))
        case PromptContent(memory=RecognitionView() as memory):
            return replace(content, memory=await only(memory))
        case DailySummaryContent():
            return replace(
                content,
                recognitions=await reachable(directory, workspace, reader, content.recognitions),
                answers=tuple(
                    [replace(one, recognition=await only(one.recognition)) for one in content.answers]
                ),
            )
        case _:
            return content


async def _is_in(directory: Directory, workspace: Workspace, channel: str, user: str) -> bool:
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
