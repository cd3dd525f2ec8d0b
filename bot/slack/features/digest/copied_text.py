"""A digest's words as Markdown and as HTML, for a newsletter or a wiki."""

from collections.abc import Mapping
from functools import partial
from html import escape

from msgspec import Struct
from msgspec.structs import replace

from bot.domain.ids import ChannelId
from bot.domain.mentions import ChannelMention, parse_markup
from bot.domain.recognition import RecognitionView
from bot.domain.values import Values
from bot.domain.visibility import ChannelKind
from bot.domain.workspace import Workspace
from bot.slack.api.cache import call_each
from bot.slack.api.directory import Directory
from bot.slack.ui.html_text import write_html, write_inline
from bot.slack.ui.inline import Names, Spans, text_spans
from bot.slack.ui.language import Language
from bot.slack.ui.markdown import quote_markdown, write_markdown, write_paragraph
from bot.slack.ui.phrases import recognition_passage
from bot.slack.ui.text_blocks import Words, join_words, split_blocks
from bot.usecases.digest_texts import keep_public
from bot.usecases.message_contents import WeeklyDigestContent


class CopiedText(Struct, frozen=True):
    """The same text twice. `html` is a fragment; `title` is its heading."""

    title: str
    markdown: str
    html: str
    tag: str
    """The tag of its language."""

    @property
    def page(self) -> str:
        """Return the HTML as a file of its own."""
        tag = self.tag.replace("_", "-")
        return (
            f'<!doctype html>\n<html lang="{escape(tag)}">\n<head><meta charset="utf-8">'
            f"<title>{escape(self.title)}</title></head>\n<body>\n{self.html}\n</body>\n</html>\n"
        )


async def find_public_channels(
    directory: Directory, workspace: Workspace, content: WeeklyDigestContent
) -> dict[ChannelId, str]:
    """Return the channels of a digest, and those that it names, that are public now, with their names.

    Those that people of other organisations can be in are not the company's own. If Slack does not answer, a
    channel counts as private.
    """
    ids = {view.channel for view in content.recognitions}
    for view in content.recognitions:
        ids |= {ChannelId(team.id) for team in view.teams if team.is_channel}
        for text in _list_texts(view):
            ids |= {token.id for token in parse_markup(text) if isinstance(token, ChannelMention)}
    found = await call_each(partial(directory.channels.find, workspace), sorted(ids))
    return {
        channel.id: channel.name
        for channel in found
        if channel.kind is ChannelKind.PUBLIC and not channel.is_shared
    }


def write_text(
    language: Language,
    names: Names,
    values: Values,
    content: WeeklyDigestContent,
    public_channels: Mapping[ChannelId, str],
) -> CopiedText | None:
    """Return a digest's words as text; None if everything in it must stay in Slack."""
    content = keep_public(content, values, public_channels)
    if not content.chapters:
        return None
    digest = content.digest
    title = language.gettext("Good words from {period}").format(
        period=language.period(digest.named_period, digest.zone)
    )
    heading, other_channel = (Words(title),), language.gettext("a channel")
    markdown, html = [f"## {write_paragraph(heading)}"], [f"<h2>{write_inline(heading)}</h2>"]
    for recognition in content.recognitions:
        opening = join_words(
            _opening_spans(language, names, values, recognition), public_channels, other_channel
        )
        markdown.append(write_paragraph(opening, is_one_line=True))
        html.append(f"<p>{write_inline(opening)}</p>")
        for text in _list_texts(recognition):
            spans = text_spans(language, names, text)
            if blocks := split_blocks(spans, public_channels, other_channel):
                markdown.append(quote_markdown(write_markdown(blocks)))
                html.append(f"<blockquote>\n{write_html(blocks)}\n</blockquote>")
    return CopiedText(title, "\n\n".join(markdown) + "\n", "\n".join(html), str(language.locale))


def _opening_spans(language: Language, names: Names, values: Values, recognition: RecognitionView) -> Spans:
    """Return who thanked whom for which values, without a link: few of its readers are in Slack."""
    bare = replace(recognition, permalink="", comments=(), credits=(), endorsers=())
    first, *_ = recognition_passage(language, names, values, bare).parts
    return first.spans


def _list_texts(recognition: RecognitionView) -> list[str]:
    """Return the words of those who gave it: its text, or what they added to their emoji."""
    added = [comment.text for comment in recognition.comments if comment.user in recognition.givers]
    return [text for text in (recognition.text, *added) if text]
