"""The grammar of a rich_text block: sections, lists, quotes, preformatted text, and what stands in them."""

from __future__ import annotations

from bot.practice.own_emoji import EMOJI_NAME
from bot.practice.schema import Check, boolean, choice, integer, items, record, text, typed

MANY = 1000
"""Slack publishes no limit for the pieces of a rich text; its total length is limited with the message's."""

_identifier = text(30, pattern="[A-Z][A-Z0-9]+")
_style: dict[str, Check] = {"style": record({}, dict.fromkeys(("bold", "italic", "strike", "code"), boolean))}
_border = integer(0, 1)
_text = record({"text": text(MANY * 100)}, _style)
_link = record(
    {"url": text(3000, pattern=r"(https?://|mailto:|tel:)\S+")}, {"text": text(MANY * 100), **_style}
)
_inline: dict[str, Check] = {
    "text": _text,
    "link": _link,
    "user": record({"user_id": _identifier}),
    "channel": record({"channel_id": _identifier}),
    "emoji": record({"name": text(100, pattern=EMOJI_NAME)}, {"skin_tone": integer(2, 6)}),
}

_section = record({"elements": items(typed(_inline), MANY, minimum=0)})

RICH_TEXT = record(
    {
        "elements": items(
            typed(
                {
                    "rich_text_section": _section,
                    "rich_text_list": record(
                        {
                            "style": choice("bullet", "ordered"),
                            "elements": items(typed({"rich_text_section": _section}), MANY),
                        },
                        {"indent": integer(0, 8), "offset": integer(0, 10**6), "border": _border},
                    ),
                    "rich_text_quote": record(
                        {"elements": items(typed(_inline), MANY, minimum=0)}, {"border": _border}
                    ),
                    "rich_text_preformatted": record(
                        {"elements": items(typed({"text": _text, "link": _link}), MANY, minimum=0)},
                        {"border": _border},
                    ),
                }
            ),
            MANY,
        )
    },
    {"block_id": text(255)},
)
