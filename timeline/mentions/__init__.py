"""What a date is about: which event, under which title, of which kind, or nothing at all.

``mention(post, resolved, lang=…, calendar=…)`` names the dates of one post.
"""

from timeline.mentions.mention import Kind, Mention, Role, Tense
from timeline.mentions.naming import mention

__all__ = ["Kind", "Mention", "Role", "Tense", "mention"]
