/// What one commit wishes for, resolved: defaults and profiles merged, requirements added and ordered, digests computed.
package struct DesiredState: Hashable, Sendable {
    package var commit: CommitID
    package var fleet: FleetName
    /// Ascending by number; numbers and names are unique.
    package var guests: [DesiredGuest]
    package var policy: Policy
    /// How features can be taken away from guests that no longer wish for them.
    package var removals: [FeatureName: FeatureRemoval]
    /// Where images can be had that a node does not have, by volume id.
    package var images: [String: ImageSource]

    package init(
        commit: CommitID, fleet: FleetName, guests: [DesiredGuest], policy: Policy = Policy(),
        removals: [FeatureName: FeatureRemoval] = [:], images: [String: ImageSource] = [:]
    ) {
        self.commit = commit
        self.fleet = fleet
        self.guests = guests.sorted { $0.id < $1.id }
        self.policy = policy
        self.removals = removals
        self.images = images
    }
}
