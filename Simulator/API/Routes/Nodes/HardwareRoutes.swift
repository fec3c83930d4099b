import JSONSchema
import PhoenixModel
import PhoenixSimulator

/// `/nodes/{node}/hardware` and what QEMU can make of it.
enum HardwareRoutes {
    private static let hardware = "/nodes/{node}/hardware"

    static let routes: Routes = [
        .get(hardware): { _, _ throws(Refusal) in Output(.index("type", ["pci", "usb"])) },
        .get("\(hardware)/pci"): pci,
        .get("\(hardware)/pci/{pci-id-or-mapping}"): { _, _ throws(Refusal) in Output(.index("method", ["mdev"])) },
        .get("\(hardware)/pci/{pci-id-or-mapping}/mdev"): { _, _ throws(Refusal) in Output(.array([])) },
        .get("\(hardware)/usb"): usb,
        .get("/nodes/{node}/capabilities"): { _, _ throws(Refusal) in Output(.index("name", ["qemu"])) },
        .get("/nodes/{node}/capabilities/qemu"): { _, _ throws(Refusal) in
            Output(.index("name", ["cpu", "cpu-flags", "machines", "migration"]))
        },
        .get("/nodes/{node}/capabilities/qemu/cpu"): processors,
        .get("/nodes/{node}/capabilities/qemu/cpu-flags"): flags,
        .get("/nodes/{node}/capabilities/qemu/machines"): machines,
        .get("/nodes/{node}/capabilities/qemu/migration"): { _, _ throws(Refusal) in
            Output(Row().flag("has-dbus-vmstate", true))
        },
    ]

    /// Classes that nobody passes through: memory, bridges and processors.
    private static let usualBlacklist = ["05", "06", "0b"]

    private static let pci: Route = { cluster, call throws(Refusal) in
        let node = try cluster.ask { cluster throws(HostError) in try cluster.requireOnline(call.node) }
        let given = call.text("pci-class-blacklist").map { ConfigurationText.list($0) }
        let blacklist = (given ?? usualBlacklist).map { $0.hasPrefix("0x") ? String($0.dropFirst(2)) : $0 }
        let shown = node.hardware.pciDevices.filter { device in
            !blacklist.contains { device.deviceClass.dropFirst(2).hasPrefix($0) }
        }
        let isVerbose = call.text("verbose") == nil || call.isOn("verbose")
        return Output(
            shown.map { device in
                guard isVerbose else { return Row().text("id", device.id) }
                return Row().text("id", device.id).text("class", device.deviceClass).text("vendor", device.vendor)
                    .text("device", device.device).integer("iommugroup", device.iommuGroup)
                    .text("subsystem_vendor", device.subsystemVendor)
                    .text("subsystem_device", device.subsystemDevice)
                    .text("vendor_name", device.vendorName).text("device_name", device.deviceName)
                    .text("subsystem_vendor_name", nil)
            })
    }

    private static let usb: Route = { cluster, call throws(Refusal) in
        let node = try cluster.ask { cluster throws(HostError) in try cluster.requireOnline(call.node) }
        return Output(
            node.hardware.usbDevices.map { device in
                Row().integer("busnum", device.bus).integer("devnum", device.number).integer("port", device.port)
                    .integer("level", device.level).integer("class", device.deviceClass)
                    .text("vendid", device.vendor).text("prodid", device.product).text("speed", device.speed)
                    .text("usbpath", device.path).text("manufacturer", device.manufacturerName)
                    .text("product", device.productName)
            })
    }

    private static let processors: Route = { _, _ throws(Refusal) in
        let models = [
            ("EPYC", "AuthenticAMD"), ("EPYC-Rome", "AuthenticAMD"), ("Haswell", "GenuineIntel"),
            ("Skylake-Server", "GenuineIntel"), ("host", "default"), ("kvm64", "default"), ("max", "default"),
            ("qemu64", "default"), ("x86-64-v2", "default"), ("x86-64-v2-AES", "default"), ("x86-64-v3", "default"),
            ("x86-64-v4", "default"),
        ]
        return Output(models.map { Row().text("name", $0.0).text("vendor", $0.1).flag("custom", false) })
    }

    private static let flags: Route = { cluster, call throws(Refusal) in
        let names = ["nested-virt", "md-clear", "pcid", "spec-ctrl", "ssbd", "ibpb", "virt-ssbd", "pdpe1gb", "aes"]
        let nodes = cluster.nodesByName.map { JSONText.string($0.name.text) }
        return Output(names.map { Row().text("name", $0).with("supported-on", .array(nodes)) })
    }

    private static let machines: Route = { _, _ throws(Refusal) in
        let versions = ["10.1", "10.0", "9.2", "9.0", "8.2", "8.1"]
        return Output(
            versions.flatMap { version in
                [("i440fx", "pc-i440fx-"), ("q35", "pc-q35-")].map { type, prefix in
                    Row().text("id", prefix + version).text("type", type).text("version", version)
                }
            })
    }
}
