"""An example of each message and form for recipients."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial

from msgspec.structs import replace

from bot.domain.credit import CreditRefusal
from bot.domain.ids import UserId
from bot.domain.recognition import Credit, ExclusionReason, Reply
from bot.domain.reply import ReplyRefusal
from bot.domain.user import ERASED
from bot.domain.visibility import LeadsAccess, ThanksPreference
from bot.slack.features.credit import views as credit_views
from bot.slack.features.daily_summary import views as daily_summary_views
from bot.slack.features.digest.image_views import ImageSubject, alt_text
from bot.slack.features.history import views as history_views
from bot.slack.features.home import year_views
from bot.slack.features.leads import open_to_leads_views
from bot.slack.features.recognition import direct_message, recipient_views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.ui.message import Message
from bot.slack.ui.modal import View, errors
from bot.usecases.message_contents import (
    DailySummaryContent,
    DirectMessageContent,
    LeadsAccessContent,
    ReplyContent,
)
from bot.usecases.shared_credits import ShareableRecognition, ShareResult
from tests.slack.views import EN, LI, MAYA, NAMES, PRIVATE, REACTION, STORY, TOM, VALUES

SHARED = replace(STORY, credits=(Credit(MAYA, LI, f"she found it, as <@{TOM}> says"),))
REPLY = Reply(MAYA, "It was a pleasure, <@UTOM> & all", datetime(2026, 11, 25, tzinfo=UTC))
REPLIED = replace(STORY, replies=(REPLY, replace(REPLY, by=LI, text="x" * 1_000)))


def reply_refusal(refusal: ReplyRefusal) -> Message:
    return recipient_views.sentence_message(recipient_views.reply_refusal_sentence(EN, refusal))


def credit_refusal(refusal: CreditRefusal) -> Message:
    return recipient_views.sentence_message(credit_views.refusal_sentence(EN, refusal))


VIEWS: dict[str, Callable[[], Message]] = {
    "shout-out that is shared": lambda: recognition_views.build_shout_out(EN, NAMES, VALUES, SHARED),
    "shout-out shared by somebody who was erased": lambda: recognition_views.build_shout_out(
        EN,
        NAMES,
        VALUES,
        replace(SHARED, recipients=(LI, MAYA, ERASED), credits=(Credit(ERASED, LI, ""),)),
    ),
    "direct, shared with the reader": lambda: direct_message.build_direct_message(
        EN,
        NAMES,
        VALUES,
        DirectMessageContent(SHARED, is_first=True, preference=ThanksPreference.PUBLICLY, reader=LI),
    ),
    "direct, shared by the reader": lambda: direct_message.build_direct_message(
        EN,
        NAMES,
        VALUES,
        DirectMessageContent(SHARED, is_first=False, preference=ThanksPreference.PRIVATELY, reader=MAYA),
    ),
    "direct, closed to leads": lambda: direct_message.build_direct_message(
        EN,
        NAMES,
        VALUES,
        DirectMessageContent(PRIVATE, False, ThanksPreference.PUBLICLY, MAYA, LeadsAccess.CLOSED),
    ),
    "direct, open to leads": lambda: direct_message.build_direct_message(
        EN,
        NAMES,
        VALUES,
        DirectMessageContent(PRIVATE, False, ThanksPreference.PUBLICLY, MAYA, LeadsAccess.OPEN),
    ),
    "leads may read": lambda: open_to_leads_views.access_message(
        EN, NAMES, LeadsAccessContent(PRIVATE, MAYA)
    ),
    "answered": lambda: recipient_views.build_reply_message(EN, NAMES, ReplyContent(STORY, REPLY)),
    "answered in private": lambda: recipient_views.build_reply_message(
        EN, NAMES, ReplyContent(replace(PRIVATE, permalink=""), REPLY)
    ),
    "answered to an emoji": lambda: recipient_views.build_reply_message(
        EN, NAMES, ReplyContent(REACTION, REPLY)
    ),
    "gathered, answers alone": lambda: daily_summary_views.build_daily_summary(
        EN, NAMES, VALUES, DailySummaryContent(UserId("UANA"), (), answers=(ReplyContent(STORY, REPLY),))
    ),
    "history with replies": lambda: history_views.build_page(
        EN,
        NAMES,
        VALUES,
        (REPLIED, SHARED),
        reader=MAYA,
        zone="UTC",
        title=history_views.build_title(EN),
        answerable=True,
    ),
    "menu for those who are thanked": lambda: recipient_views.not_recipient_message(EN),
    "thanked privately from now on": lambda: recipient_views.private_from_now_on_message(EN),
    **{f"not answered, {why.value}": partial(reply_refusal, why) for why in ReplyRefusal},
    **{
        f"not offered to share, {why.value}": partial(credit_refusal, why)
        for why in (CreditRefusal.GONE, CreditRefusal.PRIVATE, CreditRefusal.BY_EMOJI)
    },
}

FORMS: dict[str, Callable[[], View]] = {
    "replying": lambda: recipient_views.build_reply_form(EN, NAMES, STORY),
    "replied": lambda: recipient_views.reply_notice(EN, NAMES, STORY),
    "own year": lambda: year_views.build_year(
        EN, "F0YEAR", alt_text(EN, (), has_plain_patch=True, subject=ImageSubject.YEAR)
    ),
    "own year of nothing": lambda: year_views.build_empty_year(EN),
    "own year without its picture": lambda: year_views.build_failed_year(EN),
    "opening to leads": lambda: open_to_leads_views.build_question_form(EN, STORY.id),
    "opened to leads": lambda: open_to_leads_views.opened_notice(EN, is_done=True),
    "not opened to leads": lambda: open_to_leads_views.opened_notice(EN, is_done=False),
    "taking down": lambda: recipient_views.build_take_down_form(EN, STORY.id),
    "taken down": lambda: recipient_views.taken_down_notice(EN, is_done=True),
    "taken down already": lambda: recipient_views.taken_down_notice(EN, is_done=False),
    "sharing": lambda: credit_views.build_form(EN, NAMES, ShareableRecognition(STORY, ())),
    "sharing again": lambda: credit_views.build_form(EN, NAMES, ShareableRecognition(STORY, (LI, TOM))),
    "shared": lambda: credit_views.result_notice(
        EN, "Li Wei", ShareResult(is_private=False, is_written_to=True)
    ),
    "shared in private": lambda: credit_views.result_notice(
        EN, "Li Wei", ShareResult(is_private=True, is_written_to=True)
    ),
    "shared without a message": lambda: credit_views.result_notice(
        EN, "Li Wei", ShareResult(is_private=True, is_written_to=False)
    ),
    "shared no longer": lambda: credit_views.result_notice(EN, "", None),
    "sharing refused": lambda: errors(
        {
            why.value: "; ".join(credit_views.refusal_errors(EN, NAMES, TOM, why).values())
            for why in (*CreditRefusal, *ExclusionReason)
        }
        | credit_views.no_colleague_error(EN)
    ),
}
