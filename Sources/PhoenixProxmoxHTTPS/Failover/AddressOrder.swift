/// In which order the nodes of a cluster are asked.
struct AddressOrder: Hashable, Sendable {
    private let count: Int
    private let silenceSeconds: Double
    private var preferred = 0
    /// Until when a node is tried last.
    private var silentUntil: [Int: Double] = [:]

    init(count: Int, silenceSeconds: Double) {
        self.count = count
        self.silenceSeconds = silenceSeconds
    }

    /// The indices in order: from the one that answered last on, around the list; then the silent ones.
    func indices(now: Double) -> [Int] {
        let around = (0..<count).map { (preferred + $0) % count }
        return around.filter { !isSilent($0, now: now) } + around.filter { isSilent($0, now: now) }
    }

    mutating func answered(_ index: Int) {
        preferred = index
        silentUntil[index] = nil
    }

    mutating func wasSilent(_ index: Int, now: Double) { silentUntil[index] = now + silenceSeconds }

    private func isSilent(_ index: Int, now: Double) -> Bool { silentUntil[index].map { $0 > now } ?? false }
}
