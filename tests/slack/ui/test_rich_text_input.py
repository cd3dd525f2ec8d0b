"""Rich text as people type it, and as it is stored."""

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain import plain_names
from bot.domain.characters import WORD_JOINER
from bot.domain.mentions import escape, write_markup
from bot.domain.message_text import fold_for_search
from bot.domain.plain_names import FilledField, Reference
from bot.domain.user import ERASED
from bot.slack import private_data
from bot.slack.ui import inline, rich_text_input
from bot.slack.ui.language import language
from tests.processor_time import MAX_SECONDS, processor_seconds


def block(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


def section(*parts: dict[str, Any], kind: str = "rich_text_section", **more: Any) -> dict[str, Any]:
    return {"type": kind, "elements": list(parts), **more}


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def test_styles_lists_and_names_are_read() -> None:
    typed = block(
        section(
            text("Thanks "),
            {"type": "user", "user_id": "U1"},
            text(" & "),
            text("you", bold=True),
            {"type": "emoji", "name": "wave", "skin_tone": 3},
            {"type": "emoji", "name": "tada", "unicode": "1f389"},
            text(" in "),
            {"type": "channel", "channel_id": "C1"},
            {"type": "usergroup", "usergroup_id": "S1"},
            {"type": "broadcast", "range": "here"},
            text("\n"),
        ),
        section(section(text("one")), section(text("two <b>")), kind="rich_text_list", style="bullet"),
        section(section(text("first")), kind="rich_text_list", style="ordered", offset=2),
        section(text("said"), kind="rich_text_quote"),
        section(text("x = 1\ny = 2"), kind="rich_text_preformatted"),
        section(
            {"type": "link", "url": "https://a.example/?b=1&c", "text": "here"},
            {"type": "link", "url": "https://a.example"},
            {"type": "date", "timestamp": 1, "format": "{date}", "fallback": "in May"},
            {"type": "color", "value": "#fff"},
        ),
    )
    assert rich_text_input.read_typed_text(typed) == (
        "Thanks <@U1> &amp; *you*:wave::skin-tone-3::tada: in <#C1><!subteam^S1><!here>\n"
        "• one\n• two &lt;b&gt;\n3. first\nsaid\n```x = 1\ny = 2```\n"
        "<https://a.example/?b=1&amp;c|here><https://a.example>in May#fff"
    )


NAMES = {
    "<@U1>": "@Maya",
    "<@U2>": "@Maya Chen",
    "<@U3>": "@Li_the_Great_",
    "<@U4>": "@マヤ",
    "<@U5>": "@Maya",
    "<#C1|design>": "#design",
    "<!subteam^S1|@backend>": "@backend",
    "<!here>": "@here",
    f"<@{ERASED}>": "a colleague",
}


def find_name(reference: Reference) -> str:
    return NAMES[write_markup([reference])]


@pytest.mark.parametrize(
    "words",
    [
        "Thanks <@U1> &amp; <#C1|design> <!subteam^S1|@backend>, <https://a.example|this> :tada:\n• a point",
        "*huge* fix in `deploy.sh`, _really_ ~not~ *big _and_ small*",
        "*<@U1> and <@U3>* with <@U2>, <!here> and <@U1>s",
        "with <@UERASED> and a colleague and @Maya and <@U1> and <@U5>".replace("UERASED", ERASED),
        "```std::map<int>```".replace("<", "&lt;").replace(">", "&gt;"),
        "• one\n• two\n    ◦ deeper\n1. first\n2. second",
        "<@U4>さんありがとう、マヤ",
        ":handshake::skin-tone-2-3: and :wave::skin-tone-4: and :ありがとう:",
        "**odd** __init__ ~/bin and 2*3*4 snake_case_name `unmatched",
        "🎉 thanks 👋🏽",
    ],
)
def test_unchanged_field_returns_same_text(words: str) -> None:
    filled = rich_text_input.fill_text(words, find_name)
    shown = filled.block
    assert not re.search(r"'type': '(user|usergroup|channel|broadcast)'", str(shown))
    assert rich_text_input.read_typed_text(shown, filled.before, words) == words
    carried = private_data.load(FilledField, private_data.dump(filled.before))
    assert rich_text_input.read_typed_text(shown, carried, words) == words


@pytest.mark.parametrize(
    ("words", "changed", "kept"),
    [
        ("with <@U1>", "with @Maya, today", "with <@U1>, today"),
        ("with <@U1>", "@Maya's help, and @Maya again", "<@U1>'s help, and <@U1> again"),
        ("with <@U1>", "with @Mayas and @Maya-Li and x@Maya", "with @Mayas and @Maya-Li and x@Maya"),
        ("with <@U1>", "with @Maya.chen", "with @Maya.chen"),
        ("with <@U1>", "with Maya", "with Maya"),
        ("<@U1> and <@U2>", "@Maya Chen and @Maya!", "<@U2> and <@U1>!"),
        ("<@U1> and <@U5>", "@Maya, then @Maya!", "<@U1>, then <@U5>!"),
        ("<@U1> and <@U5>", "only @Maya", "only @Maya"),
        ("<@U1>, not @Maya", "@Maya alone", "@Maya alone"),
        ("<@U4>さん", "@マヤさん、どうも", "<@U4>さん、どうも"),
        ("<@U4>さん", "@マヤコ", "@マヤコ"),
        ("in <#C1|design>", "in #design, and #designers", "in <#C1|design>, and #designers"),
        ("by <!subteam^S1|@backend>", "@backend did it", "<!subteam^S1|@backend> did it"),
        ("by <!here>", "@here now", "<!here> now"),
        ("by <@U3>", "@Li_the_Great_ did", "<@U3> did"),
    ],
)
def test_names_in_changed_text_become_mentions(words: str, changed: str, kept: str) -> None:
    before = rich_text_input.fill_text(words, find_name).before
    assert rich_text_input.read_typed_text(block(section(text(changed))), before, words) == kept


def test_styled_name_becomes_mention() -> None:
    before = rich_text_input.fill_text("<@U1>", find_name).before
    typed = block(section(text("so "), text("glad, @Maya", bold=True)))
    assert rich_text_input.read_typed_text(typed, before, "<@U1>") == "so *glad, <@U1>*"


def test_typed_names_do_not_become_mentions() -> None:
    assert rich_text_input.read_typed_text(block(section(text("@Maya #design <@U1> <!here>")))) == (
        "@Maya #design &lt;@U1&gt; &lt;!here&gt;"
    )


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Maya 🎉", "Maya"),
        (":tada: Maya", "Maya"),
        ("🎉", "🎉"),
        ("Zoë O'Hara", "Zoë O'Hara"),
        ("マヤ", "マヤ"),
    ],
)
def test_names_are_shown_without_emoji(name: str, shown: str) -> None:
    assert plain_names.make_typeable(name) == shown


def read_back(words: str) -> str:
    return rich_text_input.read_typed_text(rich_text_input.fill_text(words, find_name).block)


@given(st.text())
def test_literal_text_survives_round_trip(words: str) -> None:
    typed = rich_text_input.read_typed_text(block(section(text(words))))
    assert read_back(typed) == typed
    spans = inline.text_spans(language("en"), {}, typed)
    assert inline.plain_text(spans).strip() == words.replace(WORD_JOINER, "").strip()
    assert not any(isinstance(span, inline.EmojiSpan) for span in spans)


@given(st.text(alphabet="ab *_~`:\n•1.<&\u200b\u2060é日", max_size=40))
@example("1.\u2060 1")
@example("1\u2060. 1")
@example("\u20601. 1")
@example("•\u2060 a")
@example("_ _ ")
def test_text_with_marks_survives_round_trip(words: str) -> None:
    stored = read_back(escape(words))
    assert read_back(stored) == stored
    assert is_same_text(escape(words), stored)


def is_same_text(words: str, others: str) -> bool:
    return "".join(fold_for_search(words).split()) == "".join(fold_for_search(others).split())


nonsensical = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "elements", "text", "style", "offset", "user_id", "name", "url"]), inner
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["type", "elements"]), nonsensical))
def test_malformed_block_returns_text(nonsense: dict[str, Any]) -> None:
    assert isinstance(rich_text_input.read_typed_text(nonsense), str)


def test_text_of_many_runs_loses_styles_quickly() -> None:
    names = ("bold", "italic", "strike", "code")
    pieces = [
        text("abcd"[number % 4], **{name: number >> at & 1 == 1 for at, name in enumerate(names)})
        for number in range(3_990)
    ]
    few = rich_text_input.read_typed_text(block(section(*pieces[: rich_text_input.MAX_STYLED_RUNS])))
    assert few.count("`") > 100
    assert rich_text_input.read_typed_text(block(section(*pieces))) == "".join(
        piece["text"] for piece in pieces
    )
    whole = block(section(*pieces))
    assert processor_seconds(lambda: rich_text_input.read_typed_text(whole), MAX_SECONDS) <= MAX_SECONDS
