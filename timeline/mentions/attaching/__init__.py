"""Which event of its own sentence a date belongs to."""
