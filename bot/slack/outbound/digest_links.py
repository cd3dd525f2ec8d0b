"""Which channels' messages a digest links to: those that all of its readers can open."""

from collections.abc import Iterable
from dataclasses import replace

from bot.domain.recognition import RecognitionView
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack.api.directory import Directory
from bot.usecases.message_contents import WeeklyDigestContent


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
    found = [await directory.channel(workspace, one) for one in others]
    is_open = frozenset(one.id for one in found if one.kind is ChannelKind.PUBLIC)
    return replace(content, open_channels=is_open)
