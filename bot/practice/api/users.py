"""The methods `auth.*`, `users.*`, `usergroups.*` and `emoji.*`: the app, people, groups and emoji."""

from bot.practice.api.arguments import Arguments
from bot.practice.directory import crowd_id, crowd_number, crowd_person, crowd_size
from bot.practice.objects import group_object, user_object
from bot.practice.records import JsonObject, SlackError
from bot.practice.shapes import fill_shape
from bot.practice.workspace import Workspace


def auth_test(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return whose token it is (auth.test)."""
    bot = workspace.person(workspace.bot_user_id)
    enterprise = {"enterprise_id": workspace.enterprise_id} if workspace.enterprise_id else {}
    return fill_shape("identity", workspace=workspace, bot=bot) | enterprise


def team_list(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return the workspaces that a token is for (auth.teams.list)."""
    return {"teams": [{"id": workspace.team_id, "name": workspace.name}]}


def bot_info(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return the app's own bot (bots.info)."""
    if arguments.text("bot") != workspace.bot_id:
        raise SlackError("bot_not_found")
    bot = workspace.person(workspace.bot_user_id)
    return {
        "bot": {
            "id": workspace.bot_id,
            "deleted": False,
            "name": bot.name,
            "updated": int(workspace.now().timestamp()),
            "app_id": workspace.app_id,
            "user_id": bot.id,
            "icons": {f"image_{size}": f"https://a.slack-edge.com/bot_{size}.png" for size in (36, 48, 72)},
        }
    }


def user_info(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return one person, also a deactivated one (users.info)."""
    person = workspace.account(arguments.required("user"))
    if person is None:
        raise SlackError("user_not_found")
    return {"user": user_object(workspace, person, include_locale=arguments.flag("include_locale"))}


def user_list(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return everyone, bots and deactivated people too (users.list)."""
    crowd = map(crowd_id, range(crowd_size(workspace.channels.values())))
    all_ids = list(dict.fromkeys((*workspace.people, *crowd)))
    ids, cursor = arguments.page(all_ids, default=1000, maximum=1000)
    team_id = workspace.team_id
    page = (workspace.people.get(each) or crowd_person(crowd_number(each) or 0, team_id) for each in ids)
    localised = arguments.flag("include_locale")
    return {
        "members": [user_object(workspace, person, include_locale=localised) for person in page],
        "cache_ts": int(workspace.now().timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


def group_list(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return all user groups (usergroups.list)."""
    return {"usergroups": [group_object(workspace, group) for group in workspace.groups.values()]}


def group_members(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return the ids of a group's members (usergroups.users.list)."""
    group = workspace.groups.get(arguments.required("usergroup"))
    if group is None:
        raise SlackError("no_such_subteam")
    return {"users": list(group.members)}


def emoji_list(workspace: Workspace, arguments: Arguments) -> JsonObject:
    """Return the workspace's own emoji; Slack's standard ones are in no category here (emoji.list)."""
    categories = {"categories": [], "categories_version": "5"} if arguments.flag("include_categories") else {}
    cached = {"cache_ts": str(int(workspace.now().timestamp()))}
    return {"emoji": workspace.emoji.addresses(), **cached, **categories}
