"""Posts and where they come from: one file for each kind of source, one ``Post`` for all."""

from timeline.posts.post import Post, Posted, PostKey

__all__ = ["Post", "PostKey", "Posted"]
