/// The candidate that somebody who wrote `name` most likely meant, or nil if none is near.
///
/// Near is at most a third of the name wrong, the usual bound for typing errors; at least one character, so that short
/// names have a chance.
func nearestName(to name: String, among candidates: [String]) -> String? {
    let wanted = Array(name.lowercased().utf8.prefix(comparedBytesMaximum))
    let bound = max(1, wanted.count / 3)
    var nearest: (name: String, distance: Int)?
    for candidate in candidates.prefix(candidatesMaximum) {
        let letters = Array(candidate.lowercased().utf8.prefix(comparedBytesMaximum))
        guard abs(letters.count - wanted.count) <= bound else { continue }
        let distance = editDistance(wanted, letters)
        guard distance <= bound else { continue }
        if let best = nearest, (best.distance, best.name) <= (distance, candidate) { continue }
        nearest = (candidate, distance)
    }
    return nearest?.name
}

/// Longer names differ early or not at all, and the work grows with the square.
private let comparedBytesMaximum = 100

/// A remote may have very many references; a proposal is not worth comparing them all.
private let candidatesMaximum = 10_000

/// How many bytes have to be inserted, removed, replaced, or swapped with their neighbour (Damerau and Levenshtein).
private func editDistance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var above: [Int] = []
    var current = Array(0...right.count)
    for line in left.indices {
        var next = [line + 1]
        for column in right.indices {
            let replaced = current[column] + (left[line] == right[column] ? 0 : 1)
            var distance = min(replaced, next[column] + 1, current[column + 1] + 1)
            let isSwap =
                line > 0 && column > 0 && left[line] == right[column - 1] && left[line - 1] == right[column]
            if isSwap { distance = min(distance, above[column - 1] + 1) }
            next.append(distance)
        }
        (above, current) = (current, next)
    }
    return current[right.count]
}
