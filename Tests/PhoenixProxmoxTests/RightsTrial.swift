import Foundation
import PhoenixModel
import PhoenixPlanner
import PhoenixSimulator
import PhoenixSimulatorAPI
import ProxmoxAccess
import ProxmoxSchema

@testable import PhoenixProxmox

/// A simulated cluster on which one change after the other is tried with exactly chosen rights.
struct RightsTrial {
    private var cluster: Cluster
    private let profile: Profile
    private var server: JoinedServer

    /// - Parameter start: what it begins with; a cluster with guests of every kind unless something else is said.
    init(_ profile: Profile, on start: Cluster? = nil) throws {
        self.profile = profile
        cluster = try start ?? Self.cluster()
        server = try JoinedServer(cluster, profile: profile, checksRequests: false)
    }

    var version: ProxmoxVersion { profile == .version9_2 ? ProxmoxVersion(9, 2) : ProxmoxVersion(8, 4) }

    /// How a guest is, or the source of a clone.
    func before(_ change: Change) async throws -> GuestBefore {
        var guest = change.guest
        switch change {
        case .download: return GuestBefore(configuration: Configuration(), isUnprivileged: true)
        case .create(let creation):
            return GuestBefore(configuration: Configuration(), isUnprivileged: creation.isUnprivileged)
        case .clone(let cloning): guest = cloning.source
        default: break
        }
        let text = try await next(guest)
        return GuestBefore(
            configuration: ConfigReader(guest.kind, text).configuration, isUnprivileged: text.isOn("unprivileged"))
    }

    /// What came of the change's calls, each with its status and message, while the token holds only these privileges.
    func answers(to change: Change, holding grants: Grants) async throws -> [(status: Int, message: String)] {
        let calls = try await calls(for: change)
        var server = server
        let access = try access(granting: grants)
        server.api.change { $0 = cluster }
        server.api.change { $0.access = access }
        server.use(token: "phoenix@pve!phoenix=secret")
        return try await send(calls, with: server)
    }

    /// Makes the change for good, as Phoenix's token with what the cluster's own access control gives it.
    mutating func make(
        _ change: Change
    ) async throws -> [(status: Int, message: String)] {
        let calls = try await calls(for: change)
        var server = server
        server.api.change { $0 = cluster }
        server.use(token: "phoenix@pve!phoenix=secret")
        let answers = try await send(calls, with: server)
        cluster = server.api.cluster
        return answers
    }

    /// The same for root with its password.
    func answersToRoot(for change: Change) async throws -> [(status: Int, message: String)] {
        let calls = try await calls(for: change)
        var server = try JoinedServer(cluster, profile: profile, checksRequests: false)
        try await server.logIn()
        return try await send(calls, with: server)
    }

    private func send(
        _ calls: [ProxmoxRequest], with server: JoinedServer
    ) async throws -> [(status: Int, message: String)] {
        var answers: [(status: Int, message: String)] = []
        for call in calls {
            let answer = try await server.send(call)
            answers.append((answer.status, "\(call): \(answer.reason)"))
            // Whatever task it began has ended by then.
            server.api.change { $0.advance(to: $0.now.adding(seconds: 3600)) }
        }
        return answers
    }

    private func access(granting grants: Grants) throws -> AccessControl {
        var access = AccessControl(profile: profile == .version9_2 ? .version9_2 : .version8_4)
        try access.addUser("phoenix@pve", UserChange())
        try access.addToken("phoenix", of: "phoenix@pve", TokenChange(hasSeparatePrivileges: false), secret: "secret")
        for (number, (path, names)) in grants.sorted(by: { $0.key < $1.key }).enumerated() {
            try access.addRole("R\(number)", privileges: names.map(\.text).sorted().joined(separator: " "))
            try access.changeAccessList(
                AccessListChange(path: path.text, roles: "R\(number)", users: "phoenix@pve"))
        }
        return access
    }

    private func next(_ guest: GuestReference) async throws -> ConfigText {
        server.api.change { $0 = cluster }
        server.api.change { cluster in
            _ = try? cluster.access.addToken(
                "phoenix", of: "root@pam", TokenChange(hasSeparatePrivileges: false), secret: "secret")
        }
        let (rows, rawLines) = try await server.config(of: guest)
        return ConfigText(next: rows, rawLines: rawLines)
    }

    private static func cluster() throws -> Cluster {
        let guests: [(Int, String, String)] = [
            (
                101, "lxc",
                """
                hostname: web
                memory: 512
                cores: 1
                rootfs: local-lvm:vm-101-disk-0,size=8G
                net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:01,ip=dhcp,type=veth
                unprivileged: 1
                """
            ),
            (
                102, "vm",
                """
                name: vm
                memory: 2048
                scsi0: local-lvm:vm-102-disk-0,size=32G
                scsihw: virtio-scsi-single
                net0: virtio=BC:24:11:00:00:02,bridge=vmbr0
                boot: order=scsi0
                """
            ),
            (
                103, "lxc",
                """
                hostname: old
                memory: 512
                nameserver: 10.0.0.1
                rootfs: local-lvm:vm-103-disk-0,size=8G
                mp0: shared:103/vm-103-disk-0.raw,mp=/data,size=4G
                net0: name=eth0,bridge=vmbr0,hwaddr=BC:24:11:00:00:03,ip=dhcp,tag=30,type=veth
                features: nesting=1,keyctl=1
                dev0: /dev/nvidia0
                unprivileged: 1
                """
            ),
            (
                104, "vm",
                """
                name: gpu
                memory: 2048
                machine: q35
                scsi0: local-lvm:vm-104-disk-0,size=32G
                scsi1: local-lvm:vm-104-disk-1,size=8G
                hostpci0: mapping=gpu0
                net0: virtio=BC:24:11:00:00:04,bridge=vmbr0
                """
            ),
            (
                105, "lxc",
                "hostname: roaming\nmemory: 512\nrootfs: shared:105/vm-105-disk-0.raw,size=8G\nunprivileged: 1"
            ),
            (106, "lxc", "hostname: privileged\nmemory: 512\nrootfs: local-lvm:vm-106-disk-0,size=8G"),
            (
                107, "lxc",
                "hostname: base\nmemory: 512\nrootfs: local-lvm:base-107-disk-0,size=8G\ntemplate: 1\nunprivileged: 1"
            ),
            (
                108, "lxc",
                "hostname: nested\nmemory: 512\nrootfs: local-lvm:vm-108-disk-0,size=8G\nfeatures: nesting=1\nunprivileged: 1"
            ),
        ]
        let scenario: [String: Any] = [
            "nodes": ["pve1", "pve2"].map { name in
                [
                    "name": name, "cores": 64, "memoryMebibytes": 1 << 20, "bridges": ["vmbr0", "vmbr1"],
                    "devices": ["/dev/nvidia0"], "mappedDevices": ["gpu0", "gpu1"],
                ] as [String: Any]
            },
            "storages": [
                [
                    "name": "local", "kind": "dir", "content": ["vztmpl", "import"], "capacityGibibytes": 512,
                    "images": [
                        ["volume": "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"],
                        ["volume": "local:import/noble-server-cloudimg-amd64.qcow2", "diskGibibytes": 4],
                    ],
                ],
                [
                    "name": "local-lvm", "kind": "lvmthin", "content": ["images", "rootdir"],
                    "capacityGibibytes": 1 << 20,
                ],
                [
                    "name": "shared", "kind": "nfs", "content": ["images", "rootdir"], "isShared": true,
                    "capacityGibibytes": 1 << 20,
                ],
            ] as [[String: Any]],
            "guests": guests.map { number, kind, text in
                ["id": number, "kind": kind, "node": "pve1", "config": text + "\n"] as [String: Any]
            },
        ]
        let bytes = try JSONSerialization.data(withJSONObject: scenario)
        return try Scenario.cluster(from: bytes, named: "rights.json")
    }
}

/// The calls by which each change is made.
extension RightsTrial {
    private func calls(for change: Change) async throws -> [ProxmoxRequest] {
        let guest = change.guest
        let look = ProxmoxRequest(.get, path(guest, "config"))
        switch change {
        case .download(let download): return [try ChangeCall.download(download)]
        case .create(let creation): return try creationCalls(creation) + [look]
        case .clone(let cloning):
            var form: ProxmoxForm = ["newid": cloning.guest.id.description, "description": "a clone"]
            form.add(guest.kind == .container ? "hostname" : "name", cloning.name)
            if case .full(let storage) = cloning.mode {
                form.add("full", true)
                form.add("storage", storage?.text)
            }
            return [ProxmoxRequest(.post, path(cloning.source, "clone"), form), look]
        case .configure(_, let set, let unset):
            let order = try ConfigWriter(kind: guest.kind, next: try await next(guest))
                .order(setting: set, unsetting: unset)
            var calls = [look]
            if order.changesConfig {
                calls.append(ProxmoxRequest(.put, path(guest, "config"), order.form(digest: nil)))
            }
            if case .set(let rules)? = order.firewall {
                let none = FirewallRules(isEnabled: false, rules: [])
                calls += FirewallWriter(path: path(guest, "firewall"), present: none, ruleCount: 0).calls(to: rules)
            }
            return calls
        case .mark(_, let mark):
            let order = MarkWriter(config: try await next(guest)).order(mark)
            return [look, ProxmoxRequest(.put, path(guest, "config"), order.form(digest: nil))]
        case .grow(_, let key, let size):
            let writer = ConfigWriter(kind: guest.kind, next: ConfigText())
            var disk = writer.rootDiskKey
            if case .mount(let index) = key { disk = writer.mountKey(index) }
            return [look, ProxmoxRequest(.put, path(guest, "resize"), ["disk": disk, "size": "\(size)G"])]
        case .start: return [look, start(guest)]
        case .shutDown(_, let seconds):
            let form: ProxmoxForm = ["timeout": String(seconds), "forceStop": "1"]
            return [look, start(guest), ProxmoxRequest(.post, path(guest, "status/shutdown"), form)]
        case .restart(_, let seconds):
            let reboot = ProxmoxRequest(.post, path(guest, "status/reboot"), ["timeout": String(seconds)])
            return [look, start(guest), reboot]
        case .snapshot(_, let name):
            return [look, ProxmoxRequest(.post, path(guest, "snapshot"), ["snapname": name.text])]
        case .makeTemplate: return [look, ProxmoxRequest(.post, path(guest, "template"))]
        case .migrate(_, let node): return [look, ProxmoxRequest(.post, path(guest, "migrate"), ["target": node.text])]
        case .destroy:
            let kind = guest.kind == .container ? "lxc" : "qemu"
            return [look, ProxmoxRequest(.delete, "/nodes/\(guest.node)/\(kind)/\(guest.id)", ["purge": "1"])]
        }
    }

    private func creationCalls(_ creation: Creation) throws -> [ProxmoxRequest] {
        let guest = creation.guest
        let writer = ConfigWriter(kind: guest.kind, next: ConfigText())
        var values = try writer.order(setting: creation.configuration.all, unsetting: []).values
        values.merge(MarkWriter(config: ConfigText()).order(creation.mark).values) { $1 }
        values["vmid"] = guest.id.description
        guard guest.kind == .machine else {
            values["ostemplate"] = creation.image
            values["unprivileged"] = creation.isUnprivileged ? "1" : "0"
            return [ProxmoxRequest(.post, "/nodes/\(guest.node)/lxc", form(values))]
        }
        let disk = creation.configuration.rootDisk
        let storage = disk?.storage.text ?? ""
        values["scsi0"] = "\(storage):0,import-from=\(creation.image)"
        values["ide2"] = "\(storage):cloudinit"
        values["scsihw"] = "virtio-scsi-single"
        values["ostype"] = "l26"
        let size: ProxmoxForm = ["disk": "scsi0", "size": "\(disk?.sizeGibibytes ?? 0)G"]
        return [
            ProxmoxRequest(.post, "/nodes/\(guest.node)/qemu", form(values)),
            ProxmoxRequest(.put, path(guest, "resize"), size),
        ]
    }

    private func start(_ guest: GuestReference) -> ProxmoxRequest {
        ProxmoxRequest(.post, path(guest, "status/start"))
    }

    private func form(_ values: [String: String]) -> ProxmoxForm {
        var form = ProxmoxForm()
        for (key, value) in values.sorted(by: { $0.key < $1.key }) { form.add(key, value) }
        return form
    }

    private func path(_ guest: GuestReference, _ part: String) -> ProxmoxPath {
        ProxmoxPath(text: "/nodes/\(guest.node)/\(guest.kind == .container ? "lxc" : "qemu")/\(guest.id)/\(part)")
    }
}
