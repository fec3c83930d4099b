/// A row of `/cluster/resources`, as far as it tells where guests are.
struct PlaceRow: Decodable, Hashable, Sendable {
    let type: String
    let node: String?
    let status: String?
    let vmid: LenientInteger?
}

/// A row of `/nodes/NODE/certificates/info`.
struct CertificateRow: Decodable, Hashable, Sendable {
    let filename: String?
    /// Seconds since 1970.
    let notafter: LenientInteger?
}

/// What `/nodes/NODE/time` answers.
struct TimeAnswer: Decodable, Hashable, Sendable {
    /// Seconds since 1970, in UTC.
    let time: LenientInteger
}

/// A row of `/nodes/NODE/aplinfo`: a template that the node can download.
struct ApplianceRow: Decodable, Hashable, Sendable {
    let template: String
}

/// A row of `/access/roles`.
struct RoleRow: Decodable, Hashable, Sendable {
    let roleid: String
}
