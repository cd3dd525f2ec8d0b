"""Messages from the outbox on their way to Slack, and answers that follow an acknowledgement."""
