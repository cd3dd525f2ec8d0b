"""An example of each message and form about copied words and about several channels."""

from collections.abc import Callable
from datetime import time

from msgspec.structs import replace

from bot.domain.calendar import Schedule
from bot.domain.delivery import GiveUpReason
from bot.domain.digest import group_by_value
from bot.domain.ids import ChannelId
from bot.domain.outbox_messages import ExportFailureNotice
from bot.domain.recognition import RecognitionView
from bot.slack.features.digest import copy_views, several_views
from bot.slack.features.digest.copied_text import CopiedText, write_text
from bot.slack.features.digest.several_views import MAX_CHANNELS, Obstacle, SetUpResult
from bot.slack.features.export import views as export_views
from bot.slack.ui.message import Message
from bot.slack.ui.modal import View, errors
from bot.usecases.message_contents import WeeklyDigestContent
from tests.slack.views import ANA, DESIGN, DIGEST, EN, NAMES, REACTION, STORY, SUBSCRIPTION, VALUES
from tests.slack.views_of_digests import BUSY

BEFORE = Schedule(4, time(15), "Europe/Berlin")
MANY = tuple(ChannelId(f"C0{number:02}") for number in range(MAX_CHANNELS))
RESULT = SetUpResult(
    {
        DESIGN: (SUBSCRIPTION, None),
        ChannelId("C0B"): (SUBSCRIPTION, BEFORE),
        ChannelId("C0C"): (SUBSCRIPTION, SUBSCRIPTION.schedule),
    },
    {ChannelId(f"C0{place}D"): one for place, one in enumerate(Obstacle)},
)


def copied(*recognitions: RecognitionView) -> CopiedText:
    given = [replace(one, is_open=True) for one in recognitions]
    content = WeeklyDigestContent(DIGEST, group_by_value(given, VALUES))
    text = write_text(EN, NAMES, VALUES, content, {DESIGN: "design"})
    assert text
    return text


VIEWS: dict[str, Callable[[], Message]] = {
    "copy of nothing public": lambda: copy_views.nothing_public_message(EN),
    "copy that didn't open": lambda: copy_views.not_opened_message(EN),
    "copy sent as files": lambda: copy_views.sent_message(EN),
    "files of a digest": lambda: copy_views.files_message(EN),
    "files of a digest not sent": lambda: export_views.failure_message(
        EN, ExportFailureNotice(ANA, reason=GiveUpReason.REFUSED, is_digest_text=True)
    ),
    "files of a digest not allowed": lambda: export_views.failure_message(
        EN, ExportFailureNotice(ANA, error="missing_scope", is_digest_text=True)
    ),
    "several digests set up": lambda: several_views.result_message(EN, RESULT),
    "several digests, all set up": lambda: several_views.result_message(
        EN, SetUpResult(dict.fromkeys(MANY, (SUBSCRIPTION, BEFORE)), {})
    ),
    "several digests, none set up": lambda: several_views.result_message(
        EN, SetUpResult({}, dict.fromkeys(MANY, Obstacle.NO_BOT))
    ),
    "several digests, not opened": lambda: several_views.not_opened_message(EN),
}

FORMS: dict[str, Callable[[], View]] = {
    "copying a digest": lambda: copy_views.build_form(EN, DIGEST.id, copied(STORY, REACTION)),
    "copying a long digest": lambda: copy_views.build_form(EN, DIGEST.id, copied(*BUSY)),
    "copying nothing": lambda: copy_views.build_notice(EN, copy_views.nothing_public_message(EN)),
    "several digests": lambda: several_views.build_form(
        EN, [DESIGN], {DESIGN: SUBSCRIPTION}, SUBSCRIPTION.schedule, is_zone_known=True
    ),
    "several digests of somebody new": lambda: several_views.build_form(
        EN, [], {}, SUBSCRIPTION.schedule, is_zone_known=False
    ),
    "several digests, set up": lambda: several_views.build_notice(
        EN, several_views.result_message(EN, RESULT)
    ),
    "several digests of no channel": lambda: errors({"channels": several_views.no_channel_error(EN)}),
}
