import PhoenixModel
import PhoenixSimulator
import ProxmoxAccess

/// The host that answered the recording: one node, a folder and a btrfs file system.
enum RecordedHost {
    static var cluster: Cluster {
        get throws {
            var cluster = Cluster(nodes: [node], storages: storages)
            try cluster.access.addUser("conf@pve", UserChange())
            return cluster
        }
    }

    private static let node = Node(
        name: "pve1", cores: 2, memoryMebibytes: 24_105,
        hardware: NodeHardware(
            processor: Processor(
                model: "AMD EPYC", family: "26", flags: "fpu vme hypervisor", megahertz: "2596.094"),
            pciDevices: [
                device("01", "0xffff00", "0x1045"), device("02", "0x018000", "0x1042"),
                device("03", "0x020000", "0x1041"), device("04", "0xffff00", "0x1053"),
                device("05", "0xffff00", "0x1044"),
            ], swapBytes: 0),
        system: NodeSystem(
            kernelRelease: "6.18.44-fc-v657", kernelVersion: "#1 SMP PREEMPT_DYNAMIC @0", bootMode: "legacy-bios",
            version: "9.2.0", repositoryID: "0000000000000000"),
        network: NodeNetwork(interfaces: [
            "vmbr0": NetworkInterfaceEntry(
                type: "bridge",
                [
                    "address": "10.99.0.1", "netmask": "24", "cidr": "10.99.0.1/24", "autostart": "1",
                    "priority": "3", "bridge_ports": "", "bridge_stp": "off", "bridge_fd": "0",
                ])
        ]))

    /// A virtio device without an IOMMU.
    private static func device(_ slot: String, _ deviceClass: String, _ device: String) -> PCIDevice {
        PCIDevice(
            id: "0000:00:\(slot).0", deviceClass: deviceClass, vendor: "0x1af4", device: device,
            subsystemVendor: "0x1af4", subsystemDevice: device)
    }

    private static let storages = [
        Storage(
            name: "local", kind: .directory, content: ["backup", "images", "iso", "rootdir", "snippets", "vztmpl"],
            capacityGibibytes: 252, properties: ["path": "/var/lib/vz", "prune-backups": "keep-all=1"],
            images: [StoredImage(volume: "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst")]),
        Storage(
            name: "local-btrfs", kind: .btrfs, content: ["images", "rootdir"], capacityGibibytes: 20,
            properties: ["path": "/var/lib/pve-btrfs", "is_mountpoint": "1"]),
    ]
}
