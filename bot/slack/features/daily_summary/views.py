"""The daily summary: a message, and pages of what it has no room for."""

from bot.domain.ids import UserId
from bot.domain.recognition import RecognitionView, Source
from bot.domain.values import Values
from bot.slack.features.daily_summary.cursor import SummaryCursor
from bot.slack.features.recognition.recipient_views import (
    build_reply_parts,
    received_menu,
)
from bot.slack.ui.inline import (
    ChannelSpan,
    LinkSpan,
    Names,
    Spans,
    TextSpan,
    capitalize_start,
    fill,
    join_user_names,
    text_spans,
)
from bot.slack.ui.language import Language
from bot.slack.ui.message import MAX_BLOCKS, Message, build_message, line
from bot.slack.ui.parts import Button, Buttons, Line, Part, Passage, Quote
from bot.slack.ui.phrases import (
    comment_lines,
    recognition_passage,
)
from bot.slack.ui.sizes import MAX_COUNTED, count_parts
from bot.usecases.message_contents import DailySummaryContent

SHOW_REST = "summary-rest"
"""The action that shows the rest of a daily summary, below it."""


SHOW_NEXT = "summary-page"
"""The action that replaces a page of the daily summary with the next."""


def build_daily_summary(
    language: Language, names: Names, values: Values, content: DailySummaryContent, *, room: int = MAX_COUNTED
) -> Message:
    """Build the daily summary, cut to `room` counted characters."""
    _ = language.gettext
    first = _("This is what others noticed:") if content.recognitions else _("Someone answers you:")
    more = line(fill(_("There was more than fits here.")))
    return _build_page(language, names, values, content, [line(fill(first))], [more], room=room)


def build_summary_page(
    language: Language, names: Names, values: Values, rest: DailySummaryContent
) -> Message:
    """Build a page of what the daily summary had no room for."""
    _ = language.gettext
    is_any = rest.recognitions or rest.answers
    first = line(fill(_("More of what others noticed:") if is_any else _("That was all of it.")))
    return _build_page(language, names, values, rest, [first], [], action=SHOW_NEXT)


def _build_page(
    language: Language,
    names: Names,
    values: Values,
    content: DailySummaryContent,
    opening: list[Part],
    more: list[Part],
    *,
    room: int = MAX_COUNTED,
    action: str = SHOW_REST,
) -> Message:
    """Build a message of as many items as fit, and a button for the rest below `more`."""
    items = [
        (
            SummaryCursor(content.message, item.recognition.id, item.reply.by),
            build_reply_parts(language, names, item),
        )
        for item in content.answers
    ]
    items += [
        (SummaryCursor(content.message, item.id), _item_parts(language, names, values, content, item))
        for item in content.recognitions
    ]
    label = language.gettext("Read the rest") if action == SHOW_REST else language.gettext("Read on")
    room -= count_parts([*opening, *more, Buttons((Button(label, action, ""),))])
    parts: list[Part] = [*opening]
    last = None
    for cursor, passages in items:
        room -= count_parts(passages)
        if last and (room < 0 or len(parts) + len(passages) + len(more) >= MAX_BLOCKS):
            button = Button(label, action, last.as_value())
            return build_message([*parts, *more, Buttons((button,))])
        parts += passages
        last = cursor
    return build_message(parts)


def _item_parts(
    language: Language,
    names: Names,
    values: Values,
    content: DailySummaryContent,
    recognition: RecognitionView,
) -> list[Part]:
    """Return one recognition of the day, with the menu of what the reader can do."""
    if recognition.source is Source.REACTION:
        passage = recognition_passage(language, names, values, recognition, content.reader)
    elif recognition.id in content.new:
        passage = _recognition_passage(language, names, values, recognition, content.reader)
    else:
        passage = _endorsement_passage(language, names, recognition)
    return [passage, received_menu(language, recognition, content.preference)]


def _recognition_passage(
    language: Language, names: Names, values: Values, recognition: RecognitionView, reader: UserId
) -> Passage:
    """Return a recognition that is new to the reader, and where it was posted."""
    _ = language.gettext
    passage = recognition_passage(language, names, values, recognition, reader)
    first, *rest = passage.parts
    if recognition.is_private:
        place_spans: Spans = fill(_("just between you two"))
    elif recognition.permalink:
        place_spans = (
            ChannelSpan(recognition.channel),
            TextSpan(" · "),
            LinkSpan(recognition.permalink, _("see it")),
        )
    else:
        place_spans = (ChannelSpan(recognition.channel),)
    return Passage((Line((*first.spans, TextSpan(" · "), *place_spans)), *rest))


def _endorsement_passage(language: Language, names: Names, recognition: RecognitionView) -> Passage:
    """Return who endorsed a recognition of the reader."""
    _ = language.gettext
    sentence = (
        _("{voices} joined {givers} in thanking you ({message}):")
        if recognition.permalink
        else _("{voices} joined {givers} in thanking you:")
    )
    first = fill(
        sentence,
        voices=join_user_names(language, names, recognition.endorsers),
        givers=join_user_names(language, names, recognition.givers),
        message=LinkSpan(recognition.permalink, _("see it")) if recognition.permalink else "",
    )
    quoted = Quote(text_spans(language, names, recognition.text))
    return Passage(
        (Line(capitalize_start(language, first)), quoted, *comment_lines(language, names, recognition))
    )
