/// Answers as they stand on the wire.
enum HTTPText {
    /// A success whose `data` is this text.
    static func success(_ text: String, extra: String = "") -> String {
        answer("200 OK", body: #"{"data":"\#(text)"}"#, extra: extra)
    }

    static func answer(_ status: String, body: String, extra: String = "") -> String {
        "HTTP/1.1 \(status)\r\nContent-Type: application/json;charset=UTF-8\r\n\(extra)"
            + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)"
    }

    /// Proxmox's refusal of one it does not know: without body and length (behaviour 2.3).
    static let unauthorized = "HTTP/1.1 401 Authentication failed!\r\nConnection: close\r\nPragma: no-cache\r\n\r\n"
}
