"""Block Kit becomes safe HTML; what cannot be drawn is named, whatever its shape."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from bot.practice.checks.block_kit import object_checks
from bot.practice.page import markup
from bot.practice.page.reader import Reader


def mrkdwn(text: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": text}


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text, "emoji": True}


def rich(*elements: dict[str, Any], kind: str = "rich_text_section") -> dict[str, Any]:
    return {"type": "rich_text", "elements": [{"type": kind, "elements": list(elements)}]}


def said(text: str, **style: bool) -> dict[str, Any]:
    return {"type": "text", "text": text, "style": style}


@pytest.mark.parametrize(
    ("block", "html"),
    [
        (
            {"type": "header", "text": plain("Good words :tada: &amp; *more*")},
            '<h3 class="header">Good words 🎉 &amp; *more*</h3>',
        ),
        ({"type": "divider"}, "<hr>"),
        (
            {"type": "section", "text": mrkdwn("*Hello*")},
            '<div class="section"><div class="text"><div class="words"><b>Hello</b></div></div></div>',
        ),
        (
            {"type": "context", "elements": [{"type": "image", "alt_text": "A bulb"}, mrkdwn("by <@U1>")]},
            (
                '<div class="context"><div class="words"><span class="picture">Picture: A bulb</span></div>'
                '<div class="words">by <span class="mention mine">@Ana</span></div></div>'
            ),
        ),
        (
            {
                "type": "image",
                "image_url": "https://x.example/x.png",
                "alt_text": "A chart",
            },
            '<figure class="image"><span class="picture">Picture: A chart</span></figure>',
        ),
        ({"type": "video"}, '<p class="unknown">A block of type “video” can\'t be shown here.</p>'),
        ({}, '<p class="unknown">A block without a type can\'t be shown here.</p>'),
        ("text", '<p class="unknown">A block without a type can\'t be shown here.</p>'),
    ],
)
def test_block_is_drawn(block: object, html: str, reader: Reader) -> None:
    assert unescape(str(markup.block(block, reader))) == unescape(html)


@pytest.mark.parametrize(
    ("block", "inside"),
    [
        (rich(said("*as it is* &amp; <")), "<p>*as it is* &amp;amp; &lt;</p>"),
        (
            rich(said("x", bold=True, italic=True, strike=True, code=True)),
            "<p><b><i><s><code>x</code></s></i></b></p>",
        ),
        (rich(said("quoted"), kind="rich_text_quote"), "<blockquote>quoted</blockquote>"),
        (rich(said("a  b"), kind="rich_text_preformatted"), "<pre>a  b</pre>"),
        (
            rich({"type": "user", "user_id": "U1"}, {"type": "channel", "channel_id": "C1"}),
            '<p><span class="mention mine">@Ana</span><a class="mention" href="C1">#design</a></p>',
        ),
        (
            rich({"type": "emoji", "name": "wave", "skin_tone": 3}, {"type": "emoji", "name": "ourlogo"}),
            '<p><span class="emoji" title=":wave::skin-tone-3:">👋🏼</span>:ourlogo:</p>',
        ),
        (
            rich({"type": "link", "url": "https://x.example", "text": "x"}),
            '<p><a href="https://x.example" target="_blank" rel="noopener noreferrer">x</a></p>',
        ),
        (rich({"type": "link", "url": "javascript:alert(1)", "text": "x"}), "<p>x</p>"),
        (
            rich({"type": "hologram"}),
            '<p><span class="unknown">A part of type “hologram” can&#39;t be shown here.</span></p>',
        ),
        (
            {
                "type": "rich_text",
                "elements": [
                    {
                        "type": "rich_text_list",
                        "style": "ordered",
                        "indent": 1,
                        "offset": 2,
                        "elements": [{"type": "rich_text_section", "elements": [said("three")]}],
                    }
                ],
            },
            '<ol class="indent-1" start="3"><li>three</li></ol>',
        ),
    ],
)
def test_rich_text_is_drawn(block: object, inside: str, reader: Reader) -> None:
    assert markup.block(block, reader) == f'<div class="words rich">{inside}</div>'


class Parts(HTMLParser):
    """The elements of some HTML, each with its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def of(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.found if name == tag]


def actions(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "actions", "block_id": "b1", "elements": list(elements)}


def test_button_carries_its_ids_and_its_question(reader: Reader) -> None:
    confirm = {
        "title": plain("Sure?"),
        "text": mrkdwn("It <goes>"),
        "confirm": plain("Yes!"),
        "deny": plain("No"),
    }
    element = {
        "type": "button",
        "text": plain("Undo"),
        "action_id": "undo",
        "style": "danger",
        "confirm": confirm,
    }
    (button,) = Parts(markup.block(actions(element), reader)).of("button")
    assert json.loads(button["value"] or "") == {"action_id": "undo", "block_id": "b1", "value": None}
    assert (button["name"], button["class"]) == ("press", "button danger")
    assert (button["data-ask-title"], button["data-ask"]) == ("Sure?", "It &lt;goes&gt;")
    assert (button["data-ask-yes"], button["data-ask-no"]) == ("Yes!", "No")


def test_menu_offers_its_options(reader: Reader) -> None:
    option = {"text": plain("Creativity"), "value": "creativity"}
    element = {
        "type": "static_select",
        "action_id": "value",
        "placeholder": plain("Value"),
        "options": [option],
    }
    html = markup.block(actions(element), reader)
    (button,) = Parts(html).of("button")
    assert json.loads(button["value"] or "")["value"] == "creativity"
    assert ">Value</summary>" in html


def test_text_is_drawn_only_without_blocks(reader: Reader) -> None:
    assert "words" in markup.message("words", [], reader)
    assert markup.message("words", [{"type": "divider"}], reader) == "<hr>"
    assert markup.message("*x*", None, reader) == '<div class="words"><b>x</b></div>'


EVIL = st.sampled_from(
    [
        "<script>alert(1)</script>",
        '"><script>',
        "'><img src=x onerror=alert(1)>",
        "<javascript:alert(1)|x>",
        "javascript:alert(1)",
        "<!date^1^{time}^javascript:x|<script>>",
        "*<script*",
        ":bulb:",
    ]
)
TEXTS = EVIL | st.text(max_size=20)
KINDS = """
header section context actions divider image rich_text rich_text_section rich_text_list rich_text_quote
rich_text_preformatted mrkdwn plain_text button static_select overflow text link emoji user usergroup channel
date broadcast color video markdown workflow_button file_input datetimepicker number_input email_text_input
url_text_input plain_text_input rich_text_input users_select multi_users_select external_select
checkboxes radio_buttons datepicker timepicker multi_static_select multi_external_select conversations_select
multi_channels_select
"""
KEYS = """
type text elements fields accessory title alt_text style indent offset url name value action_id block_id
confirm deny options placeholder user_id usergroup_id channel_id range timestamp format fallback skin_tone
bold code emoji accessibility_label initial_option initial_options initial_value initial_users initial_date
filter include option_groups multiline description value initial_date_time min_value max_value label image_url
slack_file
"""
OURS = """
a b blockquote button code details div figcaption figure h3 hr i input label li ol optgroup option p pre rect
s select small span summary svg textarea time u ul
"""
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXTS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS.split()) | TEXTS, inner, max_size=5)
        | st.builds(
            lambda kind, rest: {**rest, "type": kind},
            st.sampled_from(KINDS.split()),
            st.dictionaries(st.sampled_from(KEYS.split()), inner, max_size=5),
        )
    ),
    max_leaves=25,
)


@given(text=TEXTS, blocks=st.lists(JSON, max_size=3) | JSON)
def test_any_block_is_drawn_and_inert(text: str, blocks: object, reader: Reader) -> None:
    check_inert(markup.message(text, blocks, reader))


def check_inert(html: str) -> None:
    """Nothing in it runs, loads or leads anywhere that is no link; nor in what it makes the page ask."""
    assert not re.search(r"<script|<img", html, re.IGNORECASE)
    for tag, attributes in Parts(html).found:
        assert tag in OURS.split()
        assert not any(name.startswith("on") or name in ("style", "src") for name in attributes)
        assert re.match(r"https?:|mailto:|C1$", attributes.get("href", "https:") or "", re.IGNORECASE)
        if attributes.get("data-ask"):
            check_inert(attributes["data-ask"] or "")


FIELDS = (
    "options option_groups initial_option initial_options initial_value initial_users filter placeholder"
    " action_id multiline focus_on_load confirm initial_date_time min_value max_value is_decimal_allowed"
)


@given(
    kind=st.sampled_from(sorted(object_checks(["in_inputs"]))),
    rest=st.dictionaries(st.sampled_from(FIELDS.split()), JSON, max_size=6),
    option=st.fixed_dictionaries({"text": st.fixed_dictionaries({"text": TEXTS}), "value": TEXTS}),
)
def test_any_field_value_is_drawn_and_inert(
    kind: str, rest: dict[str, object], option: dict[str, object], reader: Reader
) -> None:
    element = {"options": [option], "initial_option": option, **rest, "type": kind}
    html = markup._macros.field(element, "b1", reader, Markup(""))
    assert {"input", "select", "textarea"} & {tag for tag, _ in Parts(html).found}
    check_inert(html)


def confirm(text: object) -> dict[str, Any]:
    return {"title": plain("Sure?"), "text": text, "confirm": plain("Yes"), "deny": plain("No")}


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (mrkdwn("*All* of <@U2>'s"), '<b>All</b> of <span class="mention">@Maya &lt;b&gt;</span>&#39;s'),
        (plain("*All* of <b>it</b>"), "*All* of &lt;b&gt;it&lt;/b&gt;"),
        (mrkdwn("<javascript:alert(1)|x>"), "x"),
    ],
)
def test_question_keeps_its_markup(text: object, asked: str, reader: Reader) -> None:
    element = {"type": "button", "text": plain("Go"), "action_id": "go", "confirm": confirm(text)}
    (button,) = Parts(markup.block(actions(element), reader)).of("button")
    assert button["data-ask"] == asked


def test_boxes_keep_their_markup(reader: Reader) -> None:
    option = {"text": mrkdwn("*Quietly* <x>"), "description": mrkdwn("_only_ they"), "value": "quietly"}
    for kind in ("checkboxes", "radio_buttons"):
        html = markup.block(actions({"type": kind, "action_id": "how", "options": [option]}), reader)
        assert "<span><b>Quietly</b> &lt;x&gt;<small><i>only</i> they</small></span>" in html


@pytest.mark.parametrize(
    ("element", "html"),
    [
        (
            {"type": "plain_text_input", "placeholder": plain("some words"), "initial_value": '"><b>'},
            'type="text" autocomplete="off" name="{}" placeholder="some words" value="&#34;&gt;&lt;b&gt;"',
        ),
        ({"type": "datepicker", "initial_date": "2026-11-25"}, 'type="date" name="{}" value="2026-11-25"'),
        ({"type": "timepicker", "initial_time": "09:30"}, 'type="time" name="{}" value="09:30"'),
    ],
)
def test_text_fields_are_drawn(element: dict[str, Any], html: str, reader: Reader) -> None:
    named = "[&#34;b1&#34;, &#34;a&#34;]"
    drawn = markup._macros.field({**element, "action_id": "a"}, "b1", reader, Markup(""))
    assert drawn == f"<input {html.replace('{}', named)}>"


@pytest.mark.parametrize("kind", ["workflow_button", "file_input", "icon_button"])
def test_unknown_parts_are_named(kind: str, reader: Reader) -> None:
    drawn = markup.block(actions({"type": kind, "action_id": "a", "text": plain("Go")}), reader)
    assert f"A part of type “{kind}” can&#39;t be shown here." in drawn
    for block in ("video", "markdown", "file", "data_table", "context_actions"):
        assert f"A block of type “{block}” can&#39;t" in markup.block({"type": block}, reader)


def test_external_pictures_are_named_and_not_loaded(reader: Reader) -> None:
    picture = {"type": "image", "image_url": "https://tracker.example/pixel.gif", "alt_text": "a <pixel>"}
    beside = {"type": "section", "text": plain("words"), "accessory": picture}
    for block in (picture, beside, {"type": "context", "elements": [picture]}):
        drawn = markup.block(block, reader)
        assert '<span class="picture">Picture: a &lt;pixel&gt;</span>' in drawn
        assert "tracker.example" not in drawn


def test_portrait_is_shown_as_initials(reader: Reader) -> None:
    seeing = replace(reader, faces={"U1": ("A<", 3)})
    portrait = {"type": "image", "image_url": "https://avatars.slack-edge.com/U1_72.png", "alt_text": "<Ana>"}
    drawn = markup.block({"type": "context", "elements": [portrait]}, seeing)
    assert '<span class="avatar colour-3" role="img" aria-label="&lt;Ana&gt;">A&lt;</span>' in drawn
    assert "slack-edge" not in drawn
    assert "Picture: &lt;Ana&gt;" in markup.block({"type": "context", "elements": [portrait]}, reader)
