/// Does the same for each item, several at a time, and gives the results in the order of the items.
///
/// - Parameter limit: how many at a time.
func concurrently<Item: Sendable, Value: Sendable>(
    _ items: [Item], limit: Int, _ body: @escaping @Sendable (Item) async -> Value
) async -> [Value] {
    await withTaskGroup(of: (Int, Value).self) { group in
        var values = [Value?](repeating: nil, count: items.count)
        for (place, item) in items.enumerated() {
            if place >= limit, let (done, value) = await group.next() { values[done] = value }
            group.addTask { (place, await body(item)) }
        }
        for await (done, value) in group { values[done] = value }
        return values.compactMap(\.self)
    }
}

/// How many calls of one kind are under way at a time: enough that nobody waits for the network, and few beside the three
/// workers that serve a node's API by default (pveproxy and pvedaemon, `MAX_WORKERS`).
let callLimit = 8
