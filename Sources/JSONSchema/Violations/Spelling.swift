/// Guessing which of the known names was meant.
enum Spelling {
    /// Longer names are not compared: the distance costs the product of both lengths.
    private static let maximumLength = 64

    /// The known name nearest to a misspelled one; nil when none is near enough to be worth asking about.
    static func suggestion(for name: String, among known: [String]) -> String? {
        let wanted = normalized(name)
        guard !wanted.isEmpty, wanted.count <= maximumLength else { return nil }
        if let same = known.first(where: { normalized($0) == wanted }) { return same }
        let allowed = wanted.count < 3 ? 0 : max(1, min(3, wanted.count / 3))
        let candidates = known.map { (name: $0, distance: distance(wanted, normalized($0), atMost: allowed)) }
        let nearest = candidates.filter { $0.distance <= allowed }.min { $0.distance < $1.distance }
        return nearest?.name ?? extended(wanted, among: known)
    }

    /// `memory` was meant as `memory_mb` when no other known name begins or ends with it.
    private static func extended(_ wanted: [UInt8], among known: [String]) -> String? {
        guard wanted.count >= 3 else { return nil }
        let candidates = known.filter { name in
            let words = name.split { !($0.isLetter || $0.isNumber) }.map { Array($0.lowercased().utf8) }
            return words.count > 1 && (words.first == wanted || words.last == wanted)
        }
        return candidates.count == 1 ? candidates[0] : nil
    }

    /// Case and separators are the usual differences.
    private static func normalized(_ name: String) -> [UInt8] {
        name.lowercased().utf8.filter { $0 != UInt8(ascii: "_") && $0 != ASCII.minus && $0 != ASCII.space }
    }

    /// Number of letters to insert, remove, replace or swap with their neighbour.
    private static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int {
        guard abs(left.count - right.count) <= limit, right.count <= maximumLength else { return limit + 1 }
        var beforePrevious: [Int] = []
        var previous = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            for column in 0..<right.count {
                let isSame = left[row] == right[column]
                var best = min(previous[column + 1] + 1, current[column] + 1, previous[column] + (isSame ? 0 : 1))
                let isSwap =
                    row > 0 && column > 0 && left[row] == right[column - 1] && left[row - 1] == right[column]
                if isSwap { best = min(best, beforePrevious[column - 1] + 1) }
                current.append(best)
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[right.count]
    }
}
