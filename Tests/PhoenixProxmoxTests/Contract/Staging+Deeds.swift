import PhoenixModel
import PhoenixPorts
import Testing

/// What the contract does with a host, in words.
extension Staging {
    func reference(_ offset: Int = 0, _ kind: GuestKind = .container) throws -> GuestReference {
        GuestReference(id: try #require(GuestID(firstNumber + offset)), kind: kind, node: node)
    }

    func mark(_ guest: GuestReference, fleet: FleetName = "contract") -> Mark { Mark(fleet: fleet, guest: guest.id) }

    func fence(_ guest: GuestReference) -> Fence { .marked("contract", guest.id, claim: nil) }

    /// A small guest.
    func creation(of guest: GuestReference, also settings: [Setting] = [], fleet: FleetName = "contract") -> Creation {
        let disk = Volume(storage: storage, sizeGibibytes: guest.kind == .container ? 2 : 8)
        var configuration = Configuration([
            .name("contract-\(guest.id)"), .memory(mebibytes: 256), .cores(1), .rootDisk(disk),
            .network(
                index: 0,
                NetworkInterface(name: guest.kind == .container ? "eth0" : nil, bridge: bridge, address: .dhcp)),
        ])
        for setting in settings { configuration.set(setting) }
        return Creation(
            guest: guest, image: guest.kind == .container ? template : cloudImage, isUnprivileged: true,
            configuration: configuration, mark: mark(guest, fleet: fleet))
    }

    /// Makes a small guest and waits until it is there.
    @discardableResult
    func make(
        _ guest: GuestReference, also settings: [Setting] = [], fleet: FleetName = "contract"
    ) async throws -> ObservedGuest {
        try await done(.create(creation(of: guest, also: settings, fleet: fleet)), .vacant)
        return try #require(try await seen(guest.id))
    }

    /// Hands a change over.
    func submit(_ change: Change, _ fence: Fence) async throws -> Acceptance {
        try #require(await driver.submit([Submission(change: change, fence: fence)]).first).get()
    }

    /// Hands a change over that the host has to refuse, and gives back why.
    func refusal(_ change: Change, _ fence: Fence) async throws -> Failure {
        let answer = try #require(await driver.submit([Submission(change: change, fence: fence)]).first)
        guard case .failure(let failure) = answer else {
            throw Failure(.internalDefect, "\(change) was accepted", remedy: "look at the test")
        }
        return failure
    }

    /// Hands a change over and follows it to a good end. Tells whether there was anything to do.
    @discardableResult
    func done(_ change: Change, _ fence: Fence) async throws -> Bool {
        guard case .task(let task) = try await submit(change, fence) else { return false }
        let end = try await followed(task)
        guard case .succeeded = end else {
            throw Failure(.internalDefect, "\(change) ended as \(end)", remedy: "look at the test")
        }
        return true
    }

    /// How a task ended.
    func followed(_ task: TaskID) async throws -> TaskSight {
        for _ in 1...1000 {
            let sight = try #require(await driver.look(at: [task]).first)
            guard case .running(let next) = sight else { return sight }
            await clock.sleep(until: next)
        }
        throw Failure(.deadlineExceeded, "\(task) never ended", remedy: "look at the test")
    }

    /// The guest with a number, seen closely; nil if there is none.
    func seen(_ id: GuestID, closely keys: Set<SettingKey> = []) async throws -> ObservedGuest? {
        try await driver.observe(Interest([id: keys])).guests.first { $0.id == id }
    }
}
