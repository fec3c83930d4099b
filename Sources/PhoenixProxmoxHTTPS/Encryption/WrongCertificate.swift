/// The other side holds another certificate than the pinned one; it was told nothing.
struct WrongCertificate: Error, Hashable {
    let expected: CertificateFingerprint
    /// Nil if it showed none.
    let seen: CertificateFingerprint?
}
