/// What Proxmox answers, before the server turns it into bytes.
package struct APIAnswer: Sendable, Equatable {
    /// Any number of three digits; 595 to 599 stand for failures between nodes.
    package let status: Int
    /// Where Proxmox puts the first line of the message.
    package let reason: ReasonPhrase
    /// Fields beyond those which every answer carries. An answer that passed through the node's inner daemon carries
    /// `Connection: close` here: it is sent in front of the server's own `Connection: Keep-Alive` and closes nothing.
    package let headerFields: HeaderFields
    package let body: [UInt8]
    /// How long the answer is held back, in the simulator's time; 3 for a failed authentication.
    package let delaySeconds: Double
    /// Closes the connection even where the status would keep it open.
    package let closesConnection: Bool
    /// Nothing is sent and the connection is cut: the client cannot know what became of its request.
    package let isLost: Bool

    package init(
        status: Int, reason: ReasonPhrase, headerFields: HeaderFields = [:], body: [UInt8] = [],
        delaySeconds: Double = 0, closesConnection: Bool = false, isLost: Bool = false
    ) {
        self.status = status
        self.reason = reason
        self.headerFields = headerFields
        self.body = body
        self.delaySeconds = delaySeconds
        self.closesConnection = closesConnection
        self.isLost = isLost
    }

    /// The connection is closed after every error, and where only its end can show that there is no body.
    package var keepsConnection: Bool {
        status < 400 && !closesConnection && (!body.isEmpty || status == 204 || status == 304)
    }

    /// An answer of the HTTP layer itself: the text is both reason and body, and no Content-Type is named.
    package static func plain(_ status: Int, _ text: String, headerFields: HeaderFields = [:]) -> APIAnswer {
        APIAnswer(
            status: status, reason: ReasonPhrase(text), headerFields: headerFields, body: Array(text.utf8))
    }

    /// An answer that has a reason and no body.
    package static func empty(_ status: Int, _ text: String, delaySeconds: Double = 0) -> APIAnswer {
        APIAnswer(status: status, reason: ReasonPhrase(text), delaySeconds: delaySeconds)
    }
}
