"""The methods `functions.*`: how an app ends a workflow's step. They need no scope."""

from bot.practice.api.arguments import Arguments
from bot.practice.records import JsonObject, SlackError
from bot.practice.workflows import check_outputs
from bot.practice.workspace import Workspace


def complete_success(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """End a step with its outputs (functions.completeSuccess)."""
    execution_id = arguments.required("function_execution_id")
    outputs = arguments.structure("outputs", "invalid_arguments")
    execution = workspace.executions.find_running(execution_id)
    execution.outputs = check_outputs(workspace.steps[execution.callback_id], outputs)
    execution.state = "completed"
    given = "".join(f" {value}" for value in execution.outputs.values())
    _show(workspace, execution_id, f"The workflow's step is done.{given}")
    return {}


def complete_error(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """End a step with the reason why it failed, for the person who uses it (functions.completeError)."""
    execution_id, error = arguments.required("function_execution_id"), arguments.required("error")
    execution = workspace.executions.find_running(execution_id)
    execution.state, execution.error = "failed", error
    _show(workspace, execution_id, f"The workflow's step failed: {error}")
    return {}


def _show(workspace: Workspace, execution_id: str, text: str) -> None:
    """Say what became of a step to the person who used the workflow, where they used it."""
    execution = workspace.executions.all[execution_id]
    try:
        workspace.post(execution.channel, user="USLACKBOT", text=text, ephemeral_to=execution.person)
    except SlackError:
        # The channel was archived meanwhile: the step has ended all the same.
        workspace.surroundings_changed()
