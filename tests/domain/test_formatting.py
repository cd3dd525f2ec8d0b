"""Formatting in texts: which marks count, and that stored text is parsed to the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import mentions
from bot.domain.formatting import (
    CodeSection,
    EmojiName,
    ListSection,
    Paragraph,
    Piece,
    Section,
    Style,
    TextRun,
)
from bot.domain.formatting_parser import parse_formatting, remove_guards
from bot.domain.formatting_writer import write_formatting
from bot.domain.ids import UserId
from bot.domain.mentions import LinkToken, TextToken, UserMention
from bot.domain.message_text import fold_for_search, has_content, measure_text, write_plain
from tests.processor_time import is_slow

LETTERS = {"b": "bold", "i": "italic", "s": "strike", "c": "code"}


def run(piece: str | Piece, styles: str = "") -> TextRun:
    style = Style(**{LETTERS[letter]: True for letter in styles})
    return TextRun(TextToken(piece) if isinstance(piece, str) else piece, style)


def line(*runs: TextRun | str) -> tuple[Section, ...]:
    return (Paragraph(tuple(run(one) if isinstance(one, str) else one for one in runs)),)


@pytest.mark.parametrize(
    ("words", "sections"),
    [
        ("*huge* fix in `deploy.sh`", line(run("huge", "b"), " fix in ", run("deploy.sh", "c"))),
        ("_x_, ~y~", line(run("x", "i"), ", ", run("y", "s"))),
        ("*a _b_ c*", line(run("a ", "b"), run("b", "bi"), run(" c", "b"))),
        ("*_~`all`~_*", line(run("all", "bisc"))),
        ("(*a*) “_b_”!", line("(", run("a", "b"), ") “", run("b", "i"), "”!")),
        ("*a b*c d*", line(run("a b*c d", "b"))),
        ("`*a*`", line(run("*a*", "c"))),
        ("*a `b* c`", line("*a ", run("b* c", "c"))),
        ("*<@U1> did* it", line(run(UserMention(UserId("U1")), "b"), run(" did", "b"), " it")),
        ("_<https://a.example|that>_", line(run(LinkToken("https://a.example", "that"), "i"))),
        ("a\u200b*b*\u200bc", line("a", run("b", "b"), "c")),
        ("*:tada:*", line(run(EmojiName("tada"), "b"))),
        ("*&lt;b&gt;*", line(run("<b>", "b"))),
        ("x\n```\na\nb\n```\ny", (*line("x"), CodeSection((run("a\nb"),)), *line("y"))),
        ("```*a* :tada: <@U1>```", (CodeSection((run("*a* :tada: "), run(UserMention(UserId("U1"))))),)),
        (
            "• a\n  •  b\n    ◦ c",
            (ListSection((run("a"),)), ListSection((run("b"),)), ListSection((run("c"),), None, 1)),
        ),
        ("1. a\n2. *b*\nc", (ListSection((run("a"),), 1), ListSection((run("b", "b"),), 2), *line("c"))),
        ("7. a\n8. b", (ListSection((run("a"),), 7), ListSection((run("b"),), 8))),
    ],
)
def test_formatted_texts(words: str, sections: tuple[Section, ...]) -> None:
    assert parse_formatting(words) == sections
    assert parse_formatting(write_formatting(sections)) == sections


@pytest.mark.parametrize(
    "words",
    [
        "snake_case_name and other_name",
        "2*3*4 is 24, 2 * 3 * 4 too",
        "~/bin and ~/lib, ~ 5",
        "**bold** __init__ ~~no~~",
        "*a\nb*",
        "* a* *b * _ _ `` ``` ` `",
        "*unmatched and `this",
        "\u2060*a\u2060* \u2060_b\u2060_ \u2060`c\u2060`",
        "it`s Ana`s",
        "これは*すごい*です",
        "3. Platz\nund dann",
        "12:30 - *nix*es",
        "•x\n1.x\n10:30. x",
        "a*b c*d",
        "```",
        "``````",
    ],
)
def test_literal_texts(words: str) -> None:
    (paragraph,) = parse_formatting(words)
    assert isinstance(paragraph, Paragraph)
    assert [one.style for one in paragraph.runs] == [Style()]
    assert paragraph.runs[0].piece == TextToken(words.replace("\u2060", ""))


@pytest.mark.parametrize(
    ("words", "emoji"),
    [
        (":tada: :+1: :100: :-1:", ["tada", "+1", "100", "-1"]),
        ("thanks:tada: すごい:tada:です", ["tada", "tada"]),
        (":handshake::skin-tone-2-3: :wave::skin-tone-4:", ["handshake::skin-tone-2-3", "wave::skin-tone-4"]),
        (":ありがとう: :dziękuję: :our-own:", ["ありがとう", "dziękuję", "our-own"]),
        ("a:bulb:b", ["bulb"]),
        ("std::vector::iterator std::map<int>::iterator", []),
        ("10:30:45 at 12:30:00 16:9:1", []),
        ("a:b:c x:x:x user:id:42 a::key::b", []),
        ("arn:aws:s3:::bucket urn:isbn:123 host:8080:tcp", []),
        ("`:tada:` \u2060:tada:", []),
        (":Bulb: : : :: :)", []),
        ("10:30:tada:", ["tada"]),
    ],
)
def test_names_between_colons_that_are_emoji(words: str, emoji: list[str]) -> None:
    found = [one.piece for section in parse_formatting(mentions.escape(words)) for one in section.runs]
    assert [piece.name for piece in found if isinstance(piece, EmojiName)] == emoji


styles = st.builds(Style, st.booleans(), st.booleans(), st.booleans(), st.booleans())
texts = st.text(alphabet="ab *_~`:x1.•<&>é日\u200b-", min_size=1, max_size=8)
pieces = st.one_of(
    texts.map(TextToken),
    st.sampled_from([UserMention(UserId("U1")), LinkToken("https://a.example", "b|c"), EmojiName("tada")]),
)
runs = st.lists(st.builds(TextRun, pieces, styles), max_size=6).map(tuple)
sections = st.lists(
    st.one_of(
        st.builds(Paragraph, runs),
        st.builds(CodeSection, runs),
        st.builds(ListSection, runs, st.none() | st.integers(1, 30), st.integers(0, 8)),
    ),
    max_size=4,
)


PLAIN, BOLD, ITALIC, CODE = Style(), Style(bold=True), Style(bold=True, italic=True), Style(code=True)


@pytest.mark.parametrize(
    "runs",
    [
        # A mark beside an invisible blank, or at the edge of a piece, must not find a partner.
        (TextRun(TextToken("1 _:\u200b"), BOLD), TextRun(TextToken(":"), ITALIC)),
        (TextRun(TextToken("2. `_a"), PLAIN), TextRun(TextToken("`日&"), CODE)),
        (
            TextRun(TextToken("<`:-~\u200b~.&~"), BOLD),
            TextRun(TextToken("•*"), Style(bold=True, strike=True)),
        ),
        (
            TextRun(TextToken("a\u200b"), CODE),
            TextRun(TextToken(" "), PLAIN),
            TextRun(TextToken(" *_"), CODE),
            TextRun(TextToken("`_*"), BOLD),
        ),
    ],
)
def test_marks_beside_formatting_stay_literal(runs: tuple[TextRun, ...]) -> None:
    again = parse_formatting(write_formatting([Paragraph(runs)]).strip())
    assert parse_formatting(write_formatting(again).strip()) == again
    literal = "".join(run.piece.text for run in runs if isinstance(run.piece, TextToken))
    kept = "".join(r.piece.text for s in again for r in s.runs if isinstance(r.piece, TextToken))
    assert "".join(seen(kept).split()).replace("2.", "") == "".join(seen(literal).split()).replace("2.", "")


def seen(text: str) -> str:
    return text.replace("\u200b", "")


@given(sections)
def test_written_formatting_is_parsed_to_the_same(found: list[Section]) -> None:
    words = write_formatting(found).strip()
    again = parse_formatting(words)
    # A mark may be set off once more than it needs, which reads the same.
    assert parse_formatting(write_formatting(again).strip()) == again
    assert mentions.find_mentioned_users(words) == (("U1",) if "'U1'" in str(found) else ())
    in_text = [one for section in found for one in section.runs if isinstance(one.piece, EmojiName)]
    if not any(one.style.code for one in in_text) and not any(isinstance(s, CodeSection) for s in found):
        emoji = [one for section in again for one in section.runs if isinstance(one.piece, EmojiName)]
        assert len(emoji) == len(in_text)


@given(st.text(alphabet="ab *_~`:\n•1.<>@!U|&;é日\u200b\u2060", max_size=60))
def test_any_text_keeps_its_letters(words: str) -> None:
    found = parse_formatting(words)
    assert seen(write_formatting(parse_formatting(write_formatting(found)))) == seen(write_formatting(found))
    assert mentions.find_mentioned_users(write_formatting(found)) == mentions.find_mentioned_users(words)
    assert "".join(fold_for_search(write_formatting(found)).split()) == "".join(
        fold_for_search(words).split()
    )


def test_marks_do_not_count_or_hide_search_terms() -> None:
    words = "*huge* _fix_ in `deploy.sh`: un\u200b*believ*\u200bable"
    assert write_plain(words) == "huge fix in deploy.sh: unbelievable"
    assert fold_for_search(words).split() == ["huge", "fix", "in", "deploy", "sh", "unbelievable"]
    assert measure_text(words) == len("huge fix in deploy.sh: unbelievable")
    assert not has_content("* * _ _ ``` :tada:")
    assert has_content("`x`")
    assert has_content("std::vector")


def test_export_has_no_escape_characters() -> None:
    assert remove_guards("\u2060*a\u2060* un\u200b*believ*\u200bable") == "*a* un*believ*able"


@pytest.mark.parametrize(
    "piece",
    [
        "*",
        "*a ",
        "*a* ",
        "`",
        "`a ",
        "```a",
        "~*_",
        "• a\n",
        "x\n",
        "*_~a~_* ",
        ":a:",
        ":",
        "a*",
        "\u2060*",
        "<@U1>",
    ],
)
def test_parsing_takes_time_in_proportion_to_the_length(piece: str) -> None:
    def make(length: int) -> str:
        return piece * (length // len(piece))

    assert not is_slow(lambda text: write_formatting(parse_formatting(text)), make, 40_000)
