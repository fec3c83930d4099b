import PhoenixModel
import Testing

@testable import PhoenixProxmox

@Suite("What a copy keeps of a guest's configuration")
struct KeptConfigTests {
    @Test("Phoenix's mark and tag stay, what people wrote beside them does not")
    func mark() throws {
        let mark = Mark(fleet: "lab", guest: try #require(GuestID(101)), completedWish: "abc")
        let description = MarkText.description("Ring 555 1234 before you stop this.", marked: mark)
        let kept = try kept(["description": description, "tags": "phoenix;customer-x"], mark: mark)
        #expect(kept.file.current.mark == mark)
        #expect(kept.file.current["tags"] == "phoenix")
        #expect(!kept.file.text.contains("555"))
        #expect(kept.omittedKeys == ["description", "tags"])
        let plain = try self.kept(["description": MarkText.block(for: mark) + "\n", "tags": "phoenix"], mark: mark)
        #expect(plain.omittedKeys == [])
        let claimed = mark.claimed(Claim(writer: "one", until: Instant(milliseconds: 0)))
        let copy = try self.kept(["description": MarkText.block(for: claimed), "tags": "phoenix"], mark: claimed)
        #expect(copy.file.current.mark == mark && copy.omittedKeys == [])
    }

    @Test(
        "Values keep the properties that are known to be harmless, as Proxmox writes them",
        arguments: [
            (
                .container, "net0", "name=eth0,bridge=vmbr0,ip=10.0.0.5/24,ip6=fd00::5/64",
                "name=eth0,bridge=vmbr0,ip=10.0.0.5/24"
            ),
            (
                .container, "rootfs", "local-lvm:vm-1-disk-0,mountoptions=noatime,size=8G",
                "local-lvm:vm-1-disk-0,size=8G"
            ),
            (.container, "mp0", "/srv/models,mp=/models,ro=1", "/srv/models,mp=/models,ro=1"),
            (.container, "dev0", "/dev/nvidia0,mode=0666", "/dev/nvidia0,mode=0666"),
            (.container, "startup", "3,up=10", "3,up=10"),
            (
                .machine, "scsi0", "local-lvm:vm-1-disk-0,serial=WX11,size=8G,ssd=1",
                "local-lvm:vm-1-disk-0,size=8G,ssd=1"
            ),
            (.machine, "scsi1", "/dev/disk/by-id/ata-WDC_WX11,size=8G", nil),
            (.machine, "ide2", "none,media=cdrom", "none,media=cdrom"),
            (.machine, "net0", "virtio=BC:24:11:00:00:01,bridge=vmbr0", "virtio=BC:24:11:00:00:01,bridge=vmbr0"),
            (.machine, "hostpci0", "0000:01:00.0,pcie=1", nil),
            (.machine, "hostpci0", "mapping=gpu0,pcie=1,romfile=secret.rom", "mapping=gpu0,pcie=1"),
            (.machine, "agent", "1", "1"), (.machine, "ciuser", "ada", nil), (.machine, "sshkeys", "ssh-rsa%20A", nil),
            (.machine, "cipassword", "x", nil), (.machine, "args", "-s", nil), (.container, "env", "A=B", nil),
            (.container, "hookscript", "local:snippets/x", nil), (.container, "net", "name=x", nil),
        ] as [(GuestKind, String, String, String?)])
    func values(kind: GuestKind, key: String, value: String, expected: String?) throws {
        let kept = try kept([key: value], kind: kind)
        #expect(kept.file.current[key] == expected)
        #expect(kept.omittedKeys.isEmpty == (expected == value))
    }

    @Test(
        "Raw lines that name nobody",
        arguments: [
            ("lxc.idmap", "u 0 100000 65536", true), ("lxc.cgroup2.devices.allow", "c 195:* rwm", true),
            ("lxc.mount.entry", "/dev/nvidia0 dev/nvidia0 none bind,optional,create=file", true),
            ("lxc.mount.entry", "//nas/x mnt cifs username=ada,password=s3cret 0 0", false),
            ("lxc.mount.entry", "/x mnt cifs password=s3cret 0 0", false),
            ("lxc.environment", "TOKEN=s3cret", false), ("lxc.hook.pre-start", "/usr/local/s3cret.sh", false),
            ("lxc.init.cmd", "/sbin/init s3cret", false),
        ])
    func rawLines(key: String, value: String, isKept: Bool) {
        #expect(KeptRawLine.allows(ConfigText.RawLine(key: key, value: value)) == isKept)
    }

    private func kept(
        _ values: [String: String], kind: GuestKind = .container, mark: Mark? = nil
    ) throws -> KeptConfig {
        let usual = Mark(fleet: "lab", guest: try #require(GuestID(101)))
        return KeptConfig(ConfigFile(kind: kind, current: ConfigText(values: values)), mark: mark ?? usual)
    }
}
