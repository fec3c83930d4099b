import Foundation
import Testing

@testable import PhoenixSimulatorServer

/// Certificates from files.
struct ServerIdentityTests {
    @Test("A certificate and its key are read from files")
    func files() throws {
        let certificate = try SelfSignedCertificate(nodeNames: ["pve1"])
        try withFiles(certificate: pem("CERTIFICATE", certificate.der), key: pem("PRIVATE KEY", certificate.keyDER)) {
            let identity = try ServerIdentity($0)
            #expect(identity.chain.count == 1)
            #expect(identity.fingerprint.split(separator: ":").count == 32)
            _ = try identity.context()
        }
    }

    @Test("A key of another certificate is refused")
    func otherKey() throws {
        let certificate = try SelfSignedCertificate(nodeNames: ["pve1"])
        let other = try SelfSignedCertificate(nodeNames: ["pve1"])
        try withFiles(certificate: pem("CERTIFICATE", certificate.der), key: pem("PRIVATE KEY", other.keyDER)) {
            let identity = try ServerIdentity($0)
            let failure = #expect(throws: ServerError.self) { try identity.context() }
            guard case .certificateUnusable = failure else {
                Issue.record("\(String(describing: failure))")
                return
            }
        }
    }

    @Test("A file that holds something else is named")
    func otherContent() throws {
        let certificate = try SelfSignedCertificate(nodeNames: [])
        try withFiles(certificate: "no certificate\n", key: pem("PRIVATE KEY", certificate.keyDER)) { source in
            guard
                case .certificateUnreadable = #expect(
                    throws: ServerError.self, performing: { try ServerIdentity(source) })
            else {
                Issue.record("the certificate was read")
                return
            }
        }
        try withFiles(certificate: pem("CERTIFICATE", certificate.der), key: "no key\n") { source in
            guard case .keyUnreadable = #expect(throws: ServerError.self, performing: { try ServerIdentity(source) })
            else {
                Issue.record("the key was read")
                return
            }
        }
    }

    private func pem(_ label: String, _ der: [UInt8]) -> String {
        let text = Data(der).base64EncodedString(options: [.lineLength64Characters, .endLineWithLineFeed])
        return "-----BEGIN \(label)-----\n\(text)\n-----END \(label)-----\n"
    }

    private func withFiles(certificate: String, key: String, _ body: (CertificateSource) throws -> Void) throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "phoenix-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let certificateFile = folder.appending(path: "server.pem")
        let keyFile = folder.appending(path: "server.key")
        try certificate.write(to: certificateFile, atomically: true, encoding: .utf8)
        try key.write(to: keyFile, atomically: true, encoding: .utf8)
        try body(.files(certificatePath: certificateFile.path, keyPath: keyFile.path))
    }
}
