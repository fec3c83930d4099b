/// The endpoints before whose door nobody is asked who he is.
enum OpenEndpoint {
    static func includes(method: String, path: String) -> Bool {
        methods[path]?.contains(method) == true
    }

    private static let methods: [String: Set<String>] = [
        "/access/domains": ["GET"],
        "/access/ticket": ["GET", "POST"],
        "/access/vncticket": ["POST"],
        "/access/openid/login": ["POST"],
        "/access/openid/auth-url": ["POST"],
    ]
}
