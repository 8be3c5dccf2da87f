"""What the views say, one file per language, data only.

They are Python rather than TOML, and apart from ``timeline.languages``, because a shell prompt waits for them: reading
TOML costs as much as starting the interpreter twice.
"""
