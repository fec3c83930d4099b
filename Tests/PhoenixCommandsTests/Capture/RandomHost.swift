import Foundation
import PhoenixModel
import PhoenixSimulator
import PhoenixTestSupport

/// A cluster that a seed decides: nodes, storages of every kind, guests of Phoenix's and of others, some running.
struct RandomHost {
    private var random: SeededGenerator
    private let hasOfflineNode: Bool

    init(seed: UInt64, hasOfflineNode: Bool = false) {
        random = SeededGenerator(seed: seed)
        self.hasOfflineNode = hasOfflineNode
    }

    /// Phoenix's own guests have even numbers, others' odd ones.
    static func isOwn(_ guest: GuestID) -> Bool { guest.number % 2 == 0 }

    mutating func cluster() throws -> Cluster {
        let count = random.number((hasOfflineNode ? 2 : 1)...4)
        let names = (1...count).map { "pve\($0)" }
        let nodes = names.map { node($0, isOnline: !(hasOfflineNode && $0 == "pve2")) }
        let guests = (101...(101 + random.number(8...40))).map { guest($0, on: random.pick(names) ?? "pve1") }
        let scenario = try JSONSerialization.data(
            withJSONObject: ["nodes": nodes, "storages": storages(names), "guests": guests])
        return try Scenario.cluster(from: scenario, named: "random.json")
    }

    private mutating func node(_ name: String, isOnline: Bool) -> [String: Any] {
        let bridges = ["vmbr0"] + (random.isLucky(0.5) ? ["vmbr1"] : [])
        return [
            "name": name, "isOnline": isOnline, "cores": random.number(2...64),
            "memoryMebibytes": random.number(8...512) * 1024 + random.number(0...1023), "bridges": bridges,
            "devices": random.isLucky(0.5) ? ["/dev/nvidia0", "/dev/dri/renderD128"] : [],
            "mappedDevices": random.isLucky(0.5) ? ["gpu0"] : [],
            "system": ["resolver": ["dns1": "10.9.9.9", "search": "corp.example"]],
        ]
    }

    private mutating func storages(_ names: [String]) -> [[String: Any]] {
        var images: [Any] = ["local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"]
        if let node = random.pick(names) {
            images.append([
                "volume": "local:iso/tools.iso", "sizeBytes": random.number(1 << 20...9 << 30), "node": node,
            ])
        }
        var storages: [[String: Any]] = [
            ["name": "local", "kind": "dir", "content": ["vztmpl", "iso", "backup"], "images": images],
            [
                "name": "local-lvm", "kind": "lvmthin", "capacityGibibytes": 8000,
                "rooms": names.map { ["node": $0, "capacityGibibytes": random.number(7000...9000)] as [String: Any] },
            ],
        ]
        for kind in ["zfspool", "btrfs", "nfs", "cifs", "rbd", "lvm", "pbs"] where random.isLucky(0.4) {
            var storage: [String: Any] = [
                "name": "s-\(kind)", "kind": kind, "capacityGibibytes": random.number(4000...20_000),
                "rooms": [["otherBytes": random.number(0...1 << 40)]],
            ]
            if random.isLucky(0.3), let node = random.pick(names) { storage["nodes"] = [node] }
            storages.append(storage)
        }
        return storages
    }

    private mutating func guest(_ number: Int, on node: String) -> [String: Any] {
        let kind: GuestKind = random.isLucky(0.6) ? .container : .machine
        let isTemplate = random.isLucky(0.1)
        var guest: [String: Any] = [
            "id": number, "kind": kind.rawValue, "node": node, "running": !isTemplate && random.isLucky(0.6),
        ]
        let isOwn = number % 2 == 0
        var lines = isOwn ? mark(number) : []
        lines += kind == .container ? container(number, isOwn: isOwn) : machine(number, isOwn: isOwn)
        if isTemplate { lines.append("template: 1") }
        if isOwn {
            lines += pending(kind) + (random.isLucky(0.2) ? snapshots(kind) : [])
            if lines.contains(where: { $0.contains("firewall=1") }), random.isLucky(0.5) {
                guest["firewall"] = [
                    "isEnabled": true,
                    "rules": [["direction": "in", "action": "ACCEPT", "protocol": "tcp", "ports": "22"]],
                ]
            }
        }
        guest["config"] = lines.joined(separator: "\n") + "\n"
        return guest
    }

    private mutating func mark(_ number: Int) -> [String] {
        let mark = Mark(
            fleet: "lab", guest: id(number), isProtected: random.isLucky(0.2),
            applied: random.isLucky(0.5) ? [ReceiptSubject("docker"): digest("a")] : [:], completedWish: "abc")
        // Some other tools and people write files in their own way, which Proxmox reads as well.
        let escapes = random.isLucky(0.95)
        return MarkText.block(for: mark).split(separator: "\n").map {
            escapes ? "#" + $0.replacing(":", with: "%3A") : "#\($0)"
        }
    }

    private mutating func chosen(_ probability: Double, _ lines: String...) -> [String] {
        random.isLucky(probability) ? [random.pick(lines) ?? ""] : []
    }

    private mutating func container(_ number: Int, isOwn: Bool) -> [String] {
        var lines = chosen(0.9, "cores: 2", "cores: 16")
        lines += chosen(0.2, "features: nesting=1,keyctl=1")
        lines.append("hostname: \(isOwn ? "own" : "foreign")-\(number)")
        if random.isLucky(0.1) { lines.append("lock: backup") }
        lines += chosen(0.9, "memory: 512", "memory: 8192")
        lines += chosen(0.2, "mp0: local-lvm:vm-\(number)-disk-1,mp=/data,size=40G", "mp0: /srv,mp=/srv,ro=1")
        lines += chosen(0.2, "nameserver: 10.0.0.1 1.1.1.1")
        let firewall = random.isLucky(0.1) ? ",firewall=1" : ""
        let address = random.isLucky(0.5) ? "dhcp" : "10.0.1.\(number % 250)/24"
        lines.append(
            "net0: name=eth0,bridge=vmbr0\(firewall),hwaddr=BC:24:11:00:00:\(number % 80 + 10),ip=\(address),type=veth")
        lines += chosen(0.4, "onboot: 1")
        lines.append("rootfs: local-lvm:vm-\(number)-disk-0,size=\(random.number(1...64))G")
        lines += chosen(0.2, "startup: order=3,up=10") + chosen(0.4, "swap: 0")
        if isOwn { lines.append("tags: phoenix") }
        lines.append("unprivileged: 1")
        if isOwn { lines += chosen(0.1, "lxc.idmap: u 0 100000 65536", "lxc.apparmor.profile: unconfined") }
        return lines
    }

    private mutating func machine(_ number: Int, isOwn: Bool) -> [String] {
        var lines = chosen(0.5, "agent: 1") + chosen(0.1, "ciuser: operator") + chosen(0.9, "cores: 4", "cores: 32")
        lines += chosen(0.2, "hostpci0: mapping=gpu0,pcie=1", "hostpci0: 0000:01:00.0")
        lines += chosen(0.3, "ide2: none,media=cdrom") + chosen(0.5, "ipconfig0: ip=10.0.0.9/24,gw=10.0.0.1")
        lines += chosen(0.9, "memory: 2048", "memory: 32768")
        lines.append("name: \(isOwn ? "own" : "foreign")-\(number)")
        lines.append("net0: virtio=BC:24:11:00:01:\(number % 80 + 10),bridge=vmbr0")
        lines.append("scsi0: local-lvm:vm-\(number)-disk-0,size=\(random.number(1...64))G")
        lines += chosen(0.3, "scsi1: local-lvm:vm-\(number)-disk-1,discard=on,size=100G")
        lines += chosen(0.1, "sshkeys: ssh-ed25519%20AAAA%20me%40home%0A")
        if isOwn { lines.append("tags: phoenix") }
        return lines
    }

    private mutating func pending(_ kind: GuestKind) -> [String] {
        guard random.isLucky(0.15) else { return [] }
        let lines = kind == .container ? ["features: nesting=1", "memory: 1024"] : ["cores: 8", "memory: 4096"]
        let deletions = random.isLucky(0.3) ? ["delete: onboot"] : []
        return ["", kind == .container ? "[pve:pending]" : "[PENDING]"] + deletions + lines
    }

    /// Names, ages and parents count; what they remember does not.
    private mutating func snapshots(_ kind: GuestKind) -> [String] {
        ["", "[pre-configured]", "snaptime: 1760000000"]
            + (random.isLucky(0.5) ? ["", "[final-form]", "parent: pre-configured", "snaptime: 1760000100"] : [])
    }
}
