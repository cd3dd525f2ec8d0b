"""An example of each message."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Any

from msgspec.structs import replace

from bot.domain.audit import AuditedCircle, AuditedQuery, AuditEntry, AuditKind
from bot.domain.calendar import Period, Schedule
from bot.domain.circle import CircleMembership, CircleSource
from bot.domain.commands.command import NearMiss
from bot.domain.commands.order_topics import Topic
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.delivery import GiveUpReason
from bot.domain.digest import Digest, Subscription, group_by_value
from bot.domain.ids import NO_CHANNEL, NO_USER, ChannelId, RecognitionId, UserId, WorkspaceId
from bot.domain.keepsake import YearDay
from bot.domain.mentions import UserMention
from bot.domain.outbox_messages import NotRenderedNotice
from bot.domain.preferences import TOPICS, Preference, Preferences, find_topic, list_options
from bot.domain.recipient_groups import RecipientGroups, ShoutOutState, group_recipients
from bot.domain.recognition import ExclusionReason, RecognitionView, RefusalReason, Reply, Source
from bot.domain.scopes import ScopeRefusal
from bot.domain.target_channel import StayReason
from bot.domain.user import User
from bot.domain.values import FIRST_VALUES, Values
from bot.domain.visibility import ThanksPreference, Visibility
from bot.slack.features.daily_summary import views as daily_summary_views
from bot.slack.features.digest import views as digest_views
from bot.slack.features.digest import weekly_message
from bot.slack.features.help import order_views
from bot.slack.features.help import views as help_views
from bot.slack.features.history import views as history_views
from bot.slack.features.preferences import views as preferences_views
from bot.slack.features.recognition import (
    added_recipient_views,
    confirmation_views,
    refusal_views,
    target_channel_views,
)
from bot.slack.features.recognition import direct_message as direct_message_module
from bot.slack.features.recognition import views as recognition_views
from bot.slack.features.recognition.typed_recognition import TypedRecognition
from bot.slack.features.values import views as values_views
from bot.slack.outbound import undelivered_message
from bot.slack.ui import rich_text_input
from bot.slack.ui.language import language
from bot.slack.ui.message import Message
from bot.slack.ui.rich_text_input import FilledText
from bot.usecases.digests import DigestPreview
from bot.usecases.message_contents import (
    DailySummaryContent,
    DirectMessageContent,
    UndeliveredContent,
    WeeklyDigestContent,
)
from bot.usecases.preferences import PreferencesPage

DESIGN = ChannelId("C0DESIGN")

EN = language("en")
VALUES = Values(FIRST_VALUES)
ANA, LI, MAYA, TOM = UserId("UANA"), UserId("ULI"), UserId("UMAYA"), UserId("UTOM")
NAMES = {ANA: "Ana", LI: "Li Wei", MAYA: "Maya", TOM: "Tom"}
LINK = "https://brightside.slack.com/archives/C0DESIGN/p1732528800000100"

STORY = RecognitionView(
    id=RecognitionId("019936a0-0000-7000-8000-000000000001"),
    source=Source.COMMAND,
    channel=DESIGN,
    text=f"the map &amp; the way to it, as <@{TOM}> says :tada: <https://a.example/x?y=1&amp;z=2>",
    givers=(ANA,),
    recipients=(LI, MAYA),
    values=("collaboration", "creativity"),
    endorsers=(),
    permalink=LINK,
    is_private=False,
    created_at=datetime(2026, 11, 24, 22, 30, tzinfo=UTC),
)
JOINED = replace(
    STORY,
    id=RecognitionId("019936a0-0000-7000-8000-000000000002"),
    endorsers=(TOM, UserId("UNKNOWN")),
    values=(),
)
PRIVATE = replace(
    STORY, id=RecognitionId("019936a0-0000-7000-8000-000000000003"), is_private=True, recipients=(MAYA,)
)
REACTION = replace(
    STORY,
    id=RecognitionId("019936a0-0000-7000-8000-000000000004"),
    source=Source.REACTION,
    text="",
    givers=(ANA, TOM),
    recipients=(MAYA,),
    values=("problem-solving",),
)
GATHERED = (
    PRIVATE,
    replace(JOINED, id=RecognitionId("5"), recipients=(MAYA,)),
    replace(STORY, permalink=""),
    replace(JOINED, id=RecognitionId("6")),
)
MANY = DailySummaryContent(
    MAYA,
    tuple(
        replace(JOINED, id=RecognitionId(f"{JOINED.id[:-4]}{n:04}"), text="x" * 1_500) for n in range(2, 12)
    ),
    message="019936a0-0000-7000-8000-0000000000f1",
)
WEEK = Period(datetime(2026, 11, 23, 8, tzinfo=UTC), datetime(2026, 11, 30, 8, tzinfo=UTC))
SUBSCRIPTION = Subscription(
    workspace_id=WorkspaceId(1),
    channel=DESIGN,
    schedule=Schedule(0, time(9), "Europe/Berlin"),
    set_by=ANA,
    begins_at=WEEK.start,
    covered_until=WEEK.start,
    next_due=WEEK.end,
)
DIGEST = Digest(
    id="019936a0-0000-7000-8000-0000000000d1",
    workspace_id=WorkspaceId(1),
    channel=DESIGN,
    period=WEEK,
    zone="Europe/Berlin",
    set_by=ANA,
)
ZONES = ("America/New_York", "Asia/Tokyo")
TYPED = f"/kudos <@{MAYA}|maya> for <#C1|design> &amp; more"


def filled(text: str) -> FilledText:
    """Return the text as a field shows it, with users' names."""
    return rich_text_input.fill_text(
        text, lambda one: f"@{NAMES.get(one.id, one.id)}" if isinstance(one, UserMention) else "#there"
    )


def weekly(*recognitions: RecognitionView) -> Message:
    return weekly_message.build_digest(
        EN, NAMES, VALUES, WeeklyDigestContent(DIGEST, group_by_value(recognitions, VALUES))
    )


def confirmation(story: RecognitionView = STORY, **options: Any) -> Message:
    groups = group_recipients(
        dict.fromkeys(story.recipients, Visibility.PRIVATE if story.is_private else Visibility.PUBLIC),
        **{name: options.pop(name) for name in ("absent", "without_messages", "foreign") if name in options},
    )
    state = ShoutOutState.NONE if story.is_private else ShoutOutState.COMING
    shown = {"names": NAMES, "values": VALUES, "state": state, "groups": groups, **options}
    return confirmation_views.build_confirmation(EN, shown.pop("names"), shown.pop("values"), story, **shown)


def page(
    *recognitions: RecognitionView, reader: UserId = MAYA, newer: str | None = None, older: str | None = None
) -> Message:
    title = history_views.build_title(EN, is_given=reader == ANA)
    return history_views.build_page(
        EN,
        NAMES,
        VALUES,
        recognitions,
        reader=reader,
        zone="Asia/Tokyo",
        title=title,
        newer=newer,
        older=older,
        question="{}",
    )


def direct_message(
    story: RecognitionView,
    *,
    is_first: bool = False,
    preference: ThanksPreference = ThanksPreference.PUBLICLY,
) -> Message:
    return direct_message_module.build_direct_message(
        EN, NAMES, VALUES, DirectMessageContent(story, is_first, preference)
    )


ASKED_CIRCLES = (
    AuditedCircle(CircleSource.CHANNEL, "C0DESIGN", "design"),
    AuditedCircle(CircleSource.GROUP, "S0BACKEND", "backend"),
    AuditedCircle(CircleSource.NAMED, "", ""),
)
LOOKS = tuple(
    AuditEntry(asker, asked, datetime(2026, 11, day, 22, 30, tzinfo=UTC))
    for asker, asked, day in [
        (TOM, AuditedQuery(AuditKind.PERSON), 24),
        (UserId("UNKNOWN"), AuditedQuery(AuditKind.CIRCLE, ASKED_CIRCLES[:1], given=True), 23),
        (LI, AuditedQuery(AuditKind.NOTE, since=WEEK.start, until=WEEK.end), 22),
        (
            TOM,
            AuditedQuery(
                AuditKind.CIRCLE,
                ASKED_CIRCLES,
                values=("creativity", "problem-solving"),
                channels=(DESIGN, ChannelId("C1")),
                phrases=(f"the map of <@{MAYA}>", "R&amp;D"),
                since=datetime(2026, 8, 31, 15, tzinfo=UTC),
                until=datetime(2026, 9, 30, 15, tzinfo=UTC),
            ),
            21,
        ),
        (LI, AuditedQuery(AuditKind.PEOPLE, phrases=("slow query",)), 20),
    ]
)
CIRCLES = (
    CircleMembership(CircleSource.CHANNEL, "C0DESIGN", "design", (TOM,)),
    CircleMembership(CircleSource.GROUP, "S0BACKEND", "backend", (LI, TOM)),
    CircleMembership(CircleSource.NAMED, LI, "", (LI,)),
)
NOTHING_CHOSEN = Preferences()
CHOICES = [choice for about in TOPICS for choice in list_options(about)]


def own_page(
    preferences: Preferences = NOTHING_CHOSEN,
    *,
    changed: Preference | None = None,
    looks: tuple[AuditEntry, ...] = (),
    circles: tuple[CircleMembership, ...] = (),
    admins: tuple[UserId, ...] = (),
    keepsake_day: YearDay | None = None,
) -> Message:
    seen = PreferencesPage(preferences, looks, circles, admins, keepsake_day)
    news = preferences_views.change_note(EN, changed) if changed else ()
    return preferences_views.build_page(EN, NAMES, seen, zone="Asia/Tokyo", news=news)


def preferences_page_after(choice: Preference) -> Callable[[], Message]:
    return lambda: own_page(NOTHING_CHOSEN.replace_preference(choice), changed=choice)


def parse_error_message(puzzle: ParseErrorKind, got: str, *closest: str) -> Callable[[], Message]:
    return lambda: help_views.error_message(EN, ParseError(puzzle, got, closest), f"/kudos {got}")


def refusal(reason: RefusalReason, users: Mapping[UserId, ExclusionReason]) -> Callable[[], Message]:
    return lambda: refusal_views.build_refusal(EN, NAMES, reason, users, TYPED)


def preview(*recognitions: RecognitionView) -> Message:
    told = group_by_value(recognitions, VALUES)
    seen = DigestPreview(SUBSCRIPTION, DIGEST, told, frozenset(), {}, "en")
    return digest_views.build_preview(EN, NAMES, VALUES, seen, EN, WeeklyDigestContent(DIGEST, told))


def undelivered(
    story: RecognitionView | None, reason: GiveUpReason, *, user: UserId = NO_USER
) -> Callable[[], Message]:
    channel = NO_CHANNEL if user else DESIGN
    return lambda: undelivered_message.build_undelivered_notice(
        EN, NAMES, UndeliveredContent(story, reason, channel, user)
    )


REASONS = [reason for reason in GiveUpReason if reason is not GiveUpReason.NOT_RENDERED]
"""Reasons for which a word quotes the recognition."""


def not_rendered(*, user: UserId = NO_USER, is_digest: bool = False) -> Callable[[], Message]:
    content = NotRenderedNotice(
        ANA,
        channel=NO_CHANNEL if user else DESIGN,
        user=user,
        digest="digest" if is_digest else None,
    )
    return lambda: undelivered_message.build_not_rendered_notice(EN, NAMES, content)


VIEWS: dict[str, Callable[[], Message]] = {
    "shout-out": lambda: recognition_views.build_shout_out(EN, NAMES, VALUES, STORY),
    "shout-out whose words say thanks": lambda: recognition_views.build_shout_out(
        EN, NAMES, VALUES, replace(STORY, text="thanks for the sketches, truly")
    ),
    "shout-out whose words say thanks, without values": lambda: recognition_views.build_shout_out(
        EN, NAMES, VALUES, replace(STORY, text="Danke für die Skizzen", values=(), recipients=(LI, MAYA))
    ),
    "shout-out with voices, without values": lambda: recognition_views.build_shout_out(
        EN, NAMES, VALUES, JOINED
    ),
    "confirmation": confirmation,
    "confirmation without values": lambda: confirmation(replace(STORY, values=())),
    "confirmation in private": lambda: confirmation(PRIVATE),
    "confirmation to all kinds of recipients": lambda: confirmation(
        groups=RecipientGroups((ANA, TOM), (LI, MAYA), (TOM, MAYA), (ANA, LI), (ANA, MAYA), (LI, TOM))
    ),
    "confirmation to one recipient of each kind": lambda: confirmation(
        groups=RecipientGroups((ANA,), (LI,), (TOM,), (ANA,), (MAYA,), (TOM,))
    ),
    "confirmation to nobody in the channel": lambda: confirmation(absent=[LI, MAYA]),
    "confirmation of what is posted": lambda: confirmation(state=ShoutOutState.POSTED, shows_values=True),
    "confirmation of what is posted, to nobody in the channel": lambda: confirmation(
        state=ShoutOutState.POSTED, absent=[LI, MAYA]
    ),
    "confirmation of what is not there": lambda: confirmation(state=ShoutOutState.MISSING),
    "confirmation of what is not there, to nobody in the channel": lambda: confirmation(
        state=ShoutOutState.MISSING, absent=[LI, MAYA]
    ),
    "confirmation that names others": lambda: confirmation(
        details=confirmation_views.mentioned_note(EN, NAMES, [TOM]),
        more_buttons=[added_recipient_views.thank_too_button(EN, User(TOM, "Tom"), STORY.id)],
    ),
    "confirmation that names several others": lambda: confirmation(
        details=confirmation_views.mentioned_note(EN, NAMES, [TOM, ANA]),
    ),
    "confirmation with all details": lambda: confirmation(
        replace(STORY, values=()),
        details=[
            *recognition_views.exclusion_notes(
                EN, NAMES, dict(zip([ANA, LI, MAYA, TOM, UserId("UNKNOWN")], ExclusionReason, strict=True))
            ),
            recognition_views.unread_group_note(EN),
            recognition_views.direct_message_note(EN),
            recognition_views.invite_note(EN),
            target_channel_views.moved_note(EN),
            *(spans for why in StayReason for spans in target_channel_views.stay_note(EN, why)),
        ],
        near=[NearMiss("creativty", "creativity"), NearMiss("colab", "collaboration")],
    ),
    "confirmation in private, to who wishes for no messages": lambda: confirmation(
        PRIVATE, without_messages=[MAYA]
    ),
    "nobody left but oneself": refusal(RefusalReason.NO_RECIPIENTS, {ANA: ExclusionReason.SELF}),
    "nobody left": refusal(
        RefusalReason.NO_RECIPIENTS, {ANA: ExclusionReason.SELF, LI: ExclusionReason.DECLINED}
    ),
    "no words": refusal(RefusalReason.NO_TEXT, {}),
    "too many words": refusal(RefusalReason.TEXT_TOO_LONG, {}),
    "too many people": refusal(RefusalReason.TOO_MANY_RECIPIENTS, {}),
    "a group of nobody": lambda: refusal_views.empty_group_message(EN, TYPED, is_known=True),
    "a group that was not read": lambda: refusal_views.empty_group_message(EN, TYPED, is_known=False),
    "thanks too often": refusal(RefusalReason.TOO_OFTEN, {}),
    "nobody named": lambda: refusal_views.no_recipients_message(EN, TypedRecognition(), "/kudos thanks"),
    "a name that is no mention": lambda: refusal_views.no_recipients_message(
        EN, TypedRecognition(name="maya"), "/kudos @maya thanks"
    ),
    "taken back": lambda: recognition_views.withdrawal_message(EN, NAMES, STORY, out_of_reach=False),
    "taken back out of reach": lambda: recognition_views.withdrawal_message(
        EN, NAMES, STORY, out_of_reach=True
    ),
    "latest went to others": lambda: recognition_views.other_recipients_message(EN, NAMES, STORY),
    "nothing to undo": lambda: recognition_views.nothing_to_undo_message(EN),
    "taken back meanwhile": lambda: recognition_views.withdrawn_message(EN),
    "direct": lambda: direct_message(STORY),
    "direct with words that no title can show": lambda: direct_message(
        replace(STORY, text="you *never* gave up on the build\nand you laughed")
    ),
    "direct, replied to": lambda: direct_message(
        replace(PRIVATE, replies=(Reply(MAYA, "Gladly.", STORY.created_at),))
    ),
    "direct before the shout-out": lambda: direct_message(replace(STORY, permalink="", values=())),
    "direct in private": lambda: direct_message(PRIVATE),
    "direct, the first ever": lambda: direct_message(STORY, is_first=True),
    "direct, after choosing privacy": lambda: direct_message(
        STORY, is_first=True, preference=ThanksPreference.PRIVATELY
    ),
    "taken down": lambda: direct_message_module.taken_down_message(EN),
    "chosen though it is gone": lambda: direct_message_module.withdrawn_message(EN),
    "gathered": lambda: daily_summary_views.build_daily_summary(
        EN, NAMES, VALUES, DailySummaryContent(MAYA, (JOINED, REACTION))
    ),
    "gathered with more than fits": lambda: daily_summary_views.build_daily_summary(EN, NAMES, VALUES, MANY),
    "rest of what was gathered": lambda: daily_summary_views.build_summary_page(
        EN, NAMES, VALUES, MANY.after(JOINED.id, NO_USER)
    ),
    "rest of what was gathered, all read": lambda: daily_summary_views.build_summary_page(
        EN, NAMES, VALUES, DailySummaryContent(MAYA, ())
    ),
    "gathered, thanks in words": lambda: daily_summary_views.build_daily_summary(
        EN, NAMES, VALUES, DailySummaryContent(MAYA, GATHERED, frozenset(story.id for story in GATHERED[:3]))
    ),
    "reactions explained": lambda: direct_message_module.reaction_explanation(EN, NAMES, VALUES, REACTION),
    "reactions kept": lambda: direct_message_module.reaction_choice_message(EN, is_on=True),
    "reactions not kept": lambda: direct_message_module.reaction_choice_message(EN, is_on=False),
    "history": lambda: page(STORY, JOINED, PRIVATE, REACTION, older='{"before": "…"}'),
    "history, further back": lambda: page(STORY, newer='{"before": "…"}', older='{"before": "…"}'),
    "history of what one gave": lambda: page(STORY, PRIVATE, REACTION, reader=ANA),
    "history of nothing": lambda: history_views.build_empty_page(EN),
    "history of nothing given": lambda: history_views.build_empty_page(EN, is_given=True),
    "history of nothing in a channel": lambda: history_views.build_empty_page(EN, channels=[DESIGN]),
    "history of nothing that matches": lambda: history_views.build_empty_page(
        EN, is_narrowed=True, question="{}"
    ),
    "history of nothing in several channels": lambda: history_views.build_empty_page(
        EN, channels=[DESIGN, ChannelId("C1")]
    ),
    "history of nothing given to somebody": lambda: history_views.build_empty_page(
        EN, is_given=True, between=history_views.name_counterparts(EN, NAMES, [MAYA])
    ),
    "history of nothing from somebody": lambda: history_views.build_empty_page(
        EN, between=history_views.name_counterparts(EN, NAMES, [MAYA, LI])
    ),
    "history with a group that was not read": lambda: history_views.unread_group_message(EN),
    "history of too much": lambda: history_views.too_long_message(EN),
    "history that is not found again": lambda: history_views.unreadable_page_message(EN),
    "history of oneself and others": lambda: history_views.refusal_message(EN, ScopeRefusal.ONESELF),
    "history of another person": lambda: history_views.refusal_message(EN, ScopeRefusal.PERSON),
    "history of a channel one is not in": lambda: history_views.refusal_message(EN, ScopeRefusal.CHANNEL),
    "history while Slack does not answer": lambda: history_views.refusal_message(EN, ScopeRefusal.UNANSWERED),
    "history for another organisation": lambda: history_views.refusal_message(EN, ScopeRefusal.FOREIGN),
    "digest": lambda: weekly(STORY, JOINED, REACTION),
    "digest, the first one": lambda: weekly_message.build_digest(
        EN, NAMES, VALUES, WeeklyDigestContent(DIGEST, group_by_value([STORY], VALUES), is_first=True)
    ),
    "digest preview": lambda: preview(STORY, REACTION),
    "digest preview of nothing": preview,
    "digest switched on": lambda: digest_views.setup_message(EN, SUBSCRIPTION, ZONES),
    "digest switched on at home": lambda: digest_views.setup_message(EN, SUBSCRIPTION, ()),
    "digest status": lambda: digest_views.build_status(EN, NAMES, DESIGN, SUBSCRIPTION, ZONES),
    "digest status of none": lambda: digest_views.build_status(EN, NAMES, DESIGN, None, ()),
    "digest switched off": lambda: digest_views.end_message(EN, DESIGN, had_one=True),
    "digest switched off twice": lambda: digest_views.end_message(EN, DESIGN, had_one=False),
    "digest needs a channel": lambda: digest_views.channel_needed_message(EN),
    "digest needs an invitation": lambda: digest_views.invitation_needed_message(EN),
    "privacy": own_page,
    "privacy, keepsake each year": lambda: own_page(keepsake_day=YearDay(3, 12)),
    "privacy, looked at": lambda: own_page(looks=LOOKS, circles=CIRCLES, admins=(ANA, TOM)),
    **{f"privacy, {find_topic(one)} {one.value}": preferences_page_after(one) for one in CHOICES},
    **{
        f"chosen by typing, {find_topic(one)} {one.value}": partial(
            preferences_views.confirmation_message, EN, one
        )
        for one in CHOICES[:2]
    },
    "history with what was opened to leads": lambda: page(PRIVATE, reader=TOM),
    "help": lambda: help_views.build_help(EN, is_requested=True, for_admin=False),
    "help for admins": lambda: help_views.build_help(EN, is_requested=True, for_admin=True),
    "hello": lambda: help_views.build_help(EN, is_requested=False, for_admin=False),
    "help, greeting": lambda: help_views.build_help(
        EN, is_requested=True, for_admin=False, has_greeting=True
    ),
    **{
        f"help about {topic}": partial(
            help_views.build_help, EN, is_requested=True, for_admin=False, topics=(topic,)
        )
        for topic in Topic
    },
    "no ranking": lambda: order_views.no_ranking_message(EN),
    **{
        f"not followed, {topic}": parse_error_message(ParseErrorKind.ORDER, "verlauf", topic.value)
        for topic in Topic
    },
    "values": lambda: values_views.build_values(EN, VALUES, may_change=False),
    "values, for an admin": lambda: values_views.build_values(EN, VALUES, may_change=True),
    "values, none": lambda: values_views.build_values(EN, Values([]), may_change=False),
    "puzzled by subcommand": parse_error_message(ParseErrorKind.SUBCOMMAND, "histroy", "history"),
    **{
        f"puzzled by {puzzle}": parse_error_message(puzzle, "is annoying")
        for puzzle in (ParseErrorKind.MESSAGE, ParseErrorKind.GREETING, ParseErrorKind.COMPLAINT)
    },
    "puzzled by both ways": parse_error_message(ParseErrorKind.BOTH_WAYS, "me @maya"),
    "puzzled by digest elsewhere": parse_error_message(
        ParseErrorKind.DIGEST_ELSEWHERE, "#design", "digest on friday"
    ),
    "puzzled by history": parse_error_message(ParseErrorKind.HISTORY, "gievn", "given"),
    "puzzled by history, nothing near": parse_error_message(ParseErrorKind.HISTORY, "@maya"),
    "puzzled by phrase": parse_error_message(ParseErrorKind.PHRASE, "a long story"),
    "puzzled by a phrase of no letters": parse_error_message(ParseErrorKind.NO_PHRASE, "* ( ^"),
    "puzzled by value": parse_error_message(ParseErrorKind.VALUE, "nothing", "creativity", "collaboration"),
    "puzzled by date": parse_error_message(ParseErrorKind.DATE, "2026-02-30", "2026-02-28"),
    "puzzled by date, nothing near": parse_error_message(ParseErrorKind.DATE, "yesterday"),
    "puzzled by dates reversed": parse_error_message(
        ParseErrorKind.DATES_REVERSED, f"{date(2026, 9, 2)} … {date(2026, 9, 1)}"
    ),
    "puzzled by dates twice": parse_error_message(ParseErrorKind.DATES_TWICE, "since 2026-09-01 last month"),
    "puzzled by days": parse_error_message(ParseErrorKind.DAYS, "last 0 days", "last 30 days"),
    "puzzled by digest": parse_error_message(ParseErrorKind.DIGEST, "prevew", "preview"),
    "puzzled by digest, nothing near": parse_error_message(ParseErrorKind.DIGEST, "friday"),
    "puzzled by schedule": parse_error_message(ParseErrorKind.SCHEDULE, "fridya", "Friday"),
    "puzzled by schedule, nothing near": parse_error_message(ParseErrorKind.SCHEDULE, "xyzzy"),
    "puzzled by time": parse_error_message(ParseErrorKind.TIME, "24:00", "00:00"),
    "puzzled by time, nothing near": parse_error_message(ParseErrorKind.TIME, "99"),
    "puzzled by keepsake": parse_error_message(ParseErrorKind.KEEPSAKE, "lsat year", "keepsake last year"),
    "puzzled by keepsake, nothing near": parse_error_message(ParseErrorKind.KEEPSAKE, "frobnicate"),
    "puzzled by the day of a keepsake": parse_error_message(ParseErrorKind.YEARLY_DAY, "yearly on my day"),
    "puzzled by privacy": parse_error_message(ParseErrorKind.PRIVACY, "thanks off", "thanks never"),
    "puzzled by privacy, nothing near": parse_error_message(ParseErrorKind.PRIVACY, "frobnicate"),
    "puzzled by zone": parse_error_message(ParseErrorKind.ZONE, "Europe/Berln", "Europe/Berlin"),
    "puzzled by zone, nothing near": parse_error_message(ParseErrorKind.ZONE, "x/y"),
    **{f"undelivered, {reason}": undelivered(STORY, reason) for reason in REASONS},
    **{f"undelivered digest, {reason}": undelivered(None, reason) for reason in REASONS},
    "not rendered": not_rendered(),
    "not rendered in private": not_rendered(user=MAYA),
    "digest not rendered": not_rendered(is_digest=True),
    "undelivered in private": undelivered(PRIVATE, GiveUpReason.NO_ACCESS, user=MAYA),
    "undelivered in private, perhaps": undelivered(PRIVATE, GiveUpReason.UNANSWERED, user=MAYA),
}
