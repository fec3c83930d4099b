import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// The member `ha` of a guest's status: whether the cluster's high availability looks after it, and how it stands.
enum HighAvailabilityMember {
    static func of(_ guest: Guest, in cluster: Cluster) -> JSONText {
        guard cluster.isManaged(guest.id, guest.kind) else { return ["managed": 0] }
        let identifier = HighAvailability.identifier(of: guest.id, guest.kind)
        return ["managed": 1, "state": .string(cluster.datacenter.highAvailability.shownState(identifier))]
    }
}
