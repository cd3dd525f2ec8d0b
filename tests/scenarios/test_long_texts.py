"""Texts that are longer than a recognition can be, on all their ways in."""

from tests.scenarios.world import World

LONG = "and for the sketches, " * 1_800


async def test_long_texts_are_answered_and_never_posted(world: World) -> None:
    maya = world.who("maya")
    # A gap of blanks is no length: this one is kept, and nobody else reads it.
    (confirmed, *_) = await world.write("ana", f"quietly{' ' * 12_000}@maya thanks for the tea")
    assert "thanks for the tea" not in "".join(world.texts("general"))
    assert world.direct_texts("maya") != []
    assert confirmed.text
    told = len(world.direct("maya"))

    for typed in (f"@maya thanks for the tea {LONG}", f"quietly {LONG}", f"history {LONG}", "* " * 19_000):
        (answer,) = await world.write("ana", typed)
        assert "longer than 2,000 characters" in answer.text
        assert "nothing was sent" in answer.text

    await world.try_command("ana", "general", f"@maya thanks for the tea {LONG}")
    await world.settled()
    form = world.form("ana")
    assert form is not None
    assert "Your words are too long, so nothing was sent yet." in str(form)
    assert maya in str(form)

    await world.say("ana", "general", f"@hearten thanks @maya for the tea {LONG}")
    assert "longer than 2,000 characters" in world.private("ana", "general")[-1].text
    await world.say("ana", "general", f"{LONG} and @hearten keeps it")
    assert world.texts("general") == []
    assert len(world.direct("maya")) == told
