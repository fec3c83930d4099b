/// A call together with what its answer means.
package struct Endpoint<Answer: Decodable & Sendable>: Sendable {
    package let request: ProxmoxRequest

    package init(_ method: ProxmoxRequest.Method, _ path: ProxmoxPath, _ parameters: ProxmoxForm = ProxmoxForm()) {
        request = ProxmoxRequest(method, path, parameters)
    }

    package init(_ request: ProxmoxRequest) {
        self.request = request
    }
}

/// The answer of calls that say no more than that they were done: `{"data":null}`.
package struct NoAnswer: Decodable, Sendable {
    package init(from decoder: any Decoder) throws {}
}
