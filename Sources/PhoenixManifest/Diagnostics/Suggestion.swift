/// Finds the name that was probably meant.
enum Suggestion {
    /// Names beyond this many are not compared, so that a wrong name in a huge fleet stays cheap.
    static let maximumCandidates = 4_000

    /// The most similar candidate, if one is similar enough to be worth asking about; ties go to the lowest.
    static func closest(to wrong: String, among candidates: some Sequence<String>) -> String? {
        let wrongBytes = Array(wrong.lowercased().utf8)
        let limit = max(1, min(3, wrongBytes.count / 3))
        var best: (distance: Int, name: String)?
        for candidate in candidates.prefix(maximumCandidates) {
            let bytes = Array(candidate.lowercased().utf8)
            guard abs(bytes.count - wrongBytes.count) <= limit else { continue }
            let distance = distance(wrongBytes, bytes)
            guard distance <= limit else { continue }
            if let current = best, (current.distance, current.name) <= (distance, candidate) { continue }
            best = (distance, candidate)
        }
        return best?.name
    }

    /// "Did you mean …?" where that can be told, otherwise what is said instead.
    static func remedy(for wrong: String, among candidates: some Sequence<String>, otherwise: String) -> String {
        closest(to: wrong, among: candidates).map { "Did you mean '\($0)'?" } ?? otherwise
    }

    /// How many letters have to be changed, added, taken away or swapped with their neighbour.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        guard !left.isEmpty, !right.isEmpty else { return max(left.count, right.count) }
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 1...left.count {
            var current = [row] + [Int](repeating: 0, count: right.count)
            for column in 1...right.count {
                let isSame = left[row - 1] == right[column - 1]
                var best = min(last[column] + 1, current[column - 1] + 1, last[column - 1] + (isSame ? 0 : 1))
                let isSwap =
                    row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1]
                if isSwap { best = min(best, beforeLast[column - 2] + 1) }
                current[column] = best
            }
            (beforeLast, last) = (last, current)
        }
        return last[right.count]
    }
}
