"""Patches: how values differ, without color, too, and how several share one."""

from __future__ import annotations

import itertools

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.images.colors import CARD, PALETTE, PLAIN_RAMPS, VALUE_RAMPS
from bot.images.motifs import HEART, MOTIFS, motif_mask
from bot.images.patches import MAX_STYLES, PatchRenderer
from bot.images.value_styles import PLAIN, value_style

ASSURED = 40
"""Values that are looked at in pairs."""
TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)


def seen(patch: Image.Image) -> Image.Image:
    shown = patch.copy()
    shown.putpalette([part for color in PALETTE for part in color], "RGBA")
    return shown.convert("RGBA").convert("RGB")


def swatch(position: int, side: int = 56) -> Image.Image:
    return seen(PatchRenderer(side, CARD.end).patch((value_style(position),)))


def apart(one: Image.Image, other: Image.Image) -> float:
    """How far two grey pictures are from each other, of 255, however one is turned."""
    ways = (other if turn is None else other.transpose(turn) for turn in TURNS)
    return min(float(ImageStat.Stat(ImageChops.difference(one, way)).mean[0]) for way in ways)


@pytest.mark.parametrize("side", [20, 56])
def test_motifs_differ_in_every_rotation(side: int) -> None:
    """By a fifth of their area at least, also in an image with very many patches."""
    for one, other in itertools.combinations((*MOTIFS, HEART), 2):
        assert apart(motif_mask(one, side), motif_mask(other, side)) > 255 / 5, (one, other)


def test_values_differ_in_their_motif_or_in_tone_and_color() -> None:
    for one, other in itertools.combinations(map(value_style, range(ASSURED)), 2):
        if one.motif == other.motif:
            assert one.is_inverted != other.is_inverted
            assert one.color != other.color


def test_values_differ_without_color() -> None:
    greys = [swatch(position).convert("L") for position in range(ASSURED)]
    for one, other in itertools.combinations(range(ASSURED), 2):
        least = 35 if value_style(one).motif == value_style(other).motif else 12
        assert apart(greys[one], greys[other]) > least, (one, other)


def test_motif_contrasts_with_its_color() -> None:
    """In grey, but not harshly."""
    for color in VALUE_RAMPS:
        for ramp in color:
            dark, light = (grey(number) for number in (ramp.start, ramp.end))
            assert 40 < light - dark < 140


def grey(color: int) -> float:
    red, green, blue, _ = PALETTE[color]
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_first_hundred_styles_differ() -> None:
    assert len({value_style(position) for position in range(100)}) == 100


def test_palette_fits_into_an_image() -> None:
    assert len(PALETTE) <= 256


def test_patch_without_values_is_a_heart() -> None:
    """Upright, whatever its name is, and no value's."""
    middle = {ramp.first + ramp.steps // 2 for ramp in PLAIN_RAMPS}
    is_rose = [any(one < number < one + 3 for one in middle) for number in range(256)]
    renderer = PatchRenderer(56, CARD.end)
    hearts = {renderer.patch((), name).point(is_rose).tobytes() for name in ("", *map(str, range(50)))}
    assert len(hearts) == 1
    heart = renderer.patch(()).crop((14, 14, 42, 42)).point(is_rose)
    assert sum(heart.crop((0, 0, 28, 14)).tobytes()) > sum(heart.crop((0, 14, 28, 28)).tobytes())
    assert renderer.patch(()).getpixel((10, 28)) == PLAIN_RAMPS[1].start
    assert all(value_style(number) != PLAIN for number in range(200))


def test_large_patches_of_a_value_vary_within_its_colors() -> None:
    renderer = PatchRenderer(240, CARD.end)
    made = {renderer.patch((value_style(2),), str(number)).tobytes() for number in range(300)}
    assert len(made) > 24
    colors = {n for ramp in VALUE_RAMPS[2] for n in range(ramp.start, ramp.end + 1)}
    assert {color for patch in made for color in patch} <= {CARD.end, *colors}


def test_small_patches_of_a_value_vary_by_name() -> None:
    renderer = PatchRenderer(56, CARD.end)
    made = {renderer.patch((value_style(4),), str(number)).tobytes() for number in range(100)}
    assert 4 < len(made) <= 12
    assert (
        renderer.patch((value_style(4),), "1").tobytes()
        == PatchRenderer(56, CARD.end).patch((value_style(4),), "1").tobytes()
    )


@pytest.mark.parametrize("count", range(2, MAX_STYLES + 1))
def test_several_values_share_a_patch_evenly(count: int) -> None:
    """Each has as much of its colors as of any other's, up to the parts of its motif."""
    positions = range(count)
    styles = tuple(value_style(position) for position in positions)
    patch = PatchRenderer(212, CARD.end).patch(styles)
    shares = [
        sum(patch.histogram()[VALUE_RAMPS[style.color][1].start : VALUE_RAMPS[style.color][1].end + 1])
        for style in styles
    ]
    assert min(shares) > 0
    assert max(shares) - min(shares) <= 4


def test_patch_shows_at_most_max_styles() -> None:
    styles = tuple(value_style(position) for position in range(40))
    renderer = PatchRenderer(24, CARD.end)
    assert renderer.patch(styles).tobytes() == renderer.patch(styles[:MAX_STYLES]).tobytes()
