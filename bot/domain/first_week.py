"""The first days in a workspace: what Hearten then proposes to the person who installed it, and when."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import Schedule, to_instant

FIRST_DAYS = timedelta(days=4)
"""How long Hearten looks which channels say thanks, before it proposes anything."""
MAX_CHANNELS = 3
"""Channels that are proposed to get a digest."""
MIN_REACTIONS = 3
"""Emoji of thanks in a channel from which on its people say thanks to each other."""
PROPOSED_VALUES = ("empathy", "trust", "learning")
"""Keys of the ready values that are proposed."""
THANKS_EMOJI = frozenset(
    {
        *("pray", "heart", "raised_hands", "clap", "tada", "star", "star2", "hugging_face", "bouquet"),
        *("thanks", "thank_you", "thankyou", "kudos", "danke", "merci", "gracias", "obrigado", "ありがとう"),
        *("sparkling_heart", "heart_hands", "people_hugging", "bow", "bulb", "handshake", "jigsaw"),
    }
)
"""Names of emoji that may mean thanks; many workspaces have some of these words as emoji of their own."""
_WEEKDAY = 4
_HOURS = range(9, 17)
_USUAL_HOUR = 15
_KIND_HOURS = range(10, 16)


def means_thanks(emoji: str) -> bool:
    """Return True for an emoji (Slack's name, perhaps with a skin tone) that may mean thanks."""
    return emoji.partition("::")[0] in THANKS_EMOJI


def find_kind_moment(moment: datetime, zone: str) -> datetime:
    """Return the first instant from then on at which it is a working day's late morning or afternoon."""
    local = moment.astimezone(ZoneInfo(zone))
    if local.weekday() < 5 and local.hour in _KIND_HOURS:
        return moment
    day = local.date() + timedelta(days=0 if local.hour < _KIND_HOURS.start else 1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return to_instant(day, time(_KIND_HOURS.start), zone)


def choose_schedule(zones: Iterable[str], now: datetime, otherwise: str) -> Schedule:
    """Return when a digest suits people in these zones: on Friday, at the working hour of most of them.

    It is written in the zone of most people, or in `otherwise` if no zone is known.
    """
    counts = Counter(zones)
    zone = min(counts, key=lambda each: (-counts[each], each)) if counts else otherwise
    days = (_WEEKDAY - now.astimezone(ZoneInfo(zone)).weekday()) % 7
    friday = (now + timedelta(days=days)).astimezone(ZoneInfo(zone)).date()

    def count_at_work(hour: int) -> int:
        moment = to_instant(friday, time(hour), zone)
        local = {each: moment.astimezone(ZoneInfo(each)) for each in counts}
        at_work = [
            each for each in counts if local[each].hour in _HOURS and local[each].weekday() == _WEEKDAY
        ]
        return sum(counts[each] for each in at_work)

    best = max(_HOURS, key=lambda hour: (count_at_work(hour), -abs(hour - _USUAL_HOUR), hour))
    return Schedule(_WEEKDAY, time(best), zone)
