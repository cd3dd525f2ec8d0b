"""An example of each message and form about digests, beside the digest itself."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

from msgspec.structs import replace

from bot.domain.audience import Audience, Coverage
from bot.domain.calendar import Period
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.digest import (
    VARIATIONS,
    DigestContents,
    DigestCursor,
    DigestEnd,
    DigestRefusal,
    group_by_value,
)
from bot.domain.digest_choice import DigestCandidate, choose_display_order
from bot.domain.ids import ChannelId, RecognitionId, UserId
from bot.domain.outbox_messages import DigestEndNotice, DigestOffer, QuietQuestion
from bot.domain.recognition import RecognitionView
from bot.slack.features.digest import (
    form_views as digest_form_views,
)
from bot.slack.features.digest import (
    page_views,
    weekly_message,
)
from bot.slack.features.digest import (
    views as digest_views,
)
from bot.slack.features.digest.image_views import insert_image
from bot.slack.features.digest.page_cursor import DigestPage
from bot.slack.ui.message import Message
from bot.slack.ui.modal import View, errors
from bot.usecases.message_contents import WeeklyDigestContent
from tests.slack.views import (
    ANA,
    DIGEST,
    EN,
    JOINED,
    NAMES,
    REACTION,
    STORY,
    SUBSCRIPTION,
    TOM,
    VALUES,
    WEEK,
    parse_error_message,
)

DESIGN = ChannelId("C0DESIGN")

RICH = DigestContents(Coverage.WORKSPACE, quiet_weeks=True, picture=False, language="en")
BUSY = tuple(
    replace(
        STORY, id=RecognitionId(f"019936a0-0000-7000-8000-{number:012}"), text=f"story {number} " + "x" * 900
    )
    for number in range(40)
)
FIRST_NAMES = ("Ada", "Bo", "Chi", "Dora", "Eli", "Fay", "Gus", "Hana", "Ida", "Jo", "Kim", "Lea")
LINES = (
    "for the floor plan!",
    "thanks for staying with the export until it was clear where it breaks",
    "thank you for the quiet hour on Thursday: " + "you read the log aloud, line by line, " * 6,
    "",
    "for asking how I am,\nand waiting for the answer :tada:",
)
CARRIED = (("creativity",), ("problem-solving", "collaboration"), (), ("collaboration",))
ONE, LAST = DigestCursor("creativity", BUSY[0].id), DigestCursor("creativity", BUSY[-1].id)


def setup(
    *recognitions: RecognitionView, variation: int = 0, first_givers: frozenset[UserId] = frozenset()
) -> Message:
    told = WeeklyDigestContent(
        replace(DIGEST, variation=variation), group_by_value(recognitions, VALUES), first_givers
    )
    return weekly_message.build_digest(EN, NAMES, VALUES, told)


def full_page(*recognitions: RecognitionView, after: DigestCursor | None = ONE) -> Message:
    left = group_by_value(recognitions, VALUES)
    turn = DigestPage(DIGEST.id, after)
    return page_views.build_page(EN, NAMES, VALUES, left, WeeklyDigestContent(DIGEST, left), turn)


def week_of(count: int) -> Message:
    """Return short and long recognitions of twelve users, with and without values."""
    users = [UserId(f"U{number:02}") for number in range(12)]
    names = dict(zip(users, FIRST_NAMES, strict=True))
    recognitions = [
        replace(
            STORY,
            id=RecognitionId(f"019936a0-0000-7000-8000-{number:012}"),
            givers=(users[number % 12],),
            recipients=(users[(number * 5 + 1) % 12],),
            text=LINES[number % len(LINES)],
            values=CARRIED[number % len(CARRIED)],
            channel=DESIGN if number % 6 else ChannelId("C0ELSE"),
            permalink=STORY.permalink.replace("100", f"{number:03}"),
        )
        for number in range(count)
    ]
    candidates = [
        DigestCandidate(s.id, frozenset(s.recipients), frozenset(s.givers), frozenset(s.values), bool(s.text))
        for s in recognitions
    ]
    order = {one: place for place, one in enumerate(choose_display_order(candidates, users[:3]))}
    return weekly_message.build_digest(
        EN,
        names,
        VALUES,
        WeeklyDigestContent(DIGEST, group_by_value(recognitions, VALUES), display_order=order),
    )


def quiet_week(variation: int) -> Callable[[], Message]:
    return lambda: setup(variation=variation)


def refusal(variation: int) -> Callable[[], Message]:
    return lambda: setup(STORY, variation=variation)


def no_digest(why: DigestRefusal) -> Callable[[], Message]:
    return lambda: digest_views.refusal_message(EN, DESIGN, why)


def end_notice(why: DigestEnd) -> Callable[[], Message]:
    return lambda: digest_views.end_notice(EN, DigestEndNotice(ANA, channel=DESIGN, why=why))


VIEWS: dict[str, Callable[[], Message]] = {
    **{f"digest of a quiet week, {number}": quiet_week(number) for number in range(VARIATIONS)},
    **{f"digest that closes with question {number}": refusal(number) for number in range(1, VARIATIONS)},
    "digest with a first thank-you": lambda: setup(STORY, REACTION, first_givers=frozenset([ANA])),
    "digest with first thank-yous, and somebody unknown": lambda: setup(
        REACTION, first_givers=frozenset([UserId("UNKNOWN"), TOM])
    ),
    "digest of two weeks": lambda: weekly_message.build_digest(
        EN,
        NAMES,
        VALUES,
        WeeklyDigestContent(
            replace(DIGEST, period=Period(WEEK.start - timedelta(weeks=1), WEEK.end)),
            group_by_value([STORY], VALUES),
        ),
    ),
    "digest of one story": lambda: setup(STORY),
    "digest of words from right to left": lambda: setup(
        replace(STORY, text="תודה על הסבלנות של <@UTOM>, and for שלום"),
        replace(STORY, id=BUSY[0].id, text="شكرًا على كل شيء"),
    ),
    "digest with more than fits": lambda: setup(*BUSY),
    **{f"digest of {count} thanks": partial(week_of, count) for count in (1, 3, 7, 40, 300)},
    "all of a digest": lambda: full_page(STORY, JOINED, after=None),
    "all of a digest, in the middle": lambda: full_page(*BUSY, after=LAST),
    "all of a digest, all read": lambda: full_page(after=LAST),
    "all of a digest that is gone": lambda: page_views.unavailable_message(EN),
    "picture of a previewed digest": lambda: insert_image(
        digest_views.preview_image_message(EN), "F0IMAGE", "A picture of the week."
    ),
    "digest switched on, of much": lambda: digest_views.setup_message(
        EN,
        replace(SUBSCRIPTION, contents=RICH),
        (),
        Audience(frozenset([ANA, TOM]), sees_public=True),
    ),
    "digest switched on, of much, among guests": lambda: digest_views.setup_message(
        EN,
        replace(SUBSCRIPTION, contents=DigestContents(Coverage.MEMBERS)),
        (),
        Audience(frozenset([ANA, TOM]), sees_public=False),
    ),
    "digest status, of much": lambda: digest_views.build_status(
        EN, NAMES, DESIGN, replace(SUBSCRIPTION, contents=RICH), ()
    ),
    **{f"digest not set up, {why}": no_digest(why) for why in DigestRefusal},
    "digest not set up, not known": lambda: digest_views.membership_unknown_message(EN, DESIGN),
    "digest offered": lambda: digest_views.offer_message(EN, DigestOffer(ANA, channel=DESIGN)),
    "digest quiet twice": lambda: digest_views.quiet_question(EN, QuietQuestion(ANA, channel=DESIGN)),
    "digest kept": lambda: digest_views.kept_message(EN, DESIGN),
    **{f"digest ended, {why}": end_notice(why) for why in DigestEnd},
    "puzzled by language": parse_error_message(ParseErrorKind.LANGUAGE, "germanic"),
    "puzzled by language, not spoken": parse_error_message(ParseErrorKind.LANGUAGE, "tlh", "language en"),
    "puzzled by digests that come daily": parse_error_message(ParseErrorKind.WEEKLY, "daily"),
    "puzzled by who sets up digests": parse_error_message(
        ParseErrorKind.DIGESTS_SET_BY, "digests nobody", "digests members", "digests admins"
    ),
}

FORMS: dict[str, Callable[[], View]] = {
    "setting up a digest": lambda: digest_form_views.build_form(
        EN, DESIGN, SUBSCRIPTION.schedule, DigestContents(), [("en", "English")]
    ),
    "changing a digest": lambda: digest_form_views.build_form(
        EN, DESIGN, SUBSCRIPTION.schedule, RICH, [("en", "English"), ("de", "Deutsch")]
    ),
    "setting up a digest, with a zone that can be several": lambda: digest_form_views.build_form(
        EN,
        DESIGN,
        SUBSCRIPTION.schedule,
        DigestContents(),
        [("en", "English")],
        zones=["Asia/Kolkata", "Europe/Dublin"],
        problem=ParseError(ParseErrorKind.ZONE, "IST", ("Asia/Kolkata", "Europe/Dublin")),
    ),
    "setting up a digest, no zone known": lambda: digest_form_views.build_form(
        EN,
        DESIGN,
        SUBSCRIPTION.schedule,
        DigestContents(),
        [("en", "English")],
        is_zone_known=False,
        problem=ParseError(ParseErrorKind.NO_ZONE, ""),
    ),
    "a digest of wrong fields": lambda: errors(
        {
            "at": digest_form_views.no_time_error(EN),
            "zone": digest_form_views.unknown_zone_error(EN, ["Europe/Berlin", "Europe/Dublin"]),
            "unknown": digest_form_views.unknown_zone_error(EN, []),
        }
    ),
}
