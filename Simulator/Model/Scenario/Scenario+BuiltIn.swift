import PhoenixModel

extension Scenario {
    /// One node with two GPUs.
    package static var homelab: Cluster {
        Cluster(nodes: [node("pve1")], storages: localStorages)
    }

    /// Three nodes with two GPUs each, and a storage that all of them share.
    package static var cluster: Cluster {
        let shared = Storage(
            name: "shared", kind: .nfs, content: ["images", "import", "iso", "rootdir", "vztmpl"], isShared: true,
            capacityGibibytes: 8192)
        return Cluster(
            nodes: [node("pve1"), node("pve2"), node("pve3")], storages: localStorages + [shared],
            datacenter: Datacenter(name: "homelab"))
    }

    private static func node(_ name: NodeName) -> Node {
        Node(
            name: name, cores: 16, memoryMebibytes: 128 * 1024, bridges: ["vmbr0"],
            devices: [
                "/dev/nvidia0", "/dev/nvidia1", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools",
            ],
            mappedDevices: ["gpu0", "gpu1"], hardware: NodeHardware(pciDevices: pciDevices))
    }

    private static let localStorages = [
        Storage(
            name: "local", kind: .directory, content: ["backup", "import", "iso", "snippets", "vztmpl"],
            capacityGibibytes: 512,
            images: [
                StoredImage(volume: "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"),
                StoredImage(volume: "local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst"),
                StoredImage(
                    volume: "local:import/noble-server-cloudimg-amd64.qcow2", diskGibibytes: 4,
                    sizeBytes: 622_329_856),
            ]),
        disks(.thin, capacityGibibytes: 2048),
    ]

    fileprivate static func disks(_ kind: StorageKind, capacityGibibytes: Int) -> Storage {
        Storage(name: "local-lvm", kind: kind, content: ["images", "rootdir"], capacityGibibytes: capacityGibibytes)
    }

    /// A network card and two graphics cards, each with its sound.
    private static let pciDevices =
        [
            PCIDevice(
                id: "0000:05:00.0", deviceClass: "0x020000", vendor: "0x8086", device: "0x1533",
                subsystemVendor: "0x15d9", subsystemDevice: "0x1533", iommuGroup: 12,
                vendorName: "Intel Corporation", deviceName: "I210 Gigabit Network Connection")
        ] + graphicsCard(at: "0000:01:00", group: 30) + graphicsCard(at: "0000:41:00", group: 31)

    private static func graphicsCard(at slot: String, group: Int) -> [PCIDevice] {
        let functions = [
            ("0", "0x030000", "0x2204", "GA102 [GeForce RTX 3090]"),
            ("1", "0x040300", "0x1aef", "GA102 High Definition Audio Controller"),
        ]
        return functions.map { function, deviceClass, device, name in
            PCIDevice(
                id: "\(slot).\(function)", deviceClass: deviceClass, vendor: "0x10de", device: device,
                subsystemVendor: "0x1043", subsystemDevice: "0x87af", iommuGroup: group,
                vendorName: "NVIDIA Corporation", deviceName: name)
        }
    }
}

extension Cluster {
    /// A built-in host that keeps guests' disks on a storage of another kind, under the usual name; before any are there.
    package func keepingDisks(on kind: StorageKind, capacityGibibytes: Int = 2048) -> Cluster {
        var cluster = self
        let storage = Scenario.disks(kind, capacityGibibytes: capacityGibibytes)
        cluster.storages[storage.name] = storage
        return cluster
    }
}
