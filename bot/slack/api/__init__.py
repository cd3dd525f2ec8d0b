"""Slack's Web API: the client, and what is known from it about users, channels and installations."""
