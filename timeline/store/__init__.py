"""The SQLite event table: the only place that knows SQL."""
