"""How the patches of each value look."""

from msgspec import Struct

from bot.images.colors import PLAIN_RAMPS, VALUE_RAMPS, Ramp
from bot.images.motifs import HEART, MOTIFS, Motif


class ValueStyle(Struct, frozen=True):
    """A motif and the number of a color. `is_inverted` swaps the colors of motif and background."""

    motif: Motif
    color: int
    is_inverted: bool

    @property
    def tones(self) -> tuple[Ramp, ...]:
        """From the color of the patch to that of its motif: darker, usual, lighter."""
        return PLAIN_RAMPS if self.color == _PLAIN_NUMBER else VALUE_RAMPS[self.color]

    @property
    def is_ground_light(self) -> bool:
        """Return True if the patch is lighter than its motif."""
        return self.is_inverted or self.color == _PLAIN_NUMBER


_PLAIN_NUMBER = -1
PLAIN = ValueStyle(HEART, _PLAIN_NUMBER, is_inverted=False)
"""The style of a recognition without a value. No value has it."""


def value_style(number: int) -> ValueStyle:
    """Return the style with this number, which a value has for good.

    There is one for each motif. The next as many have the same motifs, inverted and on another color. The
    first hundred styles are all different.
    """
    motif = MOTIFS[number % len(MOTIFS)]
    return ValueStyle(motif, number % len(VALUE_RAMPS), number // len(MOTIFS) % 2 == 1)
