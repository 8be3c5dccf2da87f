"""What tells one event from its like: place, purpose, whose election, which contest."""
