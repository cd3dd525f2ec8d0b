"""The weekly digest: an image and a selection of recognitions."""

from collections.abc import Iterable, Sequence

from msgspec import Struct

from bot.domain.digest import Digest
from bot.domain.digest_choice import find_excerpt_length
from bot.domain.formatting import Style
from bot.domain.ids import UserId
from bot.domain.prompt import WeeklyPrompt
from bot.domain.recognition import RecognitionView
from bot.domain.values import Values
from bot.slack.features.digest.copy_button import copy_button
from bot.slack.features.digest.page_cursor import DigestPage
from bot.slack.features.prompts.views import prompt_sentence, thank_button
from bot.slack.ui.excerpts import build_excerpt, text_length
from bot.slack.ui.inline import (
    ChannelSpan,
    EmojiSpan,
    LinkSpan,
    Names,
    Spans,
    TextSpan,
    address_user,
    capitalize_start,
    fill,
    join_user_names,
    slash_command,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.message_text import cap_text
from bot.slack.ui.mrkdwn import mrkdwn
from bot.slack.ui.parts import Button, Buttons, Divider, Heading, Line, NoteLine, Part, Passage, Quote
from bot.slack.ui.phrases import recognition_passage as retold
from bot.slack.ui.phrases import team_label
from bot.slack.ui.sizes import MAX_COUNTED, count_part, count_parts
from bot.usecases.message_contents import WeeklyDigestContent

SHOW_ALL = "digest-all"
"""The action that opens the whole digest."""
MAX_NAMES = 4
"""Users that one line names; of more, it names one fewer and "others"."""
MAX_FIRST_GIVERS = 4


def build_digest(
    language: Language,
    names: Names,
    values: Values,
    content: WeeklyDigestContent,
    *,
    is_preview: bool = False,
    may_copy: bool = True,
    room: int = MAX_COUNTED,
) -> Message:
    """Build a digest, or a line about a quiet week. All names are plain.

    The message has at most `room` counted characters, but always one recognition. Its `text` also lists
    recognitions that are not shown, so that Slack's search finds them. A preview has no button. `may_copy` is
    False if its only reader may not take public words along.
    """
    digest = content.digest
    if not content.chapters:
        quiet = line((TextSpan(_quiet_sentence(language, digest)),))
        return build_message([quiet, thank_button(language), _build_footer(language, names, digest)])
    _ = language.gettext
    heading = Heading(
        _("Good words from {period}").format(period=language.period(digest.named_period, digest.zone))
    )
    intro = _build_intro(language, content)
    question = prompt_sentence(language, tuple(WeeklyPrompt)[digest.variation])
    ending: list[Part] = _first_givers_part(language, names, content.first_givers)
    has_public = any(recognition.is_open for recognition in content.recognitions)
    copy = (copy_button(language, digest.id),) if may_copy and has_public and not is_preview else ()
    buttons = Buttons((*thank_button(language).buttons, *copy))
    ending += [Divider(), line((TextSpan(question, italic=True),)), buttons]
    ending.append(_build_footer(language, names, digest))
    button = Buttons((Button(_("Read all"), SHOW_ALL, DigestPage(digest.id).as_value()),))
    more: Part = line(fill(_("The digest will have a button to read all of them."))) if is_preview else button
    room -= count_parts([heading, *intro, more, *ending])
    entries = _fit_entries(language, names, values, content, room)
    is_all = len(entries) == len(content.recognitions) and all(entry.is_whole for entry in entries)
    after = [*([] if is_all else [more]), *ending]
    digest_message = build_message([heading, *intro, *(entry.linked for entry in entries), *after])
    # Screen readers would read addresses aloud.
    read = build_message([heading, *intro, *(entry.plain for entry in entries), *after])["text"]
    if is_preview:
        return {**digest_message, "text": read}
    ids = {entry.id for entry in entries}
    hidden = [
        hidden_recognition for hidden_recognition in content.recognitions if hidden_recognition.id not in ids
    ]
    return {
        **digest_message,
        "text": cap_text("\n".join([read, *_search_lines(language, names, values, hidden)])),
    }


def _build_intro(language: Language, content: WeeklyDigestContent) -> list[Part]:
    """Explain a channel's first digest in one line."""
    if not content.is_first:
        return []
    sentence = language.gettext(
        "This is the first digest here: once a week, you can all read again what people thanked each other "
        "for."
    )
    return [NoteLine((TextSpan(sentence),))]


class _DigestEntry(Struct, frozen=True):
    """A recognition with links and without; `is_whole` says that the digest shows all of it."""

    id: str
    linked: Passage
    plain: Passage
    is_whole: bool


def _fit_entries(
    language: Language, names: Names, values: Values, content: WeeklyDigestContent, room: int
) -> list[_DigestEntry]:
    """Return the recognitions that fit, and at least one."""
    quotes = {recognition.id: text_spans(language, names, recognition.text) for recognition in content.shown}
    max_letters = find_excerpt_length([text_length(spans) for spans in quotes.values()])
    entries: list[_DigestEntry] = []
    for recognition in content.shown:
        entry = _build_entry(
            language,
            names,
            values,
            recognition,
            content.link(recognition),
            quotes[recognition.id],
            max_letters,
        )
        room -= count_part(entry.linked)
        if entries and room < 0:
            break
        entries.append(entry)
    return entries


def _build_entry(
    language: Language,
    names: Names,
    values: Values,
    recognition: RecognitionView,
    link: str,
    quoted: Spans,
    letters: int,
) -> _DigestEntry:
    givers = _join_names(language, names, recognition.givers)
    recipients = _join_recipients(language, names, recognition)
    has_all_names = max(len(recognition.givers), len(recognition.directly_thanked)) <= MAX_NAMES
    has_more = bool(recognition.endorsers or recognition.comments or recognition.credits)
    short = build_excerpt(quoted, letters)
    linked, plain = (
        Passage(
            (
                Line(
                    _names_line(language, values, recognition, givers, recipients, link=link, address=address)
                ),
                *([Quote(short.spans)] if recognition.text else []),
            )
        )
        for address in (link, "")
    )
    return _DigestEntry(recognition.id, linked, plain, short.is_whole and has_all_names and not has_more)


def _join_names(language: Language, names: Names, users: Sequence[UserId], teams: Sequence[str] = ()) -> str:
    """Return plain names in alphabetical order, some of many as "others", and those of teams after them."""
    called_names = sorted(address_user(language, names, user) for user in users)
    if len(called_names) > MAX_NAMES:
        called_names[MAX_NAMES - 1 :] = [language.gettext("others")]
    return language.join_items([*called_names, *teams])


def _join_recipients(language: Language, names: Names, recognition: RecognitionView) -> str:
    """Return the same for recipients."""
    teams = [team_label(language, team) for team in recognition.teams]
    return _join_names(language, names, recognition.directly_thanked, teams)


def _names_line(
    language: Language,
    values: Values,
    recognition: RecognitionView,
    givers: str,
    recipients: str,
    *,
    link: str,
    address: str,
) -> Spans:
    """Return giver and recipients, in bold names, and the values' emoji.

    The names link to `address`, and a reaction's message to `link`, unless it is "".
    """
    _ = language.gettext
    (begin,) = capitalize_start(language, (TextSpan(givers),))
    first = begin.text if isinstance(begin, TextSpan) else givers
    places = {"givers": _bold_name(first, address), "recipients": _bold_name(recipients, address)}
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


def _bold_name(text: str, address: str) -> LinkSpan | TextSpan:
    return LinkSpan(address, text, Style(bold=True)) if address else TextSpan(text, bold=True)


def _search_lines(
    language: Language, names: Names, values: Values, others: Iterable[RecognitionView]
) -> list[str]:
    """Return a line for each recognition that the message does not show."""
    passages = (retold(language, names, values, recognition).parts for recognition in others)
    lines = [" ".join(_flatten(language, part) for part in parts) for parts in passages]
    return [language.gettext("And also"), *lines] if lines else []


def _flatten(language: Language, part: Line | Quote) -> str:
    text = " ".join(mrkdwn(part.spans).split())
    return language.quote(text) if isinstance(part, Quote) else text


def _quiet_sentence(language: Language, digest: Digest) -> str:
    _ = language.gettext
    sentences = (
        _("A quiet week, {period}, and that's fine. If someone comes to mind, one sentence is enough."),
        _("No thanks were written down here, {period}. Some were surely felt, and can still be said."),
        _("It was quiet here, {period}. Perhaps a small moment still comes to mind?"),
        _("No words here, {period}: not every week needs them. If you think of someone, a sentence does it."),
    )
    return sentences[digest.variation].format(period=language.period(digest.period, digest.zone))


def _first_givers_part(language: Language, names: Names, users: frozenset[UserId]) -> list[Part]:
    """Welcome first-time givers. First-time recipients are not named, to keep that private."""
    if not users:
        return []
    if len(users) > MAX_FIRST_GIVERS:
        sentence = language.gettext(
            "Several people gave thanks here for the first time. How good to read that."
        )
        return [line(fill(sentence))]
    sentence = language.gettext("{people} gave thanks here for the first time. How good to read that.")
    return [
        line(
            capitalize_start(language, fill(sentence, people=join_user_names(language, names, sorted(users))))
        )
    ]


def _build_footer(language: Language, names: Names, digest: Digest) -> NoteLine:
    _ = language.gettext
    sentence = (
        _("{person} asked for this with {now}.")
        if digest.is_requested
        else _("{person} set up this digest for {channel}. {command} changes it.")
    )
    footer = fill(
        sentence,
        person=address_user(language, names, digest.set_by),
        channel=ChannelSpan(digest.channel),
        command=slash_command(language, "digest"),
        now=slash_command(language, "digest now"),
    )
    return NoteLine(capitalize_start(language, footer))
