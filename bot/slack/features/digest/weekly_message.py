"""The weekly digest as its channel reads it: a picture, and few recognitions of many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.domain.digest import Digest
from bot.domain.digest_choice import find_excerpt_length
from bot.domain.formatting import Style
from bot.domain.prompt import WeeklyPrompt
from bot.domain.recognition import RecognitionView
from bot.domain.values import Values
from bot.slack.features.digest.page_cursor import DigestPage
from bot.slack.features.prompts.views import asked, thank_button
from bot.slack.ui.excerpts import excerpt, text_length
from bot.slack.ui.inline import (
    ChannelSpan,
    EmojiSpan,
    LinkSpan,
    Names,
    Spans,
    TextSpan,
    called,
    fill,
    named,
    opening,
    slash_command,
    words,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import (
    Button,
    Buttons,
    Heading,
    Line,
    Message,
    NoteLine,
    Part,
    Passage,
    Quote,
    Rule,
    line,
    message,
)
from bot.slack.ui.message_text import cap_text
from bot.slack.ui.mrkdwn import mrkdwn
from bot.slack.ui.phrases import story as retold
from bot.slack.ui.sizes import MAX_COUNTED, count, count_all
from bot.usecases.message_contents import WeeklyDigestContent

READ_ALL = "digest-rest"
"""The action that opens all of a digest; the buttons of digests posted long ago have it, too."""
MAX_NAMES = 4
"""People whom one line names; of more, it names one less and says that there are others."""
MAX_FIRST_GIVERS = 4


def weekly(
    language: Language,
    names: Names,
    values: Values,
    content: WeeklyDigestContent,
    *,
    is_preview: bool = False,
    room: int = MAX_COUNTED,
) -> Message:
    """Render a digest, or a line about a quiet week. Everyone is a plain name.

    A preview has no button: the digest is not there yet. `room` is how many counted characters the message
    may have; one recognition is shown in any case. The `text` goes on, as far as it has room, with the
    recognitions that are not shown, so that Slack's search finds the digest by them.
    """
    digest = content.digest
    if not content.chapters:
        quiet = line((TextSpan(_quiet(language, digest)),))
        return message([quiet, thank_button(language), _footer(language, names, digest)])
    _ = language.gettext
    heading = Heading(
        _("Good words from {period}").format(period=language.period(digest.period, digest.zone))
    )
    question = asked(language, tuple(WeeklyPrompt)[digest.variation])
    ending: list[Part] = _welcome(language, names, content.first_givers)
    ending += [Rule(), line((TextSpan(question, italic=True),)), thank_button(language)]
    ending.append(_footer(language, names, digest))
    button = Buttons((Button(_("Read all"), READ_ALL, DigestPage(digest.id).as_value()),))
    more: Part = line(fill(_("The digest will have a button to read all of them."))) if is_preview else button
    room -= count_all([heading, more, *ending])
    entries = _entries(language, names, values, content, room)
    is_all = len(entries) == len(content.stories) and all(entry.is_whole for entry in entries)
    after = [*([] if is_all else [more]), *ending]
    shown = message([heading, *(entry.linked for entry in entries), *after])
    # No addresses in what is read aloud.
    read = message([heading, *(entry.plain for entry in entries), *after])["text"]
    if is_preview:
        return {**shown, "text": read}
    ids = {entry.id for entry in entries}
    others = [told for told in content.stories if told.id not in ids]
    return {**shown, "text": cap_text("\n".join([read, *_searchable(language, names, values, others)]))}


@dataclass(frozen=True, slots=True)
class _Entry:
    """A recognition with links and without. `is_whole` says that the digest leaves out nothing of it."""

    id: str
    linked: Passage
    plain: Passage
    is_whole: bool


def _entries(
    language: Language, names: Names, values: Values, content: WeeklyDigestContent, room: int
) -> list[_Entry]:
    """The recognitions that are shown, as far as they fit, and one of them in any case."""
    quoted = {told.id: words(language, names, told.text) for told in content.shown}
    letters = find_excerpt_length([text_length(spans) for spans in quoted.values()])
    entries: list[_Entry] = []
    for told in content.shown:
        entry = _entry(language, names, values, told, content.link(told), quoted[told.id], letters)
        room -= count(entry.linked)
        if entries and room < 0:
            break
        entries.append(entry)
    return entries


def _entry(
    language: Language,
    names: Names,
    values: Values,
    recognition: RecognitionView,
    link: str,
    quoted: Spans,
    letters: int,
) -> _Entry:
    givers, recipients = (
        _few(language, names, users) for users in (recognition.givers, recognition.directly_thanked)
    )
    has_all_names = max(len(recognition.givers), len(recognition.directly_thanked)) <= MAX_NAMES
    has_more = bool(recognition.endorsers or recognition.comments or recognition.credits)
    short = excerpt(quoted, letters)
    linked, plain = (
        Passage(
            (
                Line(_line(language, values, recognition, givers, recipients, link=link, address=address)),
                *([Quote(short.spans)] if recognition.text else []),
            )
        )
        for address in (link, "")
    )
    return _Entry(recognition.id, linked, plain, short.is_whole and has_all_names and not has_more)


def _few(language: Language, names: Names, users: Sequence[str]) -> str:
    """People as plain names in alphabetical order, some of many as "others"."""
    shown = sorted(called(language, names, user) for user in users)
    if len(shown) > MAX_NAMES:
        shown[MAX_NAMES - 1 :] = [language.gettext("others")]
    return language.listed(shown)


def _line(
    language: Language,
    values: Values,
    recognition: RecognitionView,
    givers: str,
    recipients: str,
    *,
    link: str,
    address: str,
) -> Spans:
    """Who thanked whom, in bold names, and the values' emoji.

    The names lead to `address`, and what a reaction is about to `link`, if that is not "".
    """
    _ = language.gettext
    (begin,) = opening(language, (TextSpan(givers),))
    first = begin.text if isinstance(begin, TextSpan) else givers
    places = {"givers": _bold(first, address), "recipients": _bold(recipients, address)}
    if recognition.text:
        spans = fill(_("{givers} thanked {recipients}"), **places)
    else:
        about = LinkSpan(link, _("this message")) if link else TextSpan(_("a message"))
        spans = fill(_("{givers} thanked {recipients} for {message}"), **places, message=about)
    signs = (
        part
        for value in values.sort_keys(recognition.values)
        for part in (TextSpan(" "), EmojiSpan(value.emoji))
    )
    return (*spans, *signs)


def _bold(text: str, address: str) -> LinkSpan | TextSpan:
    return LinkSpan(address, text, Style(bold=True)) if address else TextSpan(text, bold=True)


def _searchable(
    language: Language, names: Names, values: Values, others: Iterable[RecognitionView]
) -> list[str]:
    """Return a line for each recognition that the message does not show."""
    told_again = (retold(language, names, values, told).parts for told in others)
    lines = [" ".join(_one_line(part) for part in parts) for parts in told_again]
    return [language.gettext("And also"), *lines] if lines else []


def _one_line(part: Line | Quote) -> str:
    text = " ".join(mrkdwn(part.spans).split())
    return f"“{text}”" if isinstance(part, Quote) else text


def _quiet(language: Language, digest: Digest) -> str:
    _ = language.gettext
    sentences = (
        _("A quiet week, {period}, and that's fine. If someone comes to mind, one sentence is enough."),
        _("No thanks were written down here, {period}. Some were surely felt, and can still be said."),
        _("It was quiet here, {period}. Perhaps a small moment still comes to mind?"),
        _("No words here, {period}: not every week needs them. If you think of someone, a sentence does it."),
    )
    return sentences[digest.variation].format(period=language.period(digest.period, digest.zone))


def _welcome(language: Language, names: Names, users: frozenset[str]) -> list[Part]:
    """A word about first thank-yous that were given. Who first got one is nobody's business."""
    if not users:
        return []
    if len(users) > MAX_FIRST_GIVERS:
        sentence = language.gettext(
            "Several people gave thanks here for the first time. How good to read that."
        )
        return [line(fill(sentence))]
    sentence = language.gettext("{people} gave thanks here for the first time. How good to read that.")
    return [line(opening(language, fill(sentence, people=named(language, names, sorted(users)))))]


def _footer(language: Language, names: Names, digest: Digest) -> NoteLine:
    footer = fill(
        language.gettext("{person} set up this digest for {channel}. {command} changes it."),
        person=called(language, names, digest.set_by),
        channel=ChannelSpan(digest.channel),
        command=slash_command(language, "digest"),
    )
    return NoteLine(opening(language, footer))
