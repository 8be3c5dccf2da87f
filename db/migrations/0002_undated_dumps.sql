-- Posts of copied pages without dates: their order is evidence of when they were posted.

CREATE TABLE dumped (
    post_key INTEGER PRIMARY KEY REFERENCES posts (key) ON DELETE CASCADE,
    dump INTEGER NOT NULL,              -- copies that share posts are one dump
    place INTEGER NOT NULL,             -- the later the post, the higher
    twin INTEGER REFERENCES posts (key),-- the post of a dated source that has the same text, and so its time
    placed TEXT                         -- JSON: where in time it was placed, and why
);

CREATE INDEX dumped_by_place ON dumped (dump, place);
CREATE INDEX dumped_by_twin ON dumped (twin) WHERE twin IS NOT NULL;

INSERT INTO dumped (post_key, dump, place)
    SELECT key, (SELECT min(o.key) FROM posts o WHERE o.calendar = p.calendar AND o.channel = p.channel
                 AND o.position IS NOT NULL), position * 1048576
    FROM posts p WHERE position IS NOT NULL;

-- What posts alone say of an event that also follows a rule of the law.

ALTER TABLE events ADD COLUMN announced TEXT;   -- JSON
