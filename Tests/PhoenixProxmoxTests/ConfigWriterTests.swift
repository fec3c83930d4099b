import PhoenixModel
import PhoenixSimulator
import Testing

@testable import PhoenixProxmox

@Suite("Settings written into configurations by Proxmox's own rules")
struct ConfigWriterTests {
    @Test("Are there afterwards, and writing them again changes nothing", arguments: [GuestKind.container, .machine])
    func written(kind: GuestKind) async throws {
        var random = SeededGenerator(seed: 20_261_124)
        let texts = (0..<200).map { _ in RandomConfig.text(kind, &random) }
        var server = try JoinedServer(try RandomConfig.cluster(kind, texts))
        try await server.logIn()
        for (place, text) in texts.enumerated() {
            let id = try #require(GuestID(101 + place))
            let guest = GuestReference(id: id, kind: kind, node: "pve1")
            let before = try await next(guest, server)
            let wish = RandomSettings.wish(kind, over: ConfigReader(kind, before).configuration, &random)
            let waiting = Set(try await server.config(of: guest).rows.filter(\.isWaiting).map(\.key))
            let order = try ConfigWriter(kind: kind, next: before, waitingKeys: waiting).order(
                setting: wish.set, unsetting: wish.unset)
            guard order.changesConfig else { continue }
            try await server.set(order, guest)

            let after = try await next(guest, server)
            let configuration = ConfigReader(kind, after).configuration
            for setting in wish.set {
                let seen = configuration[setting.key]
                #expect(
                    seen.map(setting.isFulfilled) == true, "guest \(id): \(setting) became \(seen as Any)\n\(text)")
            }
            for key in wish.unset {
                let isDefault = configuration[key] == ConfigReader(kind, ConfigText()).configuration[key]
                #expect(isDefault, "guest \(id): \(key) is still there\n\(text)")
            }
            try await server.set(
                try ConfigWriter(kind: kind, next: after).order(setting: wish.set, unsetting: []), guest)
            #expect(try await next(guest, server) == after, "guest \(id): writing again changed something\n\(text)")
        }
    }

    private func next(_ guest: GuestReference, _ server: JoinedServer) async throws -> ConfigText {
        let (rows, rawLines) = try await server.config(of: guest)
        var next = ConfigText(next: rows, rawLines: rawLines)
        next.values["digest"] = nil
        return next
    }

    @Test("What a kind of guest does not have is refused before anything is sent")
    func unknown() {
        let container = ConfigWriter(kind: .container, next: ConfigText())
        let machine = ConfigWriter(kind: .machine, next: ConfigText())
        for setting in [Setting.agent(true), .device(index: 0, .mappedPCI(mapping: "gpu0"))] {
            #expect(throws: Failure.self) { try container.order(setting: [setting], unsetting: []) }
        }
        for setting in [Setting.swap(mebibytes: 0), .device(index: 0, .node(path: "/dev/kvm", mode: nil))] {
            #expect(throws: Failure.self) { try machine.order(setting: [setting], unsetting: []) }
        }
        #expect(throws: Failure.self) { try container.order(setting: [], unsetting: [.rootDisk]) }
    }

    @Test("A disk that is there is not replaced by a setting")
    func disks() throws {
        let next = ConfigText(values: ["rootfs": "local-lvm:vm-1-disk-0,size=8G"])
        let writer = ConfigWriter(kind: .container, next: next)
        let same = Setting.rootDisk(Volume(storage: "local-lvm", sizeGibibytes: 8))
        #expect(
            try writer.order(setting: [same], unsetting: []).values["rootfs"]
                == "volume=local-lvm:vm-1-disk-0,size=8G")
        for other in [Volume(storage: "local-lvm", sizeGibibytes: 9), Volume(storage: "local", sizeGibibytes: 8)] {
            #expect(throws: Failure.self) { try writer.order(setting: [.rootDisk(other)], unsetting: []) }
        }
    }

    @Test("Raw lines go another way than the API, which does not have them")
    func rawLines() throws {
        let map = IdentifierMap(kind: .user, containerID: 0, hostID: 100_000, count: 65_536)
        let order = try ConfigWriter(kind: .container, next: ConfigText()).order(
            setting: [.identifierMaps([map]), .rawOption(key: "lxc.mount.auto", values: ["cgroup:rw"])],
            unsetting: [.rawOption("lxc.apparmor.profile")])
        #expect(!order.changesConfig)
        #expect(
            order.rawLines == [
                "lxc.idmap": ["u 0 100000 65536"], "lxc.mount.auto": ["cgroup:rw"], "lxc.apparmor.profile": [],
            ])
    }
}
