"""Messages at their longest are valid for Slack."""

import pytest
from msgspec.structs import replace

from bot.domain.commands.command import NearMiss
from bot.domain.commands.parse_error import ParseError, ParseErrorKind
from bot.domain.credit import MAX_CREDIT_TEXT, MAX_CREDITS
from bot.domain.digest import group_by_value
from bot.domain.digest_choice import MAX_SHOWN
from bot.domain.ids import RecognitionId, UserId
from bot.domain.message_text import MAX_TEXT_LENGTH, MENTION_LENGTH, measure_text
from bot.domain.recognition import Comment, Credit, RefusalReason, Reply
from bot.domain.reply import MAX_REPLY_LENGTH
from bot.domain.typed_text import MAX_REFERENCES
from bot.domain.values import Value, Values
from bot.domain.visibility import ThanksPreference
from bot.slack.features.daily_summary import views as daily_summary_views
from bot.slack.features.digest import weekly_message
from bot.slack.features.help import views as help_views
from bot.slack.features.history import views as history_views
from bot.slack.features.recognition import (
    direct_message as direct_message_module,
)
from bot.slack.features.recognition import (
    refusal_views,
)
from bot.slack.features.recognition import (
    views as recognition_views,
)
from bot.slack.features.recognition.typed_recognition import TypedRecognition
from bot.slack.features.values import views as values_views
from bot.slack.ui.message import Message
from bot.usecases.history import MAX_CHARACTERS
from bot.usecases.message_contents import (
    DailySummaryContent,
    DirectMessageContent,
    ReplyContent,
    WeeklyDigestContent,
)
from tests.slack.showing import assert_complete, assert_harmless, read_pieces
from tests.slack.views import (
    ANA,
    DIGEST,
    EN,
    JOINED,
    MAYA,
    NAMES,
    PRIVATE,
    REACTION,
    STORY,
    TOM,
    VALUES,
    confirmation,
    direct_message,
    page,
    preview,
    weekly,
)


class TestLimits:
    """However much there is, Slack takes it."""

    def assert_fits(self, message: Message, *, begins_otherwise: bool = False) -> None:
        assert_complete(message, begins_otherwise=begins_otherwise)
        assert_harmless(message)

    @pytest.mark.parametrize(
        "text",
        [
            "x" * MAX_TEXT_LENGTH,
            "&amp;" * MAX_TEXT_LENGTH,
            f"<@{TOM}>" * (MAX_TEXT_LENGTH // MENTION_LENGTH),
            "<#C1>" * (MAX_TEXT_LENGTH // MENTION_LENGTH),
            "💡 " * (MAX_TEXT_LENGTH // 2),
            ":a:" * (MAX_TEXT_LENGTH // 3),
            ":a:b" * (MAX_TEXT_LENGTH // 4),
            "<tel:1>" * MAX_REFERENCES + "x" * (MAX_TEXT_LENGTH - 5 * MAX_REFERENCES),
        ],
    )
    def test_longest_text_fits(self, text: str) -> None:
        assert measure_text(text) in range(MAX_TEXT_LENGTH - 3, MAX_TEXT_LENGTH + 1)
        recognition = replace(STORY, text=text)
        for message in (
            recognition_views.build_shout_out(EN, NAMES, VALUES, recognition),
            confirmation(recognition),
            weekly(recognition),
        ):
            self.assert_fits(message)
        self.assert_fits(direct_message(recognition, is_first=True), begins_otherwise=True)

    def test_most_recipients_fit(self) -> None:
        crowd = tuple(UserId(f"U{n:08}") for n in range(30))
        names = {user: f"Person of a rather long name {user}" for user in crowd}
        recognition = replace(STORY, recipients=crowd)
        self.assert_fits(recognition_views.build_shout_out(EN, names, VALUES, recognition))
        self.assert_fits(confirmation(recognition, names=names))

    def test_most_credits_and_replies_fit(self) -> None:
        crowd = tuple(UserId(f"U{n:04}") for n in range(30))
        names = {user: f"{user} of the office" for user in crowd}
        recognition = replace(
            STORY,
            text="x" * MAX_TEXT_LENGTH,
            recipients=crowd,
            credits=tuple(Credit(crowd[0], user, "y" * MAX_CREDIT_TEXT) for user in crowd[:MAX_CREDITS]),
            replies=tuple(Reply(user, "z" * MAX_REPLY_LENGTH, STORY.created_at) for user in crowd),
        )
        for message in (
            recognition_views.build_shout_out(EN, names, VALUES, recognition),
            page(recognition, reader=ANA),
            direct_message_module.build_direct_message(
                EN,
                names,
                VALUES,
                DirectMessageContent(recognition, True, ThanksPreference.PUBLICLY, crowd[1]),
            ),
            daily_summary_views.build_daily_summary(
                EN, names, VALUES, DailySummaryContent(MAYA, (recognition,), frozenset([recognition.id]))
            ),
        ):
            self.assert_fits(message)
            assert len(message["text"]) < 12_000
        answers = tuple(ReplyContent(recognition, reply) for reply in recognition.replies)
        self.assert_fits(
            daily_summary_views.build_daily_summary(
                EN, names, VALUES, DailySummaryContent(ANA, (), answers=answers)
            )
        )

    @pytest.mark.parametrize("length", [1, 20, 200, 2_000])
    @pytest.mark.parametrize("count", [1, 50, 300, 1_000])
    def test_digest_of_many_recognitions_fits(self, count: int, length: int) -> None:
        recognitions = [
            replace(
                STORY,
                id=RecognitionId(f"{n:04}"),
                text="x" * length,
                values=((VALUES.all[n % 3].key,) if n % 4 else ()),
            )
            for n in range(count)
        ]
        self.assert_fits(weekly(*recognitions))
        self.assert_fits(preview(*recognitions))

    def test_digest_of_many_short_recognitions_fits(self) -> None:
        recognition = replace(STORY, text="ty", recipients=(UserId("UB"),), givers=(UserId("UA"),), values=())
        many = [replace(recognition, id=RecognitionId(f"{n:04}")) for n in range(900)]
        message = weekly_message.build_digest(
            EN,
            {UserId("UA"): "Al", UserId("UB"): "Bo"},
            VALUES,
            WeeklyDigestContent(DIGEST, group_by_value(many, VALUES)),
        )
        self.assert_fits(message)
        assert "Read all" in str(message["blocks"])

    def test_digest_of_many_values_fits(self) -> None:
        values = Values(Value(f"v{n}", f"value {n}", "heart", "❤️", "") for n in range(80))
        recognitions = [
            replace(STORY, id=RecognitionId(f"{n:04}"), text="ty", values=(f"v{n}",)) for n in range(80)
        ]
        message = weekly_message.build_digest(
            EN, NAMES, values, WeeklyDigestContent(DIGEST, group_by_value(recognitions, values))
        )
        self.assert_fits(message)

    def test_digest_text_continues_with_recognitions_not_shown(self) -> None:
        recognitions = [replace(STORY, id=RecognitionId(f"{n:04}"), text=f"story {n} ") for n in range(300)]
        message = weekly(*recognitions)
        blocks = "".join(read_pieces(message["blocks"]))
        assert len([block for block in message["blocks"] if block["type"] == "rich_text"]) == MAX_SHOWN + 1
        assert all(f"story {n}" in blocks for n in range(MAX_SHOWN))
        assert "Read all" in str(message["blocks"])
        # In whole lines up to the limit, so that Slack's search finds them.
        assert all(f"story {n}" in message["text"] for n in range(30))
        assert message["text"].endswith("…")

    @pytest.mark.parametrize("count", range(MAX_SHOWN + 1))
    def test_digest_shown_whole_has_no_button(self, count: int) -> None:
        assert "Read all" not in str(
            weekly(*(replace(STORY, id=RecognitionId(f"{n:04}")) for n in range(count)))
        )

    def test_digest_shown_in_part_has_button(self) -> None:
        crowd = tuple(UserId(f"U{n:04}") for n in range(9))
        for recognition in (
            replace(STORY, text="x " * 300),
            replace(STORY, text="```\ncode\n```"),
            replace(STORY, givers=crowd),
            replace(STORY, endorsers=(TOM,)),
            replace(STORY, comments=(Comment(ANA, "and for the calm"),)),
            replace(STORY, credits=(Credit(MAYA, TOM, "he knew"),)),
        ):
            assert "Read all" in str(weekly(recognition)), recognition

    def test_digest_shows_at_most_100_words(self) -> None:
        """A digest can be read in twenty seconds: 100 words, or as many letters."""
        for words in ("x" * 2_000, "thank you for that " * 100, "感謝" * 900, "🎉" * 1_000, "short"):
            message = weekly(*(replace(STORY, id=RecognitionId(f"{n:04}"), text=words) for n in range(40)))
            blocks = [block for block in message["blocks"] if block["type"] == "rich_text"]
            quotes = [e for block in blocks for e in block["elements"] if e["type"] == "rich_text_quote"]
            assert len(quotes) == MAX_SHOWN
            assert len("".join(read_pieces([{"type": "rich_text", "elements": quotes}]))) < 600

    @pytest.mark.parametrize("count", [1, 4, 7])
    def test_fullest_history_page_fits(self, count: int) -> None:
        crowd = tuple(UserId(f"U{n:04}") for n in range(60))
        length = min(MAX_TEXT_LENGTH, MAX_CHARACTERS // count - MENTION_LENGTH * (len(crowd) + 1))
        recognition = replace(STORY, text="x" * length, recipients=crowd[:30], endorsers=crowd[30:])
        recognitions = [replace(recognition, id=RecognitionId(f"{n:04}")) for n in range(count)]
        names = {user: f"{user} of the office" for user in crowd}
        title = history_views.build_title(EN)
        message = history_views.build_page(
            EN, names, VALUES, tuple(recognitions), reader=MAYA, zone="UTC", title=title, older="0" * 2_000
        )
        self.assert_fits(message)

    def test_more_users_than_can_be_named_fit(self) -> None:
        crowd = tuple(UserId(f"U{n:04}") for n in range(500))
        names = {user: f"A rather long name of {user}" for user in crowd}
        joined, reacted = replace(JOINED, endorsers=crowd), replace(REACTION, givers=(*crowd, ANA))
        message = recognition_views.build_shout_out(EN, names, VALUES, joined)
        self.assert_fits(message)
        assert "A rather long name of U0029 and others join in." in message["text"]
        summary = DailySummaryContent(
            MAYA, tuple(replace((joined, reacted)[n % 2], id=RecognitionId(f"{n}")) for n in range(50))
        )
        self.assert_fits(daily_summary_views.build_daily_summary(EN, names, VALUES, summary))
        own = history_views.build_page(
            EN,
            names,
            VALUES,
            (joined, reacted),
            reader=ANA,
            zone="UTC",
            title=history_views.build_title(EN),
            older=None,
        )
        self.assert_fits(own)
        assert "A rather long name of U0029, others and you thanked" in own["text"]

    def test_daily_summary_of_many_reactions_fits(self) -> None:
        recognitions = tuple(
            replace((JOINED, REACTION)[n % 2], id=RecognitionId(f"{n:04}")) for n in range(500)
        )
        self.assert_fits(
            daily_summary_views.build_daily_summary(
                EN, NAMES, VALUES, DailySummaryContent(MAYA, recognitions)
            )
        )

    def test_many_near_misses_fit(self) -> None:
        """As many as fit into the longest text, all of the same value or all spelt differently."""
        same = [NearMiss("creativty", "creativity")] * 180
        others = [NearMiss(f"creativ{n}ty", VALUES.all[n % 3].key) for n in range(150)]
        for near in (same, others):
            for carried in ((), ("creativity",)):
                self.assert_fits(confirmation(replace(STORY, values=carried), near=near))

    def test_many_values_fit(self) -> None:
        values = Values(Value(f"v{n}", f"value {n}", "heart", "❤️", "d" * 100) for n in range(60))
        recognition = replace(STORY, values=())
        near = [NearMiss(f"valu {n}", f"v{n}") for n in range(60)]
        self.assert_fits(values_views.build_values(EN, values, may_change=True))
        self.assert_fits(confirmation(recognition, values=values, near=near))

    @pytest.mark.parametrize("piece", ["x", "&amp;", f"<@{MAYA}|maya>", "<@", "😀"])
    def test_refused_command_of_40000_characters_fits(self, piece: str) -> None:
        typed = f"/kudos {piece * (40_000 // len(piece))}"
        problem = ParseError(ParseErrorKind.HISTORY, typed, ("history",))
        for message in (
            refusal_views.no_recipients_message(EN, TypedRecognition(name="x" * 40_000), typed),
            refusal_views.build_refusal(EN, NAMES, RefusalReason.TEXT_TOO_LONG, {}, typed),
            help_views.error_message(EN, problem, typed),
        ):
            self.assert_fits(message)

    def test_private_recognition_does_not_name_channel(self) -> None:
        assert "<#" not in direct_message(PRIVATE)["text"]
        assert "in private" in page(PRIVATE)["text"]
