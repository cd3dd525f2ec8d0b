"""The methods `views.*`: the modals and Homes that the app shows. They need no scope."""

from collections.abc import Callable

from bot.practice.api.arguments import Arguments
from bot.practice.checks.schema import problem
from bot.practice.checks.views import check_home, check_view
from bot.practice.files import check_pictures
from bot.practice.objects import view_object
from bot.practice.records import JsonObject, SlackError
from bot.practice.views import View
from bot.practice.workspace import Workspace


def open_view(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Open a new modal for the person whose act the trigger came with (views.open)."""
    content = _content(workspace, arguments)
    trigger = workspace.triggers.use(arguments.required("trigger_id"))
    return _answer(workspace, workspace.modals.open(trigger.person, content, trigger.channel))


def push(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Put a view on top of those that the person has; three at most (views.push)."""
    content = _content(workspace, arguments)
    trigger = workspace.triggers.use(arguments.required("trigger_id"))
    return _answer(workspace, workspace.modals.push(trigger.person, content))


def update(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Update an open view, unless it has changed since the `hash` was given (views.update)."""
    content = _content(workspace, arguments)
    view = workspace.modals.find(arguments.required("view_id"))
    if arguments.text("hash") not in ("", view.hash):
        raise SlackError("hash_conflict")
    return _answer(workspace, workspace.modals.update(view, content))


def publish(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Publish a person's Home, unless it has changed since the `hash` was given (views.publish)."""
    person_id = arguments.required("user_id")
    content = _content(workspace, arguments, check_home)
    if person_id not in workspace.people:
        raise SlackError("invalid_arguments", "invalid `user_id`")
    return _answer(workspace, workspace.homes.publish(person_id, content, arguments.text("hash")))


def _content(
    workspace: Workspace, arguments: Arguments, check: Callable[[object], JsonObject] = check_view
) -> JsonObject:
    view = arguments.structure("view", "invalid_arguments")
    if view is None:
        raise SlackError("invalid_arguments", problem("missing required field: view", ""))
    content = check(view)
    check_pictures(workspace.files, content["blocks"], "/view/blocks", "invalid_arguments")
    return content


def _answer(workspace: Workspace, view: View) -> JsonObject:
    return {"view": view_object(workspace, view, with_state=False)}
