import PhoenixSimulatorAPI

/// What a request's head says about the form of its answer.
struct ReplyTerms: Equatable {
    /// Named in the answer as the client named it.
    let version: HTTPVersion
    let coding: ContentCoding?
    let keepsConnection: Bool

    init(head: RequestHead, mayKeepConnection: Bool) {
        version = head.version
        coding = ContentCoding(accepted: head.headerFields["Accept-Encoding"])
        keepsConnection = mayKeepConnection && Self.asksToKeep(head)
    }

    private init(version: HTTPVersion, coding: ContentCoding?, keepsConnection: Bool) {
        self.version = version
        self.coding = coding
        self.keepsConnection = keepsConnection
    }

    /// The same terms after the answer had its say.
    func settled(for answer: APIAnswer, mustClose: Bool) -> ReplyTerms {
        ReplyTerms(
            version: version, coding: coding,
            keepsConnection: keepsConnection && answer.keepsConnection && !mustClose)
    }

    /// Any `Connection` field without the word close keeps the connection, even in HTTP/1.0.
    private static func asksToKeep(_ head: RequestHead) -> Bool {
        guard let connection = head.headerFields["Connection"], !connection.isEmpty else {
            return head.version.keepsAliveByDefault
        }
        return !connection.lowercased().contains("close")
    }
}
