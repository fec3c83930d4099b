import Crypto
import GRDB

/// What shows that a row is as it was written. SQLite keeps such a value for its log, and none for the pages of its file:
/// a bit that turned on a disk would be read as another record.
enum JournalDigest {
    /// The first 64 bits of a SHA-256 of everything else in the row.
    static func value(
        id: Int64, run: Int, kind: String, step: String?, guest: Int?, at milliseconds: Int64, completed: String?,
        body: String
    ) -> Int64 {
        let text = "\(id) \(run) \(kind) \(step ?? "-") \(guest ?? -1) \(milliseconds) \(completed ?? "-") \(body)"
        return SHA256.hash(data: Array(text.utf8)).prefix(8).reduce(0) { $0 << 8 | Int64($1) }
    }

    /// Whether the row is as it was written. One of a journal that no newer Phoenix has opened to write has no digest.
    static func holds(_ row: Row) throws -> Bool {
        guard row.hasColumn("digest") else { return Array(row.columnNames) == columnsWithoutDigest }
        return try row.decode(Int64.self, forColumn: "digest") == value(of: row)
    }

    /// Where the digest's own name has changed, the row is none of an older journal.
    private static let columnsWithoutDigest = ["id", "run", "kind", "step", "guest", "at", "body"]

    /// What the row's digest should be; throws where a column holds something of another type.
    static func value(of row: Row) throws -> Int64 {
        value(
            id: try row.decode(forColumn: "id"), run: try row.decode(forColumn: "run"),
            kind: try row.decode(forColumn: "kind"), step: try row.decode(forColumn: "step"),
            guest: try row.decode(forColumn: "guest"), at: try row.decode(forColumn: "at"),
            completed: try row.decode(forColumn: "completed"), body: try row.decode(forColumn: "body"))
    }

    /// Gives every row its digest.
    static func writeAll(_ database: Database) throws {
        let rows = try Row.fetchCursor(database, sql: "SELECT * FROM record")
        let statement = try database.makeStatement(sql: "UPDATE record SET digest = ? WHERE id = ?")
        while let row = try rows.next() {
            try statement.execute(arguments: [value(of: row), row.decode(Int64.self, forColumn: "id")])
        }
    }
}
