"""Notes for givers about the channel that a shout-out is posted in."""

from bot.domain.target_channel import StayReason
from bot.slack.ui.inline import Spans, fill
from bot.slack.ui.language import Language


def moved_note(language: Language) -> Spans:
    """Say that the shout-out is in the channel that admins chose, not where it was typed."""
    return fill(language.gettext("Shout-outs from public channels go there."))


def stay_note(language: Language, reason: StayReason) -> list[Spans]:
    """Say why the shout-out isn't in the chosen channel; nothing if that isn't worth a sentence."""
    _ = language.gettext
    match reason:
        case StayReason.PRIVATE:
            sentence = _("This channel is private, so your words stay in it.")
        case StayReason.SHARED:
            sentence = _("People of other organisations are in this channel, so your words stay in it.")
        case StayReason.UNFIT:
            sentence = _("I can't post in the channel for shout-outs at the moment, so your words stay here.")
        case StayReason.UNKNOWN:
            sentence = _("Slack didn't tell me in time who you are, so your words stay here.")
        case StayReason.GUEST:
            return []
    return [fill(sentence)]
