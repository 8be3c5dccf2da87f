"""What a post speaks of, before any of its dates is given an event: candidates, their titles, how they stand."""
