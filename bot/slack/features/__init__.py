"""One package per feature: its handlers and its views side by side."""
