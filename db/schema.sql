-- What db/migrations add up to. Written by: timeline db schema > db/schema.sql

CREATE TABLE posts (
    key INTEGER PRIMARY KEY,
    calendar TEXT NOT NULL,
    channel TEXT NOT NULL,
    post TEXT NOT NULL,                 -- the post's id within its channel
    digest TEXT NOT NULL,               -- of everything that a source can change
    version INTEGER NOT NULL DEFAULT 1,
    missed INTEGER NOT NULL DEFAULT 0,  -- looks in a row at which it was gone while its neighbours were there
    withdrawn TEXT,                     -- since when it counts as deleted, UTC
    posted_quality TEXT NOT NULL CHECK (posted_quality IN ('exact', 'assumed', 'bounded', 'unknown')),
    posted_earliest TEXT,               -- UTC
    posted_latest TEXT,                 -- UTC
    url TEXT,
    edited INTEGER NOT NULL DEFAULT 0,
    lang TEXT,
    position INTEGER,
    doubt TEXT,
    stored TEXT NOT NULL,               -- when it was first read, UTC
    changed TEXT NOT NULL,              -- when its newest version was read, UTC
    text TEXT NOT NULL,                 -- last, so that a look at the others need not pass by it
    UNIQUE (calendar, channel, post)
);

CREATE TABLE post_versions (
    post_key INTEGER NOT NULL REFERENCES posts (key) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    posted_quality TEXT NOT NULL,
    posted_earliest TEXT,
    posted_latest TEXT,
    text TEXT NOT NULL,
    url TEXT,
    edited INTEGER NOT NULL,
    stored TEXT NOT NULL,
    replaced TEXT NOT NULL,
    PRIMARY KEY (post_key, version)
);

CREATE TABLE mentions (
    post_key INTEGER PRIMARY KEY REFERENCES posts (key) ON DELETE CASCADE,
    extractor TEXT NOT NULL,            -- which version of the rules and of the calendar read it
    count INTEGER NOT NULL,
    dirty INTEGER NOT NULL,             -- whether the events were built from something else
    error TEXT,                         -- why it could not be read; a fault of this program
    data TEXT NOT NULL,                 -- JSON
    before TEXT                         -- JSON: what the events were built from, if that was something
);

CREATE TABLE spans (
    post_key INTEGER NOT NULL REFERENCES posts (key) ON DELETE CASCADE,
    concept TEXT NOT NULL,              -- empty for an occasion
    low TEXT,                           -- first and last day, inclusive; NULL where it is looked for around its post
    high TEXT,
    anchor TEXT                         -- the concept that its days are counted from
);

CREATE TABLE events (
    key INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    uid TEXT NOT NULL UNIQUE,
    calendar TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('confirmed', 'tentative', 'cancelled')),
    bound TEXT NOT NULL CHECK (bound IN ('certain', 'upper-bound', 'lower-bound')),
    start_earliest TEXT,
    start_latest TEXT,
    end_earliest TEXT,
    end_latest TEXT,
    clock TEXT,
    clock_end TEXT,
    hours TEXT,                         -- JSON: opening hours of each day
    edtf TEXT,
    likely TEXT,                        -- JSON: what a reader would infer besides
    concept TEXT,
    body TEXT,
    election TEXT,
    place TEXT,
    audience TEXT,                      -- JSON
    conditional INTEGER NOT NULL,
    is_foreign INTEGER NOT NULL,
    titles TEXT,                        -- JSON: the title in other languages
    law TEXT,
    notes TEXT,                         -- JSON
    posts INTEGER NOT NULL,             -- how many posts date it, move it or call it off
    revision INTEGER NOT NULL,
    created TEXT,
    changed TEXT,
    more TEXT,                          -- JSON: what has no column of its own
    digest TEXT NOT NULL
, announced TEXT);

CREATE TABLE evidence (
    event_key INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    channel TEXT NOT NULL,
    post TEXT NOT NULL,
    url TEXT,
    posted TEXT,                        -- UTC
    start INTEGER NOT NULL,             -- code points of the quote in the post, end exclusive
    until INTEGER NOT NULL,
    quote TEXT NOT NULL,
    marks TEXT NOT NULL,                -- JSON: the time expressions, in code points of the quote
    role TEXT NOT NULL,
    says TEXT NOT NULL,
    dates INTEGER NOT NULL,
    agrees INTEGER NOT NULL,
    recap INTEGER NOT NULL,
    reasons TEXT,                       -- JSON
    more TEXT,                          -- JSON
    PRIMARY KEY (event_key, n)
) WITHOUT ROWID;

CREATE TABLE changes (
    event_key INTEGER NOT NULL REFERENCES events (key) ON DELETE CASCADE,
    n INTEGER NOT NULL,
    what TEXT NOT NULL,
    old TEXT,
    new TEXT,
    channel TEXT,
    post TEXT,
    posted TEXT,                        -- UTC
    more TEXT,                          -- JSON
    PRIMARY KEY (event_key, n)
) WITHOUT ROWID;

CREATE TABLE identities (
    id TEXT PRIMARY KEY,
    uid TEXT NOT NULL UNIQUE,
    calendar TEXT NOT NULL,
    data TEXT NOT NULL                  -- JSON
) WITHOUT ROWID;

CREATE TABLE corrections (
    id TEXT PRIMARY KEY,
    calendar TEXT NOT NULL,
    made TEXT NOT NULL,                 -- UTC
    action TEXT NOT NULL CHECK (action IN ('accept', 'edit', 'hide', 'merge', 'split')),
    undone TEXT,                        -- UTC
    data TEXT NOT NULL                  -- JSON
) WITHOUT ROWID;

CREATE TABLE calendars (
    calendar TEXT PRIMARY KEY,
    inputs INTEGER NOT NULL DEFAULT 0,  -- rises with every post or correction that is new, changed or gone
    built INTEGER NOT NULL DEFAULT -1,  -- the inputs that the events were built from
    built_with TEXT,                    -- which version of the rules and of the calendar built them
    name TEXT,                          -- its name, its zone and the language of its views, as its
    zone TEXT,                          -- definition had them when it was built: so that a view need
    language TEXT                       -- not read the definition. No language: told from the texts
) WITHOUT ROWID;

CREATE TABLE reads (
    key INTEGER PRIMARY KEY,
    calendar TEXT NOT NULL,
    source TEXT NOT NULL,
    started TEXT NOT NULL,              -- UTC
    finished TEXT,                      -- UTC; NULL while it runs, or if it was interrupted
    posts_new INTEGER NOT NULL DEFAULT 0,
    posts_changed INTEGER NOT NULL DEFAULT 0,
    posts_same INTEGER NOT NULL DEFAULT 0,
    error TEXT,
    state TEXT                          -- JSON: where the source goes on next time
);

CREATE TABLE log (
    key INTEGER PRIMARY KEY,
    revision INTEGER NOT NULL,
    at TEXT NOT NULL,                   -- UTC
    calendar TEXT NOT NULL,
    event TEXT NOT NULL,                -- its id; the event itself may be gone
    title TEXT NOT NULL,
    what TEXT NOT NULL CHECK (what IN ('added', 'changed', 'removed')),
    fields TEXT NOT NULL DEFAULT '{}',  -- JSON: field to [old, new]
    channel TEXT,                       -- the post that did it
    post TEXT
);

CREATE TABLE state (
    name TEXT PRIMARY KEY,
    value
) WITHOUT ROWID;

CREATE TABLE vevents (
    event TEXT NOT NULL,
    revision INTEGER NOT NULL,
    variant TEXT NOT NULL,              -- the language, and whatever else the text depends on
    data BLOB NOT NULL,
    PRIMARY KEY (event, revision, variant)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE posts_text USING fts5 (text, content = 'posts', content_rowid = 'key', tokenize = 'unicode61', prefix = '3');

CREATE VIRTUAL TABLE events_text USING fts5 (title, titles, place, content = 'events', content_rowid = 'key', tokenize = 'unicode61', prefix = '3');

CREATE TABLE dumped (
    post_key INTEGER PRIMARY KEY REFERENCES posts (key) ON DELETE CASCADE,
    dump INTEGER NOT NULL,              -- copies that share posts are one dump
    place INTEGER NOT NULL,             -- the later the post, the higher
    twin INTEGER REFERENCES posts (key),-- the post of a dated source that has the same text, and so its time
    placed TEXT                         -- JSON: where in time it was placed, and why
);

CREATE INDEX posts_there ON posts (calendar) WHERE withdrawn IS NULL;

CREATE INDEX posts_undated ON posts (calendar) WHERE posted_quality IN ('bounded', 'unknown');

CREATE INDEX posts_by_number ON posts (calendar, channel, CAST(post AS INTEGER));

CREATE INDEX mentions_that_speak ON mentions (post_key) WHERE count > 0;

CREATE INDEX mentions_dirty ON mentions (post_key) WHERE dirty;

CREATE INDEX mentions_failed ON mentions (post_key) WHERE error IS NOT NULL;

CREATE INDEX spans_by_post ON spans (post_key);

CREATE INDEX spans_by_day ON spans (concept, low);

CREATE INDEX spans_by_anchor ON spans (anchor) WHERE anchor IS NOT NULL;

CREATE INDEX events_by_day ON events (calendar, end_latest);

CREATE INDEX evidence_by_post ON evidence (channel, post);

CREATE INDEX identities_by_calendar ON identities (calendar);

CREATE INDEX reads_by_source ON reads (calendar, source, key);

CREATE INDEX log_by_event ON log (event, key);

CREATE INDEX log_by_time ON log (at);

CREATE TRIGGER posts_text_insert AFTER INSERT ON posts BEGIN
    INSERT INTO posts_text (rowid, text) VALUES (new.key, new.text);
END;

CREATE TRIGGER posts_text_delete AFTER DELETE ON posts BEGIN
    INSERT INTO posts_text (posts_text, rowid, text) VALUES ('delete', old.key, old.text);
END;

CREATE TRIGGER posts_text_update AFTER UPDATE OF text ON posts BEGIN
    INSERT INTO posts_text (posts_text, rowid, text) VALUES ('delete', old.key, old.text);
    INSERT INTO posts_text (rowid, text) VALUES (new.key, new.text);
END;

CREATE TRIGGER events_text_insert AFTER INSERT ON events BEGIN
    INSERT INTO events_text (rowid, title, titles, place) VALUES (new.key, new.title, new.titles, new.place);
END;

CREATE TRIGGER events_text_delete AFTER DELETE ON events BEGIN
    INSERT INTO events_text (events_text, rowid, title, titles, place) VALUES ('delete', old.key, old.title, old.titles, old.place);
END;

CREATE TRIGGER events_text_update AFTER UPDATE OF title, titles, place ON events BEGIN
    INSERT INTO events_text (events_text, rowid, title, titles, place) VALUES ('delete', old.key, old.title, old.titles, old.place);
    INSERT INTO events_text (rowid, title, titles, place) VALUES (new.key, new.title, new.titles, new.place);
END;

CREATE INDEX dumped_by_place ON dumped (dump, place);

CREATE INDEX dumped_by_twin ON dumped (twin) WHERE twin IS NOT NULL;
