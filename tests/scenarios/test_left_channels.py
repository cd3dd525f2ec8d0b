"""Forms that stay open until their reader is not in the private channel any more."""

from tests.scenarios.test_edit import words
from tests.scenarios.world import World

OFFICE = "office-move"


def errors(world: World, who: str) -> str:
    form = world.form(who)
    assert form is not None
    return str(form.errors)


async def test_former_member_cannot_post_in_the_channel(world: World) -> None:
    await world.command("sam", OFFICE, "@carol thanks for the boxes")
    given, post = world.private("sam", OFFICE)[-1], world.posts(OFFICE)[-1]
    await world.try_command("priya", OFFICE, "")
    filled = {"people": [world.who("sam")], "text": words("thanks for the plans")}
    world.practice.fill(world.who("priya"), filled)
    await world.join_by_form("jonas", post)
    text = world.posts(OFFICE)[-1].text
    await world.press("sam", given, "edit")

    for who in ("priya", "jonas", "sam"):
        await world.practice.leave(world.who(who), world.where(OFFICE))
    await world.submit("priya")
    assert "You aren't in that channel." in errors(world, "priya")
    await world.submit("jonas", text=words("me, too"))
    assert "You're no longer in that channel" in errors(world, "jonas")
    await world.submit("sam", text=words("thanks for the many boxes"))
    assert "You're no longer in that channel" in errors(world, "sam")
    assert world.texts(OFFICE) == [text]

    # What was typed is still there, and can go elsewhere.
    await world.submit("priya", channel=world.where("general"))
    assert "thanks for the plans" in world.texts("general")[-1]


async def test_member_can_still_post_in_the_channel(world: World) -> None:
    await world.command("sam", OFFICE, "@carol thanks for the boxes")
    given, post = world.private("sam", OFFICE)[-1], world.posts(OFFICE)[-1]
    await world.join_by_form("jonas", post)
    await world.submit("jonas", text=words("me, too"))
    await world.press("sam", given, "edit")
    await world.submit("sam", text=words("thanks for the many boxes"))
    (text,) = world.texts(OFFICE)
    assert "thanks for the many boxes" in text
    assert "me, too" in text
