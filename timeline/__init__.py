"""Timeline: from the posts of an election commission to a calendar that people can trust.

    source ──► Post ──► Timex ──► Time ──► Mention ──► Event ──► feed · countdown · pages
             (posts)  (expressions) (times)  (mentions)  (events)   (feed) (countdown) (site)

Each arrow is one package, and each package imports only from its left. Nothing left of
``Event`` touches the database: finding, resolving, naming and merging are pure functions of
posts and a calendar definition, so all events can be rebuilt from the posts at any time and
are the same whatever order the posts came in.
"""

__version__ = "0.1.0"
