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
        return migrator
    }
}
