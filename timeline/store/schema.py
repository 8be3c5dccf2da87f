"""db/schema.sql: what the migrations add up to."""

from __future__ import annotations

import sqlite3

from timeline.store.migrations import migrate

HEAD = "-- What db/migrations add up to. Written by: timeline db schema > db/schema.sql\n"


def schema_sql() -> str:
    """The schema of a new database as SQL, tables first, as the migrations wrote it."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        migrate(connection)
        rows = connection.execute(
            """SELECT sql FROM sqlite_master
               WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE '!_sqlite!_%' ESCAPE '!'
                 AND tbl_name NOT LIKE '!_sqlite!_%' ESCAPE '!'
                 AND NOT (name LIKE '%!_text!_%' ESCAPE '!' AND type = 'table')
               ORDER BY type <> 'table', rowid"""
        ).fetchall()
    finally:
        connection.close()
    return HEAD + "".join(f"\n{sql};\n" for (sql,) in rows)
