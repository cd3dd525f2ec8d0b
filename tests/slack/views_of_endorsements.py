"""An example of each message and form about endorsements and comments."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from bot.domain.endorsement import MAX_COMMENT_LENGTH, MAX_COMMENTS_SHOWN, EndorsementRefusal
from bot.domain.ids import UserId
from bot.domain.recognition import Comment, HiddenNames, RefusalReason
from bot.domain.user import ERASED
from bot.slack.features.daily_summary import views as daily_summary_views
from bot.slack.features.endorsement import comment_views
from bot.slack.features.endorsement import views as endorsement_views
from bot.slack.features.recognition import direct_message
from bot.slack.features.recognition import views as recognition_views
from bot.slack.features.reports import views as reports_views
from bot.slack.ui.message import Message
from bot.slack.ui.modal import View, errors
from bot.storage.endorsements import StoredEndorsement
from bot.usecases.endorsements import EndorsableRecognition, EndorsementResult
from bot.usecases.message_contents import DailySummaryContent
from bot.usecases.reports import ReportContent
from tests.slack.views import ANA, EN, MAYA, NAMES, REACTION, STORY, TOM, VALUES, filled, page, weekly

WORDS = f"and the tea :tea:, with <@{ANA}> &amp; co., <!here>"
SAID = (Comment(TOM, WORDS), Comment(ERASED, "it saved my week"))
JOINED = replace(STORY, endorsers=(UserId("UNKNOWN"), TOM, ERASED), comments=SAID)
REASONED = replace(REACTION, comments=(Comment(ANA, "the hint that saved my evening"),))

CROWD = tuple(UserId(f"U{n:04}") for n in range(MAX_COMMENTS_SHOWN + 2))
CROWDED = replace(
    JOINED, endorsers=CROWD, comments=tuple(Comment(one, "x" * MAX_COMMENT_LENGTH) for one in CROWD)
)

VIEWS: dict[str, Callable[[], Message]] = {
    "shout-out with words of voices": lambda: recognition_views.build_shout_out(EN, NAMES, VALUES, JOINED),
    "shout-out with more words than it quotes": lambda: recognition_views.build_shout_out(
        EN, NAMES, VALUES, CROWDED
    ),
    "history with words of voices": lambda: page(JOINED, reader=ANA),
    "history with words to an emoji": lambda: page(REASONED, reader=ANA),
    "digest with words of others": lambda: weekly(JOINED, REASONED),
    "gathered, with words of others": lambda: daily_summary_views.build_daily_summary(
        EN, NAMES, VALUES, DailySummaryContent(MAYA, (JOINED, REASONED))
    ),
    "reactions explained, with words": lambda: direct_message.reaction_explanation(
        EN, NAMES, VALUES, REASONED
    ),
    "reported, with words of voices": lambda: reports_views.build_report(
        EN, NAMES, ReportContent(JOINED, ("",))
    ),
    **{
        f"joined, {name}": partial(endorsement_views.endorsement_message, EN, NAMES, done)
        for name, done in (
            ("new", EndorsementResult(STORY, is_new=True, has_comment=False)),
            ("already, with words", EndorsementResult(STORY, is_new=False, has_comment=True)),
        )
    },
    **{
        f"joined no longer, {stays}": partial(endorsement_views.withdrawal_message, EN, emoji_stays=stays)
        for stays in (True, False, None)
    },
    **{
        f"not joinable, {reason.value}": partial(endorsement_views.refusal_message, EN, reason)
        for reason in EndorsementRefusal
    },
}

FORMS: dict[str, Callable[[], View]] = {
    "joining": lambda: endorsement_views.build_form(
        EN, NAMES, EndorsableRecognition(STORY, None), None, "{}"
    ),
    "joining, joined by emoji": lambda: endorsement_views.build_form(
        EN, NAMES, EndorsableRecognition(STORY, StoredEndorsement("", by_form=False)), None, "{}"
    ),
    "joining, joined with words": lambda: endorsement_views.build_form(
        EN, NAMES, EndorsableRecognition(JOINED, StoredEndorsement(WORDS, by_form=True)), filled(WORDS), "{}"
    ),
    "adding words": lambda: comment_views.build_form(EN, NAMES, REACTION, None, "{}"),
    "changing added words": lambda: comment_views.build_form(
        EN, NAMES, REASONED, filled(comment_views.comment_text(REASONED, ANA)), "{}"
    ),
    "added words kept": lambda: comment_views.saved_notice(EN),
    "added words taken away": lambda: comment_views.removed_notice(EN),
    "added words refused": lambda: errors(
        {
            "too many words": comment_views.refusal_error(EN, NAMES, RefusalReason.TEXT_TOO_LONG),
            "names not shown": comment_views.refusal_error(EN, NAMES, HiddenNames((TOM,))),
        }
        | {
            f"not joined, {reason.value}": str(endorsement_views.refusal_errors(EN, reason))
            for reason in EndorsementRefusal
        }
    ),
}
