"""The practice workspace: a small local Slack over real HTTP and WebSocket.

It imports nothing from the rest of Hearten, so that it cannot share the bot's idea of Slack.
"""
