"""Slack's markup becomes safe HTML, balanced or not."""

import re

import pytest

from bot.practice.page import mrkdwn
from bot.practice.page.reader import Reader


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("plain", "plain"),
        ("*bold* _italic_ ~gone~", "<b>bold</b> <i>italic</i> <s>gone</s>"),
        ("*_both_*", "<b><i>both</i></b>"),
        ("(*bold*), *bold*.", "(<b>bold</b>), <b>bold</b>."),
        ("snake_case_name and 2*3*4", "snake_case_name and 2*3*4"),
        ("*unbalanced _and crossed* over_", "<b>unbalanced _and crossed</b> over_"),
        ("* spaced *", "* spaced *"),
        ("*two\nlines*", "*two\nlines*"),
        ("`*code* &lt;b&gt;`", "<code>*code* &lt;b&gt;</code>"),
        ("```*pre*\n  x```", "<pre>*pre*\n  x</pre>"),
        ("before\n```\npre\n```\nafter", "before<pre>pre</pre>after"),
        ("```never closed", "```never closed"),
        ("&gt; quoted\n&gt; again\nplain", "<blockquote>quoted\nagain</blockquote>plain"),
        ("> bare", "<blockquote>bare</blockquote>"),
        ("one\n&gt;&gt;&gt; two\nthree", "one<blockquote>two\nthree</blockquote>"),
        ("a &gt; b", "a &gt; b"),
        (":jigsaw: :nothing_like_it:", '<span class="emoji" title=":jigsaw:">🧩</span> :nothing_like_it:'),
        ("at 10:30:15", "at 10:30:15"),
    ],
)
def test_marks_are_drawn(text: str, html: str, reader: Reader) -> None:
    assert mrkdwn.draw(text, reader) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<@U1>", '<span class="mention mine">@Ana</span>'),
        ("<@U2|maya>", '<span class="mention">@Maya &lt;b&gt;</span>'),
        ("<@U9|li>", '<span class="mention">@li</span>'),
        ("<@U9>", '<span class="mention">@someone</span>'),
        ("<#C1|old-name>", '<a class="mention" href="C1">#design</a>'),
        ("<#C9|secret>", '<span class="mention">a private channel</span>'),
        ("<!subteam^S1|@backend>", '<span class="mention mine">@backend</span>'),
        ("<!subteam^S2>", '<span class="mention">@office</span>'),
        (
            "<!here> <!channel|x>",
            '<span class="mention mine">@here</span> <span class="mention mine">@channel</span>',
        ),
        ("<!unknown|label>", "label"),
        (
            "<https://x.example/?a=1&amp;b=2|*label*>",
            '<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">*label*</a>',
        ),
        (
            "<mailto:ana@x.example>",
            '<a href="mailto:ana@x.example" target="_blank" rel="noopener noreferrer">ana@x.example</a>',
        ),
        ("<!date^999999999999^{date}|far away>", "far away"),
        ("<!date^soon^{date}|unclear>", "unclear"),
    ],
)
def test_references_are_drawn_for_the_reader(text: str, html: str, reader: Reader) -> None:
    assert mrkdwn.draw(text, reader) == html


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<javascript:alert(1)|click>",
        "<JaVaScRiPt:alert(1)>",
        "<data:text/html,x|click>",
        '<https://x.example/" onclick="alert(1)|click>',
        "<https://x.example|<script>alert(1)</script>>",
        "*<script>*",
        "`<script>`",
        "```<script>```",
        '<@U9|"><script>alert(1)</script>',
        "<!date^1^{date}^javascript:alert(1)|x>",
        "<!date^1^<script>|x>",
        "\x00<script>\u2028",
    ],
)
def test_hostile_text_stays_text(text: str, reader: Reader) -> None:
    html = mrkdwn.draw(text, reader)
    assert "<script" not in html
    assert not re.search(r'href="(?!https://x\.example)', html)
    assert not re.search(r"<[^>]* onclick", html)


def test_many_marks_are_drawn_in_linear_time(reader: Reader) -> None:
    for piece in ("*a ", "_<", "<a", "*<a>", "```", "&gt;", ":a", "~_*"):
        mrkdwn.draw(piece * 10_000, reader)
