"""Keepsakes: what a user received, as a page and as a PDF. It runs in a process of its own: see `process`."""
