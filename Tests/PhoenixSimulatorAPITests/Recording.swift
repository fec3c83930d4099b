import Foundation

/// What a running Proxmox VE 9.2 was asked and answered; Recordings/pve-9.2.json.
struct Recording {
    let requests: [Request]

    struct Request {
        let number: Int
        let method: String
        /// With the query that stands in it.
        let path: String
        let query: String
        let form: String
        /// Whether the request was sent with other credentials, or with none.
        let credentials: Credentials
        let status: Int
        let reason: String
        let body: String

        enum Credentials { case usual, wrong, none }

        /// The UPID that the path asks for, as it was then.
        var askedTask: String? {
            guard let range = path.range(of: "/tasks/UPID:pve1") else { return nil }
            let rest = path[path.index(range.lowerBound, offsetBy: "/tasks/".count)...]
            return rest.split(separator: "/").first.map(String.init)
        }
    }

    init() throws {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Recordings/pve-9.2.json")
        let rows = try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [[String: Any]] ?? []
        requests = rows.enumerated().map { Request(number: $0.offset, $0.element) }
    }
}

extension Recording.Request {
    fileprivate init(number: Int, _ row: [String: Any]) {
        let fields = row["request_headers"] as? [String: Any]
        self.init(
            number: number, method: row["method"] as? String ?? "", path: row["path"] as? String ?? "",
            query: Self.pairs(row["query"]), form: Self.pairs(row["form"]),
            credentials: fields.map { $0["Authorization"] is String ? .wrong : .none } ?? .usual,
            status: row["status"] as? Int ?? 0, reason: row["reason"] as? String ?? "",
            body: row["body"] as? String ?? "")
    }

    private static func pairs(_ value: Any?) -> String {
        let values = value as? [String: Any] ?? [:]
        return values.sorted { $0.key < $1.key }.flatMap { key, value in
            (value as? [Any] ?? [value]).map { "\(key)=\(Client.encoded("\($0)"))" }
        }.joined(separator: "&")
    }
}
