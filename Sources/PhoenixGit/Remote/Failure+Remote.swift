import Clibgit2
import PhoenixModel

/// The one place that turns what happened with a remote into a failure.
extension Failure {
    /// The most telling of: our own refusal, the reason why the call was broken off, libgit2's words.
    init(_ error: LibraryError, _ exchange: RemoteExchange) {
        let remote = exchange.remote
        if let refusal = exchange.refusal {
            self = refusal
        } else if exchange.call.interruption != nil {
            self.init(interruptionOf: exchange.call)
        } else if let status = error.httpStatus {
            self.init(httpStatus: status, of: remote, error)
        } else {
            self = .unspecific(error, remote)
        }
    }

    init(interruptionOf call: GitCall) {
        let remote = call.remote
        let waiting = "nothing to do: it is tried again; check the network and the server if it stays so"
        switch call.interruption {
        case .cancelled:
            self = .unreachable("the call to \(remote) was broken off on request", "nothing to do")
        case .connectDeadline:
            self = .unreachable("\(remote) did not accept a connection in time", waiting)
        case .idleDeadline:
            self = .unreachable("\(remote) stopped answering", waiting)
        case .lookupFailed(let reason):
            self = .unreachable(
                "the host of \(remote) is not known to the name service",
                "check the host's name, and the name service of this machine", causes: [reason])
        case .connectFailed(let reason):
            self = .unreachable(
                "\(remote) cannot be connected to", "check that the server runs and its port is right",
                causes: [reason])
        case .connectionLost(let reason):
            self = .unreachable("the connection to \(remote) broke", waiting, causes: [reason])
        case .receiveLimit:
            self.init(
                .gitContentRefused, "\(remote) sends more than is accepted",
                remedy: "raise the limit of received bytes, or keep large files out of the repository")
        case .redirectedAway:
            self.init(
                .gitForbidden, "\(remote) redirects to another host after it was given the credentials",
                remedy: "configure the address it redirects to: credentials are never sent anywhere else")
        case .overallDeadline, nil:
            self = .unreachable("\(remote) took longer than a whole call may take", waiting)
        }
    }

    private init(httpStatus status: Int, of remote: RemoteURL, _ error: LibraryError) {
        switch status {
        case 401, 403, 407:
            self.init(
                .gitForbidden, "\(remote) refuses access (HTTP \(status))",
                remedy: "configure credentials that may read the repository", causes: [error.cause])
        case 404, 410:
            self = .unreachable(
                "There is no repository at \(remote) (HTTP \(status))",
                "Correct the URL; a forge also answers so if credentials for a private repository are missing",
                .stall, causes: [error.cause])
        case 408, 425, 429, 500...599:
            self = .unreachable(
                "\(remote) cannot answer at the moment (HTTP \(status))", "nothing to do: it is tried again",
                causes: [error.cause])
        default:
            self = .unreachable(
                "\(remote) does not answer like a Git server (HTTP \(status))", "Correct the URL", .stall,
                causes: [error.cause])
        }
    }

    private static func unspecific(_ error: LibraryError, _ remote: RemoteURL) -> Failure {
        let message = error.message.lowercased()
        if error.category == GIT_ERROR_SSL.rawValue {
            return unreachable(
                "no encrypted connection to \(remote) can be made",
                "check that the server speaks TLS 1.2 and that its certificate is valid", .stall, causes: [error.cause])
        }
        if error.code == GIT_EAUTH.rawValue {
            return Failure(
                .gitForbidden, "\(remote) refuses the credentials", remedy: "check the user and the token",
                causes: [error.cause])
        }
        if message.contains("not exported") || message.contains("not found") || message.contains("no such") {
            return unreachable(
                "There is no repository at \(remote)", "Correct the URL, or let the server export the repository",
                .stall, causes: [error.cause])
        }
        // The configured address was read strictly: a malformed one can only come from a redirect.
        if message.contains("redirect") || message.contains("malformed url") {
            return unreachable(
                "\(remote) redirects to where Phoenix does not follow",
                "Configure the address it redirects to", .stall, causes: [error.cause])
        }
        if message.contains("content-type") {
            return unreachable(
                "\(remote) answers, but not like a Git server", "Correct the URL", .stall, causes: [error.cause])
        }
        if case .path = remote.location {
            return unreachable(
                "\(remote) cannot be opened as a Git repository", "check the path and its permissions",
                causes: [error.cause])
        }
        return unreachable(
            "\(remote) did not answer as Git expects",
            "nothing to do: it is tried again; check the server if it stays so",
            causes: [error.cause])
    }

    static func unreachable(
        _ message: String, _ remedy: String, _ disposition: Disposition = .retry, causes: [String] = []
    ) -> Failure {
        Failure(.gitUnreachable, message, remedy: remedy, disposition: disposition, causes: causes)
    }

    static func defect(_ message: String) -> Failure {
        Failure(.internalDefect, message, remedy: "report this as a defect of Phoenix")
    }
}

extension LibraryError {
    /// The status in libgit2's "unexpected http status code: 404".
    fileprivate var httpStatus: Int? {
        guard category == GIT_ERROR_HTTP.rawValue, let mark = message.firstRange(of: "status code: ") else {
            return nil
        }
        return Int(message[mark.upperBound...].prefix { $0.isNumber })
    }
}
