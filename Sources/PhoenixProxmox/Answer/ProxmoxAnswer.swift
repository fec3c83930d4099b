package import Foundation
import JSONSchema

/// What came back from a server, before anything of it is decoded.
package struct ProxmoxAnswer: Hashable, Sendable {
    /// 200, 4xx, 5xx; 595 to 599 stand for failures between nodes.
    package let status: Int
    /// The reason phrase as sent, which carries Proxmox's message; empty where the transport has lost it.
    package let reason: String
    package let body: Data

    package init(status: Int, reason: String, body: Data) {
        self.status = status
        self.reason = reason
        self.body = body
    }
}

extension ProxmoxAnswer {
    /// What an endpoint answers, or Proxmox's refusal.
    package func value<Answer>(of endpoint: Endpoint<Answer>) throws(ProxmoxError) -> Answer {
        guard status == 200 else { throw .refused(Refusal(self)) }
        do {
            return try read(as: Envelope<Answer>.self).data
        } catch {
            throw .unreadable("\(error)")
        }
    }
}

extension ProxmoxAnswer {
    /// The body as what `type` reads.
    func read<Content: Decodable>(as type: Content.Type = Content.self) throws -> Content {
        try JSONDocument.parse(Array(body), limits: .ofBoundedText).root.decoded()
    }
}

/// `{"data": …}` (behaviour: `total` and `changes` may stand beside it).
private struct Envelope<Answer: Decodable>: Decodable {
    let data: Answer
}
