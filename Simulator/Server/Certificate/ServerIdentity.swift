import Crypto
import NIOSSL

/// The certificate chain and key that the server shows.
struct ServerIdentity {
    let chain: [NIOSSLCertificate]
    let key: NIOSSLPrivateKey
    /// SHA-256 of the server's own certificate in DER, as `AA:BB:…`.
    let fingerprint: String

    init(_ source: CertificateSource) throws(ServerError) {
        switch source {
        case .selfSigned(let nodeNames): try self.init(SelfSignedCertificate(nodeNames: nodeNames))
        case .files(let certificatePath, let keyPath):
            try self.init(
                chain: Self.certificates(at: certificatePath), key: Self.privateKey(at: keyPath))
        }
    }

    private init(_ certificate: SelfSignedCertificate) throws(ServerError) {
        do {
            chain = [try NIOSSLCertificate(bytes: certificate.der, format: .der)]
            key = try NIOSSLPrivateKey(bytes: certificate.keyDER, format: .der)
        } catch {
            throw .certificateNotMade(cause: "\(error)")
        }
        fingerprint = Self.fingerprint(of: certificate.der)
    }

    private init(chain: [NIOSSLCertificate], key: NIOSSLPrivateKey) throws(ServerError) {
        self.chain = chain
        self.key = key
        do {
            fingerprint = Self.fingerprint(of: try chain.first?.toDERBytes() ?? [])
        } catch {
            throw .certificateUnusable(cause: "\(error)")
        }
    }

    /// TLS 1.2 and 1.3, without a list of application protocols, as pveproxy offers it.
    func context() throws(ServerError) -> NIOSSLContext {
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) }, privateKey: .privateKey(key))
        configuration.minimumTLSVersion = .tlsv12
        configuration.maximumTLSVersion = .tlsv13
        do {
            return try NIOSSLContext(configuration: configuration)
        } catch {
            throw .certificateUnusable(cause: "\(error)")
        }
    }

    private static func certificates(at path: String) throws(ServerError) -> [NIOSSLCertificate] {
        let chain: [NIOSSLCertificate]
        do {
            chain = try NIOSSLCertificate.fromPEMFile(path)
        } catch {
            throw .certificateUnreadable(path: path, cause: "\(error)")
        }
        guard !chain.isEmpty else { throw .certificateUnreadable(path: path, cause: "it holds none") }
        return chain
    }

    private static func privateKey(at path: String) throws(ServerError) -> NIOSSLPrivateKey {
        do {
            return try NIOSSLPrivateKey(file: path, format: .pem)
        } catch {
            throw .keyUnreadable(path: path, cause: "\(error)")
        }
    }

    private static func fingerprint(of der: [UInt8]) -> String {
        SHA256.hash(data: der).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return byte < 16 ? "0" + digits : digits
        }.joined(separator: ":")
    }
}
