/// One row of `…/pending`: a key as it is in force, and what becomes of it at the next start (behaviour 8.2).
package struct PendingRow: Decodable, Sendable {
    let key: String
    let value: LenientText?
    let pending: LenientText?
    /// 1, or 2 if it goes by force.
    let delete: LenientInteger?

    /// Whether it has a value that waits for the next start.
    var isWaiting: Bool { pending != nil }
}

extension ConfigText {
    /// The configuration that is in force.
    init(inForce rows: [PendingRow], rawLines: [RawLine] = []) {
        self.rawLines = rawLines
        for row in rows { values[row.key] = row.value?.value }
    }

    /// The configuration that will be, once nothing is pending.
    init(next rows: [PendingRow], rawLines: [RawLine] = []) {
        self.rawLines = rawLines
        for row in rows where (row.delete?.value ?? 0) == 0 {
            values[row.key] = row.pending?.value ?? row.value?.value
        }
    }
}
