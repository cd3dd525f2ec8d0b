"""Reading back."""

from dataclasses import dataclass, replace

from bot.domain.recognition import Story
from bot.domain.visibility import Asker, ChannelKind, Refusal, may_read_channel, may_read_person
from bot.domain.words import NAME_LENGTH
from bot.domain.workspace import Workspace
from bot.storage import stories
from bot.storage.engine import Transaction
from bot.storage.stories import Filters

PAGE = 10
"""Stories in one answer, at most."""
MOST_CHARACTERS = 9_000
"""Characters of words and names in one answer: Slack refuses longer messages (`msg_blocks_too_long`)."""


@dataclass(frozen=True, slots=True)
class AboutPerson:
    """What a person received, or gave."""

    person: str
    given: bool = False


@dataclass(frozen=True, slots=True)
class AboutChannel:
    """What was given in a channel. `is_member` says whether the asker is in it now."""

    channel: str
    kind: ChannelKind
    is_member: bool


@dataclass(frozen=True, slots=True)
class Page:
    """Some stories, newest first, and the id before which older ones begin, if there are any."""

    stories: tuple[Story, ...]
    older: str | None


def ask(
    tx: Transaction,
    workspace: Workspace,
    asker: Asker,
    about: AboutPerson | AboutChannel,
    filters: Filters,
    before: str | None = None,
) -> Page | Refusal:
    """Answer a question about the past, as far as the asker may know; `before` is a page's `older`."""
    match about:
        case AboutPerson(person, given):
            scope = may_read_person(asker, person, given=given)
        case AboutChannel(channel, kind, is_member):
            scope = may_read_channel(asker, channel, kind, is_member=is_member)
            filters = replace(filters, channels=())
    if isinstance(scope, Refusal):
        return scope
    # One more than is shown tells whether there are older ones.
    found = stories.page(tx, workspace, scope, filters, limit=PAGE + 1, before=before)
    shown = _fitting(found[:PAGE])
    return Page(shown, shown[-1].id if len(found) > len(shown) else None)


def _fitting(found: list[Story]) -> tuple[Story, ...]:
    """As many stories as one answer holds; one always fits."""
    room = MOST_CHARACTERS
    for number, story in enumerate(found):
        room -= len(story.words) + NAME_LENGTH * len({*story.givers, *story.recipients, *story.voices})
        if room < 0 and number:
            return tuple(found[:number])
    return tuple(found)
