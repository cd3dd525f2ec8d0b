"""An example of each message and form for givers."""

from collections.abc import Callable
from functools import partial

from msgspec.structs import replace

from bot.domain.erasure import ErasureExtent
from bot.domain.ids import ChannelId, UserId
from bot.domain.message_changes import ChangeCause, UnchangedMessage, UnchangedReason
from bot.domain.outbox_messages import ReviewNotice, WithdrawalNotice
from bot.domain.prompt import WeeklyPrompt
from bot.domain.recognition import ExclusionReason, HiddenNames, RefusalReason, Rejection, Source
from bot.domain.values import FIRST_VALUES, Values
from bot.slack.features.erasure import views as erasure_views
from bot.slack.features.leads import appointment_views
from bot.slack.features.prompts import views as prompts_views
from bot.slack.features.recognition import (
    added_recipient_views,
    added_value_views,
    edit_views,
    form_errors,
    refusal_views,
    reword,
)
from bot.slack.features.recognition import (
    form_views as recognition_form_views,
)
from bot.slack.features.recognition import (
    views as recognition_views,
)
from bot.slack.features.recognition.form_views import FormQuestions
from bot.slack.features.recognition.typed_recognition import Missing, TypedRecognition
from bot.slack.features.reports import views as reports_views
from bot.slack.outbound import unchanged_message
from bot.slack.ui.language import language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, errors
from bot.usecases.message_contents import PromptContent, UnchangedContent
from bot.usecases.reports import ReportContent, ReportGoneContent, ReportOutcome
from tests.slack.views import LI, NAMES, STORY, TOM, confirmation, filled
from tests.slack.views_of_leads import MANY

MAYA = UserId("UMAYA")
DESIGN = ChannelId("C0DESIGN")

EN = language("en")
VALUES = Values(FIRST_VALUES)


def unchanged_view(cause: ChangeCause, copies: int = 1) -> Callable[[], Message]:
    """A notice with one message for each reason, and a direct message."""
    found = [
        (
            UnchangedMessage(DESIGN, f"170000{number:04}.000100", False, because),
            "https://x.example/p1",
        )
        for number in range(copies)
        for because in UnchangedReason
    ]
    direct = UnchangedMessage(ChannelId("D0LI"), "1700000000.000100", True, UnchangedReason.NO_ACCESS)
    content = UnchangedContent(((direct, ""), *found), cause)
    return lambda: unchanged_message.build_unchanged_notice(EN, content)


VIEWS: dict[str, Callable[[], Message]] = {
    "shout-out about a message": lambda: recognition_views.build_shout_out(
        EN, NAMES, VALUES, replace(STORY, source=Source.SHORTCUT)
    ),
    "forgetting offered": lambda: erasure_views.build_offer(EN, has_ledger=True),
    "forgetting offered, without a ledger": lambda: erasure_views.build_offer(EN, has_ledger=False),
    "name being erased": lambda: erasure_views.confirmation_message(EN, ErasureExtent.NAME, is_new=True),
    "everything being erased": lambda: erasure_views.confirmation_message(
        EN, ErasureExtent.EVERYTHING, is_new=True
    ),
    "being erased already": lambda: erasure_views.confirmation_message(EN, ErasureExtent.NAME, is_new=False),
    **{
        f"prompt, {question.value}": partial(
            prompts_views.prompt_message, EN, NAMES, VALUES, PromptContent(MAYA, question)
        )
        for question in WeeklyPrompt
    },
    "prompt with a memory": lambda: prompts_views.prompt_message(
        EN, NAMES, VALUES, PromptContent(MAYA, WeeklyPrompt.EASIER, STORY)
    ),
    "form not opened": lambda: refusal_views.form_failure_message(EN),
    "not saved": lambda: refusal_views.save_failure_message(EN, "/kudos @maya thanks"),
    "nobody knows whether it is saved": lambda: refusal_views.uncertain_save_message(
        EN, "/kudos @maya thanks"
    ),
    "saved without an answer": lambda: refusal_views.answer_failure_message(EN),
    "no value left to add": lambda: added_value_views.all_values_message(EN),
    "reported": lambda: reports_views.build_report(
        EN, NAMES, ReportContent(STORY, ("That is <not> kind.", ""))
    ),
    "reported without a word": lambda: reports_views.build_report(EN, NAMES, ReportContent(STORY, ("",))),
    "reported and left up": lambda: reports_views.build_report(
        EN, NAMES, ReportContent(STORY, ("Hm.",), is_kept=True)
    ),
    "reported and changed": lambda: reports_views.build_report(
        EN, NAMES, ReportContent(STORY, ("Hm.",), is_changed=True)
    ),
    "reported and taken back": lambda: reports_views.resolved_report_message(EN, ReportGoneContent(DESIGN)),
    "report looked at, left up": lambda: reports_views.review_message(
        EN, ReviewNotice(LI, channel=DESIGN, is_withdrawn=False)
    ),
    "report looked at, withdrawn": lambda: reports_views.review_message(
        EN, ReviewNotice(LI, channel=DESIGN, is_withdrawn=True)
    ),
    "report without anything to decide": lambda: reports_views.nothing_to_decide_message(EN),
    "nothing to report": lambda: reports_views.withdrawn_message(EN),
    "posted through the giver": lambda: build_message([line(recognition_views.posted_through_you_note(EN))]),
    **{
        f"unchanged, {cause.value}": unchanged_view(cause)
        for cause in (ChangeCause.ERASED, ChangeCause.UNDONE)
    },
    "many unchanged": unchanged_view(ChangeCause.UNDONE, copies=12),
    "withdrawn by an admin": lambda: reports_views.withdrawal_message(
        EN,
        NAMES,
        WithdrawalNotice(
            UserId("UANA"),
            channel=DESIGN,
            text="at last, <@UTOM>",
            reason="It hurts more than it thanks.",
        ),
    ),
}

FORMS: dict[str, Callable[[], View]] = {
    "giving": lambda: recognition_form_views.build_form(EN, VALUES, TypedRecognition(), "{}"),
    "giving, with a name that is no mention": lambda: recognition_form_views.build_form(
        EN,
        VALUES,
        TypedRecognition((), "@ana thanks", ("creativity",), Missing.NAME, "ana"),
        "{}",
        filled=filled("@ana thanks"),
    ),
    "giving, with people and no words": lambda: recognition_form_views.build_form(
        EN, VALUES, TypedRecognition((MAYA,), "", (), Missing.WORDS, is_private=True), "{}"
    ),
    "giving, to nobody yet": lambda: recognition_form_views.build_form(
        EN,
        VALUES,
        TypedRecognition((), "thanks for the map", (), Missing.PEOPLE),
        "{}",
        filled=filled("thanks for the map"),
    ),
    "giving, without values": lambda: recognition_form_views.build_form(
        EN, Values([]), TypedRecognition(), "{}"
    ),
    "giving, to somebody who may be meant": lambda: recognition_form_views.build_form(
        EN,
        VALUES,
        TypedRecognition((MAYA,), "thanks", missing=Missing.NAME, guessed=((MAYA, "Maya"),)),
        "{}",
        filled=filled("thanks"),
    ),
    "giving, to one of several": lambda: recognition_form_views.build_form(
        EN,
        VALUES,
        TypedRecognition(
            text="thanks",
            missing=Missing.NAME,
            name="rae",
            candidates=((LI, "Li"), (TOM, "Tom")),
        ),
        "{}",
        filled=filled("thanks"),
    ),
    "giving, to a whole channel": lambda: recognition_form_views.build_form(
        EN, VALUES, TypedRecognition(broadcast="here"), "{}"
    ),
    "giving, too many words": lambda: recognition_form_views.build_form(
        EN,
        VALUES,
        TypedRecognition((MAYA,), "x" * 2_001, missing=Missing.FEWER_WORDS),
        "{}",
        filled=filled("x" * 2_001),
    ),
    "giving, to too many people": lambda: recognition_form_views.build_form(
        EN,
        VALUES,
        TypedRecognition((MAYA,), "thanks", missing=Missing.FEWER_PEOPLE),
        "{}",
        filled=filled("thanks"),
    ),
    "adding recipients": lambda: added_recipient_views.build_form(EN, "{}"),
    "adding recipients refused": lambda: errors(
        {
            reason.value: "; ".join(
                added_recipient_views.rejection_error(EN, NAMES, Rejection(reason, left_out)).values()
            )
            for reason, left_out in (
                (RefusalReason.NO_RECIPIENTS, {UserId("UANA"): ExclusionReason.SELF}),
                (RefusalReason.TOO_MANY_RECIPIENTS, {}),
            )
        }
        | {"gone": added_recipient_views.withdrawn_error(EN)[added_recipient_views.PEOPLE]}
    ),
    "giving, where a value is asked for and shout-outs have a channel": lambda: (
        recognition_form_views.build_form(
            EN, VALUES, TypedRecognition(), "{}", FormQuestions(for_value=True, channel=ChannelId("C0KUDOS"))
        )
    ),
    "giving done": lambda: recognition_form_views.build_confirmation_view(EN, confirmation()),
    "giving refused": lambda: errors(
        {
            reason.value: "; ".join(
                form_errors.rejection_errors(
                    EN, NAMES, Rejection(reason, {UserId("UANA"): ExclusionReason.SELF}), "x" * 2_100
                ).values()
            )
            for reason in RefusalReason
        }
        | form_errors.no_channel_error(EN)
        | {
            f"not there, {is_known}": form_errors.absence_error(EN, is_known=is_known)[
                recognition_form_views.CHANNEL
            ]
            for is_known in (True, False)
        }
        | {
            f"cannot post, {is_archived}": form_errors.cannot_post_error(EN, is_archived=is_archived)[
                recognition_form_views.CHANNEL
            ]
            for is_archived in (True, False)
        }
        | form_errors.retired_value_error(EN)
        | form_errors.withdrawn_error(EN)
        | {"no value": form_errors.no_value_error(EN)[recognition_form_views.VALUES]}
        | {
            f"{len(people)} not shown": form_errors.hidden_names_error(EN, NAMES, HiddenNames(people))[
                recognition_form_views.TEXT
            ]
            for people in ((TOM,), (LI, TOM))
        }
    ),
    "editing": lambda: edit_views.build_form(
        EN, Values(FIRST_VALUES), STORY.values, filled(STORY.text), "{}"
    ),
    "rewording": lambda: reword.build_form(EN, filled(STORY.text), "{}"),
    "adding values": lambda: added_value_views.build_form(EN, VALUES.all, STORY.id),
    "values refused": lambda: errors(
        {"retired": added_value_views.retired_value_error(EN)[added_value_views.VALUES]}
        | added_value_views.withdrawn_error(EN)
    ),
    "telling the admins": lambda: reports_views.build_report_form(EN, STORY.id),
    "admins told": lambda: reports_views.report_sent_notice(EN, is_new=True),
    "admins told already": lambda: reports_views.report_sent_notice(EN, is_new=False),
    "nobody to tell": lambda: reports_views.no_admin_notice(EN),
    "reported when it was gone": lambda: reports_views.withdrawn_notice(EN),
    "not reported": lambda: errors(
        {
            "often": reports_views.refusal_error(EN, ReportOutcome.TOO_OFTEN),
            "nobody": reports_views.refusal_error(EN, ReportOutcome.NOBODY),
            "unread": reports_views.unread_admins_error(EN),
        }
    ),
    "withdrawing": lambda: reports_views.build_withdrawal_form(EN, STORY.id),
    "appointing a lead": lambda: appointment_views.build_form(EN, [("S1", "backend"), ("S2", "office")]),
    "appointing a lead for many": lambda: appointment_views.build_confirmation_form(
        EN, NAMES, UserId("UCAROL"), MANY, "{}"
    ),
    "appointing a lead, without groups": lambda: appointment_views.build_form(EN, []),
    "words refused": lambda: errors(
        {reason.value: edit_views.rejection_error(EN, NAMES, reason) for reason in RefusalReason}
        | {"names not shown": edit_views.rejection_error(EN, NAMES, HiddenNames((LI, TOM)))}
        | {"gone": edit_views.withdrawn_error(EN)}
        | {"nobody chosen": appointment_views.no_circle_error(EN)}
        | {
            "not withdrawn": reports_views.not_withdrawn_error(EN),
            "no reason": reports_views.no_reason_error(EN),
        }
    ),
}
