import PhoenixModel
import PhoenixPorts
import PhoenixSimulator
import PhoenixSimulatorAPI
import Testing

@testable import PhoenixProxmox

/// Images that are fetched, as every host has to fetch them.
@Suite("Contract: downloads")
struct DownloadTests {
    @Test(
        "An image is fetched in a task, then seen, kept when it is asked for again, and made use of",
        arguments: StagingKind.simulated)
    func fetched(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        let download = host.download(for: guest)
        #expect(try await !host.images().contains(download.volume))
        guard case .task(let task) = try await host.submit(.download(download), .untouched) else {
            Issue.record("it is no task")
            return
        }
        let running = try await host.driver.observe(Interest()).runningTasks
        #expect(running.map(\.id) == [task])
        #expect(running.map(\.operation) == [.download])
        #expect(running.map(\.fileName) == [ImageVolume(download.volume)?.fileName])
        #expect(running.map(\.guest) == [nil])
        #expect(try await host.followed(task) == .succeeded(warnings: []))
        let images = try await host.images()
        #expect(images.contains(download.volume))

        try await host.done(.download(download), .untouched)
        #expect(try await host.images() == images)

        try await host.done(.create(host.creation(of: guest, from: download.volume)), .vacant)
        #expect(try await host.seen(guest.id)?.mark == host.mark(guest))
        // The guest is there by now, and the image is nobody's.
        try await host.done(.download(download), .untouched)
    }

    @Test(
        "A file that is there under its name and is another one is kept, and says so", arguments: StagingKind.simulated)
    func otherFile(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let download = host.download(for: try host.reference())
        try await host.done(.download(download), .untouched)
        let images = try await host.images()
        let other = host.download(for: try host.reference(), checksum: "b")
        guard case .task(let task) = try await host.submit(.download(other), .untouched),
            case .failed(let failure) = try await host.followed(task)
        else {
            Issue.record("it did not fail")
            return
        }
        #expect((failure.code, failure.disposition) == (.taskFailed, .stall))
        #expect(failure.message.contains("checksum mismatch: got"))
        #expect(try await host.images() == images)
        try await host.done(.download(download), .untouched)
    }

    @Test("A storage that takes no such files refuses at once", arguments: StagingKind.simulated)
    func unsuited(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let download = host.download(for: try host.reference(), to: host.storage)
        #expect(try await host.refusal(.download(download), .untouched).code == .refused)
    }

    @Test("A guest on the number that is waiting is not in its way", arguments: StagingKind.simulated)
    func foreignNumber(_ kind: StagingKind) async throws {
        let host = try await kind.make()
        let guest = try host.reference()
        let foreign = try await host.make(guest, fleet: "others")
        try await host.done(.download(host.download(for: guest)), .untouched)
        #expect(try await host.seen(guest.id) == foreign)
    }

    @Test("Both doors of the simulated cluster leave the same file")
    func doors() async throws {
        let host = SimulatedHost(Scenario.cluster)
        var server = try JoinedServer(Scenario.cluster)
        try await server.logIn()
        let clock = JoinedClock(api: server.api)
        for (driver, clock) in [
            (host, host), (ProxmoxDriver(server, as: .root, shell: nil, clock: clock), clock),
        ] as [(any HostDriver, any WorldClock)] {
            let staging = Staging(driver: driver, shell: host, clock: clock)
            for storage: StorageName in ["local", "shared"] {
                let download = staging.download(for: try staging.reference(), to: storage)
                try await staging.done(.download(download), .untouched)
            }
        }
        for storage: StorageName in ["local", "shared"] {
            let files = try [host.cluster, server.api.cluster].map { cluster in
                try #require(cluster.storages[storage]).images.map {
                    "\($0.volume) \($0.checksum ?? "-") \($0.sizeBytes) \($0.node?.text ?? "all")"
                }
            }
            #expect(files[0] == files[1])
            #expect(files[0].contains { $0.hasPrefix("\(storage):vztmpl/contract.tar.zst aaaa") })
        }
    }
}

extension Staging {
    /// An image that is not there; its checksum is one digit repeated.
    fileprivate func download(
        for guest: GuestReference, to storage: StorageName = "local", checksum digit: Character = "a"
    ) -> Download {
        guard let checksum = Checksum("sha256:" + String(repeating: digit, count: 64)) else {
            preconditionFailure("tests use hexadecimal digits")
        }
        return Download(
            guest: guest, volume: "\(storage):vztmpl/contract.tar.zst",
            source: ImageSource(url: "https://images.example/contract.tar.zst", checksum: checksum))
    }

    fileprivate func creation(of guest: GuestReference, from image: String) -> Creation {
        let usual = creation(of: guest)
        return Creation(
            guest: guest, image: image, isUnprivileged: true, configuration: usual.configuration, mark: usual.mark)
    }

    /// The images that the node shows.
    fileprivate func images() async throws -> [String] {
        try await driver.observe(Interest()).nodes.filter { $0.name == node }.flatMap(\.storages).flatMap(\.images)
    }
}
