import PhoenixModel
import PhoenixSimulator

/// The host that answered the recording: one node, a folder and a btrfs file system.
enum RecordedHost {
    static var cluster: Cluster {
        Cluster(
            nodes: [Node(name: "pve1", cores: 2, memoryMebibytes: 24_105, bridges: ["vmbr0"])],
            storages: [
                Storage(
                    name: "local", kind: .directory,
                    content: ["backup", "images", "iso", "rootdir", "snippets", "vztmpl"], capacityGibibytes: 252,
                    images: [StoredImage(volume: "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst")]),
                Storage(name: "local-btrfs", kind: .btrfs, content: ["images", "rootdir"], capacityGibibytes: 20),
            ])
    }
}
