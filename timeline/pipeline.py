"""The arrows of the data flow: Post to Timex to Time to Mention to Event. Pure functions."""
