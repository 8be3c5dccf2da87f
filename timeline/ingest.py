"""Posts into the event table: the one place where the pure chain meets the store."""
