"""The tour for the user who installed the app."""
