import ProxmoxAccess
import Testing

/// Which options of a container others than the administrator may change: 7.4.
@Suite struct ContainerOptionRightsTests {
    private let access = accessControl(
        """
        user:ann@pve:1:
        user:net@pve:1:
        user:pool@pve:1:
        token:root@pam!full:0:0:
        pool:web::101::
        acl:1:/vms:ann@pve:PVEVMAdmin:
        acl:1:/storage/local:ann@pve:PVEDatastoreUser:
        acl:1:/vms:net@pve:PVEVMAdmin:
        acl:1:/sdn/zones/localnetwork/vmbr0/5:net@pve:PVESDNUser:
        acl:1:/pool/web:pool@pve:PVEVMAdmin:
        """)

    @Test(arguments: [
        ("cores", "2", ""),
        ("memory", "512", ""),
        ("hostname", "web", ""),
        ("onboot", "1", ""),
        ("features", "nesting=1", ""),
        ("rootfs", "local:8", ""),
        ("mp0", "local:101/vm-101-disk-0.raw,mp=/d", ""),
        ("rootfs", "local-lvm:8", "/storage/local-lvm, Datastore.AllocateSpace"),
        ("mp0", "local-lvm:vm-101-disk-0,mp=/d", "/storage/local-lvm, Datastore.Audit"),
        ("mp0", "/srv,mp=/srv", "mount point type bind is only allowed for root@pam"),
        ("mp0", "/dev/sdb,mp=/srv", "mount point type device is only allowed for root@pam"),
        ("net0", "name=eth0,bridge=vmbr0", "/sdn/zones/localnetwork/vmbr0, SDN.Use"),
        ("net0", "name=eth0,bridge=vmbr0,tag=5", "/sdn/zones/localnetwork/vmbr0/5, SDN.Use"),
        ("dev0", "/dev/nvidia0", "configuring device passthrough is only allowed for root@pam"),
        ("features", "keyctl=1,nesting=1", "changing feature flags (except nesting) is only allowed for root@pam"),
        ("hookscript", "local:snippets/a.sh", "changing the hookscript is only allowed for root@pam"),
    ])
    func anAdministratorOfGuestsMayNotReachTheNode(option: String, value: String, refused: String) {
        #expect(what("ann@pve", [option: value]) == refused)
    }

    @Test func noTokenIsTheAdministratorNotEvenHisOwn() {
        let device = ["dev0": "/dev/nvidia0"]
        #expect(what("root@pam!full", device) == "configuring device passthrough is only allowed for root@pam")
        #expect(what("root@pam", device) == "")
    }

    @Test func aPrivilegedContainersFeaturesAreTheAdministrators() {
        #expect(
            what("ann@pve", ["features": "nesting=1"], isUnprivileged: false)
                == "changing feature flags for privileged container is only allowed for root@pam")
    }

    @Test func onlyChangedFeaturesCount() {
        let current = ["features": "keyctl=1,nesting=1"]
        #expect(what("ann@pve", ["features": "keyctl=1"], current: current) == "")
        #expect(what("ann@pve", ["features": "keyctl=on,nesting=1"], current: current) == "")
        let refused = "changing feature flags (except nesting) is only allowed for root@pam"
        #expect(what("ann@pve", ["features": "nesting=1"], current: current) == refused)
        #expect(what("ann@pve", [:], deleting: ["features"], current: current) == refused)
        #expect(what("ann@pve", [:], deleting: ["features"], current: ["features": "nesting=1"]) == "")
    }

    @Test func aVLANOfABridgeMayBeGivenAlone() {
        #expect(what("net@pve", ["net0": "name=eth0,bridge=vmbr0,tag=5"]) == "")
        #expect(
            what("net@pve", ["net0": "name=eth0,bridge=vmbr0,tag=5,trunks=5;7-8"])
                == "/sdn/zones/localnetwork/vmbr0/7, SDN.Use")
        #expect(
            what("net@pve", ["net0": "name=eth0,bridge=vmbr0,tag=5"], current: ["net0": "name=eth0,bridge=vmbr1"])
                == "/sdn/zones/localnetwork/vmbr1, SDN.Use")
    }

    @Test func thePoolOfACreationGivesItsRoles() {
        #expect(what("pool@pve", ["cores": "1"], pool: "web") == "")
        #expect(what("pool@pve", ["cores": "1"]) == "/vms/100, VM.Config.CPU")
        #expect(what("pool@pve", ["tags": "a"], pool: "web") == "/vms/100, VM.Config.Options")
    }

    @Test(arguments: [
        (TagPolicy(), ""),
        (TagPolicy(userAllow: .none), "/, Sys.Modify for modifying tag 'new'"),
        (TagPolicy(userAllow: .list, allowedTags: ["new"]), ""),
        (TagPolicy(userAllow: .existing, tagsByGuest: [101: ["new"]]), ""),
        (TagPolicy(userAllow: .existing), "/, Sys.Modify for modifying tag 'new'"),
        (TagPolicy(registeredTags: ["new"]), "/, Sys.Modify for modifying tag 'new'"),
        (TagPolicy(registeredTags: ["old"]), ""),
    ])
    func tagsFollowTheClustersRules(policy: TagPolicy, refused: String) {
        #expect(what("ann@pve", ["tags": "old;new"], current: ["tags": "old"], tags: policy) == refused)
    }

    @Test func aPathWithoutAStorageIsAFailure() {
        let failure = refused {
            try rights("ann@pve").requireContainer(setting: ["rootfs": "8"], current: nil, isUnprivileged: true)
        }
        #expect(failure?.status == 500)
        #expect(failure?.message.hasPrefix("Only root can pass arbitrary filesystem paths. at ") == true)
    }

    private func what(
        _ caller: String, _ setting: [String: String], deleting: [String] = [], current: [String: String]? = nil,
        isUnprivileged: Bool = true, pool: String? = nil, tags: TagPolicy = TagPolicy()
    ) -> String {
        let rights = rights(caller, pool: pool, tags: tags)
        let failure = refused {
            try rights.requireContainer(
                setting: setting, deleting: deleting, current: current, isUnprivileged: isUnprivileged)
        }
        guard case .forbidden(let what?) = failure else { return failure?.message ?? "" }
        return what
    }

    private func rights(_ caller: String, pool: String? = nil, tags: TagPolicy = TagPolicy()) -> GuestOptionRights {
        GuestOptionRights(
            rights: access.rights(of: Identity(caller) ?? .user(.root)), guest: 100, pool: pool, tags: tags)
    }
}
