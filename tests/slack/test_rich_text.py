"""Rich text as people type it, and words as they are kept."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.mentions import escape
from bot.domain.people import ERASED
from bot.slack import rich_text


def block(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(elements)}


def section(*parts: dict[str, Any], kind: str = "rich_text_section", **more: Any) -> dict[str, Any]:
    return {"type": kind, "elements": list(parts), **more}


def text(words: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": words, **({"style": style} if style else {})}


def test_looks_are_lost_and_everything_else_is_kept() -> None:
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
    assert rich_text.typed(typed) == (
        "Thanks <@U1> &amp; you:wave::skin-tone-3::tada: in <#C1><!subteam^S1><!here>\n"
        "• one\n• two &lt;b&gt;\n3. first\nsaid\nx = 1\ny = 2\n"
        "<https://a.example/?b=1&amp;c|here><https://a.example>in May#fff"
    )


def test_what_one_typed_stands_in_the_field_again() -> None:
    words = "Thanks <@U1> &amp; <#C1> <!subteam^S1>, see <https://a.example|this> :tada:\n• a point"
    assert rich_text.typed(rich_text.shown(words, "a colleague").to_dict()) == words


def test_who_has_no_name_is_called_so() -> None:
    shown = rich_text.shown(f"with <@{ERASED}> and you", "a colleague").to_dict()
    assert rich_text.typed(shown) == "with a colleague and you"


@given(st.text())
def test_any_words_come_back(words: str) -> None:
    typed = block(section(text(words)))
    assert rich_text.typed(typed) == escape(words).removesuffix("\n").strip()


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["type", "elements", "text", "style", "offset", "user_id", "name", "url"]), inner
        )
    ),
    max_leaves=20,
)


@given(st.dictionaries(st.sampled_from(["type", "elements"]), json))
def test_nonsense_is_no_crash(nonsense: dict[str, Any]) -> None:
    assert isinstance(rich_text.typed(nonsense), str)
