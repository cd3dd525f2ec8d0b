"""An example of each message and form about the settings."""

from collections.abc import Callable
from datetime import UTC, datetime

from msgspec.structs import replace

from bot.domain.commands.parse_error import ParseErrorKind
from bot.domain.digest import DigestEditors
from bot.domain.ids import ChannelId
from bot.domain.outbox_messages import FirstWeek
from bot.domain.retention import DAYS, MONTHS, SettingErasure
from bot.domain.target_channel import TargetChannelProblem
from bot.domain.user import ERASED
from bot.domain.values import READY_VALUES
from bot.domain.workspace_settings import SettingChange, SettingValue, WorkspaceSettings
from bot.slack.features.onboarding import first_week_views
from bot.slack.features.onboarding import views as onboarding_views
from bot.slack.features.settings import (
    change_views,
)
from bot.slack.features.settings import (
    form_views as settings_form_views,
)
from bot.slack.features.settings import (
    views as settings_views,
)
from bot.slack.features.settings.form_views import SettingsEntries
from bot.slack.ui.language import language
from bot.slack.ui.message import Message
from bot.slack.ui.modal import View, errors
from bot.usecases.first_weeks import FirstWeekContent
from bot.usecases.workspace_settings import AdminRefusal, HeldErasure, SettingsOverview
from tests.slack.views import ANA, DESIGN, LI, MAYA, NAMES, TOM, parse_error_message

EN = language("en")
SPOKEN = [("en", "English"), ("de", "Deutsch")]
BEGINS = datetime(2026, 11, 29, 9, tzinfo=UTC)
ERASURES = (
    SettingErasure(MONTHS, 24, 3, datetime(2026, 8, 28, 9, tzinfo=UTC)),
    SettingErasure(DAYS, 90, 7, datetime(2026, 11, 21, 9, tzinfo=UTC)),
)
HELD = SettingsOverview(
    WorkspaceSettings(3, 7, leads_are_on=True),
    held_erasures=tuple(HeldErasure(erasure, BEGINS) for erasure in ERASURES),
)
AT_FIRST = SettingsOverview(WorkspaceSettings(24, 90, leads_are_on=True))
OTHERWISE = SettingsOverview(
    WorkspaceSettings(
        1,
        1,
        leads_are_on=False,
        digests_by=DigestEditors.ADMINS,
        language="de",
        values_asked=True,
        shout_outs_in=ChannelId("C0KUDOS"),
    ),
    (LI, MAYA),
)


def change(
    number: int, what: str, before: SettingValue, after: SettingValue, about: str = ""
) -> SettingChange:
    """Return one of many changes, each on a day of its own."""
    at = datetime(2026, 11, number, 22, 30, tzinfo=UTC)
    return SettingChange(f"019936a0-0000-7000-8000-{number:012}", TOM, at, what, about, before, after)


OF_SETTINGS = [
    change(11, "months", 24, 12),
    change(10, "deactivated_days", 90, 0),
    change(9, "leads_are_on", before=True, after=False),
    change(8, "leads_are_on", before=False, after=True),
    change(7, "digests_by", "members", "admins"),
    change(6, "digests_by", "admins", "members"),
    change(5, "language", "en", "de"),
    change(4, "values_asked", before=False, after=True),
    change(3, "values_asked", before=True, after=False),
    change(2, "shout_outs_in", "", "C0KUDOS"),
]
OF_PEOPLE = [
    change(11, "shout_outs_in", "C0KUDOS", ""),
    change(10, "admin", before=False, after=True, about=MAYA),
    change(9, "admin", before=True, after=False, about=ERASED),
    change(8, "lead", None, ["channel", "C0DESIGN", "design"], about=LI),
    change(7, "lead", ["group", "S1", "red"], None, about=LI),
    change(6, "lead", ["named", MAYA], ["named", ERASED, MAYA, TOM], about=LI),
]
OF_VALUES = [
    change(9, "value", None, ["Courage", "lion", ""], about="courage"),
    change(8, "value", ["Courage", "lion", ""], ["Heart", "heart", "brave & kind"], about="courage"),
    change(7, "value", "courage", None, about="courage"),
    change(6, "value", [], "x" * 900, about="courage"),
    change(
        7,
        "value",
        ["Heart", ":heart:", "", "brave"],
        ["Heart", ":heart: :lion:", "brave & <kind>", "brave"],
        about="courage",
    ),
    change(6, "merged_value", ["Heart"], ["Calm"], about="courage"),
    change(5, "values", ["Heart", "Calm"], ["Calm", "Heart"], about="courage"),
    change(5, "something new", None, ["of", "another", "version"], about="here"),
    change(4, "lead", "odd", 7, about=LI),
]


def changes(found: list[SettingChange], *, is_first: bool = True) -> Callable[[], Message]:
    return lambda: change_views.build_page(EN, NAMES, found, zone="Asia/Tokyo", is_first=is_first)


FIRST_WEEK = FirstWeekContent(
    FirstWeek(ANA, channels=(DESIGN,), weekday=4, at="15:00", zone="Europe/Berlin"),
    READY_VALUES[:3],
    (DESIGN,),
)

VIEWS: dict[str, Callable[[], Message]] = {
    "settings": lambda: settings_views.build_page(EN, NAMES, AT_FIRST),
    "settings that erase something soon": lambda: settings_views.build_page(
        EN, NAMES, replace(HELD, changed=frozenset(["months"]))
    ),
    "settings asked about": lambda: settings_views.build_question(EN, ERASURES, BEGINS, "Europe/Berlin"),
    "settings left": lambda: settings_views.cancellation_message(EN),
    "settings set otherwise": lambda: settings_views.build_page(EN, NAMES, OTHERWISE),
    "settings changed": lambda: settings_views.build_page(
        EN, NAMES, replace(OTHERWISE, changed=frozenset(["digests_by", "admins"]))
    ),
    "settings that were so already": lambda: settings_views.build_page(
        EN, NAMES, replace(AT_FIRST, changed=frozenset())
    ),
    "settings are for admins": lambda: settings_views.refusal_message(EN),
    "setting not set": lambda: settings_views.not_set_message(
        EN, settings_views.target_channel_error(EN, TargetChannelProblem.SHARED)
    ),
    "what was changed, nothing": changes([]),
    "what was changed, and there is more": changes([*OF_SETTINGS, *OF_PEOPLE]),
    "what was changed, about people": changes(OF_PEOPLE, is_first=False),
    "what was changed, about values and what is not known": changes(OF_VALUES),
    "first week": lambda: first_week_views.first_week_message(EN, FIRST_WEEK),
    "first week, two channels": lambda: first_week_views.first_week_message(
        EN, replace(FIRST_WEEK, channels=(DESIGN, ChannelId("C0GENERAL")))
    ),
    "first week, a value added": lambda: first_week_views.first_week_message(
        EN, replace(FIRST_WEEK, values=FIRST_WEEK.values[1:]), first_week_views.value_added(EN, "empathy")
    ),
    "first week, a digest started": lambda: first_week_views.first_week_message(
        EN,
        replace(FIRST_WEEK, channels=(), values=()),
        first_week_views.digest_started(EN, FIRST_WEEK, DESIGN),
    ),
    "first week without channels": lambda: first_week_views.first_week_message(
        EN, replace(FIRST_WEEK, channels=(), message=FirstWeek(ANA, is_in_channels=False))
    ),
    "tour": lambda: onboarding_views.tour_message(EN),
    "puzzled by settings": parse_error_message(ParseErrorKind.SETTINGS, "frobnicate"),
    "puzzled by settings, nearly": parse_error_message(ParseErrorKind.SETTINGS, "langauge de", "language en"),
    "puzzled by months": parse_error_message(ParseErrorKind.MONTHS, "keep 0 months", "keep 24 months"),
    "puzzled by days after somebody left": parse_error_message(
        ParseErrorKind.DEACTIVATED_DAYS, "deactivated", "deactivated 90 days"
    ),
    "puzzled by values": parse_error_message(
        ParseErrorKind.VALUES_ASKED, "values maybe", "values asked", "values open"
    ),
    "puzzled by shout-outs": parse_error_message(
        ParseErrorKind.SHOUT_OUTS, "shoutouts there", "shoutouts here", "shoutouts #kudos"
    ),
    "puzzled by admins": parse_error_message(
        ParseErrorKind.ADMINS, "admins", "admins add @carol", "admins remove @carol"
    ),
}

FORMS: dict[str, Callable[[], View]] = {
    "settings": lambda: settings_form_views.build_form(EN, AT_FIRST, SPOKEN[:1]),
    "settings asked about": lambda: settings_form_views.build_confirmation_form(
        EN, ERASURES, BEGINS, "", "{}"
    ),
    "settings, all otherwise": lambda: settings_form_views.build_form(EN, OTHERWISE, SPOKEN),
    "settings that others changed meanwhile": lambda: settings_form_views.build_form(
        EN,
        OTHERWISE,
        SPOKEN,
        SettingsEntries("12", "30", AT_FIRST.settings, (MAYA,)),
        WorkspaceSettings.__struct_fields__,
    ),
    "settings of wrong fields": lambda: errors(
        {
            "months": settings_views.months_error(EN),
            "days": settings_views.days_error(EN),
            **{why.value: settings_views.target_channel_error(EN, why) for why in TargetChannelProblem},
            **{why.value: settings_views.appointment_error(EN, why) for why in AdminRefusal},
        }
    ),
}
