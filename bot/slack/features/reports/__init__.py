"""Telling the admins that a recognition isn't okay."""
