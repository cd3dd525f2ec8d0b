"""Files: announced, uploaded, completed, read, deleted, and what goes wrong on the way."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from bot.practice.company import ANA, MAYA
from bot.practice.records import Message
from bot.practice.server import Practice
from tests.practice.conftest import Refused

DESIGN, LEADS, OFFICE = "C0DESIGN1", "C0LEADS01", "C0OFFICE1"
CONTENT = b"\x89PNG a small picture"


@pytest.fixture(autouse=True)
def scopes(practice: Practice) -> None:
    practice.workspace.scopes |= {"files:write", "channels:history"}


async def announce(client: AsyncWebClient, **more: Any) -> dict[str, Any]:
    passed = {"filename": "heart.png", "length": len(CONTENT), "alt_txt": "A heart", **more}
    found = (await client.api_call("files.getUploadURLExternal", params=passed)).data
    assert isinstance(found, dict)
    return found


async def upload(url: str, data: Any = CONTENT) -> int:
    async with aiohttp.ClientSession() as session, session.post(url, data=data) as response:
        return response.status


async def uploaded(client: AsyncWebClient) -> str:
    place = await announce(client)
    assert await upload(place["upload_url"]) == 200
    return str(place["file_id"])


def last(practice: Practice, channel: str, viewer: str = ANA.id) -> Message:
    return practice.workspace.visible_messages(channel, viewer)[-1]


async def test_picture_is_shared_in_a_channel(practice: Practice, client: AsyncWebClient) -> None:
    file_id = await uploaded(client)
    revision = practice.workspace.revision
    completed = await client.files_completeUploadExternal(
        files=[{"id": file_id, "title": "Hearts"}], channel_id=DESIGN, initial_comment="For you"
    )
    assert practice.workspace.revision > revision
    (told,) = completed["files"]
    assert (told["id"], told["title"], told["shares"]) == (file_id, "Hearts", {})
    message = last(practice, DESIGN)
    assert (message.text, message.user, message.files) == ("For you", "U0HEARTEN", [file_id])
    (read,) = (await client.conversations_history(channel=DESIGN))["messages"]
    (file,) = read["files"]
    assert {key: file[key] for key in ("name", "title", "mimetype", "filetype", "size", "alt_txt")} == {
        "name": "heart.png",
        "title": "Hearts",
        "mimetype": "image/png",
        "filetype": "png",
        "size": len(CONTENT),
        "alt_txt": "A heart",
    }
    assert (file["channels"], file["is_public"]) == ([DESIGN], True)
    assert file["shares"]["public"][DESIGN][0]["ts"] == message.ts


async def test_download_needs_the_bot_token(practice: Practice, client: AsyncWebClient) -> None:
    file_id = await uploaded(client)
    completed = await client.files_completeUploadExternal(files=[{"id": file_id}])
    url = completed["files"][0]["url_private"]
    assert url.startswith(practice.url)

    async def status(token: str, address: str = url) -> tuple[int, bytes]:
        headers = {"Authorization": f"Bearer {token}"}
        async with aiohttp.ClientSession() as session, session.get(address, headers=headers) as response:
            return response.status, await response.read()

    assert await status(practice.bot_token) == (200, CONTENT)
    assert (await status("xoxb-wrong"))[0] == 403
    assert (await status(practice.bot_token, f"{practice.url}/files-pri/F0NOTHING/a"))[0] == 404


async def test_file_is_shared_in_a_direct_message(practice: Practice, client: AsyncWebClient) -> None:
    practice.workspace.scopes.add("im:history")
    direct = practice.workspace.dm_channel(MAYA.id)
    first, second = await uploaded(client), await uploaded(client)
    await client.files_completeUploadExternal(
        files=[{"id": first}, {"id": second, "title": "Two"}], channel_id=direct.id
    )
    assert last(practice, direct.id, MAYA.id).files == [first, second]
    (read,) = (await client.conversations_history(channel=direct.id))["messages"]
    shared = read["files"][0]
    assert (shared["title"], shared["ims"], shared["is_public"]) == ("heart.png", [direct.id], False)


async def test_deleted_file_leaves_its_messages(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    file_id = await uploaded(client)
    await client.files_completeUploadExternal(
        files=[{"id": file_id}], channel_id=DESIGN, initial_comment="For you"
    )
    await client.files_delete(file=file_id)
    assert (last(practice, DESIGN).text, last(practice, DESIGN).files) == ("For you", [])
    assert (await refused(client.files_delete(file=file_id)))["error"] == "file_not_found"


async def test_upload_needs_announced_length(client: AsyncWebClient) -> None:
    url = (await announce(client))["upload_url"]
    assert await upload(url, CONTENT + b"!") == 400
    assert await upload(url) == 200
    # Once is enough.
    assert await upload(url) == 404
    assert await upload(f"{url}x") == 404


@pytest.mark.parametrize(
    ("passed", "error"),
    [
        ({"filename": ""}, "invalid_arguments"),
        ({"length": 0}, "missing_argument"),
        ({"length": "many"}, "invalid_arguments"),
        ({"alt_txt": "x" * 1001}, "alt_txt_too_large"),
    ],
)
async def test_invalid_announcements_are_refused(
    client: AsyncWebClient, refused: Refused, passed: dict[str, Any], error: str
) -> None:
    whole = {"filename": "heart.png", "length": 5, **passed}
    refusal = await refused(client.api_call("files.getUploadURLExternal", params=whole))
    assert refusal["error"] == error


async def test_upload_url_takes_no_json(client: AsyncWebClient, refused: Refused) -> None:
    passed = {"filename": "heart.png", "length": 5}
    refusal = await refused(client.api_call("files.getUploadURLExternal", json=passed))
    assert refusal["errors"] == ["missing required field: filename"]


@pytest.mark.parametrize(
    ("passed", "error"),
    [
        ({"files": []}, "invalid_arguments"),
        ({"files": "{"}, "invalid_arguments"),
        ({"files": [{"title": "a"}]}, "invalid_arguments"),
        ({"files": [{"id": "F0NOTHING"}]}, "file_not_found"),
        ({"channel_id": MAYA.id}, "invalid_channel"),
        ({"channel_id": "C0NOTHING"}, "channel_not_found"),
        ({"channel_id": LEADS}, "channel_not_found"),
        ({"channel_id": "C0SUPPORT"}, "not_in_channel"),
        ({"channel_id": OFFICE}, "is_archived"),
    ],
)
async def test_invalid_completions_are_refused(
    practice: Practice, client: AsyncWebClient, refused: Refused, passed: dict[str, Any], error: str
) -> None:
    practice.workspace.leave("C0SUPPORT", "U0HEARTEN")
    practice.workspace.channel(OFFICE).is_archived = True
    file_id = await uploaded(client)
    whole = {"files": [{"id": file_id}], **passed}
    assert (await refused(client.api_call("files.completeUploadExternal", json=whole)))["error"] == error
    # A refusal changes nothing, and it works only once.
    await client.files_completeUploadExternal(files=[{"id": file_id}], channel_id=DESIGN)
    again = await refused(client.files_completeUploadExternal(files=[{"id": file_id}], channel_id=DESIGN))
    assert again["error"] == "file_not_found"


async def test_missing_upload_cannot_be_completed(client: AsyncWebClient, refused: Refused) -> None:
    file_id = (await announce(client))["file_id"]
    refusal = await refused(client.files_completeUploadExternal(files=[{"id": file_id}]))
    assert refusal["error"] == "file_not_found"


async def test_file_methods_need_their_scope(
    practice: Practice, client: AsyncWebClient, refused: Refused
) -> None:
    practice.workspace.scopes -= {"files:write"}
    for method, scope in (
        ("files.getUploadURLExternal", "files:write"),
        ("files.completeUploadExternal", "files:write"),
        ("files.delete", "files:write"),
    ):
        refusal = await refused(client.api_call(method, params={}))
        assert (refusal["error"], refusal["needed"]) == ("missing_scope", scope)


async def test_uploads_can_fail(practice: Practice, client: AsyncWebClient, refused: Refused) -> None:
    place = await announce(client)
    practice.fail("upload_url", status=503)
    assert await upload(place["upload_url"]) == 503
    practice.fail("upload_url", cut=True, acts=True)
    with pytest.raises(aiohttp.ClientError):
        await upload(place["upload_url"])
    practice.fail("files.completeUploadExternal", error="internal_error", acts=True)
    complete = client.files_completeUploadExternal(files=[{"id": place["file_id"]}], channel_id=DESIGN)
    assert (await refused(complete))["error"] == "internal_error"
    assert last(practice, DESIGN).files == [place["file_id"]]


async def test_slack_sdk_uploads_a_file(practice: Practice, client: AsyncWebClient) -> None:
    """What slack_sdk does in three calls."""
    await client.files_upload_v2(channel=DESIGN, filename="heart.png", content=CONTENT, title="Hearts")
    assert len(last(practice, DESIGN).files) == 1
