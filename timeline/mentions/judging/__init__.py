"""What a date is to its event, and why some are none: over, moved, hearsay, a limit, another's."""
