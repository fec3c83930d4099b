/// Where the server's certificate comes from.
package enum CertificateSource: Sendable, Equatable {
    /// Made at the start with a new key; the first name is the subject, all of them and this machine's loopback names
    /// are valid.
    case selfSigned(nodeNames: [String])
    /// Two PEM files; the first certificate is the server's own, others make the chain.
    case files(certificatePath: String, keyPath: String)
}
