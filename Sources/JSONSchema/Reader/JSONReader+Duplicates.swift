extension JSONReader {
    /// Objects with more keys than this are sorted instead of compared pair by pair: no input costs quadratic time.
    private static let pairwiseMaximum = 32

    /// Two keys are the same when they stand for the same characters, however they are escaped.
    func refuseDuplicateKeys(ofObject object: Int) throws(JSONSyntaxError) {
        let count = Int(tape[object].countOrHash)
        let duplicate =
            count <= Self.pairwiseMaximum ? duplicateByPairs(object) : duplicateBySorting(keys(ofObject: object))
        guard let (first, second) = duplicate else { return }
        throw failure(
            .duplicateKey(keyText(second)), at: Int(tape[second].start), related: Int(tape[first].start))
    }

    private func duplicateByPairs(_ object: Int) -> (Int, Int)? {
        var second = object + 1
        let end = Int(tape[object].next)
        while second < end {
            var first = object + 1
            let hash = tape[second].countOrHash
            while first < second {
                if tape[first].countOrHash == hash, isSameKey(first, second) { return (first, second) }
                first = Int(tape[first + 1].next)
            }
            second = Int(tape[second + 1].next)
        }
        return nil
    }

    private func duplicateBySorting(_ keys: [Int]) -> (Int, Int)? {
        let sorted = keys.sorted { left, right in
            let (leftHash, rightHash) = (tape[left].countOrHash, tape[right].countOrHash)
            if leftHash != rightHash { return leftHash < rightHash }
            let (leftText, rightText) = (content(of: left), content(of: right))
            if leftText.lexicographicallyPrecedes(rightText) { return true }
            return leftText.elementsEqual(rightText) && left < right
        }
        let pairs = zip(sorted, sorted.dropFirst()).filter { isSameKey($0, $1) }
        return pairs.min { $0.1 < $1.1 }
    }

    private func keys(ofObject object: Int) -> [Int] {
        var keys: [Int] = []
        var key = object + 1
        while key < Int(tape[object].next) {
            keys.append(key)
            key = Int(tape[key + 1].next)
        }
        return keys
    }

    private func isSameKey(_ left: Int, _ right: Int) -> Bool {
        tape[left].countOrHash == tape[right].countOrHash && content(of: left).elementsEqual(content(of: right))
    }
}
