"""Each reads in their own language; a channel reads in that of its digest, or of the workspace."""

from dataclasses import replace

import pytest

from tests.scenarios.world import World

MONDAY = "2026-11-30T08:00"


@pytest.fixture(autouse=True)
def maya_speaks_german(world: World) -> None:
    """Her Slack is German; everybody else's is not."""
    user = world.workspace.person("maya")
    world.workspace.people[user.id] = replace(user, locale="de-DE")


async def test_each_user_reads_their_own_language(world: World) -> None:
    assert "Das kannst du tippen:" in await world.command("maya", "design", "help")
    assert "Here is what you can type:" in await world.command("ana", "design", "help")
    answer = await world.command("maya", "design", "@ana danke für die Skizzen")
    assert answer.startswith("Ich poste das in <#C0DESIGN1> für Ana.")


async def test_a_shout_out_is_in_the_workspaces_language_and_a_direct_message_in_the_readers(
    world: World,
) -> None:
    await world.command("ana", "design", "@maya thanks for the sketches")
    assert world.texts("design")[-1].startswith("From <@U0ANA0001> to <@U0MAYA001>:")
    await world.command("ana", "design", "quietly @maya thanks for the calm")
    assert "Ana hat dir privat gedankt:" in world.direct_texts("maya")[-1]


async def test_errors_are_in_the_reader_language(world: World) -> None:
    assert "„2026-02-30“ ist kein Datum" in await world.command("maya", "design", "history since 2026-02-30")
    await world.try_command("maya", "design", "digest on monday 25:00")
    form = world.form("maya")
    assert form is not None
    assert "„25:00“ ist keine Uhrzeit" in form.blocks[0]["text"]["text"]


async def test_a_digest_in_a_language_of_its_own(world: World) -> None:
    answer = await world.command("ana", "design", "digest on monday 9:00 Europe/Berlin language de")
    assert "will get its digest" in answer
    await world.command("ana", "design", "@maya thanks for the sketches #creativity")
    await world.pass_until(MONDAY)
    digest = world.texts("design")[-1]
    assert digest.startswith("Gute Worte vom 23.–29. November")
    assert "Dank von *Ana* an *Maya*" in digest
    assert "Ein Bild der Woche" in digest
