/// Whom a node has to prove to be before it is told anything.
package enum CertificateTrust: Hashable, Sendable {
    /// Named like the host in the address, by a certificate that an authority known to this machine has signed.
    case systemAuthorities
    /// The same, but signed by one of the authorities in this PEM file and by no other; every node holds its cluster's as
    /// `/etc/pve/pve-root-ca.pem`.
    case authorities(file: String)
    /// The holder of exactly this certificate; authorities, names and dates do not count.
    case pinned(CertificateFingerprint)
}
