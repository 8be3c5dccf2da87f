"""Static pages and the small server that show events and offer the feeds."""
