"""The only SQL: the database, its schema, and one module per noun."""
