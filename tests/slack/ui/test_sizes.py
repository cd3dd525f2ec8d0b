"""Sizes: text is cut between characters, blocks count at least as Slack counts, messages are split."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from slack_bolt.response import BoltResponse

from bot.domain.digest import DigestCursor, group_by_value, skip_to_cursor
from bot.domain.ids import NO_USER, RecognitionId, UserId
from bot.practice.checks.blocks import count_characters
from bot.slack.features.daily_summary import views as daily_summary_views
from bot.slack.features.digest import page_views, weekly_message
from bot.slack.features.digest.page_cursor import DigestPage, parse_page
from bot.slack.features.history import views as history_views
from bot.slack.features.leads import views as leads_views
from bot.slack.outbound.long_responses import frame_size
from bot.slack.ui.inline import ChannelSpan, EmojiSpan, LinkSpan, MentionSpan, Span, TextSpan
from bot.slack.ui.message import build_blocks, build_message, join_messages, line
from bot.slack.ui.message_splitting import blocks_text, halve_message, split_message
from bot.slack.ui.message_text import MAX_TEXT_BYTES, cap_text
from bot.slack.ui.parts import Button, Buttons, Divider, Heading, Line, Menu, NoteLine, Part, Passage, Quote
from bot.slack.ui.sizes import MAX_MESSAGE, count_parts, shorten, split_paragraphs
from bot.usecases.history import HistoryPage
from bot.usecases.lead_notes import LeadNoteContent as LeadsNote
from bot.usecases.leads import CircleOverview
from bot.usecases.message_contents import DailySummaryContent, WeeklyDigestContent
from tests.domain.commands.typing import everything
from tests.slack.views import DIGEST, EN, MANY, NAMES, STORY, VALUES

MAYA = UserId("UMAYA")

spans: st.SearchStrategy[Span] = st.one_of(
    st.builds(TextSpan, everything.filter(bool), bold=st.booleans()),
    st.builds(MentionSpan, st.just("U0123456789")),
    st.builds(ChannelSpan, st.just("C0123456789")),
    st.builds(LinkSpan, st.just("https://a.example/?x=1&y=2"), st.sampled_from(["", "a & b", "<見る>"])),
    st.builds(EmojiSpan, st.sampled_from(["tada", "ありがとう"])),
)
running = st.lists(spans, min_size=1, max_size=6).map(tuple)
parts: st.SearchStrategy[Part] = st.one_of(
    st.builds(Passage, st.lists(st.builds(Line, running) | st.builds(Quote, running), min_size=1).map(tuple)),
    st.builds(NoteLine, running),
    st.builds(Heading, st.sampled_from(["Good words", "R&D"])),
    st.just(Divider()),
    st.builds(
        lambda label, confirm: Buttons(
            (Button(label, "a", "1", confirm=confirm, spoken=label),), Menu("m", ((label, "1"), ("b", "2")))
        ),
        st.sampled_from(["Read the rest", "🎉 & <so> on"]),
        st.sampled_from([None, ("Sure?", "It can't be undone & so on.", "Yes", "No")]),
    ),
)


@settings(max_examples=150)
@given(document=st.lists(parts, min_size=1, max_size=8))
def test_count_is_at_least_slacks_count(document: list[Part]) -> None:
    assert count_parts(document) >= count_characters(build_blocks(document, 50))


@pytest.mark.parametrize(
    "unit",
    [
        "x",
        "ü",
        "感",
        "🎉",
        "&amp;",
        "&lt;",
        "<@U0123456789>",
        "<https://a.example|a & b>",
        ":tada:",
        "👩‍👩‍👧",
        "e\u0301",
        "🇩🇪",
    ],
)
def test_text_is_cut_between_units(unit: str) -> None:
    for before in range(12):
        cut = cap_text("." * before + unit * 4_000)
        assert len(cut.encode()) <= MAX_TEXT_BYTES
        assert len(cut.encode()) > MAX_TEXT_BYTES - len(unit.encode()) - 3
        assert cut.endswith("…")
        whole = cut.removesuffix("…").lstrip(".") if before else cut.removesuffix("…")
        assert whole == unit * (len(whole) // len(unit))


def test_text_that_fits_is_unchanged() -> None:
    for text in ("", "hello", "感" * 1_266, "x" * MAX_TEXT_BYTES):
        assert cap_text(text) == text
    two = join_messages(
        build_message([line((TextSpan("感" * 1_000),))]), build_message([line((TextSpan("謝" * 1_000),))])
    )
    assert len(two["text"].encode()) <= MAX_TEXT_BYTES
    assert len(two["blocks"]) == 2


@settings(max_examples=100)
@given(document=st.lists(parts, min_size=1, max_size=8))
def test_split_message_keeps_all_text(document: list[Part]) -> None:
    whole = build_message(document)
    divided = split_message(whole)
    if divided is None:
        return
    first, second = divided
    assert _letters([*first["blocks"], *second["blocks"]]) == _letters(whole["blocks"])
    assert first["blocks"]
    assert any(block["type"] != "actions" for block in second["blocks"])
    assert len(str(halve_message(whole)["blocks"])) < len(str(whole["blocks"])) + 200


def _letters(value: Any) -> str:
    """Return all text in blocks."""
    if isinstance(value, list):
        return "".join(map(_letters, value))
    if isinstance(value, dict):
        return "".join(v if k == "text" and isinstance(v, str) else _letters(v) for k, v in value.items())
    return ""


def test_blocks_text_equals_message_text() -> None:
    spoken = (
        TextSpan("a & b "),
        MentionSpan(UserId("U1")),
        ChannelSpan("C1"),
        EmojiSpan("tada"),
        LinkSpan("https://a.example", "see it"),
    )
    document: list[Part] = [
        Heading("R&D"),
        Passage((Line(spoken), Quote(spoken))),
        NoteLine((TextSpan("small"),)),
        Divider(),
    ]
    whole = build_message(document)
    assert blocks_text(whole["blocks"]) == whole["text"]


def test_only_long_passages_are_shortened() -> None:
    short, long = line((TextSpan("short"),)), line((TextSpan("x" * 30_000),))
    assert shorten([short, Divider()]) == [short, Divider()]
    shortened = shorten([short, long, long])
    assert count_parts(shortened) <= MAX_MESSAGE
    assert shortened[0] == short
    assert all(
        part.parts[-1] == Line((TextSpan("…"),)) for part in shortened[1:] if isinstance(part, Passage)
    )


@pytest.mark.parametrize("room", [8_000, 4_000, 1_000, 300])
@pytest.mark.parametrize("letters", ["&" * 2_000, "感謝" * 1_000, "thank you "])
def test_digest_pages_show_all_recognitions(room: int, letters: str) -> None:
    recognitions = [
        replace(
            STORY,
            id=RecognitionId(f"019936a0-0000-7000-8000-{n:012}"),
            text=f"no{n:02} {letters.replace('&', '&amp;')} end{n:02}",
        )
        for n in range(12)
    ]
    chapters = group_by_value(recognitions, VALUES)
    content = WeeklyDigestContent(DIGEST, chapters)
    post = weekly_message.build_digest(EN, NAMES, VALUES, content, room=room)
    button = _button(post, ("Read all",))
    assert count_characters(post["blocks"]) <= max(room, 1_200)
    pages = []
    while button:
        page = parse_page(button["value"])
        rest = skip_to_cursor(chapters, page.after, VALUES) if page.after else chapters
        pages.append(page_views.build_page(EN, NAMES, VALUES, rest, content, page))
        button = _button(pages[-1], ("Read on",))
        assert len(pages) < 100
    letters_shown = "".join(_letters(message["blocks"]) for message in pages)
    for n in range(12):
        assert letters_shown.count(f"no{n:02} ") == letters_shown.count(f"end{n:02}") == 1
    assert letters_shown.count("&") >= 12 * letters.count("&")


@pytest.mark.parametrize("words", ["感謝" * 500, "&amp;" * 700, ":tada:" * 150, "ty"])
def test_messages_with_further_pages_stay_below_planned_size(words: str) -> None:
    recognitions = tuple(replace(recognition, text=words) for recognition in MANY.recognitions) * 3
    digest = WeeklyDigestContent(DIGEST, group_by_value(recognitions, VALUES))
    note = LeadsNote(MAYA, recognitions, CircleOverview(()), circles=(MANY.message,))
    shown = history_views.fit_page(
        EN,
        NAMES,
        VALUES,
        HistoryPage(recognitions, False, False),
        reader=MAYA,
        zone="UTC",
        title=history_views.build_title(EN),
    )
    page = history_views.build_page(
        EN,
        NAMES,
        VALUES,
        shown.recognitions,
        reader=MAYA,
        zone="UTC",
        title=history_views.build_title(EN),
        older="{}",
    )
    assert count_characters(weekly_message.build_digest(EN, NAMES, VALUES, digest)["blocks"]) <= 8_000
    for planned in (
        daily_summary_views.build_daily_summary(EN, NAMES, VALUES, replace(MANY, recognitions=recognitions)),
        leads_views.build_note(EN, NAMES, VALUES, note),
        page,
    ):
        assert count_characters(planned["blocks"]) <= 8_000
        assert "'text': '…'" not in str(planned["blocks"])


def _button(message: dict[str, Any], labels: tuple[str, ...]) -> dict[str, Any] | None:
    elements = (e for b in message["blocks"] if b["type"] == "actions" for e in b["elements"])
    return next((e for e in elements if e.get("text", {}).get("text") in labels), None)


def test_cursor_inside_recognition_survives_round_trip() -> None:
    cursor = DigestCursor("collaboration", STORY.id, 3)
    assert parse_page(DigestPage(DIGEST.id, cursor).as_value()).after == cursor
    before = f'{{"digest":"{DIGEST.id}","after":["","{STORY.id}"],"start":["","{STORY.id}"]}}'
    assert parse_page(before).after == DigestCursor("", STORY.id)


def test_split_paragraphs_keep_all_text() -> None:
    quote = Quote((TextSpan("a&" * 3_000, bold=True), EmojiSpan("tada"), TextSpan("end")))
    pieces = split_paragraphs([Line((TextSpan("first"),)), quote])
    assert len(pieces) > 2
    assert (
        "".join(s.text for p in pieces[1:] for s in p.spans if isinstance(s, TextSpan))
        == "a&" * 3_000 + "end"
    )


def test_daily_summary_continues_after_cursor() -> None:
    ids = [recognition.id for recognition in MANY.recognitions]
    assert [recognition.id for recognition in MANY.after(ids[2], NO_USER).recognitions] == ids[3:]
    # One that was taken back since ends nothing.
    fewer = DailySummaryContent(
        MANY.reader, tuple(recognition for recognition in MANY.recognitions if recognition.id != ids[2])
    )
    assert [recognition.id for recognition in fewer.after(ids[2], NO_USER).recognitions] == ids[3:]


def test_frame_size_equals_sent_bytes() -> None:
    assert frame_size(BoltResponse(status=200, body="")) == 55
    plain = frame_size(BoltResponse(status=200, body={"text": ""}))
    for letters, size in (("x", 1), ("ü", 6), ("感", 6), ("🎉", 12)):
        assert frame_size(BoltResponse(status=200, body={"text": letters})) == plain + size
