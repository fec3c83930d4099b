import JSONSchema
import PhoenixSimulator
import ProxmoxSchema

/// A node's own account of itself: `/nodes/{node}/status`.
struct NodeStatus {
    private let node: Node
    private let figures: NodeFigures
    private let profile: Profile

    init(_ node: Node, _ figures: NodeFigures, _ profile: Profile) {
        self.node = node
        self.figures = figures
        self.profile = profile
    }

    var row: Row {
        let system = node.system
        let version = "pve-manager/\(system.version ?? profile.usualVersion)/\(system.repositoryID)"
        let kernel = "Linux \(system.kernelRelease) \(system.kernelVersion)"
        return Row().integer("uptime", figures.uptimeSeconds).integer("idle", 0)
            .number("cpu", figures.processorUse).number("wait", 0)
            .with("loadavg", .array(figures.loads.map(JSONText.string)))
            .text("kversion", kernel).with("current-kernel", currentKernel).with("boot-info", boot)
            .with("cpuinfo", processor).with("memory", memory).with("ksm", Row().integer("shared", 0).json)
            .with("swap", swap).text("pveversion", version).with("rootfs", rootDisk)
    }

    private var currentKernel: JSONText {
        Row().text("sysname", "Linux").text("release", node.system.kernelRelease)
            .text("version", node.system.kernelVersion).text("machine", "x86_64").json
    }

    private var boot: JSONText {
        let row = Row().text("mode", node.system.bootMode)
        return (node.system.bootMode == "efi" ? row.flag("secureboot", false) : row).json
    }

    private var processor: JSONText {
        let processor = node.hardware.processor
        return Row().text("model", processor.model).text("vendor", processor.vendor).text("family", processor.family)
            .text("flags", processor.flags).text("mhz", processor.megahertz)
            .with("hvm", processor.hasVirtualization ? "1" : "").integer("user_hz", 100)
            .integer("sockets", processor.sockets).integer("cores", node.cores / max(1, processor.threadsPerCore))
            .integer("cpus", node.cores).json
    }

    private var memory: JSONText {
        let free = node.memoryBytes - figures.usedMemoryBytes
        return Row().integer("total", node.memoryBytes).integer("used", figures.usedMemoryBytes)
            .integer("free", free).integer("available", free).json
    }

    private var swap: JSONText {
        let total = node.hardware.swapBytes
        return Row().integer("total", total).integer("used", 0).integer("free", total).json
    }

    private var rootDisk: JSONText {
        let total = node.hardware.rootDiskBytes
        let free = total - figures.usedDiskBytes
        return Row().integer("total", total).integer("used", figures.usedDiskBytes).integer("avail", free)
            .integer("free", free).json
    }
}
