"""Finding time expressions: named rules over the lexicon of a language.

``find(text, lang)`` returns the expressions of a text, in order; they do not overlap.
"""

from timeline.expressions.find import find
from timeline.expressions.timex import Function, Timex, TimexType

__all__ = ["Function", "Timex", "TimexType", "find"]
