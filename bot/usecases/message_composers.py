"""How each kind of message is composed: what it says now, from what is stored."""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from msgspec import Struct

from bot.domain.card_messages import CARD_MESSAGES
from bot.domain.digest import group_by_value
from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.mentions import find_mentioned_users
from bot.domain.outbox_message import Post
from bot.domain.outbox_messages import (
    CareNotice,
    DailySummary,
    DataExport,
    DigestEndNotice,
    DigestOffer,
    DigestText,
    DirectMessage,
    ExportFailureNotice,
    FilesPost,
    FirstWeek,
    Keepsake,
    KeepsakeFailureNotice,
    LeadNote,
    LeadsAccessNotice,
    NotRenderedNotice,
    PromptMessage,
    QuietQuestion,
    ReactionExplanation,
    ReplyNotice,
    ReportNotice,
    ReviewNotice,
    ShoutOut,
    StepHint,
    StepQuestion,
    Tour,
    UnchangedNotice,
    UndeliveredNotice,
    WeeklyDigest,
    WithdrawalNotice,
)
from bot.domain.recognition import RecognitionView
from bot.domain.scopes import ReceivedScope
from bot.domain.values import Values
from bot.domain.visibility import LeadsAccess
from bot.domain.workspace import Workspace
from bot.storage import (
    circles,
    digest_recognitions,
    digests,
    recognition_views,
    users,
)
from bot.storage.engine import Transaction
from bot.storage.recipients import list_opened_to_leads
from bot.usecases import lead_notes, leads_access, pending_recognitions, prompts, reports
from bot.usecases.card_contents import CardContents, CardMessage, compose_card_message
from bot.usecases.daily_summary import compose_daily_summary
from bot.usecases.delivery_facts import WorkspaceFacts
from bot.usecases.first_weeks import FirstWeekContent, compose_first_week
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
from bot.usecases.visible_recognitions import find_visible

_SelfContained = TypeVar(
    "_SelfContained",
    NotRenderedNotice,
    ExportFailureNotice,
    KeepsakeFailureNotice,
    ReviewNotice,
    WithdrawalNotice,
    DigestEndNotice,
    StepHint,
    Tour,
)


class ComposeContext(Struct, frozen=True):
    """What a composer works with besides its message; `delivery` is the id of the message.

    Messages that are sent often are made of `facts`, which are read for many together. Only composers of rare
    messages query with `tx`.
    """

    tx: Transaction
    facts: WorkspaceFacts
    delivery: str

    @property
    def workspace(self) -> Workspace:
        """The workspace of the message."""
        return self.facts.workspace


def compose(context: ComposeContext, message: Post) -> Content | None:
    """Return what a message says now, None if nothing is left to say."""
    return COMPOSERS[type(message)](context, message)


def compose_direct_message(
    tx: Transaction,
    workspace: Workspace,
    reader: UserId,
    recognition: RecognitionId | None,
    *,
    is_first: bool,
) -> DirectMessageContent | None:
    """Return what a recipient reads about a recognition, None if it is not theirs any longer."""
    view = find_visible(tx, workspace, ReceivedScope(reader), recognition)
    if view is None:
        return None
    preference = users.find_preferences(tx, workspace.id, [reader])[reader].thanks
    return DirectMessageContent(
        view, is_first, preference, reader, _find_leads_access(tx, workspace, reader, view)
    )


def _find_leads_access(
    tx: Transaction, workspace: Workspace, reader: UserId, view: RecognitionView
) -> LeadsAccess:
    """Return what the recipient's leads can read of it; only a private one can be opened to them."""
    if not view.is_private:
        return LeadsAccess.NONE
    return leads_access.find_leads_access(tx, workspace, reader, view.id)


def compose_digest(
    tx: Transaction, workspace: Workspace, values: Values, digest_id: str
) -> WeeklyDigestContent | None:
    """Return what a digest says now, None if nothing is left of it or it is another workspace's."""
    digest = digests.get(tx, digest_id)
    if digest is None or digest.workspace_id != workspace.id:
        return None
    display_order = digest_recognitions.find_display_orders(tx, digest.id)
    views = recognition_views.list_views(tx, workspace, digest.scope, display_order)
    if not views and not digest.is_quiet:
        return None
    return WeeklyDigestContent(
        digest,
        group_by_value(views, values),
        digest_recognitions.find_first_givers(tx, workspace.id, views),
        {one: place for one, place in display_order.items() if place is not None},
        is_first=digests.is_first(tx, digest),
    )


def _compose_shout_out(context: ComposeContext, message: ShoutOut) -> ShoutOutContent | None:
    view = context.facts.find_view(message)
    return ShoutOutContent(view) if view else None


def _compose_weekly_digest(context: ComposeContext, message: WeeklyDigest) -> WeeklyDigestContent | None:
    if message.digest is None:
        return None
    return compose_digest(context.tx, context.workspace, context.facts.values, message.digest)


def _compose_direct_message(context: ComposeContext, message: DirectMessage) -> DirectMessageContent | None:
    view, reader = context.facts.find_view(message), message.destination
    if view is None:
        return None
    preference = context.facts.find_preferences(message).thanks
    leads = _find_leads_access(context.tx, context.workspace, reader, view)
    return DirectMessageContent(view, message.is_first, preference, reader, leads)


def _compose_reply(context: ComposeContext, message: ReplyNotice) -> ReplyContent | None:
    view = context.facts.find_view(message)
    replies = (reply for reply in view.replies if reply.by == message.by) if view else ()
    return next((ReplyContent(view, reply) for reply in replies), None) if view else None


def _compose_leads_access(context: ComposeContext, message: LeadsAccessNotice) -> LeadsAccessContent | None:
    recognition = message.recognition
    if recognition is None or message.by not in list_opened_to_leads(context.tx, recognition):
        return None
    view = context.facts.find_view(message)
    return LeadsAccessContent(view, message.by) if view else None


def _compose_reaction_explanation(
    context: ComposeContext, message: ReactionExplanation
) -> ReactionExplanationContent | None:
    view = context.facts.find_view(message)
    return ReactionExplanationContent(view) if view else None


def _compose_daily_summary(context: ComposeContext, message: DailySummary) -> DailySummaryContent | None:
    return compose_daily_summary(context.tx, context.workspace, message.destination, context.delivery)


def _compose_first_week(context: ComposeContext, message: FirstWeek) -> FirstWeekContent | None:
    content = compose_first_week(context.tx, context.workspace, context.facts.values, message)
    # Without a channel there is always something to explain.
    return None if content.is_done and message.is_in_channels else content


def _compose_quiet_question(context: ComposeContext, message: QuietQuestion) -> QuietQuestion | None:
    subscription = digests.find_subscription(context.tx, context.workspace.id, message.channel)
    return message if subscription and subscription.set_by == message.destination else None


def _compose_digest_offer(context: ComposeContext, message: DigestOffer) -> DigestOffer | None:
    is_set_up = digests.find_subscription(context.tx, context.workspace.id, message.channel)
    return None if is_set_up else message


def _compose_undelivered(context: ComposeContext, message: UndeliveredNotice) -> UndeliveredContent | None:
    view = context.facts.find_view(message)
    if view is None and message.recognition:
        return None
    return UndeliveredContent(view, message.reason, message.channel, message.user)


def _compose_care(context: ComposeContext, message: CareNotice) -> CareContent | None:
    circle = circles.get(context.tx, context.workspace.id, message.circle)
    leads = tuple(lead for lead in circle.leads if lead != message.destination) if circle else ()
    return CareContent(circle, leads) if circle and leads else None


def _compose_lead_note(context: ComposeContext, message: LeadNote) -> LeadNoteContent | None:
    return lead_notes.compose_note(context.tx, context.workspace, message.destination, message.until)


def _compose_report(
    context: ComposeContext, message: ReportNotice
) -> ReportContent | ReportGoneContent | None:
    if message.recognition is None:
        return None
    return reports.compose_report(
        context.tx, context.workspace, message.recognition, message.channel, message.destination
    )


def _compose_prompt(context: ComposeContext, message: PromptMessage) -> PromptContent | None:
    reader = message.destination
    question = prompts.find_question(context.tx, context.workspace.id, reader, message.day)
    memory = context.facts.find_view(message)
    return PromptContent(reader, question, memory) if question else None


def _compose_unchanged(context: ComposeContext, message: UnchangedNotice) -> UnchangedContent:
    linked = tuple(
        (
            one,
            context.workspace.permalink(ChannelId(one.channel), one.ts)
            if one.ts and not one.is_direct
            else "",
        )
        for one in message.messages
    )
    return UnchangedContent(linked, message.cause, message.locale)


def _compose_card_message(context: ComposeContext, message: CardMessage) -> CardContents | None:
    return compose_card_message(context.tx, context.workspace, message)


def _return_message(context: ComposeContext, message: _SelfContained) -> _SelfContained:
    """Return a message that says what it is made of."""
    return message


def _compose_step_question(context: ComposeContext, message: StepQuestion) -> StepQuestionContent | None:
    tx, workspace, giver = context.tx, context.workspace, message.destination
    pending = pending_recognitions.find(tx, workspace, giver, message.key)
    if pending is None:
        return None
    mentioned = find_mentioned_users(pending.text)
    return StepQuestionContent(pending, pending_recognitions.find_hidden(tx, workspace, giver, mentioned))


def _compose_nothing(context: ComposeContext, message: FilesPost) -> None:
    """Say nothing: it is made of files."""


COMPOSERS: Mapping[type[Post], Callable[[ComposeContext, Any], Content | None]] = {
    ShoutOut: _compose_shout_out,
    WeeklyDigest: _compose_weekly_digest,
    DirectMessage: _compose_direct_message,
    ReplyNotice: _compose_reply,
    LeadsAccessNotice: _compose_leads_access,
    DailySummary: _compose_daily_summary,
    ReactionExplanation: _compose_reaction_explanation,
    UndeliveredNotice: _compose_undelivered,
    NotRenderedNotice: _return_message,
    ExportFailureNotice: _return_message,
    DataExport: _compose_nothing,
    Keepsake: _compose_nothing,
    KeepsakeFailureNotice: _return_message,
    DigestText: _compose_nothing,
    CareNotice: _compose_care,
    LeadNote: _compose_lead_note,
    ReportNotice: _compose_report,
    ReviewNotice: _return_message,
    WithdrawalNotice: _return_message,
    DigestOffer: _compose_digest_offer,
    DigestEndNotice: _return_message,
    PromptMessage: _compose_prompt,
    UnchangedNotice: _compose_unchanged,
    **dict.fromkeys(CARD_MESSAGES, _compose_card_message),
    Tour: _return_message,
    StepQuestion: _compose_step_question,
    StepHint: _return_message,
    FirstWeek: _compose_first_week,
    QuietQuestion: _compose_quiet_question,
}
"""How each kind of post is composed."""
