"""Finding time expressions: named rules over the lexicon of a language.

``find(text, lang)`` returns the expressions of a text, in order; they do not overlap. ``find_by_paragraph`` reads
posts in more than one language, ``find_foreign`` those in languages without a file.
"""

from timeline.expressions.find import find
from timeline.expressions.foreign import LOCALES, find_foreign
from timeline.expressions.paragraphs import find_by_paragraph
from timeline.expressions.timex import Function, Timex, TimexType

__all__ = ["LOCALES", "Function", "Timex", "TimexType", "find", "find_by_paragraph", "find_foreign"]
