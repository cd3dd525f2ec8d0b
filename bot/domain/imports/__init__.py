"""Bringing along recognitions that were given elsewhere: their files, people and lines."""
