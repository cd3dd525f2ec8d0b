"""Patches: what tells values apart, without colour too, and how several share one."""

from __future__ import annotations

import itertools

import pytest
from PIL import Image, ImageChops, ImageStat

from bot.images.colors import CARD, CLOTHS, LINEN, PALETTE
from bot.images.motifs import HEART, MOTIFS, stencil
from bot.images.patches import MOST_LOOKS, Basket
from bot.images.value_styles import PLAIN, look

ASSURED = 40
"""Values that are looked at in pairs."""
TURNS = (None, Image.Transpose.ROTATE_90, Image.Transpose.ROTATE_180, Image.Transpose.ROTATE_270)


def seen(patch: Image.Image) -> Image.Image:
    shown = patch.copy()
    shown.putpalette([part for colour in PALETTE for part in colour], "RGBA")
    return shown.convert("RGBA").convert("RGB")


def swatch(position: int, side: int = 56) -> Image.Image:
    return seen(Basket(side, CARD.end).patch((look(position),)))


def apart(one: Image.Image, other: Image.Image) -> float:
    """How far two grey pictures are from each other, of 255, however one is turned."""
    ways = (other if turn is None else other.transpose(turn) for turn in TURNS)
    return min(float(ImageStat.Stat(ImageChops.difference(one, way)).mean[0]) for way in ways)


@pytest.mark.parametrize("side", [20, 56])
def test_motifs_differ_however_they_are_turned(side: int) -> None:
    """By a fifth of their area at least, also where a quilt has very many patches."""
    for one, other in itertools.combinations((*MOTIFS, HEART), 2):
        assert apart(stencil(one, side), stencil(other, side)) > 255 / 5, (one, other)


def test_values_differ_in_their_motif_or_in_tone_and_cloth() -> None:
    for one, other in itertools.combinations(map(look, range(ASSURED)), 2):
        if one.motif == other.motif:
            assert one.is_inverted != other.is_inverted
            assert one.cloth != other.cloth


def test_values_tell_apart_without_colour() -> None:
    greys = [swatch(position).convert("L") for position in range(ASSURED)]
    for one, other in itertools.combinations(range(ASSURED), 2):
        least = 35 if look(one).motif == look(other).motif else 12
        assert apart(greys[one], greys[other]) > least, (one, other)


def test_a_motif_stands_out_from_its_cloth() -> None:
    """In grey, but not harshly."""
    for cloth in CLOTHS:
        for ramp in cloth:
            dark, light = (grey(number) for number in (ramp.start, ramp.end))
            assert 40 < light - dark < 140


def grey(colour: int) -> float:
    red, green, blue, _ = PALETTE[colour]
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_the_first_hundred_values_all_look_different() -> None:
    assert len({look(position) for position in range(100)}) == 100


def test_a_picture_has_room_for_its_colours() -> None:
    assert len(PALETTE) <= 256


def test_a_patch_without_values_is_a_heart_on_linen() -> None:
    """Upright, whatever its name is, and no value's."""
    middle = {ramp.first + ramp.steps // 2 for ramp in LINEN}
    is_rose = [any(one < number < one + 3 for one in middle) for number in range(256)]
    basket = Basket(56, CARD.end)
    hearts = {basket.patch((), name).point(is_rose).tobytes() for name in ("", *map(str, range(50)))}
    assert len(hearts) == 1
    heart = basket.patch(()).crop((14, 14, 42, 42)).point(is_rose)
    assert sum(heart.crop((0, 0, 28, 14)).tobytes()) > sum(heart.crop((0, 14, 28, 28)).tobytes())
    assert basket.patch(()).getpixel((10, 28)) == LINEN[1].start
    assert all(look(number) != PLAIN for number in range(200))


def test_large_patches_of_one_value_vary_and_keep_to_its_colours() -> None:
    basket = Basket(240, CARD.end)
    made = {basket.patch((look(2),), str(number)).tobytes() for number in range(300)}
    assert len(made) > 24
    colours = {n for ramp in CLOTHS[2] for n in range(ramp.start, ramp.end + 1)}
    assert {colour for patch in made for colour in patch} <= {CARD.end, *colours}


def test_patches_of_a_value_differ_a_little_by_their_names() -> None:
    basket = Basket(56, CARD.end)
    made = {basket.patch((look(4),), str(number)).tobytes() for number in range(100)}
    assert 4 < len(made) <= 12
    assert basket.patch((look(4),), "1").tobytes() == Basket(56, CARD.end).patch((look(4),), "1").tobytes()


@pytest.mark.parametrize("count", range(2, MOST_LOOKS + 1))
def test_several_values_share_a_patch_evenly(count: int) -> None:
    """Each has as much of its colours as of any other's, up to the parts of its motif."""
    positions = range(count)
    looks = tuple(look(position) for position in positions)
    patch = Basket(212, CARD.end).patch(looks)
    shares = [
        sum(patch.histogram()[CLOTHS[look.cloth][1].start : CLOTHS[look.cloth][1].end + 1]) for look in looks
    ]
    assert min(shares) > 0
    assert max(shares) - min(shares) <= 4


def test_more_values_than_a_patch_has_room_for() -> None:
    looks = tuple(look(position) for position in range(40))
    basket = Basket(24, CARD.end)
    assert basket.patch(looks).tobytes() == basket.patch(looks[:MOST_LOOKS]).tobytes()
