"""A user's Home: opening it, turning its pages, and its buttons."""

from typing import Any, TypeVar

from bot.domain.home import HomeSection
from bot.domain.preferences import find_preference
from bot.domain.workspace import Workspace
from bot.errors import InvalidPayloadError
from bot.slack.context import Context
from bot.slack.features.export import handlers as export_handlers
from bot.slack.features.export import views as export_views
from bot.slack.features.history import query_state
from bot.slack.features.home import given_views, view_state
from bot.slack.features.home.view_state import HomeView
from bot.slack.features.home.year import OwnYear
from bot.slack.features.keepsake import views as keepsake_views
from bot.slack.features.leads import views as leads_views
from bot.slack.features.onboarding import handlers as onboarding_handlers
from bot.slack.features.preferences import views as preferences_views
from bot.slack.payloads.events import HomeOpenedEvent
from bot.slack.payloads.interactions import Press
from bot.slack.request import Reader
from bot.slack.request_record import saving_aside
from bot.slack.ui.inline import Spans, fill
from bot.slack.ui.language import Language
from bot.slack.ui.message import Message
from bot.slack.ui.modal import answer_view
from bot.usecases import home, keepsakes, preferences, withdrawals
from bot.usecases.leads import list_unthanked_users

T = TypeVar("T")


async def open_home(context: Context, workspace: Workspace, event: HomeOpenedEvent) -> None:
    """Publish the Home of the user who opens it."""
    if event.tab != "home":
        return
    reader = await context.reader(workspace, event.user)
    await context.deps.database.write(home.open_home, workspace, reader.user.id)
    _publish(context, workspace, reader)
    await onboarding_handlers.offer_tour(context, workspace, reader)


async def turn_section(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Show another section. Raise `InvalidPayloadError`."""
    await _show_view(context, workspace, reader, view_state.find_view(_parse_section(press.detail)))


async def turn_page(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Show another page of what was given or received. Raise `InvalidPayloadError`."""
    page_request = query_state.parse_page(press.value)
    section = HomeSection.GIVEN if page_request.question.given else HomeSection.RECEIVED
    await _show_view(context, workspace, reader, view_state.find_view(section, page_request.as_value()))


async def open_year(
    context: Context, own_year: OwnYear, workspace: Workspace, reader: Reader, press: Press
) -> None:
    """Show the image of the reader's year in a form."""
    await remember_view(context, workspace, reader, press)
    if not await own_year.open(workspace, reader, press):
        _publish(context, workspace, reader, _open_failure_note(reader.language))


async def send_export(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Send the reader their data. Raise `InvalidPayloadError`."""
    is_new = await export_handlers.start_export(context, workspace, reader, press.trigger_id)
    news = export_views.confirmation_spans(reader.language, is_new=is_new)
    await _show_view(context, workspace, reader, view_state.parse_view(press.context), news)


async def stop_keepsakes(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Send the reader no more yearly keepsakes. Raise `InvalidPayloadError`."""
    before = view_state.parse_view(press.context)
    await context.deps.database.write(keepsakes.switch_off, workspace, reader.user.id)
    await _show_view(context, workspace, reader, before, keepsake_views.switched_off_spans(reader.language))


async def remember_view(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Remember that the Home is in use, so that what a press changes is shown there."""
    await _store_view(context, workspace, reader, view_state.parse_view(press.context))


async def show_answer(
    context: Context, workspace: Workspace, reader: Reader, press: Press, answer: Message
) -> None:
    """Show an answer in a modal or, if that fails, say so on the Home."""
    if not await context.open(workspace, press.trigger_id, answer_view(reader.language, answer)):
        await context.home_publisher.show(workspace, reader.user, _open_failure_note(reader.language))


async def undo(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Withdraw what the button is about. Raise `InvalidPayloadError`."""
    before = view_state.parse_view(press.context)
    withdrawn = await _act_on_view(
        context,
        workspace,
        reader,
        before,
        withdrawals.withdraw_part,
        press.recognition,
    )
    _publish(context, workspace, reader, given_views.withdrawal_note(reader.language, withdrawn))


async def choose_preference(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Store a preference (`messages:daily`). Raise `InvalidPayloadError`."""
    before = view_state.parse_view(press.context)
    about, _, option = press.value.partition(":")
    choice = find_preference(about, option)
    if choice is None:
        raise InvalidPayloadError("value")
    await _act_on_view(
        context,
        workspace,
        reader,
        before,
        preferences.change_preference,
        choice,
    )
    _publish(context, workspace, reader, preferences_views.change_note(reader.language, choice))


async def show_not_thanked(context: Context, workspace: Workspace, reader: Reader, press: Press) -> None:
    """Name users of the lead's circles that the lead has not thanked lately, on the Home only."""
    before = view_state.parse_view(press.context)
    users = await context.deps.database.read(list_unthanked_users, workspace, reader.user.id)
    names = await context.names(workspace, users or ())
    await _show_view(
        context, workspace, reader, before, leads_views.not_thanked_note(reader.language, names, users)
    )


async def _show_view(
    context: Context, workspace: Workspace, reader: Reader, view: HomeView, news: Spans = ()
) -> None:
    await _store_view(context, workspace, reader, view)
    _publish(context, workspace, reader, news)


async def _store_view(context: Context, workspace: Workspace, reader: Reader, view: HomeView) -> None:
    """Store what is open; it must not depend on whether the press succeeds."""
    with saving_aside():
        await context.deps.database.write(
            home.record_open_page, workspace, reader.user.id, view.section, view.page
        )


def _publish(context: Context, workspace: Workspace, reader: Reader, news: Spans = ()) -> None:
    """Publish the Home without letting Slack wait for its acknowledgement."""
    context.background_tasks.start(context.home_publisher.show(workspace, reader.user, news))


async def _act_on_view(
    context: Context,
    workspace: Workspace,
    reader: Reader,
    view: HomeView,
    act: home.HomeUseCase[T],
    argument: Any,
) -> T:
    """Run a use case on `argument`, and store what is open, in one transaction."""
    return await context.deps.database.write(
        home.run_on_home, workspace, reader.user.id, view.section, view.page, act, argument
    )


def _open_failure_note(language: Language) -> Spans:
    sentence = language.gettext("That didn't open just now, and nothing was changed. Please try again.")
    return fill(sentence)


def _parse_section(name: str) -> HomeSection:
    try:
        return HomeSection(name)
    except ValueError as error:
        raise InvalidPayloadError("action_id") from error
