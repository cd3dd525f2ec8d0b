"""Steps of workflows: what an app's manifest says of them, and how each execution of one ends.

See https://docs.slack.dev/workflows/workflow-steps and https://docs.slack.dev/reference/events/function_executed.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from bot.practice.records import JsonObject, SlackError

USER_CONTEXT = "slack#/types/user_context"
"""The person who uses the workflow: Slack fills it in, and no one can choose another."""
USER, CHANNEL = "slack#/types/user_id", "slack#/types/channel_id"


@dataclass(slots=True)
class Execution:
    """One execution of a step, which a person's workflow waits for."""

    id: str
    callback_id: str
    person: str
    channel: str
    """Where the person used the workflow."""
    state: str = "running"
    """Or "completed", or "failed"."""
    outputs: JsonObject = field(default_factory=dict)
    error: str = ""


class Executions:
    """All executions of an app's steps, by id."""

    def __init__(self) -> None:
        self.all: dict[str, Execution] = {}

    def start(self, callback_id: str, person_id: str, channel_id: str) -> Execution:
        """Return a new execution that is running."""
        started = Execution(f"Fx{secrets.token_hex(5).upper()}", callback_id, person_id, channel_id)
        self.all[started.id] = started
        return started

    def find_running(self, execution_id: str) -> Execution:
        """Return one that waits.

        SlackError `function_execution_not_found`, `execution_not_in_running_state`.
        """
        found = self.all.get(execution_id)
        if found is None:
            raise SlackError("function_execution_not_found")
        if found.state != "running":
            raise SlackError("execution_not_in_running_state")
        return found


def check_steps(manifest: JsonObject) -> None:
    """Raise SlackError `invalid_manifest` for steps that Slack would not take."""
    steps, settings = manifest.get("functions", {}), manifest.get("settings", {})
    problems = [
        *(["/settings/org_deploy_enabled"] if steps and not settings.get("org_deploy_enabled") else []),
        *(["/settings/function_runtime"] if steps and settings.get("function_runtime") != "remote" else []),
        *(
            f"/functions/{name}/{direction}/{parameter}"
            for name, step in steps.items()
            for direction in ("input_parameters", "output_parameters")
            for parameter, definition in step.get(direction, {}).items()
            if not (definition.get("type") and definition.get("title"))
        ),
        *(f"/functions/{name}/title" for name, step in steps.items() if not step.get("title")),
    ]
    if problems:
        raise SlackError("invalid_manifest", *problems)


def fill_inputs(
    step: JsonObject, person_id: str, given: Mapping[str, object], is_id: Callable[[str, str], bool]
) -> JsonObject:
    """Return the inputs of a step, as Slack sends them; ValueError for what Workflow Builder would not take.

    `is_id` says whether a text is the id of a user or channel that the person can choose.
    """
    definitions: JsonObject = step.get("input_parameters", {})
    filled: JsonObject = {}
    for name, definition in definitions.items():
        if definition["type"] == USER_CONTEXT:
            if name in given:
                raise ValueError(f"{name}: no one can choose who uses a workflow")
            filled[name] = {"id": person_id, "secret": secrets.token_urlsafe(64)}
        elif given.get(name):
            if not _fits(definition, given[name], is_id):
                raise ValueError(f"{name}: no {definition['type']}")
            filled[name] = given[name]
        elif definition.get("is_required"):
            raise ValueError(f"{name}: required")
    if unknown := given.keys() - definitions.keys():
        raise ValueError(f"{', '.join(sorted(unknown))}: no input of this step")
    return filled


def check_outputs(step: JsonObject, outputs: object) -> JsonObject:
    """Return the outputs of a step; SlackError `parameter_validation_failed` if they are not as declared."""
    if not isinstance(outputs, dict):
        raise SlackError("invalid_arguments", "must be an object: outputs")
    if problems := list(_find_problems(step.get("output_parameters", {}), outputs)):
        raise SlackError("parameter_validation_failed", *problems)
    return outputs


def _find_problems(definitions: JsonObject, outputs: JsonObject) -> Iterator[str]:
    yield from (f"unknown output: {name}" for name in outputs if name not in definitions)
    for name, definition in definitions.items():
        if name not in outputs:
            if definition.get("is_required"):
                yield f"missing required output: {name}"
        elif not _fits(definition, outputs[name], lambda *_: True):
            yield f"wrong type of output: {name}"


def _fits(definition: JsonObject, value: object, is_id: Callable[[str, str], bool]) -> bool:
    match definition["type"]:
        case "array":
            return isinstance(value, list) and all(_fits(definition["items"], each, is_id) for each in value)
        case "string":
            return isinstance(value, str)
        case str(kind) if kind in (USER, CHANNEL):
            return isinstance(value, str) and is_id(kind, value)
    return False
