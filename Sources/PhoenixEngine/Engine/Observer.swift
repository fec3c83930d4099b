package import PhoenixModel
package import PhoenixPorts

/// Looks at the host, and inside those of the fleet's guests that run: what is applied there is seen, not remembered.
package struct Observer: Sendable {
    private let driver: any HostDriver
    private let shell: any GuestShell
    private let clock: any WorldClock

    package init(driver: any HostDriver, shell: any GuestShell, clock: any WorldClock) {
        self.driver = driver
        self.shell = shell
        self.clock = clock
    }

    /// What is seen now. A guest that does not answer soon enough is seen without its receipts.
    ///
    /// - Parameters:
    ///   - fleet: whose guests are looked into.
    ///   - interest: what else has to be seen closely.
    package func observe(
        _ fleet: FleetName, _ interest: Interest = Interest()
    ) async throws(Failure) -> ObservedState {
        var state = try await driver.observe(interest)
        let places = state.guests.indices.filter {
            let guest = state.guests[$0]
            return guest.power == .running && guest.lock == nil && guest.mark?.fleet == fleet
        }
        let began = await clock.now()
        let requests = places.map { place in
            let guest = state.guests[place].reference
            return GuestRequest(
                guest: guest, command: .readReceipts, id: GuestRunID("\(began.milliseconds)-look-\(guest.id)"))
        }
        let answers = await shell.start(requests)
        var waiting: [(place: Int, run: GuestRunReference)] = []
        for ((place, request), answer) in zip(zip(places, requests), answers) {
            if case .success = answer {
                waiting.append((place, GuestRunReference(guest: request.guest, id: request.id)))
            }
        }
        let deadline = began.adding(seconds: receiptDeadlineSeconds)
        while !waiting.isEmpty {
            let next = await collect(&waiting, into: &state)
            guard let next, await clock.now() < deadline else { break }
            await clock.sleep(until: min(next, deadline))
        }
        return state
    }

    /// Takes the receipts that have come; returns when to look again for the others.
    private func collect(
        _ waiting: inout [(place: Int, run: GuestRunReference)], into state: inout ObservedState
    ) async -> Instant? {
        let sights = await shell.look(at: waiting.map(\.run))
        var next: Instant?
        var stillWaiting: [(place: Int, run: GuestRunReference)] = []
        for (entry, sight) in zip(waiting, sights) {
            switch sight {
            case .receipts(let receipts): state.guests[entry.place].receipts = receipts
            case .running(_, let lookAgainAt):
                next = min(next ?? lookAgainAt, lookAgainAt)
                stillWaiting.append(entry)
            case .ended, .vanished, .unknown: continue
            }
        }
        waiting = stillWaiting
        return next
    }
}

/// Reading a few small files takes well under a second; a guest that needs longer is not well, and is planned for as such.
private let receiptDeadlineSeconds = 30
