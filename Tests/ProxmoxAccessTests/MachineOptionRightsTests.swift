import ProxmoxAccess
import Testing

/// Which options of a machine others than the administrator may change: 12.2.
@Suite struct MachineOptionRightsTests {
    private static let people = """
        user:ann@pve:1:
        token:root@pam!full:0:0:
        acl:1:/vms:ann@pve:PVEVMAdmin:
        acl:1:/storage/local:ann@pve:PVEDatastoreUser:
        acl:1:/mapping/pci/gpu0:ann@pve:PVEMappingUser:
        acl:1:/sdn/zones/localnetwork/vmbr0:ann@pve:PVESDNUser:
        """

    @Test(arguments: [
        ("cores", "2", ""), ("memory", "512", ""), ("agent", "1", ""), ("boot", "order=scsi0", ""),
        ("scsi0", "local:8", ""), ("net0", "virtio,bridge=vmbr0", ""), ("ciuser", "ann", ""),
        ("hostpci0", "mapping=gpu0", ""), ("usb0", "spice", ""), ("serial0", "socket", ""), ("vga", "std", ""),
        ("ide2", "local:cloudinit,media=cdrom", ""), ("ide2", "local:iso/debian.iso,media=cdrom", ""),
        ("startup", "order=1", "403 Permission check failed (/, Sys.Modify)"),
        ("scsi0", "other:8", "403 Permission check failed (/storage/other, Datastore.AllocateSpace)"),
        ("scsi0", "8", "500 no storage ID specified (and no default storage)"),
        (
            "scsi0", "local:iso/x.iso,import-from=other:import/a.qcow2",
            "403 Permission check failed (/storage/other, Datastore.AllocateSpace|Datastore.Audit)"
        ),
        ("ide2", "cdrom,media=cdrom", "403 Permission check failed (/, Sys.Console)"),
        ("hostpci0", "01:00.0", "500 only root can set 'hostpci0' config for non-mapped devices"),
        ("hostpci0", "mapping=gpu1", "403 Permission check failed (/mapping/pci/gpu1, Mapping.Use)"),
        (
            "hostpci0", "mapping=gpu0,romfile=x",
            "400 Parameter verification failed.\nhostpci0: only root@pam can set 'romfile' option"
        ),
        ("usb0", "host=1234:5678", "500 only root can set 'usb0' config for real devices"),
        ("serial0", "/dev/ttyS0", "500 only root can set 'serial0' config for real devices"),
        ("rng0", "source=/dev/hwrng", "403 Permission check failed (/mapping/hwrng, Mapping.Use)"),
        ("virtiofs0", "share", "403 Permission check failed (/mapping/dir/share, Mapping.Use)"),
        ("cpu", "custom-fast", "403 Permission check failed (/mapping/cpu/fast, Mapping.Use)"),
        ("net0", "virtio,bridge=vmbr1", "403 Permission check failed (/sdn/zones/localnetwork/vmbr1, SDN.Use)"),
        ("args", "-S", "500 only root can set 'args' config"),
        ("hookscript", "local:snippets/a", "500 only root can set 'hookscript' config"),
        ("vmgenid", "1", "500 only root can set 'vmgenid' config"),
    ])
    func aMachineIsCreatedWithinOnesRights(option: String, value: String, refused: String) {
        #expect(text { try rights("ann@pve").requireMachine(creating: [option: value]) } == refused)
        #expect(
            text { try rights("root@pam").requireMachine(creating: [option: value], defaultStorage: "local") } == "")
    }

    @Test func theAdministratorsTokenMayMapButNotPass() {
        let token = rights("root@pam!full")
        #expect(text { try token.requireMachine(creating: ["hostpci0": "mapping=gpu1"]) } == "")
        #expect(
            text { try token.requireMachine(creating: ["hostpci0": "01:00.0"]) }
                == "500 only root can set 'hostpci0' config for non-mapped devices")
    }

    @Test func version8_4KnowsFewerOptionsAndRules() {
        let older = rights("ann@pve", profile: .version8_4)
        #expect(
            text { try older.requireMachine(creating: ["allow-ksm": "0"]) }
                == "500 only root can set 'allow-ksm' config")
        #expect(text { try older.requireMachine(creating: ["hostpci0": "mapping=gpu0,romfile=x"]) } == "")
        #expect(
            text { try older.requireMachine(creating: ["cpu": "custom-fast"]) }
                == "403 Permission check failed (/nodes, Sys.Audit)")
    }

    @Test func aChangeIsLookedAtBeforeAndWhileItIsMade() {
        let ann = rights("ann@pve")
        let current = [
            "serial0": "/dev/ttyS0", "hostpci0": "01:00.0", "cpu": "custom-fast", "net0": "virtio,bridge=vmbr9",
        ]
        #expect(text { try ann.requireMachine(setting: ["serial0": "socket"], current: current) } == "")
        #expect(
            text { try ann.requireMachine(applying: ["serial0": "socket"], to: current) }
                == "500 only root can modify 'serial0' config for real devices")
        #expect(
            text { try ann.requireMachine(applying: [:], deleting: ["serial0"], to: current) }
                == "500 only root can delete 'serial0' config for real devices")
        #expect(
            text { try ann.requireMachine(applying: ["hostpci0": "mapping=gpu0"], to: current) }
                == "500 only root can set 'hostpci0' config for non-mapped devices")
        #expect(text { try ann.requireMachine(setting: ["cpu": "custom-fast,flags=+aes"], current: current) } == "")
        #expect(
            text { try ann.requireMachine(applying: [:], deleting: ["net0"], to: current) }
                == "403 Permission check failed (/sdn/zones/localnetwork/vmbr9, SDN.Use)")
        #expect(text { try ann.requireMachine(applying: [:], deleting: ["usb0"], to: current) } == "")
    }

    @Test func mediaNeedTheirOwnRights() {
        let operating = accessControl("user:ann@pve:1:\nacl:1:/vms:ann@pve:PVEVMUser:")
        let ann = GuestOptionRights(rights: operating.rights(of: Identity("ann@pve") ?? .root), guest: 100)
        #expect(text { try ann.requireMachine(applying: ["ide2": "none,media=cdrom"], to: [:]) } == "")
        #expect(text { try ann.requireMachine(applying: ["cdrom": "none"], to: [:]) } == "")
        #expect(text { try ann.requireMachine(applying: ["ide2": "local:cloudinit"], to: [:]) } == "")
        #expect(
            text { try ann.requireMachine(applying: ["scsi0": "local:8"], to: [:]) }
                == "403 Permission check failed (/vms/100, VM.Config.Disk)")
    }

    private func rights(_ caller: String, profile: AccessProfile = .version9_2) -> GuestOptionRights {
        let access = accessControl(Self.people, profile: profile)
        return GuestOptionRights(rights: access.rights(of: Identity(caller) ?? .root), guest: 100)
    }

    private func text(_ demand: () throws -> Void) -> String {
        refused(demand)?.description ?? ""
    }
}
