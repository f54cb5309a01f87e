"""What the index needs in the database beyond the table of SearchDocument, made by its migration."""

FTS5_TABLE = """
CREATE VIRTUAL TABLE IF NOT EXISTS portal_searchindex USING fts5(
    tokens, content='portal_searchdocument', content_rowid='id', tokenize='ascii', detail='none', prefix='2 3'
)
"""
ADD = "INSERT INTO portal_searchindex(rowid, tokens) VALUES (new.id, new.tokens);"
REMOVE = "INSERT INTO portal_searchindex(portal_searchindex, rowid, tokens) VALUES ('delete', old.id, old.tokens);"
FTS5_TRIGGERS = {
    "portal_searchdocument_added": f"AFTER INSERT ON portal_searchdocument BEGIN {ADD} END",
    "portal_searchdocument_removed": f"AFTER DELETE ON portal_searchdocument BEGIN {REMOVE} END",
    "portal_searchdocument_changed": f"AFTER UPDATE ON portal_searchdocument BEGIN {REMOVE} {ADD} END",
}

# fastupdate would save time on writing, and make every reader look through what is not yet sorted in.
TSVECTOR = """
ALTER TABLE portal_searchdocument ADD COLUMN vector tsvector NOT NULL
    GENERATED ALWAYS AS (array_to_tsvector(string_to_array(tokens, ' '))) STORED;
CREATE INDEX portal_searchdocument_vector ON portal_searchdocument USING gin (vector) WITH (fastupdate = off);
"""


def create(connection):
    """Create the index's own structures; on SQLite as often as you like."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(FTS5_TABLE)
            for name, body in FTS5_TRIGGERS.items():
                cursor.execute(f"CREATE TRIGGER IF NOT EXISTS {name} {body}")
        else:
            cursor.execute(TSVECTOR)


def drop(connection):
    if connection.vendor != "sqlite":
        return  # column and index go with the table
    with connection.cursor() as cursor:
        for name in FTS5_TRIGGERS:
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}")
        cursor.execute("DROP TABLE IF EXISTS portal_searchindex")
