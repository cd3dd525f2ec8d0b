"""Words that leave Slack, as Markdown and HTML: what a reader of either shows is what was written."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.domain.formatting import PLAIN, Style
from bot.domain.ids import ChannelId
from bot.slack.ui.html_text import write_html
from bot.slack.ui.inline import (
    ChannelSpan,
    CodeBlockSpan,
    EmojiSpan,
    LinkSpan,
    ListItemSpan,
    Span,
    Spans,
    TextSpan,
    text_spans,
)
from bot.slack.ui.language import language
from bot.slack.ui.markdown import quote_markdown, write_markdown
from bot.slack.ui.text_blocks import split_blocks

EN = language("en")
CHANNELS = {ChannelId("C1"): "general"}
COMMON_MARK = MarkdownIt("commonmark").enable("strikethrough")
TABLES = MarkdownIt("js-default", {"html": True, "linkify": False})
ALLOWED = {"p", "br", "strong", "em", "s", "code", "pre", "ul", "ol", "li", "a", "blockquote"}
BLOCKS = {"p", "pre", "ul", "ol", "li", "blockquote"}


class Reader(HTMLParser):
    """Reads HTML as a browser shows it, and checks that its elements are closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.links: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in ALLOWED, tag
        assert {name for name, _ in attributes} <= {"href", "start"}
        self.links += [value or "" for name, value in attributes if name == "href"]
        if tag in BLOCKS or tag == "br":
            self.text += " "
        if tag != "br":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag == "br"
        self.text += " "

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag
        if tag in BLOCKS:
            self.text += " "

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


def plain(spans: Spans) -> str:
    """Return what anybody should read."""
    text = ""
    for span in spans:
        match span:
            case TextSpan(words):
                text += words
            case LinkSpan(url, label):
                text += label or url
            case EmojiSpan(name):
                text += {"tada": "🎉"}.get(name, f":{name}:")
            case ChannelSpan(id_):
                text += "#general" if id_ == "C1" else "a channel"
            case CodeBlockSpan(words):
                text += f" {words} "
            case ListItemSpan(inner):
                text += f" {plain(inner)} "
    return " ".join(re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text.replace("\r", "\n")).split())


def markdown(spans: Spans) -> str:
    return write_markdown(split_blocks(spans, CHANNELS, "a channel"))


def html(spans: Spans) -> str:
    return write_html(split_blocks(spans, CHANNELS, "a channel"))


PIECES = st.sampled_from(
    (
        *(
            "a",
            "words",
            " ",
            "\n",
            "\n\n",
            "  ",
            "*",
            "**",
            "_",
            "~",
            "~~",
            "`",
            "``",
            "```",
            "\\",
            "#",
            "# ",
            "## x",
        ),
        *(
            "- ",
            "+ ",
            "1. ",
            "12) ",
            "---",
            "===",
            "***",
            "> ",
            "<",
            ">",
            "<b>",
            "</p>",
            "<script>",
            "<!--",
            "&",
            "&amp;",
        ),
        *(
            "&#60;",
            "[",
            "](",
            ")",
            "![",
            "|",
            "|-|",
            ":-:",
            ":",
            "!",
            "'",
            '"',
            "é",
            "感謝",
            "🎉",
            "    x",
            "\t",
            "\u00a0",
        ),
        *(
            "http://x.example",
            "www.x.example",
            "a@b.example",
            ".",
            ",",
            "[x]: y",
            "$",
            "^",
            "%",
            "~~~",
            "\u2003",
        ),
    )
)
TEXTS = st.lists(PIECES, max_size=8).map("".join) | st.text(max_size=12)
STYLES = st.builds(Style, st.booleans(), st.booleans(), st.booleans(), st.booleans())
LINKS = st.builds(
    LinkSpan,
    st.sampled_from(
        [
            "https://x.example/a_b?c=*d*&e=(f)",
            "http://x.example/[g]`h`",
            "mailto:ana@x.example",
            "tel:+4930",
            "javascript:x",
        ]
    ),
    st.just("") | TEXTS.filter(str.strip),
    st.just(PLAIN) | STYLES,
)
INLINE: st.SearchStrategy[Span] = st.one_of(
    st.builds(TextSpan, TEXTS, st.booleans(), st.booleans(), st.booleans(), st.booleans()),
    st.builds(TextSpan, TEXTS),
    LINKS,
    st.sampled_from([EmojiSpan("tada"), EmojiSpan("brightside"), ChannelSpan("C1"), ChannelSpan("C2")]),
)
ITEMS = st.builds(
    ListItemSpan,
    st.lists(INLINE, max_size=3).map(tuple),
    st.none() | st.integers(1, 10**10),
    st.integers(0, 8),
)
SPANS = st.lists(st.one_of(INLINE, st.builds(CodeBlockSpan, TEXTS), ITEMS), max_size=6).map(tuple)


@settings(max_examples=60)
@given(SPANS)
def test_html_shows_what_was_written(spans: Spans) -> None:
    read = Reader(html(spans))
    assert read.words == plain(spans)
    assert all(link.startswith(("http://", "https://", "mailto:")) for link in read.links)


@pytest.mark.parametrize("reader", [COMMON_MARK, TABLES], ids=["commonmark", "with tables"])
@settings(max_examples=60)
@given(spans=SPANS)
def test_markdown_shows_what_was_written(reader: MarkdownIt, spans: Spans) -> None:
    for text in (markdown(spans), quote_markdown(markdown(spans))):
        read = Reader(reader.render(text))
        assert read.words == plain(spans), text
        assert all(link.startswith(("http://", "https://", "mailto:")) for link in read.links)


@pytest.mark.parametrize(
    ("words", "as_markdown", "as_html"),
    [
        ("for *the map*", "for **the map**", "<p>for <strong>the map</strong></p>"),
        (
            "_thanks_ ~not~ `x|y`",
            "*thanks* ~~not~~ `x|y`",
            "<p><em>thanks</em> <s>not</s> <code>x|y</code></p>",
        ),
        ("a &lt;b&gt; &amp; c", "a \\<b\\> \\& c", "<p>a &lt;b&gt; &amp; c</p>"),
        ("1. one\n2. two", "1. one\n2. two", "<ol>\n<li>one\n</li>\n<li>two\n</li></ol>"),
        ("first\nsecond", "first  \nsecond", "<p>first<br>\nsecond</p>"),
        (
            "see <https://a.example/x?y=1&amp;z=2>",
            "see [https://a.example/x?y=1\\&z=2](https://a.example/x?y=1&z=2)",
            '<p>see <a href="https://a.example/x?y=1&amp;z=2">https://a.example/x?y=1&amp;z=2</a></p>',
        ),
        (
            "in <#C1|general> and <#C2|secret>",
            "in #general and a channel",
            "<p>in #general and a channel</p>",
        ),
        (":tada: :brightside:", "🎉 :brightside:", "<p>🎉 :brightside:</p>"),
        (
            "[x](javascript:alert(1)) ![y](//z)",
            "\\[x\\](javascript:alert(1)) !\\[y\\](//z)",
            "<p>[x](javascript:alert(1)) ![y](//z)</p>",
        ),
        (
            "&lt;script&gt;x()&lt;/script&gt; * a ** b _ c ` d",
            "\\<script\\>x()\\</script\\> \\* a \\*\\* b \\_ c \\` d",
            "<p>&lt;script&gt;x()&lt;/script&gt; * a ** b _ c ` d</p>",
        ),
        ("| a | b |\n|---|---|", "\\| a | b |  \n\\|---|---|", "<p>| a | b |<br>\n|---|---|</p>"),
    ],
)
def test_how_it_looks(words: str, as_markdown: str, as_html: str) -> None:
    spans = text_spans(EN, {}, words)
    assert (markdown(spans), html(spans)) == (as_markdown, as_html)


def test_nested_list_that_begins_with_another_number_is_a_list() -> None:
    words = [(TextSpan("a"),), (TextSpan("b"),), (TextSpan("c"),)]
    places = ((None, 0), (2, 1), (3, 1))
    spans = tuple(ListItemSpan(word, *place) for word, place in zip(words, places, strict=True))
    assert markdown(spans) == "- a\n\n  2. b\n  3. c"
    assert '<ol start="2">' in COMMON_MARK.render(markdown(spans))
