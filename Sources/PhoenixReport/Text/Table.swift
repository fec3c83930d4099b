/// Rows with columns of equal width; the last column is not padded.
///
/// - Parameter widest: a longer cell pushes the rest of its own row aside, but not of all others.
func table(_ rows: [[String]], indent: String = "", widest: Int = .max) -> [String] {
    var widths: [Int] = []
    for row in rows {
        for (column, cell) in row.enumerated() {
            if column == widths.count { widths.append(0) }
            if cell.count <= widest { widths[column] = max(widths[column], cell.count) }
        }
    }
    return rows.map { row in
        let cells = row.enumerated().map { column, cell in
            column == row.count - 1 ? cell : cell + String(repeating: " ", count: max(0, widths[column] - cell.count))
        }
        return trimmedEnd(indent + cells.joined(separator: "  "))
    }
}

private func trimmedEnd(_ text: String) -> String {
    String(text.reversed().drop { $0 == " " }.reversed())
}

/// `1 guest`, `3 guests`.
package func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
