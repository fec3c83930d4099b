import Foundation
import PhoenixModel
import PhoenixSimulator

/// Guests' files as people and Proxmox write them, in every shape that a key may have.
enum RandomConfig {
    /// A node with a stopped guest for each text, from number 101 on.
    static func cluster(_ kind: GuestKind, _ texts: [String]) throws -> Cluster {
        let guests = texts.enumerated().map { place, text in
            ["id": 101 + place, "kind": kind.rawValue, "node": "pve1", "config": text] as [String: Any]
        }
        let node: [String: Any] = [
            "name": "pve1", "cores": 64, "memoryMebibytes": 1 << 20, "bridges": ["vmbr0", "vmbr1"],
            "devices": ["/dev/nvidia0", "/dev/dri/renderD128"], "mappedDevices": ["gpu0"],
        ]
        let storage: [String: Any] = [
            "name": "local-lvm", "kind": "lvmthin", "content": ["images", "rootdir"], "capacityGibibytes": 1 << 20,
        ]
        let scenario = try JSONSerialization.data(
            withJSONObject: ["nodes": [node], "storages": [storage], "guests": guests])
        return try Scenario.cluster(from: scenario, named: "random.json")
    }

    static func text(_ kind: GuestKind, _ random: inout SeededGenerator) -> String {
        let keys = kind == .container ? container : machine
        var lines = [
            kind == .container ? "rootfs: local-lvm:vm-1-disk-0,size=8G" : "scsi0: local-lvm:vm-1-disk-0,size=32G"
        ]
        lines += chosen(keys, of: 3, in: 4, &random)
        if kind == .container { lines += chosen(rawLines, of: 1, in: 3, &random) }
        let pending = chosen(keys, of: 1, in: 6, &random)
        let deletions = keys.map(\.key).filter { _ in random.next(below: 12) == 0 }
            .filter { key in !pending.contains { $0.hasPrefix(key + ":") } }
        if !pending.isEmpty || !deletions.isEmpty {
            lines += ["", kind == .container ? "[pve:pending]" : "[PENDING]"] + pending
            if !deletions.isEmpty { lines.append("delete: " + deletions.joined(separator: ",")) }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// Each key with that chance, and one of its values.
    private static func chosen(
        _ keys: [(key: String, values: [String])], of wins: UInt64, in tries: UInt64, _ random: inout SeededGenerator
    ) -> [String] {
        keys.compactMap { key, values in
            guard random.next(below: tries) < wins else { return nil }
            return "\(key): \(values[Int(random.next(below: UInt64(values.count)))])"
        }
    }

    private static let shared: [(key: String, values: [String])] = [
        ("cores", ["1", "2", "64"]), ("memory", ["16", "512", "131072"]), ("onboot", ["0", "1"]),
        ("nameserver", ["10.0.0.1", "10.0.0.1 1.1.1.1", "fd00::1"]), ("searchdomain", ["lab.example", "a.example"]),
        ("startup", ["order=3", "order=3,up=10", "up=5", "7", "order=2,up=1,down=9"]), ("tags", ["phoenix", "a;b"]),
    ]

    private static let container: [(key: String, values: [String])] =
        shared + [
            ("hostname", ["gateway", "a-b.example"]), ("swap", ["0", "512", "2048"]), ("unprivileged", ["1"]),
            ("features", ["nesting=1", "nesting=1,keyctl=1", "keyctl=1,nesting=0", "fuse=1,mount=nfs;cifs"]),
            (
                "net0",
                [
                    "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,ip=dhcp,type=veth",
                    "name=eth0,bridge=vmbr1,firewall=1,gw=10.0.0.1,hwaddr=bc:24:11:00:00:0a,ip=10.0.0.5/24,tag=12,type=veth",
                    "name=lan,bridge=vmbr0,hwaddr=BC:24:11:00:00:02,ip=manual,ip6=auto,mtu=1400,type=veth",
                ]
            ),
            ("net1", ["name=eth1,bridge=vmbr1,hwaddr=BC:24:11:00:00:03,link_down=1,type=veth"]),
            ("mp0", ["local-lvm:vm-1-disk-1,mp=/data,size=4G", "local-lvm:vm-1-disk-2,mp=/srv,backup=1,size=1536M"]),
            ("mp7", ["/srv/models,mp=/models", "/srv/models,mp=/models,ro=1", "/srv/a,mp=/a,ro=0,shared=1"]),
            ("dev0", ["/dev/nvidia0", "path=/dev/nvidia0,mode=0666", "/dev/dri/renderD128,gid=104,mode=0660"]),
        ]

    private static let machine: [(key: String, values: [String])] =
        shared + [
            ("name", ["docker", "a-b.example"]), ("agent", ["1", "0", "enabled=1,fstrim_cloned_disks=1", "enabled=0"]),
            (
                "net0",
                [
                    "virtio=BC:24:11:00:00:01,bridge=vmbr0", "e1000=bc:24:11:00:00:0a,bridge=vmbr1,firewall=1,tag=7",
                    "model=virtio,macaddr=BC:24:11:00:00:02,bridge=vmbr0,queues=4",
                ]
            ),
            ("ipconfig0", ["ip=dhcp", "ip=10.0.0.9/24,gw=10.0.0.1", "ip6=auto"]),
            (
                "scsi1",
                ["local-lvm:vm-1-disk-1,size=100G", "local-lvm:vm-1-disk-2,discard=on,iothread=1,size=1T,ssd=1"]
            ),
            ("ide2", ["none,media=cdrom", "local-lvm:vm-1-cloudinit,media=cdrom,size=4M"]),
            ("ciuser", ["operator"]),
            ("sshkeys", ["ssh-ed25519%20AAAA%20me%40home%0A", "ssh-rsa%20A%20a%0Assh-rsa%20B%20b"]),
            ("hostpci0", ["mapping=gpu0", "mapping=gpu0,pcie=1", "0000:01:00.0,pcie=1"]),
            ("scsihw", ["virtio-scsi-pci"]),
        ]

    private static let rawLines: [(key: String, values: [String])] = [
        ("lxc.idmap", ["u 0 100000 1000", "g 0 100000 65536"]), ("lxc.mount.auto", ["cgroup:rw"]),
        ("lxc.idmap", ["u 1000 1000 1"]), ("lxc.apparmor.profile", ["unconfined"]),
        ("lxc.mount.auto", ["proc:rw sys:rw"]),
    ]
}
