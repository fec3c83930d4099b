import NIOCore
import NIOSSL
import PhoenixModel

/// How connections are encrypted, and what of the other side's certificate is looked at.
struct Encryption: Sendable {
    let configuration: TLSConfiguration
    /// Compared after the handshake, before anything is sent.
    let pin: CertificateFingerprint?
    /// For people: who has to have signed a certificate.
    let authorities: String

    /// Reads the authorities' file, if one is named; those of the system are read with the first connection.
    init(_ trust: CertificateTrust) throws(Failure) {
        var configuration = TLSConfiguration.makeClientConfiguration()
        // What Proxmox's OpenSSL offers; older versions are broken.
        configuration.minimumTLSVersion = .tlsv12
        // Nothing depends on the other side's farewell, so the end of a program does not wait for it.
        configuration.shutdownTimeout = .milliseconds(10)
        switch trust {
        case .systemAuthorities:
            pin = nil
            authorities = "an authority that this machine trusts"
        case .authorities(let file):
            configuration.trustRoots = .certificates(try Self.certificates(in: file))
            pin = nil
            authorities = "an authority in \(file)"
        case .pinned(let fingerprint):
            // The handshake still proves that the other side holds the certificate's key.
            configuration.certificateVerification = .none
            pin = fingerprint
            authorities = ""
        }
        self.configuration = configuration
    }

    private static func certificates(in file: String) throws(Failure) -> [NIOSSLCertificate] {
        let certificates: [NIOSSLCertificate]?
        do {
            certificates = try NIOSSLCertificate.fromPEMFile(file)
        } catch {
            certificates = nil
        }
        guard let certificates, !certificates.isEmpty else {
            throw Failure(
                .settingsInvalid, "no certificate of an authority can be read from \(file)",
                remedy: "name a readable PEM file, such as a copy of a node's /etc/pve/pve-root-ca.pem")
        }
        return certificates
    }
}
