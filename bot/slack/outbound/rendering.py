"""How each kind of content is rendered as blocks, and whose names that needs."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct

from bot.domain import mentions
from bot.domain.ids import NO_USER, UserId
from bot.domain.outbox_messages import (
    DigestEndNotice,
    DigestOffer,
    ExportFailureNotice,
    KeepsakeFailureNotice,
    NotRenderedNotice,
    QuietQuestion,
    ReviewNotice,
    StepHint,
    Tour,
    WithdrawalNotice,
)
from bot.domain.recognition import HiddenNames, RecognitionView, RefusalReason
from bot.domain.values import Values
from bot.slack.features.card import given_views, invitation_views
from bot.slack.features.daily_summary import views as daily_summary_views
from bot.slack.features.digest import views as digest_views
from bot.slack.features.digest import weekly_message
from bot.slack.features.export import views as export_views
from bot.slack.features.keepsake import views as keepsake_views
from bot.slack.features.leads import open_to_leads_views
from bot.slack.features.leads import views as leads_views
from bot.slack.features.onboarding import first_week_views
from bot.slack.features.onboarding import views as onboarding_views
from bot.slack.features.prompts import views as prompts_views
from bot.slack.features.recognition import direct_message, pending_views, recipient_views
from bot.slack.features.recognition import views as recognition_views
from bot.slack.features.reports import views as reports_views
from bot.slack.features.workflow import views as workflow_views
from bot.slack.outbound import unchanged_message, undelivered_message
from bot.slack.ui.inline import Names
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.slack.ui.sizes import MAX_COUNTED
from bot.usecases.card_contents import CardContent, CardInvitationContent, CardNoticeContent
from bot.usecases.first_weeks import FirstWeekContent
from bot.usecases.lead_notes import LeadNoteContent
from bot.usecases.message_contents import (
    CareContent,
    Content,
    DailySummaryContent,
    DirectMessageContent,
    LeadsAccessContent,
    PromptContent,
    ReactionExplanationContent,
    ReplyContent,
    ShoutOutContent,
    StepQuestionContent,
    UnchangedContent,
    UndeliveredContent,
    WeeklyDigestContent,
)
from bot.usecases.reports import ReportContent, ReportGoneContent

C = TypeVar("C")


class RenderContext(Struct, frozen=True):
    """What a message is rendered with: a language, users' names, and the workspace's values.

    `room` limits the counted characters of content that continues elsewhere; `zone` is the reader's.
    """

    language: Language
    names: Names
    values: Values
    room: int = MAX_COUNTED
    zone: str = ""


class Renderer(Struct, frozen=True):
    """How a kind of content is rendered, and which users' names that needs."""

    render: Callable[[RenderContext, Any], Message]
    find_users: Callable[[Any], set[UserId]]


def _renderer(
    content_class: type[C],
    render: Callable[[RenderContext, C], Message],
    find_users: Callable[[C], set[UserId]],
) -> tuple[type, Renderer]:
    """Return an entry of `RENDERERS`, whose functions take the content of this class."""
    return content_class, Renderer(render, find_users)


def render(context: RenderContext, content: Content) -> Message:
    """Render a message."""
    return RENDERERS[type(content)].render(context, content)


def find_users(content: Content) -> set[UserId]:
    """Return the users whose names appear in a message."""
    return RENDERERS[type(content)].find_users(content)


def _no_users(_content: Content) -> set[UserId]:
    return set()


def _users_in_recognition(
    content: ShoutOutContent
    | DirectMessageContent
    | ReplyContent
    | LeadsAccessContent
    | ReactionExplanationContent
    | ReportContent,
) -> set[UserId]:
    return users_in([content.recognition])


def _users_in_prompt(content: PromptContent) -> set[UserId]:
    return users_in([content.memory]) | {content.reader} if content.memory else set()


def _users_in_summary(content: DailySummaryContent) -> set[UserId]:
    return users_in([*content.recognitions, *(answer.recognition for answer in content.answers)])


def _users_in_digest(content: WeeklyDigestContent) -> set[UserId]:
    return {content.digest.set_by} | users_in(content.recognitions)


def _users_in_undelivered(content: UndeliveredContent) -> set[UserId]:
    return users_in([content.recognition] if content.recognition else []) | ({content.user} - {NO_USER})


def _users_of_card(content: CardContent | CardInvitationContent | CardNoticeContent) -> set[UserId]:
    return {content.card.starter, *content.card.recipients}


def _users_in_notice(content: CardNoticeContent) -> set[UserId]:
    return _users_of_card(content) | set(
        mentions.find_mentioned_users(content.own.text) if content.own else ()
    )


RENDERERS: Mapping[type, Renderer] = dict(
    (
        _renderer(
            ShoutOutContent,
            lambda c, content: recognition_views.build_shout_out(
                c.language, c.names, c.values, content.recognition
            ),
            _users_in_recognition,
        ),
        _renderer(
            DirectMessageContent,
            lambda c, content: direct_message.build_direct_message(c.language, c.names, c.values, content),
            _users_in_recognition,
        ),
        _renderer(
            ReplyContent,
            lambda c, content: recipient_views.build_reply_message(c.language, c.names, content),
            _users_in_recognition,
        ),
        _renderer(
            LeadsAccessContent,
            lambda c, content: open_to_leads_views.access_message(c.language, c.names, content),
            _users_in_recognition,
        ),
        _renderer(
            DailySummaryContent,
            lambda c, content: daily_summary_views.build_daily_summary(
                c.language, c.names, c.values, content, room=c.room
            ),
            _users_in_summary,
        ),
        _renderer(
            ReactionExplanationContent,
            lambda c, content: direct_message.reaction_explanation(
                c.language, c.names, c.values, content.recognition
            ),
            _users_in_recognition,
        ),
        _renderer(
            LeadNoteContent,
            lambda c, content: leads_views.build_note(c.language, c.names, c.values, content, room=c.room),
            lambda content: users_in(content.recognitions) | {content.reader},
        ),
        _renderer(
            CareContent,
            lambda c, content: leads_views.care_message(c.language, c.names, content),
            lambda content: {*content.leads},
        ),
        _renderer(
            UndeliveredContent,
            lambda c, content: undelivered_message.build_undelivered_notice(c.language, c.names, content),
            _users_in_undelivered,
        ),
        _renderer(
            NotRenderedNotice,
            lambda c, content: undelivered_message.build_not_rendered_notice(c.language, c.names, content),
            lambda content: {content.user} - {NO_USER},
        ),
        _renderer(
            PromptContent,
            lambda c, content: prompts_views.prompt_message(c.language, c.names, c.values, content),
            _users_in_prompt,
        ),
        _renderer(
            ReportContent,
            lambda c, content: reports_views.build_report(c.language, c.names, content),
            _users_in_recognition,
        ),
        _renderer(
            ReportGoneContent,
            lambda c, content: reports_views.resolved_report_message(c.language, content),
            _no_users,
        ),
        _renderer(
            ReviewNotice, lambda c, content: reports_views.review_message(c.language, content), _no_users
        ),
        _renderer(
            WithdrawalNotice,
            lambda c, content: reports_views.withdrawal_message(c.language, c.names, content),
            lambda content: set(mentions.find_mentioned_users(content.text)),
        ),
        _renderer(
            ExportFailureNotice,
            lambda c, content: export_views.failure_message(c.language, content),
            _no_users,
        ),
        _renderer(
            KeepsakeFailureNotice,
            lambda c, content: keepsake_views.failure_message(c.language, content),
            _no_users,
        ),
        _renderer(
            WeeklyDigestContent,
            lambda c, content: weekly_message.build_digest(
                c.language, c.names, c.values, content, room=c.room
            ),
            _users_in_digest,
        ),
        _renderer(
            CardContent,
            lambda c, content: given_views.build_card(c.language, c.names, c.values, content, c.room),
            lambda content: _users_of_card(content) | users_in(content.recognitions),
        ),
        _renderer(
            CardInvitationContent,
            lambda c, content: invitation_views.build_invitation(c.language, c.names, content, c.zone),
            _users_of_card,
        ),
        _renderer(
            CardNoticeContent,
            lambda c, content: invitation_views.build_notice(c.language, c.names, content),
            _users_in_notice,
        ),
        _renderer(DigestOffer, lambda c, content: digest_views.offer_message(c.language, content), _no_users),
        _renderer(
            DigestEndNotice, lambda c, content: digest_views.end_notice(c.language, content), _no_users
        ),
        _renderer(
            FirstWeekContent,
            lambda c, content: first_week_views.first_week_message(c.language, content),
            _no_users,
        ),
        _renderer(
            QuietQuestion, lambda c, content: digest_views.quiet_question(c.language, content), _no_users
        ),
        _renderer(StepHint, lambda c, content: workflow_views.hint_message(c.language), _no_users),
        _renderer(
            StepQuestionContent,
            lambda c, content: pending_views.build_question(
                c.language, c.names, content.pending, content.hidden, c.values
            ),
            lambda content: pending_views.collect_users(content.pending),
        ),
        _renderer(Tour, lambda c, content: onboarding_views.tour_message(c.language), _no_users),
        _renderer(
            UnchangedContent,
            lambda c, content: unchanged_message.build_unchanged_notice(c.language, content),
            _no_users,
        ),
    )
)
"""How each kind of content is rendered."""


def find_hidden_users(reason: RefusalReason | HiddenNames) -> tuple[UserId, ...]:
    """Return the users whose names a sentence about this refusal needs."""
    return reason.users if isinstance(reason, HiddenNames) else ()


def users_in(recognitions: Iterable[RecognitionView]) -> set[UserId]:
    """Return all users who are named in these recognitions."""
    return {user for recognition in recognitions for user in _list_users(recognition)}


def _list_users(recognition: RecognitionView) -> Iterator[UserId]:
    yield from (
        *recognition.givers,
        *recognition.recipients,
        *recognition.endorsers,
        *mentions.find_mentioned_users(recognition.text),
    )
    for credit in recognition.credits:
        yield from (credit.by, credit.to, *mentions.find_mentioned_users(credit.text))
    yield from (reply.by for reply in recognition.replies)
    yield from (named for one in recognition.comments for named in mentions.find_mentioned_users(one.text))
