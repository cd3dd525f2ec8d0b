"""Reports: the forms, and what admins and givers read."""

from slack_sdk.models.blocks import Block, PlainTextInputElement, SectionBlock

from bot.domain.outbox_messages import ReviewNotice, WithdrawalNotice
from bot.slack.ui.inline import ChannelSpan, LinkSpan, Names, TextSpan, fill, join_user_names, text_spans
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, line
from bot.slack.ui.modal import View, field, form, notice
from bot.slack.ui.mrkdwn import text_object
from bot.slack.ui.parts import Button, Buttons, Line, Part, Passage, Quote
from bot.slack.ui.phrases import comment_lines, join_recipients
from bot.usecases.reports import ReportContent, ReportGoneContent, ReportOutcome

MORE = "more"
"""The action of the menu beside a shout-out; the option's value names what was chosen."""
REPORT = "report"
WITHDRAW = "withdraw"
"""Forms; the second is also the action of the button that opens it."""
KEEP = "keep-reported"
"""The action with which an admin leaves a reported recognition up."""
REASON = "reason"
"""The field of both forms."""
MAX_REASON_LENGTH = 1_000
"""Characters of a reason."""


def build_report_form(language: Language, context: str) -> View:
    """Build the form for a report to the admins; it returns `context` on submission."""
    _ = language.gettext
    explanation = _(
        "I'll pass your words on to the admins of this workspace, privately, and I won't say who they're "
        "from. The thanks stays up unless an admin withdraws it."
    )
    reason = PlainTextInputElement(multiline=True, max_length=MAX_REASON_LENGTH)
    return form(
        REPORT,
        _("This isn't okay"),
        [_paragraph(explanation), field(REASON, _("What is wrong?"), reason, is_optional=True)],
        submit=_("Tell the admins"),
        close=_("Cancel"),
        context=context,
    )


def report_sent_notice(language: Language, *, is_new: bool) -> View:
    """Confirm in the form's place that the admins were notified."""
    _ = language.gettext
    sentence = (
        _("Thank you for saying so. The admins read it in a direct message and decide what to do.")
        if is_new
        else _("You've already reported this one to the admins. They can see it.")
    )
    return notice(_("This isn't okay"), [_paragraph(sentence)], close=_("Close"))


def no_admin_notice(language: Language) -> View:
    """Say in the form's place that no admin may read a report about it."""
    return notice(
        language.gettext("This isn't okay"),
        [_paragraph(_no_admin_sentence(language))],
        close=language.gettext("Close"),
    )


def _no_admin_sentence(language: Language) -> str:
    return language.gettext(
        "I can't find an admin here who has no part in this thanks, so I can't pass anything on. Is there"
        " someone you trust?"
    )


def withdrawn_notice(language: Language) -> View:
    """Say in the form's place that the recognition was withdrawn before the report was sent."""
    _ = language.gettext
    return notice(_("This isn't okay"), [_paragraph(_("This thanks is gone already."))], close=_("Close"))


def refusal_error(language: Language, outcome: ReportOutcome) -> str:
    """Say at the field why nothing was sent; what was typed stays."""
    if outcome is ReportOutcome.TOO_OFTEN:
        return language.gettext(
            "You've reported several in the past hour, so I didn't send this one. Please keep your words and "
            "send it later."
        )
    return _no_admin_sentence(language)


def unread_admins_error(language: Language) -> str:
    """Say at the field that Slack does not answer who the admins are."""
    return language.gettext(
        "Slack doesn't tell me who the admins are right now, so nothing was sent. Please send it again in a "
        "minute."
    )


def withdrawn_message(language: Language) -> Message:
    """Say that the recognition of the menu is gone."""
    return build_message([line(fill(language.gettext("This thanks is gone already.")))])


def build_report(language: Language, names: Names, content: ReportContent) -> Message:
    """Build a report for an admin: the text, what was said about it, and what can be done."""
    _ = language.gettext
    recognition = content.recognition
    opening = fill(
        _("Someone says that this isn't okay. {givers} thanked {recipients} in {channel}:"),
        givers=join_user_names(language, names, recognition.givers),
        recipients=join_recipients(language, names, recognition),
        channel=ChannelSpan(recognition.channel),
    )
    quoted = Quote(text_spans(language, names, recognition.text))
    parts: list[Part] = [Passage((Line(opening), quoted, *comment_lines(language, names, recognition)))]
    if content.is_changed:
        changed = _("It was changed after someone reported it, so it may read differently now.")
        parts.append(line(fill(changed)))
    about = Line(fill(_("What they say about it:")))
    parts += [Passage((about, Quote((TextSpan(reason),)))) for reason in content.reasons if reason]
    if recognition.permalink:
        parts.append(line((LinkSpan(recognition.permalink, _("See it in the channel")),)))
    explanation = (
        _("An admin looked at it and left it up. If you withdraw it, {givers} can read why.")
        if content.is_kept
        else _("It stays up for now. If you withdraw it, {givers} can read why.")
    )
    parts.append(line(fill(explanation, givers=join_user_names(language, names, recognition.givers))))
    buttons = [Button(_("Withdraw it …"), WITHDRAW, recognition.id, style="danger")]
    if not content.is_kept:
        parts.append(
            line(fill(_("Either way, the person who reported it reads that an admin looked at it.")))
        )
        buttons.append(Button(_("Leave it up"), KEEP, recognition.id))
    return build_message([*parts, Buttons(tuple(buttons))])


def resolved_report_message(language: Language, content: ReportGoneContent) -> Message:
    """Notify an admin that the reported recognition was withdrawn, so nothing is left to decide."""
    sentence = language.gettext(
        "A thanks in {channel} that someone reported was taken back, so there's nothing left to decide."
    )
    return build_message([line(fill(sentence, channel=ChannelSpan(content.channel)))])


def review_message(language: Language, content: ReviewNotice) -> Message:
    """Notify the user who reported a shout-out that an admin looked at it."""
    _ = language.gettext
    sentence = (
        _("An admin looked at the thanks in {channel} that you reported, and withdrew it.")
        if content.is_withdrawn
        else _("An admin looked at the thanks in {channel} that you reported, and left it up.")
    )
    after = _("Thank you for saying so. Only you can see this.")
    return build_message([line(fill(sentence, channel=ChannelSpan(content.channel))), line(fill(after))])


def nothing_to_decide_message(language: Language) -> Message:
    """Say to an admin that there is nothing left to decide."""
    return build_message([line(fill(not_withdrawn_error(language)))])


def build_withdrawal_form(language: Language, context: str) -> View:
    """Build the form in which an admin gives a reason; it returns `context` on submission."""
    _ = language.gettext
    explanation = _("It disappears for everyone, and this can't be undone. The giver reads your reason.")
    reason = PlainTextInputElement(multiline=True, max_length=MAX_REASON_LENGTH, focus_on_load=True)
    return form(
        WITHDRAW,
        _("Withdraw this thanks"),
        [_paragraph(explanation), field(REASON, _("Why?"), reason)],
        submit=_("Withdraw it"),
        close=_("Cancel"),
        context=context,
    )


def not_withdrawn_error(language: Language) -> str:
    """Say at the field that it could not be withdrawn."""
    return language.gettext("This thanks is already gone, or you're no longer an admin. Nothing was changed.")


def no_reason_error(language: Language) -> str:
    """Return the field error for an empty reason."""
    return language.gettext("Please write a sentence: the giver will want to understand.")


def withdrawal_message(language: Language, names: Names, content: WithdrawalNotice) -> Message:
    """Notify a giver that an admin withdrew their recognition."""
    _ = language.gettext
    opening = fill(
        _("An admin has withdrawn what you said in {channel}:"),
        channel=ChannelSpan(content.channel),
    )
    parts = [Passage((Line(opening), Quote(text_spans(language, names, content.text))))]
    if content.reason:
        # The reason is erased together with the admin who wrote it.
        parts.append(Passage((Line(fill(_("Their reason:"))), Quote((TextSpan(content.reason),)))))
    return build_message([*parts, line(fill(_("You can say thank you in other words at any time.")))])


def _paragraph(sentence: str) -> Block:
    return SectionBlock(text=text_object([TextSpan(sentence)]))
