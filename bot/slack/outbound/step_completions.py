"""Tells Slack how a workflow's step ended."""

from bot.deps import Deps
from bot.domain.outbox_messages import StepCompletion
from bot.domain.workflow_step import StepSuccess
from bot.domain.workspace import Workspace
from bot.errors import SlackError, SlackRefusedError
from bot.slack.api.client import SlackClient
from bot.slack.features.workflow import views
from bot.slack.manifest import STEP_LINK
from bot.slack.outbound.failures import read_failure
from bot.slack.ui.language import language
from bot.usecases import workflow_steps
from bot.usecases.delivery_results import DeliveryDone, DeliveryResult

_ENDED = ("execution_not_in_running_state", "function_execution_not_found")
"""Slack's names for a step that has ended: by an earlier call, or because its workflow was stopped."""


class StepCompletions:
    """Calls `functions.completeSuccess` or `functions.completeError`. A second call changes nothing.

    It uses the bot's own token. That of the event ends with the step, and would have to be stored.
    """

    def __init__(self, deps: Deps, client: SlackClient) -> None:
        """Call with this client."""
        self._deps = deps
        self._client = client

    async def complete(self, workspace: Workspace, completion: StepCompletion) -> DeliveryResult:
        """End a step with what became of its thanks; do nothing if that is not known yet."""
        outcome = await self._deps.database.write(workflow_steps.find_outcome, workspace, completion)
        if outcome is None:
            return DeliveryDone()
        step = completion.destination
        try:
            if isinstance(outcome, StepSuccess):
                outputs = {STEP_LINK: outcome.link} if outcome.link else {}
                await self._client.call(
                    workspace.id, "functions.completeSuccess", function_execution_id=step, outputs=outputs
                )
            else:
                speech = language(completion.locale or workspace.language, self._deps.settings.commands[0])
                await self._client.call(
                    workspace.id,
                    "functions.completeError",
                    function_execution_id=step,
                    error=views.failure_sentence(speech, outcome),
                )
        except SlackRefusedError as error:
            if error.error not in _ENDED:
                return read_failure(error, is_message_call=True)
        except SlackError as error:
            return read_failure(error, is_message_call=True)
        return DeliveryDone()
