import ProxmoxSchema
import Testing

struct PropertyStringTests {
    private func syntax(_ key: String, _ guest: String = "lxc") throws -> PropertyStringSyntax {
        try #require(Tables.of(.version9_2).propertyString(key, of: "POST", template: "/nodes/{node}/\(guest)"))
    }

    private func text(of error: () throws -> Void) -> String? {
        do {
            try error()
            return nil
        } catch let error as PropertyStringError {
            return error.text
        } catch {
            return "\(error)"
        }
    }

    @Test("A value without key belongs to the default key")
    func defaultKey() throws {
        #expect(
            try syntax("rootfs").values(of: "local:8,mountoptions=noatime;discard", key: "rootfs")
                == ["volume": "local:8", "mountoptions": "noatime;discard"])
        #expect(
            try syntax("agent", "qemu").values(of: "Yes,fstrim_cloned_disks=off", key: "agent")
                == ["enabled": "1", "fstrim_cloned_disks": "0"])
    }

    @Test("The model of a network device may be a key with its address")
    func keyAlias() throws {
        let network = try syntax("net0", "qemu")
        let values = ["model": "virtio", "macaddr": "BC:24:11:00:00:01", "bridge": "vmbr0"]
        #expect(try network.values(of: "virtio=BC:24:11:00:00:01,bridge=vmbr0", key: "net0") == values)
        #expect(try network.values(of: "bridge=vmbr0,model=virtio,macaddr=BC:24:11:00:00:01", key: "net0") == values)
        #expect(try network.text(of: values) == "virtio=BC:24:11:00:00:01,bridge=vmbr0")
        #expect(try network.text(of: ["model": "e1000", "tag": "5", "bridge": "vmbr0"]) == "e1000,bridge=vmbr0,tag=5")
        #expect(
            text { _ = try network.values(of: "virtio,e1000=BC:24:11:00:00:01", key: "net0") }
                == "key alias 'model' is already defined\n")
        #expect(
            text { _ = try network.values(of: "macaddr=BC:24:11:00:00:01,virtio=BC:24:11:00:00:01", key: "net0") }
                == "key 'macaddr' is already defined (via alias)\n")
    }

    @Test("An alias is written as the key it stands for")
    func alias() throws {
        #expect(try syntax("scsi0", "qemu").values(of: "volume=local:8,ssd=1", key: "scsi0")["file"] == "local:8")
    }

    @Test("Default key first, then what cannot be left out, then the rest; sizes with their unit")
    func order() throws {
        #expect(
            try syntax("net0").text(of: [
                "type": "veth", "name": "eth0", "bridge": "vmbr0", "hwaddr": "BC:24:11:00:00:01",
            ])
                == "name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,type=veth")
        #expect(
            try syntax("mp0").text(of: [
                "size": "8589934592", "mp": "/data", "volume": "local:100/x.raw", "backup": "1",
            ])
                == "local:100/x.raw,mp=/data,backup=1,size=8G")
    }

    @Test(
        "What cannot be taken apart",
        arguments: [
            ("eth0", "value without key, but schema does not define a default key\n"),
            ("name=eth0,name=eth1", "duplicate key in comma-separated list property: name\n"),
            ("name=", "missing key in comma-separated list property\n"),
            ("=eth0", "missing key in comma-separated list property\n"),
            ("name=a\nb", "missing key in comma-separated list property\n"),
        ])
    func malformed(value: String, message: String) throws {
        let network = try syntax("net0")
        #expect(text { _ = try network.values(of: value, key: "net0") } == message)
    }

    @Test("Errors of values name their place and end their line")
    func invalid() throws {
        let network = try syntax("net0")
        #expect(
            text { _ = try network.values(of: "name=eth0,tag=5000,foo=1,mtu=1", key: "net0") } == """
                format error
                net0.foo: property is not defined in schema and the schema does not allow additional properties
                net0.mtu: value must have a minimum value of 64
                net0.tag: value must have a maximum value of 4094

                """)
    }

    @Test("Some formats judge the whole")
    func wholes() throws {
        let table = try Tables.of(.version9_2)
        #expect(table.failure(of: "host,flags=+aes;-pcid", formatNamed: "pve-vm-cpu-conf") == nil)
        #expect(
            table.failure(of: "host,flags=+foo", formatNamed: "pve-vm-cpu-conf")?
                .hasPrefix("VM-specific CPU flags must be a subset of: aes, amd-no-ssb") == true)
        #expect(table.failure(of: "custom-mine", formatNamed: "pve-vm-cpu-conf") == nil)
        #expect(
            table.failure(of: "keep-all=1,keep-last=2", formatNamed: "prune-backups")
                == "keep-all cannot be set together with other options.\n")
        #expect(
            table.failure(of: "1", formatNamed: "backup-fleecing")
                == "'storage' parameter is required when 'enabled' is set\n")
        let prune = try #require(table.propertyString(named: "prune-backups"))
        #expect(try prune.values(of: "keep-last=0", key: "prune-backups") == ["keep-all": "1"])
    }

    @Test(
        "Sizes of disks",
        arguments: [("8G", 8 << 30), ("1.5K", 1536), ("512", 512), ("2GiB", 2 << 30), ("1T", 1 << 40)])
    func sizes(text: String, bytes: Int) {
        #expect(DiskSize(text)?.bytes == bytes)
    }

    @Test("Sizes are written with the largest unit that fits")
    func sizeTexts() {
        #expect(DiskSize(bytes: 32_768 << 20).text == "32G")
        #expect(DiskSize(bytes: 1_073_741_825).text == "1073741825")
        #expect(DiskSize(bytes: 4096 << 40).text == "4096T")
        #expect(DiskSize(bytes: 0).text == "0T")
        for text in ["8g", "G", "1.", ".5", "+1G", "-1", "8GB", ""] { #expect(DiskSize(text) == nil, "\(text)") }
    }
}
