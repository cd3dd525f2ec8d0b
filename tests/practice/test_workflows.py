"""Steps of workflows: what Slack takes in a manifest, in Workflow Builder, and from the app."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, MAYA
from bot.practice.installation import install
from bot.practice.records import JsonObject, SlackError
from bot.practice.server import Practice
from bot.slack.manifest import build_manifest
from tests.practice.conftest import Refused
from tests.practice.receiver import Receiver

DESIGN = "C0DESIGN1"
GIVEN: dict[str, object] = {"people": [MAYA.id], "words": "thanks", "channel": DESIGN}


@pytest.fixture(autouse=True)
def installed(practice: Practice, receiver: Receiver) -> None:
    install(practice.workspace, build_manifest())


@pytest.mark.parametrize("missing", ["org_deploy_enabled", "function_runtime"])
def test_manifest_with_steps_needs_two_settings(practice: Practice, missing: str) -> None:
    manifest = build_manifest()
    del manifest["settings"][missing]
    with pytest.raises(SlackError) as refused:
        install(practice.workspace, manifest)
    assert (refused.value.error, refused.value.messages) == ("invalid_manifest", (f"/settings/{missing}",))


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"giver": {"id": MAYA.id}}, "giver: no one can choose"),
        ({"words": ""}, "words: required"),
        ({"people": MAYA.id}, "people: no array"),
        ({"people": ["U0NOBODY1"]}, "people: no array"),
        ({"channel": "D0NOWHERE"}, "channel: no slack#/types/channel_id"),
        ({"value": 7}, "value: no string"),
        ({"colour": "red"}, "colour: no input"),
    ],
    ids=str,
)
async def test_builder_takes_only_what_is_declared(
    practice: Practice, changed: dict[str, object], reason: str
) -> None:
    with pytest.raises(ValueError, match=reason):
        await practice.run_step(ANA.id, DESIGN, "thank", GIVEN | changed)
    assert practice.workspace.executions.all == {}


async def test_slack_says_who_uses_the_workflow(practice: Practice, receiver: Receiver) -> None:
    await practice.run_step(ANA.id, DESIGN, "thank", GIVEN)
    event: JsonObject = receiver.received[0].payload["event"]
    assert event["inputs"]["giver"]["id"] == ANA.id
    with pytest.raises(SlackError, match="unknown_step"):
        await practice.run_step(ANA.id, DESIGN, "sing", GIVEN)


async def test_step_ends_once_and_as_declared(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    execution = await practice.run_step(ANA.id, DESIGN, "thank", GIVEN)

    async def refusal(id_: str, **outputs: Any) -> str:
        answer = await refused(client.functions_completeSuccess(function_execution_id=id_, outputs=outputs))
        return str(answer["error"])

    assert await refusal("Fx0NOWHERE") == "function_execution_not_found"
    assert await refusal(execution.id, link=7) == "parameter_validation_failed"
    assert await refusal(execution.id, href="https://a.example") == "parameter_validation_failed"
    assert execution.state == "running"
    await client.functions_completeSuccess(function_execution_id=execution.id, outputs={})
    assert execution.state == "completed"
    assert await refusal(execution.id) == "execution_not_in_running_state"
    again = await refused(client.functions_completeError(function_execution_id=execution.id, error="late"))
    assert again["error"] == "execution_not_in_running_state"
    shown = [message.text for message in practice.workspace.visible_messages(DESIGN, ANA.id)]
    assert shown[-1] == "The workflow's step is done."
    assert "done" not in str(practice.workspace.visible_messages(DESIGN, MAYA.id))
