import PhoenixSimulatorAPI

/// Where a client that spoke without TLS is sent: the same place with it. Nil without a `Host` field, which pveproxy
/// never answers.
func redirection(of head: RequestHead) -> APIAnswer? {
    guard let host = head.headerFields["Host"], !host.isEmpty else { return nil }
    var authority = host[...]
    for scheme in ["http://", "https://"] where authority.hasPrefix(scheme) {
        authority = authority.dropFirst(scheme.count)
        break
    }
    let location: HeaderFields = ["Location": "https://\(authority)\(head.target.text)"]
    return head.method == "GET"
        ? .plain(301, "Moved Permanently", headerFields: location)
        : .plain(308, "Permanent Redirect", headerFields: location)
}
