package import PhoenixModel

/// What an examination has to be told, because no host tells it.
package struct DoctorCircumstances: Sendable {
    /// As whom the API is called.
    package var caller: Permissions.Caller
    /// How the server proves who it is, as part of a sentence: `its fingerprint is pinned`.
    package var trust: String
    /// The time here.
    package var now: Instant
    /// What the commit wishes for; nil if only the host is to be looked at.
    package var desired: DesiredState?
    /// What the commit's guests need, given the cluster's nodes, where guests are, and the version.
    package var needs: Needs

    package typealias Needs =
        @Sendable (DesiredState, [NodeName], [GuestID: NodeName], ProxmoxVersion) -> [GuestID: [Requirement]]

    package init(
        caller: Permissions.Caller, trust: String, now: Instant, desired: DesiredState?, needs: @escaping Needs
    ) {
        self.caller = caller
        self.trust = trust
        self.now = now
        self.desired = desired
        self.needs = needs
    }
}
