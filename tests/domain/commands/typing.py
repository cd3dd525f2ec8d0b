"""Any text that a user may type, for property tests."""

from hypothesis import strategies as st

from bot.domain.ids import UserId
from bot.domain.mentions import (
    Broadcast,
    ChannelMention,
    GroupMention,
    LinkToken,
    TextToken,
    Token,
    UserMention,
    escape,
)
from bot.domain.values import FIRST_VALUES, Values

VALUES = Values(FIRST_VALUES)

_FRAGMENTS = st.sampled_from(
    [
        "<!channel>",
        "<!here|here>",
        "<!everyone>",
        "<!subteam^S1|@backend>",
        "<!subteam^S1>",
        "<@U1>",
        "<@U2|maya>",
        "<@",
        "<@U1",
        "<#C1|design>",
        "<#C1|>",
        "<#",
        "<https://a.example/x?y=1&amp;z=2>",
        "<https://evil.example|https://bank.example>",
        "<!date^1^x|y>",
        "<",
        ">",
        "&",
        "&amp;",
        "&lt;!channel&gt;",
        "&amp;lt;",
        "|",
        "^",
        "*bold",
        "_",
        "`",
        "```",
        "~",
        "#",
        "#collaboration",
        "#Problem Solving",
        "#creativty",
        "@maya",
        ":handshake:",
        ":handshake::skin-tone-4:",
        ":+1:",
        "🤝🏽",
        "👩‍👩‍👧",
        "❤️",
        "“",
        "”",
        "„",
        "«",
        '"',
        "\u202e",
        "\u2066",
        "שלום",
        "مرحبا",
        "\x00",
        "\x1b",
        "\x85",
        "\u2028",
        "\ufeff",
        "\ud800",
        "\udfff",
        "quietly",
        "and",
        "undo",
        "history",
        "given",
        "since",
        "2026-09-01",
        "last",
        "digest",
        "on",
        "friday",
        "25:00",
        "Europe/Berlin",
        "²",
        "٣",
        " ",
        "\n",
        "\t",
    ]
)
anything = st.lists(st.one_of(_FRAGMENTS, st.text(max_size=12)), max_size=14).map("".join)
"""Text that is full of what could be mistaken for something else, lone surrogates included."""

everything = st.one_of(anything, st.text(st.characters(), max_size=60), anything.map(escape))
"""Such text, raw or as Slack escapes it."""

_ids = st.from_regex(r"[A-Z0-9]{1,10}", fullmatch=True)
_some = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
_address = _some.map(
    lambda text: "".join(c for c in text if not c.isspace() and c not in "|\x1c\x1d\x1e\x1f")
)

tokens_of_slack: st.SearchStrategy[list[Token]] = st.lists(
    st.one_of(
        _some.map(TextToken),
        _ids.map(lambda one: UserMention(UserId("U" + one))),
        st.builds(GroupMention, _ids.map("S".__add__), st.one_of(st.just(""), _some)),
        st.builds(ChannelMention, _ids.map("C".__add__), st.one_of(st.just(""), _some)),
        st.sampled_from(["here", "channel", "everyone"]).map(Broadcast),
        st.builds(LinkToken, _address.map("https://x".__add__), st.one_of(st.just(""), _some)),
    ),
    max_size=8,
)
"""What Slack's markup can hold."""
