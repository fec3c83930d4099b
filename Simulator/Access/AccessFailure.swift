/// A refusal with the status and the exact text of Proxmox.
package enum AccessFailure: Error, Sendable, Hashable {
    /// 403; `what` stands in parentheses, and a failed choice of alternatives names nothing.
    case forbidden(what: String?)
    /// 400 with one text a parameter.
    case parameters([String: String])
    /// 500 with a text.
    case failed(String)
    /// 401 of a login that names no reason.
    case loginFailed

    /// The HTTP status.
    package var status: Int {
        switch self {
        case .forbidden: 403
        case .parameters: 400
        case .failed: 500
        case .loginFailed: 401
        }
    }

    /// The member `message` of the answer, with the newline that Proxmox leaves at its end.
    package var message: String {
        switch self {
        case .forbidden(nil): "Permission check failed\n"
        case .forbidden(let what?): "Permission check failed (\(what))\n"
        case .parameters: "Parameter verification failed.\n"
        case .failed(let text): "\(text)\n"
        case .loginFailed: "authentication failure\n"
        }
    }

    /// The member `errors` of the answer: text by parameter.
    package var errors: [String: String] {
        if case .parameters(let errors) = self { errors } else { [:] }
    }

    /// How long the answer is held back; only a failed login is.
    package var delaySeconds: Int {
        self == .loginFailed ? AuthenticationFailure.delaySeconds : 0
    }

    /// Refuses what only the administrator with a ticket may do.
    package static let onlyRoot = AccessFailure.forbidden(what: "user != root@pam")

    /// Refuses a token where the endpoint takes tickets only.
    package static func needsTicket(uri: String) -> AccessFailure {
        .forbidden(what: "URI '\(uri)' not available with API token, need proper ticket.\n")
    }

    /// The same failure inside a change of the user configuration: always 500, with the change's name in front.
    func during(_ change: String) -> AccessFailure {
        switch self {
        case .failed(let text): .failed("\(change): \(text)")
        case .forbidden, .parameters, .loginFailed: .failed("\(change): \(status) \(flattened)")
        }
    }

    private var flattened: String {
        let lines = errors.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
        return ([String(message.dropLast())] + lines).joined(separator: "\n")
    }
}

extension AccessFailure: CustomStringConvertible {
    /// Status and text, for logs.
    package var description: String {
        "\(status) \(flattened)"
    }
}
