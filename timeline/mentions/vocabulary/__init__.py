"""What a language and a country call their events, and how their words are found in a text."""
