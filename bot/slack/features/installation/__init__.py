"""Installing the app in a workspace, in the browser."""
