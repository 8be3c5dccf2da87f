"""The hours and the length of an event, where they stand apart from its day."""
