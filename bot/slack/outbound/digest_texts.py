"""The words of a digest as files, for a newsletter or a wiki."""

from bot.deps import Deps
from bot.domain.workspace import Workspace
from bot.slack.api.directory import Directory
from bot.slack.features.digest import copied_text
from bot.slack.outbound.file_uploads import UploadedFile
from bot.slack.outbound.rendering import users_in
from bot.slack.ui.language import language
from bot.storage import workspaces
from bot.usecases.digest_texts import compose_text


async def find_text(
    deps: Deps, directory: Directory, workspace: Workspace, digest_id: str
) -> copied_text.CopiedText | None:
    """Return a digest's words as text, in the digest's language; None if all must stay in Slack."""
    values = await deps.database.read(workspaces.find_values, workspace.id)
    content = await deps.database.read(compose_text, workspace, values, digest_id)
    if content is None:
        return None
    channels = await copied_text.find_public_channels(directory, workspace, content)
    names = await directory.users.names(workspace, users_in(content.recognitions))
    digest_language = language(
        content.digest.contents.language or workspace.language, deps.settings.commands[0]
    )
    return copied_text.write_text(digest_language, names, values, content, channels)


async def make_files(
    deps: Deps, directory: Directory, workspace: Workspace, digest_id: str
) -> tuple[UploadedFile, ...] | None:
    """Return the files, None if nothing is left to send."""
    text = await find_text(deps, directory, workspace, digest_id)
    if text is None:
        return None
    return UploadedFile(".md", text.markdown.encode()), UploadedFile(".html", text.page.encode())
