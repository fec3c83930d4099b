import PhoenixModel
import Testing

@testable import PhoenixSimulator

@Suite("Machines: creation, configuration and drives")
struct MachineUpdateTests {
    private let reference = Given.machine(311)

    /// The machine of the recorded story.
    private static let recorded = [
        "name": "vm311", "memory": "512", "cores": "1", "scsihw": "virtio-scsi-single", "scsi0": "local-lvm:1",
        "net0": "virtio,bridge=vmbr0", "ide2": "local-lvm:cloudinit", "ciuser": "phoenix", "ipconfig0": "ip=dhcp",
        "agent": "1", "ostype": "l26", "tags": "phoenix", "description": "a machine",
    ]

    private func cluster(_ values: [String: String] = recorded, isRunning: Bool = false) throws -> Cluster {
        var cluster = Scenario.homelab
        try cluster.end(try cluster.make(reference, values))
        if isRunning { try cluster.powerOn(reference) }
        return cluster
    }

    @Test("A new machine gets boot order, identities and disks as Proxmox gives them")
    func creation() throws {
        var cluster = Scenario.homelab
        let task = try cluster.make(reference, Self.recorded)
        try cluster.end(task)
        let section = try #require(cluster.guests[reference.id]?.file.current)
        #expect(section["boot"] == "order=scsi0;ide2;net0")
        #expect(section["scsi0"] == "local-lvm:vm-311-disk-0,size=1G")
        #expect(section["ide2"] == "local-lvm:vm-311-cloudinit,media=cdrom")
        #expect(section["net0"]?.hasPrefix("virtio=BC:24:11:") == true)
        #expect(section["meta"]?.hasPrefix("creation-qemu=") == true)
        #expect(section["smbios1"]?.hasPrefix("uuid=") == true)
        #expect(section["vmgenid"] != nil && section["lock"] == nil && section["sockets"] == nil)
        #expect(
            cluster.tasks[task]?.fullLog == [
                "ide2: successfully created disk 'local-lvm:vm-311-cloudinit,media=cdrom'",
                "scsi0: successfully created disk 'local-lvm:vm-311-disk-0,size=1G'", "TASK OK",
            ])
    }

    @Test("Firmware, TPM and imported disks have sizes of their own")
    func specialDisks() throws {
        let cluster = try cluster([
            "efidisk0": "local-lvm:1,efitype=4m,pre-enrolled-keys=1", "tpmstate0": "local-lvm:1,version=v2.0",
            "scsi0": "local-lvm:0,import-from=\(Given.cloudImage),discard=on,ssd=1", "ide2": "none,media=cdrom",
        ])
        let section = try #require(cluster.guests[reference.id]?.file.current)
        #expect(
            section["efidisk0"]
                == "local-lvm:vm-311-disk-0,efitype=4m,ms-cert=2023k,pre-enrolled-keys=1,size=4M")
        #expect(section["scsi0"] == "local-lvm:vm-311-disk-1,discard=on,size=4G,ssd=1")
        #expect(section["tpmstate0"] == "local-lvm:vm-311-disk-2,size=4M,version=v2.0")
        #expect(section["boot"] == "order=scsi0;ide2")
        #expect(cluster.guests[reference.id]?.interior.image == Given.cloudImage)
    }

    @Test("Refusals of drives and options stand in Proxmox's words")
    func refusals() throws {
        var cluster = try cluster()
        let cases: [([String: String], String)] = [
            (["boot": "order=scsi9"], "invalid bootorder: device 'scsi9' does not exist'"),
            (["scsi1": "nope:4"], "storage 'nope' does not exist"),
            (["scsi1": "local:4"], "storage: storage 'local' does not support vm images"),
            (["ide0": "local:iso/x.iso"], "ide0: explicit 'media=cdrom' is required for iso images"),
            (["sata0": "local-lvm:cloudinit"], "sata0 - cloud-init drive is already attached at 'ide2'"),
            (["balloon": "900"], "balloon value too large (must be smaller than assigned memory)"),
            (["sshkeys": "nonsense"], "SSH public key validation error"),
        ]
        for (values, text) in cases {
            #expect(cluster.refusal(reference, ConfigurationUpdate(values: values)) == text)
        }
        let stale = ConfigurationUpdate(values: ["memory": "800"], digest: String(repeating: "0", count: 40))
        #expect(cluster.refusal(reference, stale) == "checksum mismatch (file change by other user?)")
        #expect(cluster.refusal(reference, ConfigurationUpdate()) == "no options specified")
        #expect(
            cluster.parameterErrors(reference, ConfigurationUpdate(values: ["cores": "2"], reverts: ["cores"]))
                == ["delete": "you can't use '-cores' and -revert cores' at the same time"])
        let skipping = ConfigurationUpdate(deletions: ["lock"], skipsLock: true)
        #expect(throws: HostError.parameter("skiplock", "Only root may use this option.")) {
            try cluster.update(reference, skipping, by: Requester(isRoot: false) { _ throws(HostError) in })
        }
    }

    @Test("Drives are read under old names, without what is dropped, and printed in one form")
    func driveForms() {
        let forms = [
            "volume=local-lvm:vm-1-disk-0,size=1.5G": "local-lvm:vm-1-disk-0,size=1536M",
            "local-lvm:vm-1-disk-0,cyls=3,heads=4,backup=no": "local-lvm:vm-1-disk-0,backup=0",
            "local-lvm:vm-1-disk-0,ssd=on,iops_rd_length=5,iops_rd=9":
                "local-lvm:vm-1-disk-0,iops_rd=9,iops_rd_max_length=5,ssd=1",
            "none,media=cdrom": "none,media=cdrom",
        ]
        for (text, printed) in forms { #expect(DiskText(text).text == printed) }
        let card = MachineNetwork("model=e1000,macaddr=bc:24:11:00:00:01,firewall=on")
        #expect(card.text == "e1000=bc:24:11:00:00:01,firewall=1")
    }

    @Test("A deleted disk stays as an unused one and leaves the boot order; forced, it goes")
    func detach() throws {
        var cluster = try cluster()
        try cluster.update(reference, ConfigurationUpdate(values: ["scsi1": "local-lvm:2"]))
        try cluster.update(reference, ConfigurationUpdate(deletions: ["scsi0"]))
        let section = try #require(cluster.guests[reference.id]?.file.current)
        #expect(section["unused0"] == "local-lvm:vm-311-disk-0")
        #expect(section["boot"] == "order=ide2;net0")
        try cluster.update(reference, ConfigurationUpdate(deletions: ["scsi1"], force: true))
        let left = ["local-lvm:vm-311-cloudinit", "local-lvm:vm-311-disk-0"]
        #expect(cluster.guests[reference.id]?.volumes.map(\.volume).sorted() == left)
        try cluster.update(reference, ConfigurationUpdate(values: ["virtio0": "local-lvm:vm-311-disk-0"]))
        #expect(cluster.guests[reference.id]?.file.current["unused0"] == nil, "it is in use again")
        #expect(cluster.guests[reference.id]?.file.current["virtio0"] == "local-lvm:vm-311-disk-0,size=1G")
    }

    @Test("A running machine takes names, disks and networks at once, memory with its restart")
    func hotplug() throws {
        var cluster = try cluster(isRunning: true)
        try cluster.update(
            reference,
            ConfigurationUpdate(values: [
                "name": "web", "scsi1": "local-lvm:2", "net1": "virtio,bridge=vmbr0", "memory": "1024",
                "hostpci0": "mapping=gpu0", "sata0": "local-lvm:1",
            ]))
        let file = try #require(cluster.guests[reference.id]?.file)
        #expect(file.current["name"] == "web" && file.current["scsi1"] != nil && file.current["net1"] != nil)
        #expect(file.pending.changedKeys == ["hostpci0", "memory", "sata0"])
        #expect(file.cloudInit?["name"] == "vm311", "the drive was made with the old name")
        let wrong = ConfigurationUpdate(values: ["net1": "virtio,bridge=vmbr9"])
        #expect(
            cluster.parameterErrors(reference, wrong)
                == ["net1": "hotplug problem - bridge 'vmbr9' does not exist\n"])
        #expect(cluster.guests[reference.id]?.file.pending.values["net1"] != nil, "it waits all the same")
        try cluster.update(reference, ConfigurationUpdate(deletions: ["scsi1"]))
        #expect(cluster.guests[reference.id]?.file.current["unused0"] != nil)
    }

    @Test("A password is hashed, kept at once, and never shown")
    func password() throws {
        var cluster = try cluster()
        try cluster.update(reference, ConfigurationUpdate(values: ["cipassword": "geheim"]))
        let file = try #require(cluster.guests[reference.id]?.file)
        #expect(file.current["cipassword"]?.hasPrefix("$5$") == true)
        #expect(try file.values(of: .merged).contains { $0.key == "cipassword" && $0.value == .text("**********") })
        #expect(!ConfigurationUpdate(values: ["cipassword": "geheim"]).logLine(for: reference.id).contains("geheim"))
        let guest = try #require(cluster.guests[reference.id])
        #expect(CloudInitText(guest).user(masksPassword: true).contains("password: **********\n"))
    }

    @Test("The worker of a change tells what it does and how it fails")
    func byTask() throws {
        var cluster = try cluster()
        let task = try cluster.updateByTask(reference, ConfigurationUpdate(values: ["cores": "2"]))
        try cluster.end(task)
        #expect(task.text.contains(":qmconfig:311:"))
        #expect(cluster.tasks[task]?.fullLog == ["update VM 311: -cores 2", "TASK OK"])
        let failing = try cluster.updateByTask(reference, ConfigurationUpdate(values: ["boot": "order=net5"]))
        cluster.advance(to: cluster.now.adding(seconds: 5))
        #expect(cluster.tasks[failing]?.exitStatus == "invalid bootorder: device 'net5' does not exist'")
    }

    @Test("Cloud-init's network follows addresses and cards")
    func cloudInit() throws {
        let cluster = try cluster([
            "name": "web", "net0": "virtio=BC:24:11:00:00:01,bridge=vmbr0", "nameserver": "1.1.1.1",
            "ipconfig0": "ip=10.0.0.5/24,gw=10.0.0.1", "searchdomain": "lab.example", "ciuser": "root",
        ])
        let text = CloudInitText(try #require(cluster.guests[reference.id]))
        #expect(
            text.network == """
                version: 1
                config:
                    - type: physical
                      name: eth0
                      mac_address: 'bc:24:11:00:00:01'
                      subnets:
                      - type: static
                        address: '10.0.0.5'
                        netmask: '255.255.255.0'
                        gateway: '10.0.0.1'
                    - type: nameserver
                      address:
                      - '1.1.1.1'
                      search:
                      - 'lab.example'

                """)
        #expect(text.user(masksPassword: false).contains("fqdn: web.lab.example\nuser: root\ndisable_root: False\n"))
    }

    @Test("The agent runs commands, tells their end once, and moves files")
    func agent() throws {
        var cluster = try cluster()
        #expect(throws: HostError(.notReady, "VM 311 is not running")) { try cluster.requireAgent(reference) }
        try cluster.powerOn(reference)
        try cluster.writeFile("/etc/motd", "hello\n", in: reference)
        #expect(try cluster.readFile("/etc/motd", in: reference) == "hello\n")
        #expect(try cluster.run(["cat", "/etc/motd"], in: reference).output == "hello\n")
        #expect(try cluster.run(["sh", "-c", "echo 'a b' > /tmp/x && cat /tmp/x"], in: reference).output == "a b\n")
        #expect(try cluster.run(["nosuch"], in: reference).exitCode == 127)
        #expect(try cluster.run(["cat"], input: "in", in: reference).output == "in")
        let process = try cluster.execute(["true"], input: nil, in: reference)
        #expect(try cluster.processOutcome(process, in: reference) == nil)
        cluster.advance(to: cluster.now.adding(seconds: 1))
        #expect(try cluster.processOutcome(process, in: reference)?.exitCode == 0)
        #expect(throws: HostError(.failed, "Agent error: PID \(process) does not exist")) {
            try cluster.processOutcome(process, in: reference)
        }
    }
}

extension Cluster {
    fileprivate mutating func make(_ reference: GuestReference, _ values: [String: String]) throws -> TaskID {
        try create(MachineOrder(guest: reference, values: values))
    }

    fileprivate mutating func powerOn(_ reference: GuestReference) throws {
        try perform(.powerOn(reference.id))
        advance(to: now.adding(seconds: 60))
    }

    fileprivate mutating func run(
        _ words: [String], input: String? = nil, in reference: GuestReference
    ) throws -> CommandOutcome {
        let process = try execute(words, input: input, in: reference)
        advance(to: now.adding(seconds: 1))
        return try #require(try processOutcome(process, in: reference))
    }
}
