"""Setting up, offering and ending a channel's digest."""

from datetime import datetime

from bot.domain.audience import Audience, Coverage
from bot.domain.digest import DigestContents, DigestEnd, DigestRefusal, Subscription
from bot.domain.ids import NO_CHANNEL, ChannelId
from bot.domain.outbox_messages import DigestEndNotice, DigestOffer, QuietQuestion
from bot.domain.values import Values
from bot.slack.features.digest.weekly_message import build_digest
from bot.slack.ui.inline import ChannelSpan, Names, TextSpan, address_user, fill, slash_command
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message, build_message, join_messages, line
from bot.slack.ui.parts import Button, Buttons, NoteLine, Part
from bot.usecases.digests import DigestPreview
from bot.usecases.message_contents import WeeklyDigestContent

SET_UP_SEVERAL = "digest-channels"
"""The action that opens the form for several channels, and the form's name."""
SET_UP = "digest-set-up"
"""The action that opens the form for a channel (its id is the value), and the form's name."""
KEEP = "digest-keep"
STOP = "digest-stop"
"""The actions of the question after two quiet weeks."""


def build_preview(
    language: Language,
    names: Names,
    values: Values,
    digest_preview: DigestPreview,
    digest_language: Language,
    content: WeeklyDigestContent,
) -> Message:
    """Build the digest as of now, for the reader alone; `digest_language` is the digest's own language."""
    _ = language.gettext
    if not digest_preview.chapters and not digest_preview.subscription.contents.quiet_weeks:
        sentence = _("A quiet week so far, and that's fine. An empty week posts nothing in {channel}.")
        return build_message([line(fill(sentence, channel=ChannelSpan(digest_preview.subscription.channel)))])
    preview = build_digest(digest_language, names, values, content, is_preview=True)
    opening = build_message([line(fill(_("Only you see this. If the digest came now, it would say:")))])
    return join_messages(opening, preview)


def preview_image_message(language: Language) -> Message:
    """Introduce the image of a previewed digest."""
    return build_message([line(fill(language.gettext("This image would be below its heading:")))])


def setup_message(
    language: Language,
    subscription: Subscription,
    zones: tuple[str, ...],
    audience: Audience | None = None,
) -> Message:
    """Confirm what was set up, with the hour for members elsewhere; `audience` is who reads it."""
    _ = language.gettext
    sentence = _("{channel} will get its digest every {when}. The next one comes on {date}.")
    opening = fill(
        sentence,
        channel=ChannelSpan(subscription.channel),
        when=language.schedule(subscription.schedule),
        date=language.date(subscription.next_due, subscription.schedule.zone),
    )
    return build_message(
        [
            line(opening),
            *_contents_notes(language, subscription.contents, audience),
            *_zone_notes(language, subscription.next_due, zones),
        ]
    )


def build_status(
    language: Language,
    names: Names,
    channel: ChannelId,
    subscription: Subscription | None,
    zones: tuple[str, ...],
    audience: Audience | None = None,
) -> Message:
    """Build the digest's status, with a button that opens the form."""
    _ = language.gettext
    if subscription is None:
        sentence = _(
            "{channel} has no digest. {command} starts one; without a day it comes on Monday at 09:00."
        )
        on = slash_command(language, "digest on friday 15:00")
        opening = fill(sentence, channel=ChannelSpan(channel), command=on)
        return build_message([line(opening), _setup_buttons(language, _("Set it up"), channel)])
    sentence = _(
        "{channel} gets its digest every {when}; {person} set it up. The next one comes on {date}. "
        "{command} changes it, {off} ends it."
    )
    opening = fill(
        sentence,
        channel=ChannelSpan(channel),
        when=language.schedule(subscription.schedule),
        person=address_user(language, names, subscription.set_by),
        date=language.date(subscription.next_due, subscription.schedule.zone),
        command=slash_command(language, "digest on friday 15:00"),
        off=slash_command(language, "digest off"),
    )
    return build_message(
        [
            line(opening),
            *_contents_notes(language, subscription.contents, audience),
            *_zone_notes(language, subscription.next_due, zones),
            _setup_buttons(language, _("Change it"), channel),
        ]
    )


def _setup_button(label: str, channel: ChannelId) -> Buttons:
    return Buttons((Button(label, SET_UP, channel),))


def _setup_buttons(language: Language, label: str, channel: ChannelId) -> Buttons:
    """Return the button for this channel, and the one for several."""
    return Buttons((*_setup_button(label, channel).buttons, several_button(language, channel)))


def several_button(language: Language, channel: ChannelId = NO_CHANNEL) -> Button:
    """Return the button that opens the form for several channels, this one chosen."""
    return Button(language.gettext("Several channels"), SET_UP_SEVERAL, channel or SET_UP_SEVERAL)


def _contents_notes(language: Language, contents: DigestContents, audience: Audience | None) -> list[Part]:
    """Return what the digest covers beyond the default."""
    _ = language.gettext
    sentences = {
        Coverage.CHANNEL: [],
        Coverage.MEMBERS: [_("It also shows public thanks that people here received elsewhere.")],
        Coverage.WORKSPACE: [_("It also shows all public thanks in this workspace.")],
    }[contents.covers]
    if contents.covers is not Coverage.CHANNEL and audience and not audience.sees_public:
        sentences.append(
            _("While guests or other organisations are in here, only thanks from this channel are shown.")
        )
    if contents.quiet_weeks:
        sentences.append(_("A week without thanks gets a gentle line."))
    if not contents.picture:
        sentences.append(_("It comes without a picture."))
    return [NoteLine(fill(" ".join(sentences)))] if sentences else []


def _zone_notes(language: Language, moment: datetime, zones: tuple[str, ...]) -> list[Part]:
    if not zones:
        return []
    hours = language.join_items([language.hour_elsewhere(moment, zone) for zone in zones])
    return [NoteLine(fill(language.gettext("For members elsewhere that is {hours}."), hours=hours))]


def end_message(language: Language, channel: ChannelId, *, had_one: bool) -> Message:
    """Confirm that the digest ended, or say that there was none."""
    _ = language.gettext
    sentence = (
        _("{channel} no longer gets a digest. You can still read its thanks with {command}.")
        if had_one
        else _("{channel} has no digest, so nothing was changed.")
    )
    command = slash_command(language, "history #…")
    return build_message([line(fill(sentence, channel=ChannelSpan(channel), command=command))])


def channel_needed_message(language: Language) -> Message:
    """Say that digests belong to channels, not to direct or group messages."""
    sentence = language.gettext(
        "A digest belongs to a channel. Please type this in the channel that should get it."
    )
    return build_message([line(fill(sentence)), Buttons((several_button(language),))])


def invitation_needed_message(language: Language) -> Message:
    """Say that the bot can't post in this channel."""
    sentence = language.gettext(
        "I'm not in this channel, so a digest couldn't reach it. Type {invite} first, then this again."
    )
    return build_message([line(fill(sentence, invite=TextSpan("/invite @Hearten", code=True)))])


def refusal_message(language: Language, channel: ChannelId, refusal: DigestRefusal) -> Message:
    """Say why the reader may not set up this channel's digest."""
    _ = language.gettext
    sentence = {
        DigestRefusal.NO_MEMBER: _(
            "Only people who are in {channel} can set up its digest, so nothing was changed. Join it first?"
        ),
        DigestRefusal.NO_ADMIN: _(
            "Here it is the admins who set up digests, so nothing was changed. Perhaps ask one of them?"
        ),
    }[refusal]
    return build_message([line(fill(sentence, channel=ChannelSpan(channel)))])


def membership_unknown_message(language: Language, channel: ChannelId) -> Message:
    """Say that Slack didn't answer whether the reader is in the channel."""
    sentence = language.gettext(
        "I couldn't see who is in {channel} just now, so nothing was changed. Please try once more."
    )
    return build_message([line(fill(sentence, channel=ChannelSpan(channel)))])


def offer_message(language: Language, content: DigestOffer) -> Message:
    """Offer a digest, once, to the user who invited the bot."""
    _ = language.gettext
    sentence = _(
        "Thank you for inviting me to {channel}. Would people there like to read their good words again, "
        "once a week?"
    )
    hint = _("I ask only once. Later, {command} there does the same.")
    return build_message(
        [
            line(fill(sentence, channel=ChannelSpan(content.channel))),
            _setup_button(_("Set it up"), content.channel),
            NoteLine(fill(hint, command=slash_command(language, "digest"))),
        ]
    )


def quiet_question(language: Language, content: QuietQuestion) -> Message:
    """Ask the user who set up a digest, once, whether its hour suits."""
    _ = language.gettext
    channel = content.channel
    sentence = _("{channel} had two quiet weeks, and that's fine. Does the digest's hour suit the team?")
    return build_message(
        [
            line(fill(sentence, channel=ChannelSpan(channel))),
            Buttons(
                (
                    Button(_("Keep it"), KEEP, channel),
                    Button(_("Change it"), SET_UP, channel),
                    Button(_("Stop it"), STOP, channel),
                )
            ),
            NoteLine(fill(_("Only you can see this. I ask only once."))),
        ]
    )


def kept_message(language: Language, channel: ChannelId) -> Message:
    """Confirm that a digest stays as it is."""
    sentence = language.gettext("Good. The digest of {channel} stays as it is.")
    return build_message([line(fill(sentence, channel=ChannelSpan(channel)))])


def end_notice(language: Language, content: DigestEndNotice) -> Message:
    """Notify the user who set up a digest that it ended, and what can be done."""
    _ = language.gettext
    sentence = {
        DigestEnd.ARCHIVED: _(
            "{channel} was archived, so the weekly digest that you set up there has ended. Should it come "
            "back, {command} starts one again."
        ),
        DigestEnd.DELETED: _(
            "{channel} was deleted, so the weekly digest that you set up there has ended. Everyone still "
            "finds their own thanks with {history}."
        ),
        DigestEnd.LEFT: _(
            "I'm no longer in {channel}, so the weekly digest that you set up there has ended. {invite} "
            "and {command} bring it back."
        ),
        DigestEnd.READ_ONLY: _(
            "I'm not allowed to post in {channel}, so the weekly digest that you set up there has ended. "
            "Once I am, {command} starts one again."
        ),
    }[content.why]
    return build_message(
        [
            line(
                fill(
                    sentence,
                    channel=ChannelSpan(content.channel),
                    command=slash_command(language, "digest on"),
                    history=slash_command(language, "history"),
                    invite=TextSpan("/invite @Hearten", code=True),
                )
            )
        ]
    )
