"""An example of each message and form about a team that is thanked as itself."""

from collections.abc import Callable

from msgspec.structs import replace

from bot.domain.credit import CreditRefusal
from bot.domain.digest import group_by_value
from bot.domain.ids import RecognitionId, UserId
from bot.domain.pending_recognition import PendingQuestion
from bot.domain.recipient_groups import ShoutOutState
from bot.domain.recognition import HiddenNames, RefusalReason
from bot.domain.team import Team
from bot.slack.features.credit import views as credit_views
from bot.slack.features.digest.copied_text import write_text
from bot.slack.features.recognition import (
    form_errors,
    form_views,
    pending_views,
    refusal_views,
    source_message_views,
)
from bot.slack.features.recognition import views as recognition_views
from bot.slack.features.recognition.form_views import FormQuestions
from bot.slack.features.recognition.typed_recognition import Missing, TypedRecognition
from bot.slack.features.reports import views as reports_views
from bot.slack.ui.inline import fill
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, errors
from bot.usecases.message_contents import WeeklyDigestContent
from bot.usecases.reports import ReportContent
from tests.slack.views import (
    ANA,
    DESIGN,
    DIGEST,
    EN,
    LI,
    MAYA,
    NAMES,
    STORY,
    TOM,
    VALUES,
    confirmation,
    filled,
    page,
    refusal,
    weekly,
)
from tests.slack.views_of_conversation import PENDING

MOVERS = Team(UserId("S0MOVERS1"), "Movers")
DESIGN_TEAM = Team(UserId("S0DESIGN1"), "Design *Team* & <b>friends</b>")
UNNAMED = Team(UserId("S0UNNAMED"))
CHANNEL = Team(UserId("C0DESIGN"), "design")
TO_GROUP = replace(
    STORY,
    id=RecognitionId("019936a0-0000-7000-8000-000000000007"),
    text="thanks for the quick move",
    recipients=(),
    values=("collaboration",),
    teams=(MOVERS,),
)
TO_CHANNEL = replace(
    TO_GROUP, id=RecognitionId("019936a0-0000-7000-8000-000000000008"), teams=(CHANNEL,), values=()
)
TO_SEVERAL = replace(
    TO_GROUP,
    id=RecognitionId("019936a0-0000-7000-8000-000000000009"),
    recipients=(LI, MAYA),
    teams=(CHANNEL, DESIGN_TEAM, MOVERS, UNNAMED),
)
ASKED = replace(PENDING, users=(MAYA,), teams=(MOVERS,))


def _offered() -> FormQuestions:
    everyone = EN.gettext("Everyone in this channel")
    return FormQuestions(teams=(("C0DESIGN", everyone), ("S0MOVERS1", "@movers")))


def _copied() -> str:
    given = [replace(one, is_open=True) for one in (TO_GROUP, TO_CHANNEL, TO_SEVERAL)]
    content = WeeklyDigestContent(DIGEST, group_by_value(given, VALUES))
    text = write_text(EN, NAMES, VALUES, content, {DESIGN: "design"})
    assert text
    return f"{text.markdown}\n{text.html}"


VIEWS: dict[str, Callable[[], Message]] = {
    "shout-out to a team": lambda: recognition_views.build_shout_out(EN, NAMES, VALUES, TO_GROUP),
    "shout-out to a channel": lambda: recognition_views.build_shout_out(EN, NAMES, VALUES, TO_CHANNEL),
    "shout-out to people and teams": lambda: recognition_views.build_shout_out(EN, NAMES, VALUES, TO_SEVERAL),
    "confirmation to a team": lambda: confirmation(TO_GROUP),
    "confirmation to people and teams": lambda: confirmation(TO_SEVERAL),
    "confirmation to a team, not posted": lambda: confirmation(TO_GROUP, state=ShoutOutState.MISSING),
    "team withdrawn": lambda: recognition_views.withdrawal_message(EN, NAMES, TO_SEVERAL, out_of_reach=False),
    "team not withdrawn": lambda: recognition_views.other_recipients_message(EN, NAMES, TO_SEVERAL),
    "team too large": refusal(RefusalReason.TOO_LARGE_TEAM, {}),
    "team too large for private thanks": refusal(RefusalReason.TEAM_IN_PRIVATE, {}),
    "team without members": lambda: refusal_views.empty_group_message(EN, "/kudos @movers", is_known=True),
    "team whose members are unknown": lambda: refusal_views.empty_group_message(
        EN, "/kudos @movers", is_known=False
    ),
    "question about a name in thanks to a team": lambda: pending_views.build_question(
        EN, NAMES, ASKED, HiddenNames((TOM,))
    ),
    "question about a name in thanks to a large team": lambda: pending_views.build_question(
        EN, NAMES, replace(ASKED, fits_privately=False), HiddenNames((TOM,))
    ),
    "question about anonymity towards a team": lambda: pending_views.build_question(
        EN, NAMES, replace(ASKED, question=PendingQuestion.ANONYMOUS), HiddenNames(())
    ),
    "message to a team edited": lambda: source_message_views.edited_message(EN, NAMES, TO_SEVERAL),
    "message to a team deleted": lambda: source_message_views.deleted_message(EN, NAMES, TO_SEVERAL),
    "team's thanks reported": lambda: reports_views.build_report(EN, NAMES, ReportContent(TO_SEVERAL, ("",))),
    "team's thanks not shared": lambda: build_message(
        [line(fill(credit_views.refusal_sentence(EN, CreditRefusal.TEAM)))]
    ),
    "history of a member": lambda: page(TO_CHANNEL, TO_SEVERAL, TO_GROUP),
    "history of a team's giver": lambda: page(TO_CHANNEL, TO_SEVERAL, reader=ANA),
    "digest with teams": lambda: weekly(TO_GROUP, TO_CHANNEL, TO_SEVERAL),
}

FORMS: dict[str, Callable[[], View]] = {
    "giving, with teams to choose from": lambda: form_views.build_form(
        EN, VALUES, TypedRecognition(), "{}", _offered()
    ),
    "giving, to a team": lambda: form_views.build_form(
        EN,
        VALUES,
        TypedRecognition((MAYA,), "thanks", missing=Missing.SEVERAL, teams=("S0MOVERS1",)),
        "{}",
        _offered(),
        filled=filled("thanks"),
    ),
    "giving to an unread team": lambda: errors(form_errors.unread_team_error(EN)),
    "copying a digest with teams": lambda: errors({"text": _copied()}),
}
