"""Bolt's app, with its authorization and listeners."""

import logging

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_sdk.web.async_client import AsyncWebClient

from bot.domain.ids import UserId
from bot.slack import features
from bot.slack.context import Context
from bot.slack.listeners import register


def build(context: Context) -> AsyncApp:
    """Build the app with all listeners. Signatures are verified before it, in `bot.web`."""

    # Bolt passes arguments by their names, and does not know a bound method's `self`.
    async def authorize(
        enterprise_id: str | None, team_id: str | None, user_id: UserId | None
    ) -> AuthorizeResult:
        installation = await context.installations.find(enterprise_id, team_id)
        identity = installation.workspace.identity
        # Hearten calls Slack by its own client: Bolt gets no token.
        return AuthorizeResult(
            enterprise_id=enterprise_id,
            team_id=team_id,
            bot_user_id=identity.bot_user_id,
            bot_id=installation.bot_id,
            user_id=user_id,
        )

    app = AsyncApp(
        name="hearten",
        logger=logging.getLogger("slack_bolt"),
        # Otherwise Bolt acknowledges an event before its listener has run, and a failure would lose it.
        process_before_response=True,
        client=AsyncWebClient(base_url=context.deps.settings.slack_api_url, retry_handlers=[]),
        authorize=authorize,
        request_verification_enabled=False,
        # A workflow's step may end a day later, by the bot's own token: see `step_completions`.
        attaching_function_token_enabled=False,
        attaching_conversation_kwargs_enabled=False,
    )
    features.register(context.routes, context)
    register(app, context.routes, context)
    return app
