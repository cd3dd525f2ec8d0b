"""An example of each message about a digest that a member asked for."""

from collections.abc import Callable
from datetime import UTC, datetime

from msgspec.structs import replace

from bot.domain.calendar import Period
from bot.domain.commands.parse_error import ParseErrorKind
from bot.domain.digest import group_by_value
from bot.domain.recognition import RecognitionView
from bot.slack.features.digest import look_views, weekly_message
from bot.slack.ui.message import Message
from bot.usecases.digest_requests import PostResult
from bot.usecases.message_contents import WeeklyDigestContent
from tests.slack.views import DESIGN, DIGEST, EN, NAMES, REACTION, STORY, VALUES, parse_error_message
from tests.slack.views_of_digests import BUSY

SINCE_FRIDAY = Period(datetime(2026, 11, 20, 14, tzinfo=UTC), datetime(2026, 11, 25, 10, 30, tzinfo=UTC))
REQUESTED = replace(DIGEST, period=SINCE_FRIDAY, is_requested=True)


def look(*recognitions: RecognitionView, can_post: bool = True, is_foreign: bool = False) -> Message:
    content = WeeklyDigestContent(REQUESTED, group_by_value(recognitions, VALUES))
    return look_views.build_look(EN, NAMES, VALUES, content, EN, can_post=can_post, is_foreign=is_foreign)


def posted(result: PostResult) -> Callable[[], Message]:
    return lambda: look_views.posted_message(EN, DESIGN, result)


VIEWS: dict[str, Callable[[], Message]] = {
    "private look": lambda: look(STORY, REACTION),
    "private look at more than fits": lambda: look(*BUSY),
    "private look where I can't post": lambda: look(STORY, can_post=False),
    "private look by someone from another company": lambda: look(STORY, is_foreign=True),
    "private look at nothing": look,
    "private look by somebody outside": lambda: look_views.not_shown_message(EN, DESIGN),
    "private look that is gone": lambda: look_views.gone_message(EN),
    **{f"private look, {result.name.lower()}": posted(result) for result in PostResult},
    "digest that was asked for": lambda: weekly_message.build_digest(
        EN, NAMES, VALUES, WeeklyDigestContent(REQUESTED, group_by_value([STORY], VALUES))
    ),
    "puzzled by a period that a digest can't tell of": parse_error_message(
        ParseErrorKind.DIGEST_PERIOD, "2026-01-01 …"
    ),
}
