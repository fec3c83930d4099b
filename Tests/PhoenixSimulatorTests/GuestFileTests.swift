import PhoenixModel
import Testing

@testable import PhoenixSimulator

@Suite("A guest's configuration file")
struct GuestFileTests {
    @Test("Descriptions in one encoded line are rewritten as comment lines; raw lines stay last")
    func containerRewritten() {
        let head = """
            arch: amd64
            cores: 2
            features: nesting=1
            net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:AA:BB:CC,ip=dhcp,type=veth
            rootfs: local-lvm:vm-100-disk-0,size=8G

            """
        let raw = """
            lxc.cgroup2.devices.allow: c 195:* rwm
            lxc.mount.entry: /dev/nvidia0 dev/nvidia0 none bind,optional,create=file

            """
        let file = GuestFile(kind: .container, text: "#hello%0Aworld\n" + raw + head)
        #expect(file.current.description == "hello\nworld")
        #expect(file.text.hasPrefix("#hello%0Aworld\n"), "it stands as it was until something writes it")
        #expect(file.canonicalText == "#hello\n#world\n" + head + raw)
    }

    @Test("A machine's file keeps pending, cloud-init and snapshot sections in Proxmox's order")
    func machineRewritten() {
        let text = """
            #my vm
            ide2: local-lvm:vm-200-cloudinit,media=cdrom
            memory: 4096
            name: vm1
            scsi0: local-lvm:vm-200-disk-0,size=32G

            [PENDING]
            memory: 8192
            delete: net0

            [s1]
            #snap desc
            memory: 2048
            snaptime: 1700000001

            [special:cloudinit]
            ciuser: old

            """
        let file = GuestFile(kind: .machine, text: text)
        #expect(file.pending == PendingSection(values: ["memory": "8192"], deletions: ["net0"]))
        #expect(file.cloudInit?["ciuser"] == "old")
        #expect(file.snapshots["s1"]?.description == "snap desc")
        #expect(
            file.canonicalText == """
                #my vm
                ide2: local-lvm:vm-200-cloudinit,media=cdrom
                memory: 4096
                name: vm1
                scsi0: local-lvm:vm-200-disk-0,size=32G

                [PENDING]
                delete: net0
                memory: 8192

                [special:cloudinit]
                ciuser: old

                [s1]
                #snap desc
                memory: 2048
                snaptime: 1700000001

                """)
    }

    @Test("Descriptions escape colons, percent signs and everything above ASCII")
    func description() {
        let section = GuestSection(description: "line1\nline: 2 %\nümlaut")
        let file = GuestFile(kind: .container, current: section)
        #expect(file.text == "#line1\n#line%3A 2 %25\n#%C3%BCmlaut\n")
        #expect(GuestFile(kind: .container, text: file.text) == file)
    }

    @Test("What Proxmox would not understand is left out, and an emptied value reads as a space")
    func oddLines() {
        let file = GuestFile(kind: .container, text: "hostname: x\nno key at all\nUPPER: 1\ntags: \n")
        #expect(file.current.values == ["hostname": "x", "tags": " "])
    }

    @Test("What is wrong with a value is told in Proxmox's words; containers keep it, machines lose it")
    func mistakes() {
        let lines = [
            ("hostname: a_b", "unable to parse value of 'hostname' - value does not look like a valid DNS name"),
            (
                "net0: eth0",
                "unable to parse value of 'net0' - value without key, but schema does not define a default key"
            ),
            (
                "net0: bridge=vmbr0",
                "unable to parse value of 'net0' - format error\nname: property is missing and it is not optional"
            ),
            (
                "features: nesting=1,foo=1",
                "unable to parse value of 'features' - format error\nfoo: property is not defined in schema and the "
                    + "schema does not allow additional properties"
            ),
            ("onboot: maybe", "unable to parse value of 'onboot' - type check ('boolean') failed - got 'maybe'"),
            ("lxc.nosuch: 1", "unable to parse config: lxc.nosuch: 1"),
            ("tags:", "unable to parse config: tags:"),
        ]
        for (line, warning) in lines {
            #expect(GuestFileReading(kind: .container, text: line + "\n").warnings == [warning])
        }
        #expect(GuestFile(kind: .container, text: "memory: abc\n").current["memory"] == "abc")
        #expect(GuestFile(kind: .machine, text: "cores: abc\n").current["cores"] == nil)
    }

    @Test("Property strings print the default key, then the required one, then the rest in order")
    func propertyString() {
        var mount = PropertyString("local-lvm:vm-100-disk-1,size=10G,mp=/d2", defaultKey: "file")
        mount["backup"] = "1"
        #expect(mount.text(leading: ["mp"]) == "local-lvm:vm-100-disk-1,mp=/d2,backup=1,size=10G")
        let network = PropertyString("type=veth,name=eth0,firewall=yes,bridge=vmbr0")
        #expect(network.text(leading: ["name"]) == "name=eth0,bridge=vmbr0,firewall=yes,type=veth")
        #expect(network.isOn("firewall"))
    }

    @Test("Snapshots are ordered by time, of one second the parent first")
    func snapshotAge() {
        func section(_ time: Int, _ parent: String?) -> GuestSection {
            var values = ["snaptime": String(time)]
            values["parent"] = parent
            return GuestSection(values: values)
        }
        let file = GuestFile(
            kind: .container, snapshots: ["a": section(10, "b"), "b": section(10, "z"), "z": section(10, nil)])
        #expect(file.snapshotsByAge == ["z", "b", "a"])
    }

    @Test("Reading what was printed gives the same file", arguments: 0..<200)
    func identity(seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let kind: GuestKind = seed.isMultiple(of: 2) ? .container : .machine
        var file = GuestFile(kind: kind, current: section(&random, kind))
        for index in 0..<random.next(below: 4) {
            file.snapshots[SnapshotName("snap\(index)")] = section(&random, kind)
        }
        if random.next(below: 2) == 0 {
            file.pending = PendingSection(
                values: ["memory": "\(random.next(below: 9000))"], deletions: ["net3", "mp1"])
        }
        #expect(GuestFile(kind: kind, text: file.text) == file, "seed \(seed)")
    }

    private func section(_ random: inout SeededGenerator, _ kind: GuestKind) -> GuestSection {
        var section = GuestSection()
        let words = ["a", "größe: 5 %", "#", "", " x ", "<!-- y -->", "日本"]
        let lines = (0..<random.next(below: 4)).map { _ in words[Int(random.next(below: UInt64(words.count)))] }
        if lines.contains(where: { !$0.isEmpty }) {
            section.description = (lines + ["end"]).joined(separator: "\n")
        }
        let isContainer = kind == .container
        let values = [
            "net0": isContainer ? "name=eth0,tag=N" : "virtio,tag=N", "tags": "tN;x", "startup": "order=N",
            isContainer ? "hostname" : "name": "vN.example",
            isContainer ? "mp3" : "scsi3": "local-lvm:vm-1-disk-N,size=1G" + (isContainer ? ",mp=/a: b" : ""),
            isContainer ? "timezone" : "args": "N: x",
        ]
        for (key, value) in values.sorted(by: { $0.key < $1.key }) where random.next(below: 2) == 0 {
            section[key] = value.replacing("N", with: String(random.next(below: 100)))
        }
        if random.next(below: 2) == 0 { section["cores"] = "\(random.next(below: 64))" }
        if kind == .container {
            for index in 0..<random.next(below: 3) {
                section.rawLines.append(RawLine(key: "lxc.mount.entry", value: "/dev/x\(index) dev/x none bind"))
            }
        }
        return section
    }
}
