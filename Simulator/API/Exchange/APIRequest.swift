/// What a client asked, before anything of it is decoded.
package struct APIRequest: Sendable, Equatable {
    /// As sent, such as `GET`; case matters.
    package let method: String
    /// The path as sent: percent escapes are left alone, no query, no fragment.
    package let path: String
    /// What follows the first question mark, as sent; nil without a question mark.
    package let query: String?
    package let version: HTTPVersion
    package let headerFields: HeaderFields
    package let content: RequestContent
    package let peer: PeerAddress

    package init(
        method: String, path: String, query: String? = nil, version: HTTPVersion = .oneDotOne,
        headerFields: HeaderFields = [:], content: RequestContent = .read([]), peer: PeerAddress = .loopback
    ) {
        self.method = method
        self.path = path
        self.query = query
        self.version = version
        self.headerFields = headerFields
        self.content = content
        self.peer = peer
    }

    /// The body's bytes; empty where there is none or where it was left unread.
    package var body: [UInt8] {
        switch content {
        case .read(let bytes): bytes
        case .unread: []
        }
    }
}

extension APIRequest {
    package init(head: RequestHead, content: RequestContent, peer: PeerAddress) {
        self.init(
            method: head.method, path: head.target.path, query: head.target.query, version: head.version,
            headerFields: head.headerFields, content: content, peer: peer)
    }
}
