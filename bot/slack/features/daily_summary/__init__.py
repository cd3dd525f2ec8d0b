"""The daily summary of notifications."""
