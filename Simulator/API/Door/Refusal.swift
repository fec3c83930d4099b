package import PhoenixSimulator
package import ProxmoxAccess

/// Why a request is not answered with data: a status, Proxmox's text, and its words by parameter.
package struct Refusal: Error, Sendable, Equatable {
    package let status: Int
    /// Without the newline that Proxmox leaves at its end.
    package let text: String
    /// By parameter; empty unless the status is 400.
    package let parameterErrors: [String: String]
    /// How long the answer is held back, in the simulator's time.
    package let delaySeconds: Int
    /// Whether a worker that holds the guest is in the way, so that asking again may help.
    let isBusy: Bool
    /// Failures between nodes and of authentication come without one.
    let hasBody: Bool

    private init(
        status: Int, text: String, parameterErrors: [String: String] = [:], delaySeconds: Int = 0,
        isBusy: Bool = false, hasBody: Bool = true
    ) {
        self.status = status
        self.text = text
        self.parameterErrors = parameterErrors
        self.delaySeconds = delaySeconds
        self.isBusy = isBusy
        self.hasBody = hasBody
    }

    /// Parameters are wrong: 400.
    package static func parameters(_ errors: [String: String]) -> Refusal {
        Refusal(status: 400, text: "Parameter verification failed.", parameterErrors: errors)
    }

    /// One parameter is wrong: 400.
    package static func parameter(_ name: String, _ text: String) -> Refusal { parameters([name: text]) }

    /// A right is missing: 403; `what` stands in parentheses.
    package static func forbidden(_ what: String? = nil) -> Refusal {
        Refusal(status: 403, text: "Permission check failed" + (what.map { " (\($0))" } ?? ""))
    }

    /// Anything else that Proxmox says no to: 500.
    package static func failed(_ text: String) -> Refusal { Refusal(status: 500, text: text) }

    /// The path or method is not there: 501.
    package static func notImplemented(_ text: String) -> Refusal { Refusal(status: 501, text: text) }

    /// Another node does not answer: no body, as Proxmox's own proxy passes it on.
    package static func unreachable(_ status: Int, _ text: String) -> Refusal {
        Refusal(status: status, text: text, hasBody: false)
    }

    /// The caller is not known: no body, held back for a while.
    package static func unauthenticated(_ failure: AuthenticationFailure) -> Refusal {
        Refusal(
            status: failure.status, text: failure.text, delaySeconds: AuthenticationFailure.delaySeconds,
            hasBody: false)
    }

    /// The model's refusal in the API's words.
    package init(_ error: HostError) {
        if !error.parameterErrors.isEmpty {
            self = .parameters(error.parameterErrors)
            return
        }
        switch error.kind {
        case .nodeOffline: self = .unreachable(595, error.text)
        case .forbidden: self = .forbidden(error.text.isEmpty ? nil : error.text)
        case .busy: self.init(status: 500, text: error.text, isBusy: true)
        case .refused, .missing, .exists, .locked, .noSpace, .conflict, .notReady, .failed, .vanished:
            self = .failed(error.text)
        }
    }

    /// The access rules' refusal.
    package init(_ failure: AccessFailure) {
        self.init(
            status: failure.status, text: String(failure.message.dropLast()), parameterErrors: failure.errors,
            delaySeconds: failure.delaySeconds)
    }
}
