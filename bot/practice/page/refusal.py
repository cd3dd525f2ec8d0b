"""What cannot be done on the page, in words for the person who tried."""

from typing import Final

from bot.practice.records import SlackError


class RefusalError(Exception):
    """Something that cannot be done; its words are shown to the person who tried."""


def in_words(error: SlackError) -> str:
    """Say a refusal of the workspace in a sentence."""
    return _REFUSALS.get(error.error, f"That is not possible here ({error.error}).")


_REFUSALS: Final = {
    "channel_not_found": "That channel isn't one you can see.",
    "not_in_channel": "You aren't a member of this channel, so you can't write here.",
    "restricted_action": "People of other organisations can't use commands and shortcuts here.",
    "account_inactive": "This account is deactivated.",
    "action_not_found": "That button is gone.",
    "option_not_found": "That can't be chosen any more.",
    "is_archived": "This channel is archived.",
    "restricted_action_read_only_channel": "Only admins can post in this channel.",
    "messages_tab_disabled": "Sending messages to this app has been turned off.",
    "message_not_found": "That message is gone.",
    "thread_not_found": "The message that this thread began with is gone.",
    "cant_update_message": "Only who wrote a message can edit it.",
    "cant_delete_message": "Only who wrote a message can delete it.",
    "no_text": "A message needs at least one word. To take it away, delete it.",
}
