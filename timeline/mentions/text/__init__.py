"""The shape of a post: its lines, sentences and words, and the dates in them."""
