"""Formatting in words: which marks count, and that what is stored reads the same again."""

from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain import mentions
from bot.domain.formatting import (
    CodeBlock,
    EmojiName,
    ListItem,
    Paragraph,
    Piece,
    Run,
    Section,
    Style,
)
from bot.domain.formatting_parser import parse, without_guards
from bot.domain.formatting_writer import write
from bot.domain.mentions import LinkToken, TextToken, UserMention
from bot.domain.message_text import folded, length, says_something, shown

LETTERS = {"b": "bold", "i": "italic", "s": "strike", "c": "code"}


def run(piece: str | Piece, styles: str = "") -> Run:
    style = Style(**{LETTERS[letter]: True for letter in styles})
    return Run(TextToken(piece) if isinstance(piece, str) else piece, style)


def line(*runs: Run | str) -> tuple[Section, ...]:
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
        ("*<@U1> did* it", line(run(UserMention("U1"), "b"), run(" did", "b"), " it")),
        ("_<https://a.example|that>_", line(run(LinkToken("https://a.example", "that"), "i"))),
        ("a\u200b*b*\u200bc", line("a", run("b", "b"), "c")),
        ("*:tada:*", line(run(EmojiName("tada"), "b"))),
        ("*&lt;b&gt;*", line(run("<b>", "b"))),
        ("x\n```\na\nb\n```\ny", (*line("x"), CodeBlock((run("a\nb"),)), *line("y"))),
        ("```*a* :tada: <@U1>```", (CodeBlock((run("*a* :tada: "), run(UserMention("U1")))),)),
        (
            "• a\n  •  b\n    ◦ c",
            (ListItem((run("a"),)), ListItem((run("b"),)), ListItem((run("c"),), None, 1)),
        ),
        ("1. a\n2. *b*\nc", (ListItem((run("a"),), 1), ListItem((run("b", "b"),), 2), *line("c"))),
        ("7. a\n8. b", (ListItem((run("a"),), 7), ListItem((run("b"),), 8))),
    ],
)
def test_what_is_formatted(words: str, sections: tuple[Section, ...]) -> None:
    assert parse(words) == sections
    assert parse(write(sections)) == sections


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
def test_what_is_literal(words: str) -> None:
    (paragraph,) = parse(words)
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
def test_which_names_between_colons_are_emoji(words: str, emoji: list[str]) -> None:
    found = [one.piece for section in parse(mentions.escape(words)) for one in section.runs]
    assert [piece.name for piece in found if isinstance(piece, EmojiName)] == emoji


styles = st.builds(Style, st.booleans(), st.booleans(), st.booleans(), st.booleans())
texts = st.text(alphabet="ab *_~`:x1.•<&>é日\u200b-", min_size=1, max_size=8)
pieces = st.one_of(
    texts.map(TextToken),
    st.sampled_from([UserMention("U1"), LinkToken("https://a.example", "b|c"), EmojiName("tada")]),
)
runs = st.lists(st.builds(Run, pieces, styles), max_size=6).map(tuple)
sections = st.lists(
    st.one_of(
        st.builds(Paragraph, runs),
        st.builds(CodeBlock, runs),
        st.builds(ListItem, runs, st.none() | st.integers(1, 30), st.integers(0, 8)),
    ),
    max_size=4,
)


PLAIN, BOLD, ITALIC, CODE = Style(), Style(bold=True), Style(bold=True, italic=True), Style(code=True)


@pytest.mark.parametrize(
    "runs",
    [
        # A mark beside a blank that nobody sees, or at the edge of a piece, must not find a partner.
        (Run(TextToken("1 _:\u200b"), BOLD), Run(TextToken(":"), ITALIC)),
        (Run(TextToken("2. `_a"), PLAIN), Run(TextToken("`日&"), CODE)),
        (Run(TextToken("<`:-~\u200b~.&~"), BOLD), Run(TextToken("•*"), Style(bold=True, strike=True))),
        (
            Run(TextToken("a\u200b"), CODE),
            Run(TextToken(" "), PLAIN),
            Run(TextToken(" *_"), CODE),
            Run(TextToken("`_*"), BOLD),
        ),
    ],
)
def test_marks_beside_formatting_stay_literal(runs: tuple[Run, ...]) -> None:
    again = parse(write([Paragraph(runs)]).strip())
    assert parse(write(again).strip()) == again
    literal = "".join(run.piece.text for run in runs if isinstance(run.piece, TextToken))
    kept = "".join(r.piece.text for s in again for r in s.runs if isinstance(r.piece, TextToken))
    assert "".join(seen(kept).split()).replace("2.", "") == "".join(seen(literal).split()).replace("2.", "")


def seen(words: str) -> str:
    return words.replace("\u200b", "")


@given(sections)
def test_what_is_written_is_read_again(found: list[Section]) -> None:
    words = write(found).strip()
    again = parse(words)
    # A mark may be set off once more than it needs, which reads the same.
    assert parse(write(again).strip()) == again
    assert mentions.find_mentioned_users(words) == (("U1",) if "'U1'" in str(found) else ())
    in_text = [one for section in found for one in section.runs if isinstance(one.piece, EmojiName)]
    if not any(one.style.code for one in in_text) and not any(isinstance(s, CodeBlock) for s in found):
        emoji = [one for section in again for one in section.runs if isinstance(one.piece, EmojiName)]
        assert len(emoji) == len(in_text)


@given(st.text(alphabet="ab *_~`:\n•1.<>@!U|&;é日\u200b\u2060", max_size=60))
def test_whatever_is_typed_can_be_read_and_keeps_its_letters(words: str) -> None:
    found = parse(words)
    assert seen(write(parse(write(found)))) == seen(write(found))
    assert mentions.find_mentioned_users(write(found)) == mentions.find_mentioned_users(words)
    assert "".join(folded(write(found)).split()) == "".join(folded(words).split())


def test_marks_neither_count_nor_hide_what_is_looked_for() -> None:
    words = "*huge* _fix_ in `deploy.sh`: un\u200b*believ*\u200bable"
    assert shown(words) == "huge fix in deploy.sh: unbelievable"
    assert folded(words).split() == ["huge", "fix", "in", "deploy", "sh", "unbelievable"]
    assert length(words) == len("huge fix in deploy.sh: unbelievable")
    assert not says_something("* * _ _ ``` :tada:")
    assert says_something("`x`")
    assert says_something("std::vector")


def test_what_only_guards_marks_is_not_exported() -> None:
    assert without_guards("\u2060*a\u2060* un\u200b*believ*\u200bable") == "*a* un*believ*able"


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
def test_it_takes_time_in_proportion_to_the_length(piece: str) -> None:
    def seconds(size: int) -> float:
        words = piece * (size // len(piece))
        begun = process_time()
        write(parse(words))
        return process_time() - begun

    seconds(4_000)
    assert min(seconds(16_000) for _ in range(3)) < 10 * max(0.01, min(seconds(4_000) for _ in range(3)))
    assert seconds(40_000) < 5
