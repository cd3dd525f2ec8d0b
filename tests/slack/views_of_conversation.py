"""An example of each answer to messages to the bot."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from bot.domain.ids import ChannelId
from bot.domain.name_matches import NameMatches
from bot.domain.pending_recognition import PendingQuestion, PendingRecognition
from bot.domain.recognition import HiddenNames, RefusalReason, Source
from bot.domain.user import User
from bot.domain.visibility import ChannelKind
from bot.domain.workflow_step import StepFailure
from bot.slack.features.conversation import views as conversation_views
from bot.slack.features.recognition import (
    added_recipient_views,
    pending_views,
    refusal_views,
    source_message_views,
)
from bot.slack.features.recognition.typed_recognition import (
    Missing,
    TypedRecognition,
    form_button,
    form_buttons,
)
from bot.slack.features.workflow import views as workflow_views
from bot.slack.ui.inline import fill
from bot.slack.ui.message import Message, build_message, line
from tests.slack.views import ANA, EN, LI, MAYA, NAMES, STORY, TOM, VALUES, confirmation

THREAD = "1732528800.000100"
THANK = form_button(EN, TypedRecognition(), THREAD)
LACKING = form_button(EN, TypedRecognition((MAYA,), "", ("creativity",), Missing.WORDS), THREAD)
GUESSED = TypedRecognition((MAYA,), "thanks", missing=Missing.NAME, guessed=((MAYA, "Maya"),))
SEVERAL = TypedRecognition((), "thanks", missing=Missing.NAME, candidates=((MAYA, "Maya"), (LI, "Li Wei")))
UNRESOLVED = NameMatches("", (User(TOM, "Tom"),), (), ("jose.nunez", "rae"))
PENDING = PendingRecognition(
    deduplication_key=f"message:C0DESIGN:{THREAD}",
    giver=ANA,
    question=PendingQuestion.NAMES,
    users=(MAYA,),
    text=f"thanks, also to <@{TOM}>",
    values=(),
    channel=ChannelId("C0DESIGN"),
    channel_kind=ChannelKind.PUBLIC,
    source=Source.MENTION,
)


def _doubt(missing: Missing) -> Callable[[], Message]:
    return lambda: refusal_views.doubt_message(EN, missing, "", [THANK])


OF_WORKFLOW = replace(
    PENDING,
    deduplication_key="step:Fx1234567O9L",
    question=PendingQuestion.STEP,
    source=Source.WORKFLOW,
    values=("collaboration",),
)


def _step_failure(failure: StepFailure) -> Message:
    """What a workflow's log says, as if it was a message."""
    return build_message([line(fill(workflow_views.failure_sentence(EN, failure)))])


VIEWS: dict[str, Callable[[], Message]] = {
    "hello in a direct message": lambda: conversation_views.greeting_message(EN, THANK),
    "hello again in a direct message": lambda: conversation_views.greeting_message(EN, THANK, 1),
    "a warm line": lambda: conversation_views.thanks_reply(EN),
    "not sure what is meant": lambda: conversation_views.not_understood_message(EN, LACKING),
    "hello where one was mentioned": lambda: conversation_views.introduction_message(EN, THANK),
    "not taken as thanks": lambda: conversation_views.no_recognition_message(EN, THANK),
    "not quiet here": lambda: conversation_views.not_private_here_message(EN),
    "no words in a message": lambda: refusal_views.build_refusal(
        EN, NAMES, RefusalReason.NO_TEXT, {}, "", [LACKING]
    ),
    "question about a name": lambda: pending_views.build_question(EN, NAMES, PENDING, HiddenNames((TOM,))),
    "question about names": lambda: pending_views.build_question(
        EN, NAMES, replace(PENDING, text=f"<@{LI}> and <@{TOM}> say so, too"), HiddenNames((LI, TOM))
    ),
    "question about anonymity": lambda: pending_views.build_question(
        EN, NAMES, replace(PENDING, question=PendingQuestion.ANONYMOUS), HiddenNames(())
    ),
    "question about a workflow's thanks": lambda: pending_views.build_question(
        EN, NAMES, OF_WORKFLOW, HiddenNames(()), VALUES
    ),
    "question about a name in a workflow's thanks": lambda: pending_views.build_question(
        EN, NAMES, OF_WORKFLOW, HiddenNames((TOM,)), VALUES
    ),
    "question about a workflow's thanks with no such value": lambda: pending_views.build_question(
        EN, NAMES, replace(OF_WORKFLOW, unknown_value="grandezza"), HiddenNames(()), VALUES
    ),
    "step for a workflow that mentions the bot": lambda: workflow_views.hint_message(EN),
    **{f"step failed: {failure}": partial(_step_failure, failure) for failure in StepFailure},
    "message edited": lambda: source_message_views.edited_message(EN, NAMES, STORY),
    "message deleted": lambda: source_message_views.deleted_message(EN, NAMES, STORY),
    "question cancelled": lambda: pending_views.cancellation_message(EN),
    "question expired": lambda: pending_views.expired_message(EN),
    "nobody named in a message": lambda: refusal_views.no_recipients_message(
        EN, TypedRecognition(), "", [THANK]
    ),
    "one person may be meant": lambda: refusal_views.no_recipients_message(
        EN, GUESSED, "", form_buttons(EN, GUESSED, THREAD)
    ),
    "several people may be meant": lambda: refusal_views.no_recipients_message(
        EN, SEVERAL, "", form_buttons(EN, SEVERAL, THREAD)
    ),
    "a whole channel": lambda: refusal_views.no_recipients_message(
        EN, TypedRecognition(broadcast="here"), "/kudos @here thanks"
    ),
    "confirmation with names that are no mentions": lambda: confirmation(
        details=added_recipient_views.unmentioned_notes(EN, UNRESOLVED, "here"),
        more_buttons=added_recipient_views.build_add_buttons(EN, UNRESOLVED, "here", STORY.id),
    ),
    **{
        f"doubt about {missing} in a message": _doubt(missing)
        for missing in (
            *(Missing.WHO, Missing.SEVERAL, Missing.DISCREET, Missing.CARRIES_NAME, Missing.QUESTION),
            Missing.NO_THANKS,
        )
    },
}
