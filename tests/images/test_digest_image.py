"""The digest image, as bytes, as a picture, and as what it says."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageColor

from bot.domain.values import Values
from bot.images.digest_image import ROOM_FOR_PATCHES, WIDTH, draw_digest_image
from bot.images.image_content import Patch, has_plain_patch, legend_of
from bot.images.layout import MAX_PATCHES, layout
from tests.images.weeks import opened, value, values, week

IMAGES = Path(__file__).parent / "__images__"
BURGUNDY = (122, 62, 72)


@pytest.mark.parametrize(("patches", "of"), [(1, 3), (3, 3), (7, 3), (40, 8), (300, 40)])
def test_image_equals_its_snapshot(patches: int, of: int, tmp_path: Path) -> None:
    """Another version of Pillow may smooth an edge otherwise, but nothing more."""
    name = f"{patches}.png"
    title = "23–29 November" if patches == 7 else ""
    picture = draw_digest_image(week(patches, values(of)), values(of), title=title, plain="simply thanks")
    (tmp_path / name).write_bytes(picture)
    made, snapshot = opened(picture), opened((IMAGES / name).read_bytes())
    assert made.size == snapshot.size
    difference = ImageChops.difference(made, snapshot).convert("L").histogram()
    assert sum(difference[24:]) < 0.002 * made.width * made.height, f"now it styles like {tmp_path / name}"


def test_same_week_gives_same_bytes() -> None:
    assert draw_digest_image(week(40, values(8)), values(8)) == draw_digest_image(
        week(40, values(8)), values(8)
    )


@settings(max_examples=40)
@given(st.integers(1, 400), st.integers(0, 12))
def test_any_number_of_patches_makes_an_image(patches: int, of: int) -> None:
    picture = draw_digest_image(week(patches, values(of)), values(of))
    shown = Image.open(io.BytesIO(picture))
    shown.load()
    assert shown.width == WIDTH
    assert shown.height < 1_600
    assert len(picture) < 200_000


def test_too_many_patches_are_sampled_from_the_whole_week() -> None:
    many = [Patch(str(number), ("v0",) if number != 3 else ()) for number in range(MAX_PATCHES * 3)]
    picture = opened(draw_digest_image(many, values(1)))
    assert picture.size == opened(draw_digest_image(many[:MAX_PATCHES], values(1))).size
    ends = [Patch(many[0].id), *many[1:-1], Patch(many[-1].id)]
    plan = layout(MAX_PATCHES, ROOM_FOR_PATCHES)
    box = ImageChops.difference(opened(draw_digest_image(ends, values(1))), picture).getbbox()
    assert box is not None
    assert box[3] - box[1] == plan.height


def test_no_patches_raise() -> None:
    with pytest.raises(ValueError, match="at least one"):
        draw_digest_image([], values(3))


def changed_box(before: list[Patch], after: list[Patch]) -> tuple[int, int, int, int]:
    """Return the box in which two images with the same legend differ."""
    of = values(3)
    box = ImageChops.difference(
        opened(draw_digest_image(before, of)), opened(draw_digest_image(after, of))
    ).getbbox()
    assert box is not None
    return box


def test_patches_are_in_the_order_of_recognitions() -> None:
    every = Patch("every", ("v0", "v1", "v2"))
    plain = [*[Patch(str(number)) for number in range(12)], every]
    plan = layout(13, ROOM_FOR_PATCHES)
    boxes = []
    for number in range(12):
        one = list(plain)
        one[number] = Patch(str(number), ("v0",))
        boxes.append(changed_box(plain, one))
    left, top = boxes[0][0], boxes[0][1]
    positions = list(plan.positions())[:12]
    (first_x, first_y), *_ = positions
    expected = [(left + x - first_x, top + y - first_y) for x, y in positions]
    assert [(box[0], box[1]) for box in boxes] == expected
    assert {(box[2] - box[0], box[3] - box[1]) for box in boxes} == {(plan.side, plan.side)}


def test_legend_does_not_show_how_often_a_value_occurs() -> None:
    often = [Patch(str(number), ("v0",)) for number in range(11)]
    legends = [
        opened(draw_digest_image([*often, Patch("a", (one,)), Patch("b", (other,))], values(2))).crop(
            (0, 700, WIDTH, 815)
        )
        for one, other in (("v1", "v0"), ("v1", "v1"))
    ]
    assert legends[0].tobytes() == legends[1].tobytes()
    assert len(set(legends[0].tobytes())) > 1


def test_unknown_values_are_ignored() -> None:
    known = [Patch("1", ("v0",)), Patch("2")]
    retired = [Patch("1", ("gone", "v0")), Patch("2", ("gone",))]
    assert draw_digest_image(retired, values(2)) == draw_digest_image(known, values(2))


def test_repeated_value_counts_once() -> None:
    assert draw_digest_image([Patch("1", ("v0", "v0"))], values(2)) == draw_digest_image(
        [Patch("1", ("v0",))], values(2)
    )


@pytest.mark.parametrize("ground", ["white", "#1a1d21"])
def test_only_rounded_corners_are_transparent(ground: str) -> None:
    shown = opened(draw_digest_image(week(7, values(3)), values(3)), ground)
    right, bottom = shown.width - 1, shown.height - 1
    page = Image.new("RGB", (1, 1), ground).getpixel((0, 0))
    assert {shown.getpixel(corner) for corner in ((0, 0), (right, 0), (0, bottom), (right, bottom))} == {page}
    assert shown.getpixel((60, 0)) == shown.getpixel((0, 60)) == BURGUNDY


@pytest.mark.parametrize("ground", ["white", "#1a1d21"])
def test_edge_contrasts_with_light_and_dark_pages(ground: str) -> None:
    shown = opened(draw_digest_image(week(3, values(3)), values(3)), ground)
    lighter, darker = sorted((luminance(BURGUNDY), luminance(ImageColor.getrgb(ground)[:3])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) > 1.8
    assert shown.getpixel((WIDTH // 2, 0)) == shown.getpixel((WIDTH - 1, shown.height // 2)) == BURGUNDY


@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_few_patches_fill_an_image(count: int) -> None:
    """A border goes around all of it, and even a single patch is as large as a quarter of the height."""
    of = values(3)
    picture = opened(draw_digest_image([Patch(f"p{n}", ("v1",)) for n in range(count)], of))
    assert 400 < picture.height < 1_000
    assert layout(count, ROOM_FOR_PATCHES).side > picture.height / 4
    border = picture.crop((12, 12, WIDTH - 12, 54))
    assert len(border.getcolors(1_000) or ()) > 2
    assert border.tobytes() != picture.crop((12, 60, WIDTH - 12, 102)).tobytes()


def test_border_does_not_show_how_often_a_value_occurs() -> None:
    """It has the colors of what occurs, as often for what was given once as for what was given often."""
    of = values(3)
    few = [Patch("1", ("v0",)), Patch("2", ("v1",)), Patch("3", ("v1",))]
    many = [Patch("1", ("v0",)), Patch("2", ("v0",)), Patch("3", ("v1",))]
    borders = [
        opened(draw_digest_image(patches, of)).crop((12, 12, WIDTH - 12, 54)).tobytes()
        for patches in (few, many)
    ]
    assert borders[0] == borders[1]


@pytest.mark.parametrize("gone", ["v0", "v1"])
def test_style_does_not_depend_on_other_values(gone: str) -> None:
    """Others are retired, moved or added: a patch with this value is the same."""
    every = values(4)
    others = [one for one in every.all if one.key != gone]
    retired = [one for one in every.all if one.key == gone]
    patches = [Patch("a", ("v2",)), Patch("b", ("v3",)), Patch("c")]
    before = draw_digest_image(patches, every)
    assert draw_digest_image(patches, Values(others, retired)) == before
    assert draw_digest_image(patches, Values(others)) == before
    assert draw_digest_image([Patch("a", (gone,))], Values(others, retired)) == draw_digest_image(
        [Patch("a", (gone,))], every
    )
    swapped = Values(reversed(every.all))
    assert opened(draw_digest_image([Patch("a", ("v2",))], swapped)).tobytes() == (
        opened(draw_digest_image([Patch("a", ("v2",))], every)).tobytes()
    )


def test_plain_label_is_in_the_legend_if_the_font_has_it() -> None:
    plain = [Patch("1"), Patch("2", ("v0",))]
    heights = [
        opened(draw_digest_image(plain, values(1), plain=label)).height
        for label in ("", "просто спасибо", "ありがとう", "고마워요")
    ]
    assert len(set(heights)) == 1
    assert draw_digest_image(plain, values(1), plain="고마워요") == draw_digest_image(plain, values(1))
    assert draw_digest_image(plain, values(1), plain="просто спасибо") != draw_digest_image(plain, values(1))
    assert has_plain_patch(plain, values(1))
    assert has_plain_patch([Patch("1", ("gone",))], values(1))
    assert not has_plain_patch([Patch("1", ("v0",))], values(1))


def luminance(color: tuple[int, ...]) -> float:
    """As the Web Content Accessibility Guidelines define it."""
    parts = [part / 255 for part in color]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_title_is_drawn_above_the_patches() -> None:
    patches = week(7, values(3))
    without, titled = (
        opened(draw_digest_image(patches, values(3), title=title)) for title in ("", "23–29 листопада")
    )
    added = titled.height - without.height
    assert added > 0
    below = titled.crop((0, 300 + added, WIDTH, titled.height))
    assert below.tobytes() == without.crop((0, 300, WIDTH, without.height)).tobytes()


def test_title_without_glyphs_is_left_out() -> None:
    patches = week(7, values(3))
    assert draw_digest_image(patches, values(3), title="이번 주") == draw_digest_image(patches, values(3))


def test_legend_has_each_value_once_in_workspace_order() -> None:
    patches = [Patch("1", ("v3", "v1")), Patch("2"), Patch("3", ("v1",)), Patch("4", ("gone", "v0"))]
    entries = legend_of(patches, values(5))
    assert [entry.value.key for entry in entries] == ["v0", "v1", "v3"]
    assert [entry.label for entry in entries] == ["creativity", "collaboration", "kindness"]
    assert all(entry.is_named for entry in entries)


def test_name_without_glyphs_becomes_a_letter() -> None:
    of = Values([value("a", "Mut"), value("b", "협력"), value("c", "смелость"), value("d", "تعاون")])
    entries = legend_of([Patch("1", ("a", "b", "c", "d"))], of)
    assert [(entry.label, entry.is_named) for entry in entries] == [
        ("Mut", True),
        ("B", False),
        ("смелость", True),
        ("D", False),
    ]
