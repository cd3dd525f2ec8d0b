"""How a workflow's step ends, whatever comes between its question and its shout-out."""

from datetime import timedelta

from msgspec.structs import replace

from bot.domain.delivery import Failure
from bot.domain.ids import StepId
from bot.domain.new_recognition import NewRecognition
from bot.domain.outbox_messages import ShoutOut, StepCompletion, StepQuestion
from bot.domain.pending_recognition import PENDING_LIFETIME, PendingDecision, PendingQuestion
from bot.domain.recognition import Source
from bot.domain.workflow_step import StepFailure, StepOutcome, StepSuccess, find_step, make_step_key
from bot.storage.deliveries import Delivery
from bot.usecases import pending_recognitions, workflow_steps
from bot.usecases.delivery_results import DeliveryDone, Failed, Posted
from tests.usecases.office import DESIGN, MAYA, Office, make_pending

STEP = StepId("Fx1")


def make_gift(office: Office) -> NewRecognition:
    gift = office.new_recognition(MAYA, deduplication_key=make_step_key(STEP))
    return replace(gift, source=Source.WORKFLOW, response_url="")


async def ask(office: Office) -> NewRecognition:
    """Run a step, and let its question arrive."""
    gift = make_gift(office)
    pending = replace(make_pending(gift), question=PendingQuestion.STEP)
    for _ in range(2):
        await office.database.write(workflow_steps.start_step, gift, pending, "en")
    (question,) = await office.claim()
    assert question.message == StepQuestion(gift.giver, key=gift.deduplication_key)
    await office.record_result(question, DeliveryDone())
    return gift


async def agree(office: Office, gift: NewRecognition) -> Delivery:
    """Agree to it, and claim the shout-out."""
    await office.database.write(pending_recognitions.apply_decision, gift, PendingDecision.POST)
    (shout_out,) = [one for one in await office.claim() if isinstance(one.message, ShoutOut)]
    return shout_out


async def end(office: Office) -> StepOutcome | None:
    """Carry out what ends the step now; None if it is not known how."""
    outcome: StepOutcome | None = None
    for delivery in await office.claim():
        if isinstance(delivery.message, StepCompletion):
            found = await office.database.write(
                workflow_steps.find_outcome, office.workspace, delivery.message
            )
            outcome = outcome or found
            await office.record_result(delivery, DeliveryDone())
    return outcome


def test_key_of_a_step() -> None:
    assert find_step(make_step_key(STEP)) == STEP
    assert find_step("form:V1") == ""


async def test_posted(office: Office) -> None:
    shout_out = await agree(office, await ask(office))
    assert await end(office) is None
    await office.record_result(shout_out, Posted(DESIGN, "1900000000.000001"))
    link = office.workspace.permalink(DESIGN, "1900000000.000001")
    assert await end(office) == StepSuccess(link)
    # The end of the day ends it once more, alike: the process may have been killed before it told Slack.
    office.pass_time(seconds=PENDING_LIFETIME.total_seconds())
    assert await end(office) == StepSuccess(link)


async def test_withdrawn_before_it_is_tried(office: Office) -> None:
    await office.database.write(pending_recognitions.apply_decision, await ask(office), PendingDecision.POST)
    await office.undo()
    assert await end(office) is StepFailure.WITHDRAWN


async def test_withdrawn_while_it_is_under_way(office: Office) -> None:
    shout_out = await agree(office, await ask(office))
    await office.undo()
    await office.record_result(shout_out, DeliveryDone())
    assert await end(office) is StepFailure.WITHDRAWN


async def test_refused_by_slack(office: Office) -> None:
    shout_out = await agree(office, await ask(office))
    await office.record_result(shout_out, Failed(Failure.REFUSED, "is_archived"))
    assert await end(office) is StepFailure.NOT_POSTED


async def test_step_waits_for_an_answer_and_for_a_late_shout_out(office: Office) -> None:
    gift = await ask(office)
    office.pass_time(hours=23)
    assert await office.claim() == []
    shout_out = await agree(office, gift)
    office.pass_time(hours=2)
    assert await end(office) is None
    await office.record_result(shout_out, Posted(DESIGN, "1900000000.000001"))
    assert isinstance(await end(office), StepSuccess)


async def test_no_answer_forgets_the_words(office: Office) -> None:
    await ask(office)
    office.pass_time(seconds=(PENDING_LIFETIME + timedelta(seconds=1)).total_seconds())
    assert await end(office) is StepFailure.NOT_CONFIRMED
    assert await office.count_rows("pending_recognition") == {"pending_recognition": 0}
