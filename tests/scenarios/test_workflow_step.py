"""A workflow's step that thanks someone: its person is asked, and the workflow learns what became of it."""

import json
from dataclasses import replace
from typing import Any

from bot.domain.ids import UserId
from bot.domain.workflow_step import MAX_WAITING
from bot.practice.workflows import Execution
from tests.scenarios.test_pending_recognitions import actions, pending_rows, words
from tests.scenarios.town import Town
from tests.scenarios.world import World

REWORD = "reword-question"
POST, PRIVATELY, WITHOUT_NAMES, CANCEL = (
    f"answer-question:{each}" for each in ("post", "privately", "without-names", "cancel")
)
GIVER = UserId("U0ANA0001")


async def use_workflow(world: World, who: str = "ana", where: str = "general", **inputs: Any) -> Execution:
    """Use a workflow that has nothing but the step."""
    given = {"people": [world.who("maya")], "words": "thanks for the map", "channel": world.where(where)}
    execution = await world.practice.run_step(
        world.who(who), world.where("general"), "thank", {**given, **inputs}
    )
    await world.practice.settled()
    await world.settled()
    return execution


def read_event(world: World) -> dict[str, Any]:
    """The payload of the step that was executed last, as Slack would repeat it."""
    sent = [entry.request for entry in world.practice.journal.after(0)]
    return [each for each in sent if each.get("event", {}).get("type") == "function_executed"][-1]


async def deliver(world: World, payload: dict[str, Any]) -> None:
    await world.event(payload["event"], event_id=payload["event_id"])


async def test_thanks_are_posted_once_their_giver_agrees(world: World) -> None:
    execution = await use_workflow(world, value="Collaboration")
    assert world.posts("general") == world.direct("maya") == []
    (asked,) = world.direct("ana")
    assert "thanks Maya in your name. May I post it in <#C0GENERAL>?" in asked.text
    assert "“thanks for the map”" in asked.text
    assert "collaboration" in asked.text
    assert actions(asked) == [POST, PRIVATELY, REWORD, CANCEL]
    assert execution.state == "running"
    await deliver(world, read_event(world))
    assert len(world.direct("ana")) == 1

    await world.press("ana", asked, POST)
    (post,) = world.posts("general")
    assert f"From <@{GIVER}> to <@{world.who('maya')}>, for :handshake: collaboration" in post.text
    assert (execution.state, execution.outputs) == ("completed", {"link": world.workspace.permalink(post)})
    assert "Maya" in world.direct("ana")[0].text
    assert await pending_rows(world) == 0
    # What Slack repeats, and the end of the day, change nothing.
    await deliver(world, read_event(world))
    await world.pass_time(days=2)
    assert len(world.posts("general")) == 1
    assert len(world.direct("ana")) == 1
    assert execution.state == "completed"
    assert not world.calls("functions.completeError")
    assert "thanks for the map" in await world.command("ana", "general", "history given")


async def test_private_thanks_have_no_link(world: World) -> None:
    chosen = await use_workflow(world)
    await world.press("ana", world.direct("ana")[0], PRIVATELY)
    await world.command("li", "general", "privacy thanks privately")
    wished = await use_workflow(world, people=[world.who("li")])
    await world.press("ana", world.direct("ana")[1], POST)
    for execution in (chosen, wished):
        assert (execution.state, execution.outputs) == ("completed", {})
    assert world.posts("general") == []
    assert "thanks for the map" in world.direct_texts("maya")[0]
    assert "thanks for the map" in world.direct_texts("li")[-1]


async def test_no_one_else_answers_and_silence_is_no_yes(world: World) -> None:
    declined, ignored = await use_workflow(world), await use_workflow(world, words="thanks for the tea")
    await world.press("ana", world.direct("ana")[0], CANCEL)
    await world.pass_time(hours=23)
    assert ignored.state == "running"
    await world.pass_time(hours=2)
    assert declined.error == ignored.error == "The thanks were not confirmed, so nothing was sent."
    await world.press("ana", world.direct("ana")[1], POST)
    assert "I no longer have that thanks" in world.direct("ana")[1].text
    assert world.posts("general") == world.direct("maya") == []
    assert await pending_rows(world) == 0

    # A name that no channel may show, and a value that is not offered.
    await use_workflow(world, words=f"thanks, also to <@{world.who('sam')}>", value="grandezza")
    await world.command("sam", "general", "privacy thanks never")
    await world.press("ana", world.direct("ana")[2], POST)
    assert world.posts("general") == []
    asked = world.direct("ana")[2]
    assert "I can't show that name in a channel" in asked.text
    await world.press("ana", asked, WITHOUT_NAMES)
    (text,) = world.texts("general")
    assert "“thanks, also to a colleague”" in text
    assert "for " not in text.splitlines()[0]


async def test_what_cannot_be_given_ends_the_step_with_a_sentence(world: World) -> None:
    cases: dict[str, dict[str, Any]] = {
        "One sentence is missing": {"words": " "},
        "longer than 2000 characters": {"words": "long " * 1_000},
        "I can't thank these people here": {"people": [GIVER, "U0HEARTEN"]},
        "Thanks here go to others": {"people": [GIVER]},
        "Apps can't be thanked": {"people": ["U0HEARTEN"]},
        "These accounts are deactivated": {"people": [world.who("erik")]},
        "I can't post there": {"channel": world.where("leads")},
        "up to 30 people": {"people": [f"U0MANY{number:03}" for number in range(31)]},
    }
    for id_ in cases["up to 30 people"]["people"]:
        world.workspace.people[id_] = replace(world.workspace.people[GIVER], id=id_, name=id_.lower())
    for error, inputs in cases.items():
        execution = await use_workflow(world, **inputs)
        assert execution.state == "failed"
        assert error in execution.error
        assert error in world.private("ana", "general")[-1].text
    # A variable of the workflow may be empty.
    (payload, empty) = (
        read_event(world),
        world.workspace.executions.start("thank", GIVER, world.where("general")),
    )
    inputs = {**payload["event"]["inputs"], "people": []}
    await world.event({**payload["event"], "inputs": inputs, "function_execution_id": empty.id})
    assert empty.error.startswith("One thing is missing: who is thanked?")
    # Ana is not in #office-move, which is private; the bot is.
    outsider = await use_workflow(world, "ana", "office-move")
    assert "I can't post there" in outsider.error
    assert world.direct("ana") == []


async def test_giver_is_a_person_with_only_a_few_questions(world: World) -> None:
    executions = [await use_workflow(world) for _ in range(MAX_WAITING + 1)]
    assert len(world.direct("ana")) == MAX_WAITING
    assert [each.state for each in executions] == ["running"] * MAX_WAITING + ["failed"]
    assert executions[-1].error.startswith("That was a lot at once")

    payload = read_event(world)
    for giver in (None, {"id": "U0HEARTEN"}, {"id": "U0NOBODY1"}, "ana"):
        again = world.workspace.executions.start("thank", GIVER, world.where("general"))
        inputs = {**payload["event"]["inputs"], "giver": giver}
        await world.event({**payload["event"], "inputs": inputs, "function_execution_id": again.id})
        assert again.error.startswith("Thanks come from people.")
    assert len(world.direct("ana")) == MAX_WAITING


async def test_giver_rewords_what_the_workflow_wrote(world: World) -> None:
    execution = await use_workflow(world, words=f"<@{world.who('maya')}> is the best", value="#grandezza")
    (asked,) = world.direct("ana")
    assert "“grandezza” isn't one of the values here" in asked.text

    async def open_form() -> None:
        answer = await world.press("ana", world.direct("ana")[0], REWORD)
        assert answer.status == 200

    sam = {"type": "user", "user_id": world.who("sam")}
    await open_form()
    for unfit in (" ", "long " * 600):
        assert '"response_action": "errors"' in json.dumps(
            (await world.submit("ana", text=words(unfit))).body
        )
    await world.submit("ana", text=words("thanks for the map, also to ", sam, " #collaboration"))
    (asked,) = world.direct("ana")
    assert "“thanks for the map, also to @Sam” " in asked.text.replace("\n", " ")
    assert execution.state == "running"
    # A hidden name is asked about, once.
    await world.command("sam", "general", "privacy thanks never")
    await world.press("ana", asked, POST)
    (asked,) = world.direct("ana")
    assert asked.text.count("?") == 1
    assert actions(asked) == [WITHOUT_NAMES, PRIVATELY, REWORD, CANCEL]
    await open_form()
    await world.submit("ana", text=words("thanks for the map"))
    await world.press("ana", world.direct("ana")[0], POST)
    (text,) = world.texts("general")
    assert "for :handshake: collaboration" in text
    assert "“thanks for the map”" in text
    assert execution.state == "completed"


async def test_step_outlives_slacks_refusals_and_the_process(world: World) -> None:
    world.practice.fail("functions.completeSuccess", status=503, times=2)
    posted = await use_workflow(world)
    await world.press("ana", world.direct("ana")[0], POST)
    await world.retried()
    assert posted.state == "completed"
    # The answer was lost, so that the step is ended twice.
    world.practice.fail("functions.completeSuccess", cut=True, acts=True)
    unanswered = await use_workflow(world)
    await world.press("ana", world.direct("ana")[1], POST)
    await world.retried()
    assert unanswered.state == "completed"

    refused = await use_workflow(world)
    world.practice.fail("chat.postMessage", error="is_archived")
    await world.press("ana", world.direct("ana")[2], POST)
    await world.retried()
    assert refused.error == "Slack didn't let me post the thanks."


async def test_step_waits_for_slack_to_say_who_the_giver_is(world: World) -> None:
    world.practice.fail("users.info", status=503, times=20)
    execution = world.workspace.executions.start("thank", world.who("priya"), world.where("general"))
    inputs = {
        "giver": {"id": world.who("priya")},
        "people": [world.who("maya")],
        "words": "thanks",
        "channel": world.where("general"),
    }
    event = {
        "type": "function_executed",
        "function": {"callback_id": "thank"},
        "function_execution_id": execution.id,
        "inputs": inputs,
    }
    with world.no_answer_expected():
        assert (await world.event(event)).status != 200
    world.practice.heal()
    await world.pass_time(minutes=5)
    await world.event(event)
    assert execution.state == "running"
    assert len(world.direct("priya")) == 1


async def test_erased_people_leave_no_question(world: World) -> None:
    execution = await use_workflow(world, words=f"thanks, as <@{world.who('sam')}> says")
    await world.command("sam", "general", "forget me")
    await world.press("sam", world.private("sam", "general")[-1], "erase:everything")
    await world.pass_time(minutes=1)
    assert world.direct("ana") == []
    assert await pending_rows(world) == 0
    await world.pass_time(hours=25)
    assert execution.error == "The thanks were not confirmed, so nothing was sent."


async def test_workflows_message_is_told_about_the_step_once(world: World) -> None:
    text = f"<@U0HEARTEN> thanks <@{world.who('maya')}> for the map"
    for number in range(3):
        said = world.workspace.post(world.where("design"), user=None, text=text, bot_id="B0FLOW001")
        event = {
            "type": "app_mention",
            "subtype": "bot_message",
            "bot_id": "B0FLOW001",
            "bot_profile": {"id": "B0FLOW001", "name": "Welcome", "is_workflow_bot": True},
            "text": text if number else "<@U0HEARTEN> help",
            "channel": world.where("design"),
            "ts": said.ts,
            "event_ts": said.ts,
        }
        await world.event(event)
        await world.event({**event, "bot_profile": {"id": "B0FLOW001", "name": "Other"}})
        if number:
            await world.pass_time(days=3)
            await world.bot.ticks.prune()
    (hint,) = world.posts("design")
    assert "Add my step *Thank someone* to it" in hint.text
    assert hint.thread_ts is not None
    assert world.direct("maya") == []


async def test_steps_of_two_workspaces_are_apart(installed_town: Town) -> None:
    first, second = installed_town.worlds
    execution = await use_workflow(first)
    # Both companies are alike: the ids of their people and channels are the same.
    other = second.workspace.executions.all[execution.id] = replace(execution)
    await deliver(second, read_event(first))
    await second.press("ana", second.direct("ana")[-1], POST)
    assert first.posts("general") == []
    assert len(second.posts("general")) == 1
    assert (execution.state, other.state) == ("running", "completed")
    await first.press("ana", first.direct("ana")[-1], CANCEL)
    assert (execution.state, other.state) == ("failed", "completed")
