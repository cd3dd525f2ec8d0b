"""How much of each text a digest quotes, so that all of it can be read in twenty seconds."""

from collections.abc import Sequence

MAX_QUOTED_CHARACTERS = 560
"""Characters that a digest quotes of all its recognitions together, as far as `MIN_EXCERPT` leaves it."""
MAX_EXCERPT, MIN_EXCERPT = 240, 80
"""Characters of the longest excerpt, where there is much room and where there is little."""


def find_excerpt_length(lengths: Sequence[int]) -> int:
    """Return the characters that each excerpt may have if texts of these lengths share the room."""
    caps = range(MAX_EXCERPT, MIN_EXCERPT, -10)
    fitting = (cap for cap in caps if sum(min(length, cap) for length in lengths) <= MAX_QUOTED_CHARACTERS)
    return next(fitting, MIN_EXCERPT)
