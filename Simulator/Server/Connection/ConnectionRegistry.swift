import NIOCore
import Synchronization

/// The open connections and the calls that are under way, over all event loops.
final class ConnectionRegistry: Sendable {
    private struct Content {
        var channels: [ObjectIdentifier: any Channel] = [:]
        var callCount = 0
    }

    private let content = Mutex(Content())

    var connectionCount: Int { content.withLock(\.channels.count) }
    var callCount: Int { content.withLock(\.callCount) }
    var channels: [any Channel] { content.withLock { Array($0.channels.values) } }

    func insert(_ channel: any Channel) {
        content.withLock { $0.channels[ObjectIdentifier(channel)] = channel }
    }

    func remove(_ channel: any Channel) {
        _ = content.withLock { $0.channels.removeValue(forKey: ObjectIdentifier(channel)) }
    }

    func callBegan() {
        content.withLock { $0.callCount += 1 }
    }

    func callEnded() {
        content.withLock { $0.callCount -= 1 }
    }
}
