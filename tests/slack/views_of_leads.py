"""An example of each message about leads and their circles."""

from collections.abc import Callable

from bot.domain.circle import Circle, CircleSource
from bot.domain.commands.parse_error import ParseErrorKind
from bot.domain.ids import UserId
from bot.domain.user import User
from bot.domain.values import FIRST_VALUES, Values
from bot.slack.features.history import views as history_views
from bot.slack.features.leads import appointment_views
from bot.slack.features.leads import views as leads_views
from bot.slack.ui.inline import join_user_names
from bot.slack.ui.language import language
from bot.slack.ui.message import Message
from bot.usecases.lead_notes import LeadNoteContent
from bot.usecases.leads import CircleAssignment, CircleOverview, LeadsRefusal
from bot.usecases.message_contents import CareContent
from tests.slack.views import JOINED, STORY, parse_error_message

ANA, CAROL, LI, MAYA, TOM = UserId("UANA"), UserId("UCAROL"), UserId("ULI"), UserId("UMAYA"), UserId("UTOM")

EN = language("en")
VALUES = Values(FIRST_VALUES)
NAMES = {
    ANA: "Ana",
    LI: "Li Wei",
    MAYA: "Maya",
    TOM: "Tom",
    CAROL: "Carol",
}
TEAM = Circle(
    "019936a0-0000-7000-8000-00000000000a",
    CircleSource.CHANNEL,
    "C0DESIGN",
    "",
    (CAROL,),
    (ANA,),
)
GROUP = Circle(
    "019936a0-0000-7000-8000-00000000000b",
    CircleSource.GROUP,
    "S1",
    "red",
    (CAROL, TOM),
    (LI,),
)
NAMED = Circle(
    "019936a0-0000-7000-8000-00000000000c",
    CircleSource.NAMED,
    "UCAROL",
    "",
    (CAROL,),
    (MAYA, LI),
)
WHOLE = CircleOverview(("creativity", "collaboration"))


def whole(overview: CircleOverview) -> Message:
    after = leads_views.build_overview(EN, VALUES, overview)
    return history_views.build_empty_page(EN, about=join_user_names(EN, NAMES, [ANA, LI]), after=after)


def leads_list(*, mine: bool = False, all_of_them: bool = False, is_on: bool = True) -> Message:
    circles = [TEAM, GROUP, NAMED]
    return leads_views.join_sections(
        [
            leads_views.build_own_circles(EN, NAMES, circles, CAROL) if mine else [],
            appointment_views.build_leads_list(EN, NAMES, circles if is_on else [], is_on=is_on)
            if all_of_them
            else [],
        ]
    )


def refusal(why: LeadsRefusal) -> Callable[[], Message]:
    return lambda: appointment_views.refusal_message(EN, NAMES, why, CAROL)


MANY = tuple(
    CircleAssignment(User(CAROL), source, of, name, ())
    for source, of, name in (
        (CircleSource.CHANNEL, "C0DESIGN", ""),
        (CircleSource.GROUP, "S1", "backend"),
        (CircleSource.NAMED, "UCAROL", ""),
    )
)

VIEWS: dict[str, Callable[[], Message]] = {
    "circles of a lead": lambda: leads_list(mine=True),
    "circles for an admin": lambda: leads_list(all_of_them=True),
    "circles for an admin who is a lead": lambda: leads_list(mine=True, all_of_them=True),
    "no circles, and leads switched off": lambda: leads_list(all_of_them=True, is_on=False),
    "leads are none of one's business": lambda: leads_views.not_lead_message(EN),
    "lead appointed": lambda: appointment_views.appointment_message(EN, NAMES, CAROL, [TEAM, GROUP, NAMED]),
    "many asked about": lambda: appointment_views.build_confirmation(EN, NAMES, CAROL, MANY, "{}"),
    "many left": lambda: appointment_views.cancellation_message(EN),
    "lead dismissed": lambda: appointment_views.dismissal_message(EN, NAMES, CAROL),
    "leads switched on": lambda: appointment_views.switch_message(EN, on=True),
    "leads switched off": lambda: appointment_views.switch_message(EN, on=False),
    "circle not read": lambda: appointment_views.unread_circle_message(EN),
    "circle of too many": lambda: appointment_views.too_many_members_message(EN),
    "in care, in a channel": lambda: leads_views.care_message(EN, NAMES, CareContent(TEAM, (CAROL,))),
    "in care, in a group": lambda: leads_views.care_message(EN, NAMES, CareContent(GROUP, (CAROL, TOM))),
    "in care, by name": lambda: leads_views.care_message(EN, NAMES, CareContent(NAMED, (CAROL,))),
    "circle as a whole": lambda: whole(WHOLE),
    "small circle": lambda: whole(CircleOverview(())),
    "history of a person for their lead": lambda: history_views.build_page(
        EN,
        NAMES,
        VALUES,
        (STORY,),
        reader=CAROL,
        zone="Asia/Tokyo",
        title=history_views.build_title(EN, about=join_user_names(EN, NAMES, [MAYA])),
        older=None,
    ),
    "lead's note": lambda: leads_views.build_note(
        EN, NAMES, VALUES, LeadNoteContent(CAROL, (STORY, JOINED), WHOLE)
    ),
    "lead's note switched on": lambda: leads_views.note_switch_message(EN, on=True, is_lead=True),
    "lead's note switched off": lambda: leads_views.note_switch_message(EN, on=False, is_lead=True),
    "lead's note for nobody's lead": lambda: leads_views.note_switch_message(EN, on=True, is_lead=False),
    **{f"leads, {why}": refusal(why) for why in LeadsRefusal},
    "puzzled by leads": parse_error_message(ParseErrorKind.LEADS, "ad", "add"),
    "puzzled by leads, nothing near": parse_error_message(ParseErrorKind.LEADS, "add …"),
}
