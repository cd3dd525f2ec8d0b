"""Giving a recognition, changing it, and what givers and recipients do about it."""
