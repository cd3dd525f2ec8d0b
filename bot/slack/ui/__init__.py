"""Building blocks of messages and modals: text, layout, sizes and languages."""
