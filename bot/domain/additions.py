"""Whether something may still be added to a recognition: the same rule as for giving one."""

from collections.abc import Mapping

from bot.domain.visibility import ThanksPreference, Visibility, recipient_visibility


def accepts_additions(
    recipients: Mapping[str, Visibility], thanks_preferences: Mapping[str, ThanksPreference]
) -> bool:
    """Return True if each recipient could be thanked now as widely as this recognition shows them.

    Someone who wants no thanks by now, or only private ones, must not be thanked more by what others add to
    an older one. `thanks_preferences` maps user ids to how they wish to be thanked (publicly where absent).
    """
    return all(
        _accepts(seen, thanks_preferences.get(recipient, ThanksPreference.PUBLICLY))
        for recipient, seen in recipients.items()
    )


def _accepts(seen: Visibility, preference: ThanksPreference) -> bool:
    return preference is not ThanksPreference.NEVER and recipient_visibility(seen, preference) is seen
