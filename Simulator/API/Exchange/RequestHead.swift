/// A request's line and header, read before its body.
package struct RequestHead: Sendable, Equatable {
    package let method: String
    package let target: RequestTarget
    package let version: HTTPVersion
    package let headerFields: HeaderFields

    package init(method: String, target: RequestTarget, version: HTTPVersion, headerFields: HeaderFields = [:]) {
        self.method = method
        self.target = target
        self.version = version
        self.headerFields = headerFields
    }
}
