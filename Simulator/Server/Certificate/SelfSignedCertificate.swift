import Crypto
import SwiftASN1
import X509

import struct Foundation.Date

/// A certificate that vouches for itself, named like a Proxmox node's.
struct SelfSignedCertificate {
    let der: [UInt8]
    /// The private key, unencrypted.
    let keyDER: [UInt8]

    /// As long as Proxmox's own node certificates live.
    private static let validitySeconds: Double = 730 * 86_400
    /// Clocks of clients may be behind by as much.
    private static let leewaySeconds: Double = 86_400

    init(nodeNames: [String]) throws(ServerError) {
        do {
            let key = P256.Signing.PrivateKey()
            let certificate = try Self.certificate(nodeNames: nodeNames, key: Certificate.PrivateKey(key))
            var serializer = DER.Serializer()
            try serializer.serialize(certificate)
            der = serializer.serializedBytes
            keyDER = Array(key.derRepresentation)
        } catch {
            throw .certificateNotMade(cause: "\(error)")
        }
    }

    private static func certificate(nodeNames: [String], key: Certificate.PrivateKey) throws -> Certificate {
        let name = try DistinguishedName {
            OrganizationalUnitName("PVE Cluster Node")
            OrganizationName("Proxmox Virtual Environment")
            CommonName(nodeNames.first ?? "localhost")
        }
        let now = Date()
        return try Certificate(
            version: .v3, serialNumber: Certificate.SerialNumber(), publicKey: key.publicKey,
            notValidBefore: now.addingTimeInterval(-leewaySeconds),
            notValidAfter: now.addingTimeInterval(validitySeconds), issuer: name, subject: name,
            signatureAlgorithm: .ecdsaWithSHA256, extensions: extensions(nodeNames: nodeNames, key: key.publicKey),
            issuerPrivateKey: key)
    }

    private static func extensions(
        nodeNames: [String], key: Certificate.PublicKey
    ) throws -> Certificate.Extensions {
        let addresses: [[UInt8]] = [[127, 0, 0, 1], Array(repeating: 0, count: 15) + [1]]
        var names = nodeNames
        if !names.contains("localhost") { names.append("localhost") }
        return try Certificate.Extensions {
            // Its own issuer, so that a client may name it as the one root that it trusts.
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
            Critical(KeyUsage(digitalSignature: true, keyCertSign: true))
            try ExtendedKeyUsage([.serverAuth])
            SubjectKeyIdentifier(hash: key)
            SubjectAlternativeNames(
                names.map { .dnsName($0) } + addresses.map { .ipAddress(ASN1OctetString(contentBytes: $0[...])) })
        }
    }
}
