"""The view in a shell: how long it is until each event, in words that never promise too much."""
