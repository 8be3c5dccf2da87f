"""What a date is about: which event, under which title, of which kind, or nothing at all."""

from timeline.mentions.mention import Kind, Mention, Role, Tense

__all__ = ["Kind", "Mention", "Role", "Tense"]
