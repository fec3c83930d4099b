import PhoenixModel

extension Failure {
    static func certificate(
        _ presented: CertificateFingerprint, of host: String, isNot pinned: CertificateFingerprint
    ) -> Failure {
        .unreachable(
            "\(OneLine.of(host)) presents another certificate than the pinned one",
            "If the certificate was renewed on purpose, pin the new one; otherwise somebody is in between", .stall,
            causes: ["presented \(presented)", "pinned \(pinned)"])
    }

    static func certificate(
        _ presented: CertificateFingerprint, of host: String, isUnknownTo trust: CertificateTrust
    ) -> Failure {
        let authorities =
            if case .authorities(let file) = trust { "the authorities in \(OneLine.of(file))" } else {
                "the authorities of this machine"
            }
        return .unreachable(
            "the certificate of \(OneLine.of(host)) is not valid, or not signed by \(authorities)",
            "Compare the presented fingerprint with the server's and pin it, or configure its authority", .stall,
            causes: ["presented \(presented)", "expected a valid one signed by \(authorities)"])
    }
}
