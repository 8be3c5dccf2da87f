"""Languages as data: one TOML file each, read once, on first use.

The words of a language are sorted into *classes* (MONTH, UNIT, FROM, …) that the rules of
``timeline.expressions`` are written over, so that the engine itself knows no language.
"""

from timeline.languages.lexicon import Entry, Lexicon, codes, lexicon

__all__ = ["Entry", "Lexicon", "codes", "lexicon"]
