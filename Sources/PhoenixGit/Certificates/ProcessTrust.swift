import CGit2Shim
import PhoenixModel
import Synchronization

/// The certificate authorities of libgit2 belong to the whole process, so calls over HTTP take turns with them.
///
/// Phoenix follows one repository; only tests ever wait here. Plain HTTP takes part because it may be redirected to
/// HTTPS.
enum ProcessTrust {
    /// Where Debian and its relatives keep the authorities that the machine trusts; libgit2 is built with it.
    static let systemAuthoritiesFile = "/etc/ssl/certs/ca-certificates.crt"

    private struct State {
        var isTaken = false
        var authoritiesFile = systemAuthoritiesFile
    }

    private static let state = Mutex(State())

    /// Runs `body` while `trust` holds for the process; gives up with the call.
    static func with<Value>(
        _ trust: CertificateTrust, _ call: GitCall, _ body: () throws(Failure) -> Value
    ) throws(Failure) -> Value {
        while !take() {
            call.pause(.milliseconds(5))
            try call.checkpoint()
        }
        defer { state.withLock { $0.isTaken = false } }
        try load(trust)
        return try body()
    }

    private static func take() -> Bool {
        state.withLock { state in
            defer { state.isTaken = true }
            return !state.isTaken
        }
    }

    private static func load(_ trust: CertificateTrust) throws(Failure) {
        let wanted: String
        switch trust {
        case .pinned: return
        case .systemAuthorities: wanted = systemAuthoritiesFile
        case .authorities(let file): wanted = file
        }
        guard state.withLock({ $0.authoritiesFile }) != wanted else { return }
        do throws(LibraryError) {
            try check("load the certificate authorities", phoenix_git_library_trust(wanted))
        } catch {
            throw Failure(
                .settingsInvalid, "the certificate authorities in '\(OneLine.of(wanted))' cannot be used",
                remedy: "name a readable file with certificates in PEM form", causes: [error.cause])
        }
        state.withLock { $0.authoritiesFile = wanted }
    }
}
