import GRDB

/// The tables of the journal, and how older ones become newer ones. A step once released is never changed.
enum JournalSchema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1 records") { database in
            try database.execute(
                sql: """
                    CREATE TABLE record (
                        id INTEGER PRIMARY KEY,
                        run INTEGER NOT NULL,
                        kind TEXT NOT NULL,
                        step TEXT,
                        guest INTEGER,
                        at INTEGER NOT NULL,
                        body TEXT NOT NULL
                    ) STRICT;
                    CREATE INDEX record_by_run ON record (run, id);
                    CREATE INDEX record_by_guest ON record (guest, id) WHERE guest IS NOT NULL;
                    CREATE INDEX record_of_convergence ON record (id) WHERE kind = 'fleet-converged';
                    """)
        }
        migrator.registerMigration("2 digests") { database in
            // Which commit completed last was found by an index of its own, and lost with a page of it.
            try database.execute(
                sql: """
                    ALTER TABLE record ADD COLUMN completed TEXT;
                    ALTER TABLE record ADD COLUMN digest INTEGER NOT NULL DEFAULT 0;
                    UPDATE record SET completed = (
                        SELECT json_extract(earlier.body, '$.fleetConverged._0') FROM record AS earlier
                        WHERE earlier.kind = 'fleet-converged' AND earlier.id < record.id
                        ORDER BY earlier.id DESC LIMIT 1
                    ) WHERE kind = 'run-began';
                    DROP INDEX record_of_convergence;
                    """)
            try JournalDigest.writeAll(database)
        }
        return migrator
    }
}
