"""What people read: pure builders from data to Slack messages, in the reader's language."""
