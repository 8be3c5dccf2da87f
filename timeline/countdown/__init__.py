"""The views in a shell: how much time is left until what.

Pure functions from events and a moment to text; ``timeline.cli`` does the reading and printing. A shell prompt waits
for this package, so its modules import only what is cheap: no dataclasses, no typing, no re (a test holds them to it).

    moment ──► left ──► screen · chart · detail · formats        in the words of phrases, dates, languages
    (today)   (Row)    (text)                (JSON, CSV, …)
"""
