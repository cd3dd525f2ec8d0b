"""The only SQL: the engine, the tables, and one module per noun."""
