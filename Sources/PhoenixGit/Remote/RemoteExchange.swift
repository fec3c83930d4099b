import Clibgit2
import PhoenixModel

/// What libgit2 asks and tells while it talks to a remote, and what came of it.
///
/// Used on one thread, by one connection; libgit2's callbacks reach it through their payload.
final class RemoteExchange {
    let call: GitCall
    private let credential: (@Sendable () throws(Failure) -> GitCredential)?
    private let trust: CertificateTrust

    /// What ended the exchange from our side, if it did: it explains more than libgit2's error.
    private(set) var refusal: Failure?
    private var isCredentialGiven = false

    init(_ settings: GitSettings, _ call: GitCall) {
        self.call = call
        credential = settings.credential
        trust = settings.trust
    }

    var remote: RemoteURL { call.remote }

    var callbacks: git_remote_callbacks {
        var callbacks = git_remote_callbacks()
        git_remote_init_callbacks(&callbacks, UInt32(GIT_REMOTE_CALLBACKS_VERSION))
        callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
        callbacks.credentials = { created, _, _, allowed, payload in
            RemoteExchange.from(payload)?.giveCredential(created, allowed) ?? GIT_EUSER.rawValue
        }
        callbacks.certificate_check = { certificate, isValid, host, payload in
            RemoteExchange.from(payload)?.judge(certificate, isValid: isValid != 0, of: host) ?? GIT_EUSER.rawValue
        }
        callbacks.transfer_progress = { _, payload in
            RemoteExchange.from(payload)?.call.mayContinue == true ? 0 : GIT_EUSER.rawValue
        }
        return callbacks
    }

    /// Whether a failed download is the remote's or the network's doing; otherwise the mirror is suspected.
    func isToBlame(for error: LibraryError) -> Bool {
        let categories = [GIT_ERROR_NET, GIT_ERROR_HTTP, GIT_ERROR_SSL]
        return refusal != nil || call.interruption != nil || categories.contains { $0.rawValue == error.category }
    }

    private static func from(_ payload: UnsafeMutableRawPointer?) -> RemoteExchange? {
        payload.map { Unmanaged<RemoteExchange>.fromOpaque($0).takeUnretainedValue() }
    }
}

extension RemoteExchange {
    /// Gives the credential once: libgit2 would ask for ever if the server goes on refusing it.
    private func giveCredential(
        _ created: UnsafeMutablePointer<UnsafeMutablePointer<git_credential>?>?, _ allowed: UInt32
    ) -> Int32 {
        do throws(Failure) {
            let credential = try permittedCredential(allowed)
            isCredentialGiven = true
            call.bindToPeer()
            return git_credential_userpass_plaintext_new(created, credential.user, credential.password)
        } catch {
            refusal = error
            return GIT_EUSER.rawValue
        }
    }

    private func permittedCredential(_ allowed: UInt32) throws(Failure) -> GitCredential {
        guard let credential else {
            throw forbidden("\(remote) asks for credentials, and none are configured", "Configure a user and a token")
        }
        guard !isCredentialGiven else {
            throw forbidden(
                "\(remote) refuses the configured credentials",
                "check that the token is still valid and may read the repository")
        }
        guard allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT.rawValue != 0 else {
            throw forbidden(
                "\(remote) does not take a user and a password", "Allow basic authentication on the server")
        }
        guard isConfiguredPeer else {
            throw forbidden(
                "\(remote) redirects to \(OneLine.of(call.peer.host)), which asks for credentials",
                "Configure the address it redirects to: credentials are never sent anywhere else")
        }
        return try credential()
    }

    /// A redirect from http to https on the same host stays at home; every other host or port is a stranger.
    private var isConfiguredPeer: Bool {
        guard case .network(_, let host, let port) = remote.location else { return false }
        let peer = call.peer
        return peer.host == host && (peer.port == port || peer.port == RemoteURL.Scheme.https.defaultPort)
    }

    private func forbidden(_ message: String, _ remedy: String) -> Failure {
        Failure(.gitForbidden, message, remedy: remedy)
    }

    private func judge(
        _ certificate: UnsafeMutablePointer<git_cert>?, isValid: Bool, of host: UnsafePointer<CChar>?
    ) -> Int32 {
        let host = host.map { String(cString: $0) } ?? ""
        guard let der = Self.bytes(of: certificate) else { return isValid ? 0 : GIT_ECERTIFICATE.rawValue }
        let presented = CertificateFingerprint(of: der)
        switch trust {
        case .pinned(let pinned) where presented == pinned: return 0
        case .pinned(let pinned): refusal = .certificate(presented, of: host, isNot: pinned)
        default:
            if isValid { return 0 }
            refusal = .certificate(presented, of: host, isUnknownTo: trust)
        }
        return GIT_ECERTIFICATE.rawValue
    }

    private static func bytes(of certificate: UnsafeMutablePointer<git_cert>?) -> [UInt8]? {
        guard let certificate, certificate.pointee.cert_type == GIT_CERT_X509 else { return nil }
        return UnsafeMutableRawPointer(certificate).withMemoryRebound(to: git_cert_x509.self, capacity: 1) {
            let data = UnsafeRawBufferPointer(start: $0.pointee.data, count: $0.pointee.len)
            return Array(data)
        }
    }
}
