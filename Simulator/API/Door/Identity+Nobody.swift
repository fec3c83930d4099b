import ProxmoxAccess

extension Identity {
    /// The caller of an endpoint that asks nobody who he is.
    static let nobody = Identity.user(.nobody)
}
