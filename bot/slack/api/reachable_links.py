"""Links to messages, only for readers who can open them."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.recognition import RecognitionView
from bot.domain.user import User
from bot.domain.workspace import Workspace
from bot.errors import SlackError
from bot.slack.api.directory import Directory
from bot.usecases.outbox_messages import Answered, Content, Direct, Gathered, Prompt
from bot.usecases.reports import Reported


async def reachable(
    directory: Directory, workspace: Workspace, reader: User, stories: Iterable[RecognitionView]
) -> tuple[RecognitionView, ...]:
    """Return the stories without the links that the reader can't open, or of which nobody can tell.

    A full member can open what is in a public channel. In any other channel, and for guests, only members
    can.
    """
    told = tuple(stories)
    doubtful = {one.channel for one in told if one.permalink and not (one.is_open and reader.is_full_member)}
    closed = {one for one in doubtful if not await _is_in(directory, workspace, one, reader.id)}
    return tuple(replace(one, permalink="") if one.channel in closed else one for one in told)


async def with_reachable_links(
    directory: Directory, workspace: Workspace, reader: User, content: Content
) -> Content:
    """Return the content of a direct message without the links that its reader can't open."""

    async def only(story: RecognitionView) -> RecognitionView:
        (found,) = await reachable(directory, workspace, reader, [story])
        return found

    match content:
        case Direct() | Answered() | Reported():
            return replace(content, story=await only(content.story))
        case Prompt(memory=RecognitionView() as memory):
            return replace(content, memory=await only(memory))
        case Gathered():
            return replace(
                content,
                stories=await reachable(directory, workspace, reader, content.stories),
                answers=tuple([replace(one, story=await only(one.story)) for one in content.answers]),
            )
        case _:
            return content


async def _is_in(directory: Directory, workspace: Workspace, channel: str, person: str) -> bool:
    try:
        async with directory.in_time():
            return await directory.sees(workspace, channel, person)
    except (SlackError, TimeoutError):
        return False
