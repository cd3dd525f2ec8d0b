"""Leads and their circles."""
