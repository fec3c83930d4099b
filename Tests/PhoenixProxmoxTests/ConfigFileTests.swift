import PhoenixModel
import Testing

@testable import PhoenixProxmox

@Suite("Configuration files as Proxmox writes them")
struct ConfigFileTests {
    /// What a Proxmox VE 9.2 answered, with the digest of the file behind it.
    @Test("A file that is put together from the API's answer has the digest that the API tells")
    func digests() {
        let container = [
            "hostname": "ct301", "arch": "amd64", "memory": "256", "nameserver": "10.0.0.1 10.0.0.2",
            "searchdomain": "lan", "rootfs": "local-btrfs:301/vm-301-disk-0.raw,size=1G", "tags": "ai;phoenix",
            "cores": "1", "onboot": "1",
            "net0": "name=eth0,bridge=vmbr0,gw=10.99.0.1,hwaddr=BC:24:11:5D:0E:F6,ip=10.99.0.31/24,type=veth",
            "description": "first line\nsecond: ümlaut & <tag>\n", "ostype": "debian", "unprivileged": "1",
            "features": "nesting=1", "startup": "order=2,up=5", "swap": "0",
        ]
        let machine = [
            "ostype": "l26", "agent": "1", "vmgenid": "4b096d42-bb62-4368-8c5a-0945a1fbd28d", "cores": "1",
            "name": "vm311", "net0": "virtio=BC:24:11:0A:20:BB,bridge=vmbr0", "boot": "order=scsi0;ide2;net0",
            "scsihw": "virtio-scsi-single", "tags": "phoenix", "memory": "512",
            "scsi0": "local-btrfs:311/vm-311-disk-0.raw,size=1G", "ipconfig0": "ip=dhcp",
            "meta": "creation-qemu=10.0.13,ctime=1795405640", "smbios1": "uuid=2102192a-a77e-4dc3-96ef-bfb17b08796e",
            "ide2": "local-btrfs:311/vm-311-cloudinit.qcow2,media=cdrom", "description": "a machine",
            "ciuser": "phoenix",
        ]
        let files = [
            (GuestKind.container, container, "51f7ffab73dbb9fd34305e13a4e75244aa6ca58f"),
            (.machine, machine, "94437b763a30385feb307acd94a6a44d740f5183"),
        ]
        for (kind, values, digest) in files {
            var file = ConfigFile(kind: kind, current: ConfigText(values: values))
            #expect(file.isWhole(digest: digest))
            file.current.values["cores"] = "2"
            #expect(!file.isWhole(digest: digest))
        }
    }

    @Test("What waits, what goes, raw lines and snapshots have their places")
    func sections() {
        var file = ConfigFile(
            kind: .container,
            current: ConfigText(
                values: ["hostname": "web", "description": "one\n\n50 %\n", "parent": "two", "lock": "backup"],
                rawLines: [.init(key: "lxc.idmap", value: "u 0 100000 65536")]))
        file.pending.values = ["memory": "512"]
        file.pending.deletions = ["net1", "mp0"]
        file.snapshots = [
            .init(name: "two", takenAtSeconds: 2, parent: "one"), .init(name: "one", takenAtSeconds: 1, parent: nil),
        ]
        #expect(
            file.text == """
                #one
                #
                #50 %25
                hostname: web
                lock: backup
                parent: two
                lxc.idmap: u 0 100000 65536

                [pve:pending]
                delete: mp0,net1
                memory: 512

                [one]
                hostname: web
                snaptime: 1
                lxc.idmap: u 0 100000 65536

                [two]
                hostname: web
                parent: one
                snaptime: 2
                lxc.idmap: u 0 100000 65536

                """)
    }
}
