"""A channel's weekly digest: settings, message, pages and image."""
