"""The scenes of the demo's story."""

from __future__ import annotations

from bot.practice.scenes import Scene, parse_scene, story_text


def story_scenes() -> tuple[Scene, ...]:
    """All of them, without the lines in which people set their preferences."""
    return tuple(parse_scene(line) for line in story_text().splitlines() if line[:1].isdigit())
