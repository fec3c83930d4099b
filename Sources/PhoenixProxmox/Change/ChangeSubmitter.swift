import PhoenixModel

/// Hands one change over to a cluster: looks whether the guest is the one that is meant, and makes the calls.
struct ChangeSubmitter: Sendable {
    let server: any ProxmoxServer
    let known: KnownConfigs
    /// Root on the nodes, for what the API leaves to it; nil if Phoenix has no way there.
    let shell: RootShell?

    var source: GuestSource { GuestSource(server: server) }

    func accept(_ submission: Submission) async throws(Failure) -> Acceptance {
        let change = submission.change
        switch change {
        // A file of that name is looked at by Proxmox itself: the right one is kept, any other ends the task.
        case .download(let download): return try await send(try ChangeCall.download(download), for: change)
        case .create(let creation): return try await make(try CreationWriter(creation: creation).request(), submission)
        case .clone(let cloning):
            let original = try await originalText(of: cloning.source, for: change)
            return try await make(CloneWriter(cloning: cloning, source: original).request(), submission)
        case .configure(let guest, let settings, let keys):
            return try await write(submission) { config throws(Failure) in
                try config.order(of: guest.kind, setting: settings, unsetting: keys)
            }
        case .mark(_, let mark): return try await write(submission) { MarkWriter(config: $0.next).order(mark) }
        case .grow(let guest, let key, let size):
            return try await grow(guest, key, to: size, try await present(submission), change)
        case .start(let guest):
            _ = try await present(submission)
            return try await start(guest, change)
        case .shutDown(let guest, let seconds):
            _ = try await present(submission)
            return try await send(
                ChangeCall.shutDown(guest, timeoutSeconds: seconds), for: change, doneIf: "not running")
        case .restart(let guest, let seconds):
            _ = try await present(submission)
            return try await restart(guest, timeoutSeconds: seconds, change)
        case .snapshot(let guest, let name):
            return try await snapshot(guest, name, try await present(submission), change)
        case .makeTemplate(let guest): return try await makeTemplate(guest, try await present(submission), change)
        case .migrate(let guest, let node): return try await migrate(guest, to: node, submission)
        case .destroy(let guest):
            guard try await fenced(submission) != nil else { return .done }
            return try await send(ChangeCall.destroy(guest), for: change)
        }
    }

    /// Makes a call and follows the task that it begins; without one it was done at once.
    ///
    /// - Parameter words: a refusal that holds them says that it is so already.
    func send(
        _ request: ProxmoxRequest, for change: Change, doneIf words: String? = nil
    ) async throws(Failure) -> Acceptance {
        if !keepsConfig(change) { known.forget(change.guest) }
        do throws(ProxmoxError) {
            let task = try await server.answer(Endpoint<String?>(request))
            return task.map { .task(TaskID($0)) } ?? .done
        } catch {
            if let words, case .refused(let refusal) = error, refusal.message.contains(words) { return .done }
            throw Failure(error, of: request, while: change.attempt)
        }
    }

    /// Whether a change leaves the guest's file as it was seen. A container's does not change when it starts or stops, unless
    /// something waits for that; a machine's start notes there what its cloud-init drive was made from.
    private func keepsConfig(_ change: Change) -> Bool {
        switch change {
        case .start(let guest), .shutDown(let guest, _):
            guest.kind == .container && known.config(of: guest)?.isSettled ?? false
        default: false
        }
    }

    /// The configuration of a guest that a change is about; nil if it is not there.
    func config(of guest: GuestReference, for change: Change) async throws(Failure) -> GuestConfig? {
        do throws(ProxmoxError) {
            return try await source.config(of: guest)
        } catch {
            throw Failure(error, of: ProxmoxRequest(.get, guest.path("/pending")), while: change.attempt)
        }
    }
}

extension ChangeSubmitter {
    /// The name and description of a source are copied from what is known of it, however old: nothing depends on them.
    private func originalText(of source: GuestReference, for change: Change) async throws(Failure) -> ConfigText {
        if let config = known.config(of: source) { return config.next }
        return try await config(of: source, for: change)?.next ?? ConfigText()
    }
}
