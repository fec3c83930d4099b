/// What became of several cells.
struct FaultTally: Sendable {
    private(set) var defined = 0
    private(set) var met = 0
    /// The most that it took anywhere after the fault was over.
    private(set) var syncs = 0
    private(set) var seconds = 0
    private(set) var complaints: [String] = []

    mutating func count(_ cell: some CustomStringConvertible, _ outcome: FaultCell.Outcome) {
        defined += 1
        met += outcome.isMet ? 1 : 0
        syncs = max(syncs, outcome.syncs)
        seconds = max(seconds, outcome.seconds)
        if !outcome.isMet { complaints.append("\(cell) is not met") }
        complaints += outcome.complaints.map { "\(cell): \($0)" }
    }

    static func + (one: FaultTally, two: FaultTally) -> FaultTally {
        var sum = one
        sum.defined += two.defined
        sum.met += two.met
        sum.syncs = max(one.syncs, two.syncs)
        sum.seconds = max(one.seconds, two.seconds)
        sum.complaints += two.complaints
        return sum
    }
}

/// Rows by doors: how many cells were met, and of how many, and the longest way back.
struct FaultTable: CustomStringConvertible {
    /// The heads of the columns.
    let doors: [String]
    private(set) var rows: [(name: String, tallies: [FaultTally])] = []

    init(doors: [String]) { self.doors = doors }

    mutating func add(_ name: String, _ tallies: [FaultTally]) { rows.append((name, tallies)) }

    var sum: FaultTally { rows.flatMap(\.tallies).reduce(FaultTally(), +) }

    var description: String {
        let sums = doors.indices.map { door in
            rows.compactMap { $0.tallies.indices.contains(door) ? $0.tallies[door] : nil }.reduce(FaultTally(), +)
        }
        var lines = [Self.line("fault cells: met/defined", doors)]
        lines += rows.map { row in Self.line(row.name, row.tallies.map(Self.text)) }
        lines.append(Self.line("all", sums.map(Self.text)))
        lines.append(Self.line("most syncs to the end", sums.map { "\($0.syncs)" }))
        lines.append(Self.line("longest way there, seconds", sums.map { "\($0.seconds)" }))
        lines.append("fault cells: defined \(sum.defined), met \(sum.met)")
        return lines.joined(separator: "\n")
    }

    private static func text(_ tally: FaultTally) -> String {
        tally.defined == 0 ? "" : "\(tally.met)/\(tally.defined)"
    }

    private static func line(_ name: String, _ columns: [String]) -> String {
        let cells = columns.map { String(repeating: " ", count: max(1, 12 - $0.count)) + $0 }
        let text = name + String(repeating: " ", count: max(1, 32 - name.count)) + cells.joined()
        return String(text.reversed().drop { $0 == " " }.reversed())
    }
}
