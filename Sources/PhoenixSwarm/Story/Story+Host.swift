import PhoenixModel
import PhoenixSimulator

extension Story {
    /// The host before anything happens: a built-in one, with the story's own kind of disks and room for a large fleet.
    var host: Cluster {
        let disks = bindsClones ? StorageKind.zfs : .thin
        guard scale.isLarge else {
            return (isCluster ? Scenario.cluster : Scenario.homelab).keepingDisks(on: disks)
        }
        let guests = scale.guests.upperBound
        return Cluster(
            nodes: [Node(name: "pve1", cores: 256, memoryMebibytes: 8192 * guests)],
            storages: Scenario.homelab.storagesByName
        ).keepingDisks(on: disks, capacityGibibytes: 64 * guests)
    }
}
