/// One call of Proxmox's API as a value: what is asked, not how it is sent.
package struct ProxmoxRequest: Hashable, Sendable {
    /// The methods that Proxmox knows; any other is answered with 501.
    package enum Method: String, Hashable, Sendable { case get = "GET", post = "POST", put = "PUT", delete = "DELETE" }

    package let method: Method
    package let path: ProxmoxPath
    package let parameters: ProxmoxForm

    package init(_ method: Method, _ path: ProxmoxPath, _ parameters: ProxmoxForm = ProxmoxForm()) {
        self.method = method
        self.path = path
        self.parameters = parameters
    }

    /// Whether it changes something: then nobody knows what became of it while its answer is lost.
    package var isWrite: Bool { method != .get }

    /// Path and query below the server's root. Proxmox refuses a body with `GET` and `DELETE` (501 `Unexpected content`).
    package var target: String {
        let path = "/api2/json" + path.text
        return hasBody || parameters.isEmpty ? path : path + "?" + parameters.encoded
    }

    /// What is sent as the body; nil where there is none. An empty form is sent too, with its length of 0.
    package var body: [UInt8]? { hasBody ? Array(parameters.encoded.utf8) : nil }

    private var hasBody: Bool { method == .post || method == .put }
}

extension ProxmoxRequest: CustomStringConvertible {
    /// Method and path; parameters may hold secrets.
    package var description: String { "\(method.rawValue) \(path)" }
}
