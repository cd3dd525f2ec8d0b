"""One example of each message and form by which people decide about what is kept of them."""

from collections.abc import Callable
from dataclasses import replace

from bot.domain.erasure import ErasureExtent
from bot.domain.message_changes import Cause, StaysBecause, UnchangedMessage
from bot.domain.questions import WeeklyPrompt
from bot.domain.recognition import ExclusionReason, HiddenNames, RefusalReason, Rejection, Source
from bot.domain.values import FIRST_VALUES, Values
from bot.slack.blocks import (
    adding_recipients,
    adding_values,
    appointing,
    editing,
    forgetting,
    giving,
    giving_form,
    prompts,
    refusing,
    reporting,
    unchanged,
)
from bot.slack.blocks.document import Message, line, message
from bot.slack.blocks.form import View, errors
from bot.slack.blocks.giving_form import Asks
from bot.slack.blocks.typed_recognition import Missing, Typed
from bot.slack.language import language
from bot.usecases.contents import Prompt, ReportLookedAt, Unchanged, Withdrawn
from bot.usecases.report import Reported, ReportedGone, ReportOutcome
from tests.slack.views import LI, NAMES, STORY, TOM, confirmation, filled
from tests.slack.views_of_leads import MANY

EN = language("en")
VALUES = Values(FIRST_VALUES)


def unchanged_view(cause: Cause, copies: int = 1) -> Callable[[], Message]:
    """A notice with one message for each reason, and a direct message."""
    found = [
        (UnchangedMessage("C0DESIGN", f"170000{number:04}.000100", False, because), "https://x.example/p1")
        for number in range(copies)
        for because in StaysBecause
    ]
    direct = UnchangedMessage("D0LI", "1700000000.000100", True, StaysBecause.NO_ACCESS)
    content = Unchanged(((direct, ""), *found), cause)
    return lambda: unchanged.unchanged(EN, content)


VIEWS: dict[str, Callable[[], Message]] = {
    "shout-out about a message": lambda: giving.shout_out(
        EN, NAMES, VALUES, replace(STORY, source=Source.SHORTCUT)
    ),
    "forgetting offered": lambda: forgetting.offered(EN, has_ledger=True),
    "forgetting offered, without a ledger": lambda: forgetting.offered(EN, has_ledger=False),
    "name being erased": lambda: forgetting.ordered(EN, ErasureExtent.NAME, is_new=True),
    "everything being erased": lambda: forgetting.ordered(EN, ErasureExtent.EVERYTHING, is_new=True),
    "being erased already": lambda: forgetting.ordered(EN, ErasureExtent.NAME, is_new=False),
    **{
        f"prompt, {question.value}": lambda question=question: prompts.prompt(  # type: ignore[misc]
            EN, NAMES, VALUES, Prompt("UMAYA", question)
        )
        for question in WeeklyPrompt
    },
    "prompt with a memory": lambda: prompts.prompt(
        EN, NAMES, VALUES, Prompt("UMAYA", WeeklyPrompt.EASIER, STORY)
    ),
    "form not opened": lambda: refusing.form_not_opened(EN),
    "not saved": lambda: refusing.not_saved(EN, "/kudos @maya thanks"),
    "nobody knows whether it is saved": lambda: refusing.maybe_saved(EN, "/kudos @maya thanks"),
    "saved without an answer": lambda: refusing.saved_without_answer(EN),
    "no value left to add": lambda: adding_values.all_carried(EN),
    "reported": lambda: reporting.reported(EN, NAMES, Reported(STORY, ("That is <not> kind.", ""))),
    "reported without a word": lambda: reporting.reported(EN, NAMES, Reported(STORY, ("",))),
    "reported and left up": lambda: reporting.reported(EN, NAMES, Reported(STORY, ("Hm.",), is_kept=True)),
    "reported and changed": lambda: reporting.reported(EN, NAMES, Reported(STORY, ("Hm.",), is_changed=True)),
    "reported and taken back": lambda: reporting.reported_gone(EN, ReportedGone("C0DESIGN")),
    "report looked at, left up": lambda: reporting.looked_at(
        EN, ReportLookedAt("C0DESIGN", is_withdrawn=False)
    ),
    "report looked at, withdrawn": lambda: reporting.looked_at(
        EN, ReportLookedAt("C0DESIGN", is_withdrawn=True)
    ),
    "report without anything to decide": lambda: reporting.not_kept(EN),
    "nothing to report": lambda: reporting.gone(EN),
    "posted through the giver": lambda: message([line(giving.posted_through_you(EN))]),
    **{f"unchanged, {cause.value}": unchanged_view(cause) for cause in (Cause.ERASED, Cause.UNDONE)},
    "many unchanged": unchanged_view(Cause.UNDONE, copies=12),
    "withdrawn by an admin": lambda: reporting.withdrawn(
        EN, NAMES, Withdrawn("C0DESIGN", "at last, <@UTOM>", "It hurts more than it thanks.")
    ),
}

FORMS: dict[str, Callable[[], View]] = {
    "giving": lambda: giving_form.giving(EN, VALUES, Typed(), "{}"),
    "giving, with a name that is no mention": lambda: giving_form.giving(
        EN,
        VALUES,
        Typed((), "@ana thanks", ("creativity",), Missing.NAME, "ana"),
        "{}",
        filled=filled("@ana thanks"),
    ),
    "giving, with people and no words": lambda: giving_form.giving(
        EN, VALUES, Typed(("UMAYA",), "", (), Missing.WORDS, quietly=True), "{}"
    ),
    "giving, to nobody yet": lambda: giving_form.giving(
        EN,
        VALUES,
        Typed((), "thanks for the map", (), Missing.PEOPLE),
        "{}",
        filled=filled("thanks for the map"),
    ),
    "giving, without values": lambda: giving_form.giving(EN, Values([]), Typed(), "{}"),
    "giving, to somebody who may be meant": lambda: giving_form.giving(
        EN,
        VALUES,
        Typed(("UMAYA",), "thanks", missing=Missing.NAME, guessed=(("UMAYA", "Maya"),)),
        "{}",
        filled=filled("thanks"),
    ),
    "giving, to one of several": lambda: giving_form.giving(
        EN,
        VALUES,
        Typed(words="thanks", missing=Missing.NAME, name="rae", candidates=(("ULI", "Li"), ("UTOM", "Tom"))),
        "{}",
        filled=filled("thanks"),
    ),
    "giving, to a whole channel": lambda: giving_form.giving(EN, VALUES, Typed(broadcast="here"), "{}"),
    "giving, too many words": lambda: giving_form.giving(
        EN,
        VALUES,
        Typed(("UMAYA",), "x" * 2_001, missing=Missing.FEWER_WORDS),
        "{}",
        filled=filled("x" * 2_001),
    ),
    "giving, to too many people": lambda: giving_form.giving(
        EN, VALUES, Typed(("UMAYA",), "thanks", missing=Missing.FEWER_PEOPLE), "{}", filled=filled("thanks")
    ),
    "adding recipients": lambda: adding_recipients.adding(EN, "{}"),
    "adding recipients refused": lambda: errors(
        {
            reason.value: "; ".join(
                adding_recipients.refused(EN, NAMES, Rejection(reason, left_out)).values()
            )
            for reason, left_out in (
                (RefusalReason.NOBODY_LEFT, {"UANA": ExclusionReason.SELF}),
                (RefusalReason.TOO_MANY_PEOPLE, {}),
            )
        }
        | {"gone": adding_recipients.gone(EN)[adding_recipients.PEOPLE]}
    ),
    "giving, where a value is asked for and shout-outs have a channel": lambda: giving_form.giving(
        EN, VALUES, Typed(), "{}", Asks(for_value=True, where="C0KUDOS")
    ),
    "giving done": lambda: giving_form.done(EN, confirmation()),
    "giving refused": lambda: errors(
        {
            reason.value: "; ".join(
                giving_form.refused(
                    EN, NAMES, Rejection(reason, {"UANA": ExclusionReason.SELF}), "x" * 2_100
                ).values()
            )
            for reason in RefusalReason
        }
        | giving_form.nowhere(EN)
        | {
            f"not there, {is_known}": giving_form.not_there(EN, is_known=is_known)[giving_form.WHERE]
            for is_known in (True, False)
        }
        | {
            f"cannot post, {is_archived}": giving_form.cannot_post(EN, is_archived=is_archived)[
                giving_form.WHERE
            ]
            for is_archived in (True, False)
        }
        | giving_form.retired(EN)
        | giving_form.gone(EN)
        | {"no value": giving_form.no_value(EN)[giving_form.VALUES]}
        | {
            f"{len(people)} not shown": giving_form.names_not_shown(EN, NAMES, HiddenNames(people))[
                giving_form.WORDS
            ]
            for people in ((TOM,), (LI, TOM))
        }
    ),
    "editing": lambda: editing.editing(EN, Values(FIRST_VALUES), STORY.values, filled(STORY.words), "{}"),
    "adding values": lambda: adding_values.adding_values(EN, VALUES.all, STORY.id),
    "values refused": lambda: errors(
        {"retired": adding_values.retired(EN)[adding_values.VALUES]} | adding_values.gone(EN)
    ),
    "telling the admins": lambda: reporting.telling(EN, STORY.id),
    "admins told": lambda: reporting.told(EN, is_new=True),
    "admins told already": lambda: reporting.told(EN, is_new=False),
    "nobody to tell": lambda: reporting.nobody_to_tell(EN),
    "reported when it was gone": lambda: reporting.gone_meanwhile(EN),
    "not reported": lambda: errors(
        {
            "often": reporting.not_reported(EN, ReportOutcome.TOO_OFTEN),
            "nobody": reporting.not_reported(EN, ReportOutcome.NOBODY),
            "unread": reporting.admins_unread(EN),
        }
    ),
    "withdrawing": lambda: reporting.withdrawing(EN, STORY.id),
    "appointing a lead": lambda: appointing.appointing(EN, [("S1", "backend"), ("S2", "office")]),
    "appointing a lead for many": lambda: appointing.confirming(EN, NAMES, "UCAROL", MANY, "{}"),
    "appointing a lead, without groups": lambda: appointing.appointing(EN, []),
    "words refused": lambda: errors(
        {reason.value: editing.refused(EN, NAMES, reason) for reason in RefusalReason}
        | {"names not shown": editing.refused(EN, NAMES, HiddenNames((LI, TOM)))}
        | {"gone": editing.gone(EN)}
        | {"nobody chosen": appointing.nobody_chosen(EN)}
        | {"not withdrawn": reporting.not_withdrawn(EN), "no reason": reporting.no_reason(EN)}
    ),
}
