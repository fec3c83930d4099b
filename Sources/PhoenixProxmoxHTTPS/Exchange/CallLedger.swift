import Synchronization

/// What is known of each call under way: the one place that decides whether a request may have been seen by a server.
///
/// A connection asks before it sends a request's first byte, and whoever gives a call up asks what became of it, under
/// one lock: so a call that was given up unsent is never sent, and one that was sent is never taken for unsent.
final class CallLedger: Sendable {
    /// A call's course so far.
    struct Entry: Hashable, Sendable {
        /// Nil while no connection has taken the request.
        var connection: Connection?
        /// Whether bytes came back.
        var isAnswered = false
        /// The answer's reason phrase, which the HTTP library loses.
        var reason = ""
    }

    /// What a request was sent on.
    enum Connection: Hashable, Sendable { case new, kept }

    private let content = Mutex((next: 0, entries: [Int: Entry]()))

    /// Opens an entry.
    func open() -> Int {
        content.withLock { content in
            content.next += 1
            content.entries[content.next] = Entry()
            return content.next
        }
    }

    /// A connection is about to send the request; false if the call was given up, and then nothing may be sent.
    func begin(_ call: Int, on connection: Connection) -> Bool {
        content.withLock { content in
            guard content.entries[call] != nil else { return false }
            content.entries[call]?.connection = connection
            return true
        }
    }

    func answerBegins(_ call: Int) { content.withLock { $0.entries[call]?.isAnswered = true } }

    func note(reason: String, of call: Int) { content.withLock { $0.entries[call]?.reason = reason } }

    /// Closes the entry; whatever has not been sent by now never will be.
    func close(_ call: Int) -> Entry { content.withLock { $0.entries.removeValue(forKey: call) } ?? Entry() }
}
