import PhoenixModel

/// One question to the repository: asks the remote, fetches what is missing, repairs what is broken.
struct Retrieval {
    /// How far it goes for an answer.
    enum Reach {
        case mirror, remote
    }

    let settings: GitSettings
    let call: GitCall
    let reach: Reach

    var directory: MirrorDirectory { MirrorDirectory(path: settings.mirrorDirectory) }

    /// The commit that the configured reference names. An unchanged remote costs one look at its references.
    func latest() throws(Failure) -> CommitID {
        guard reach == .remote else { throw .defect("only the remote knows which commit is the latest") }
        let selected = try withRemote { exchange throws(Failure) in
            let connection = try RemoteConnection(exchange, repository: nil)
            return try settings.reference.select(from: connection.references(), of: settings.remote)
        }
        return mirrorHolds(selected.commit) ? selected.commit : try fetchSelected()
    }

    /// Reads `commit` from the mirror. A commit that is missing is fetched, a mirror that is damaged is replaced:
    /// once, and only if the remote answers.
    func reading<Value>(
        _ commit: CommitID, _ read: (borrowing Mirror) throws(MirrorError) -> Value
    ) throws(Failure) -> Value {
        do throws(MirrorError) {
            return try read(Mirror(opening: directory.path))
        } catch {
            switch error {
            case .failure(let failure): throw failure
            case _ where reach == .mirror: throw finalFailure(error)
            case .absent, .unknown: try obtain(commit)
            case .damaged(let damage): try repair(damage, for: commit)
            }
        }
        do throws(MirrorError) {
            return try read(Mirror(opening: directory.path))
        } catch {
            throw finalFailure(error)
        }
    }

    private func mirrorHolds(_ commit: CommitID) -> Bool {
        guard let mirror = try? Mirror(opening: directory.path) else { return false }
        return mirror.holds(commit)
    }
}

extension Retrieval {
    private func obtain(_ commit: CommitID) throws(Failure) {
        _ = try fetchSelected()
        if !mirrorHolds(commit) { try fetchByName(commit) }
    }

    private func repair(_ damage: LibraryError, for commit: CommitID) throws(Failure) {
        do throws(Failure) {
            _ = try fetchSelected(anew: true)
            if !mirrorHolds(commit) { try fetchByName(commit) }
        } catch {
            var failure = error
            failure.causes.append("the mirror is damaged: \(damage.cause)")
            throw failure
        }
    }

    /// Brings the configured reference's commit into the mirror, or into a new one if need be.
    private func fetchSelected(anew: Bool = false) throws(Failure) -> CommitID {
        try directory.createParent()
        return try MirrorLock.holding(directory.lockPath, call) { () throws(Failure) in
            try directory.removeLeftovers()
            if !anew, !directory.hasTooManyPacks {
                do throws(MirrorError) {
                    return try fetchSelected(into: directory.path)
                } catch {
                    // Everything but a plain failure is a reason to start anew.
                    if case .failure(let failure) = error { throw failure }
                }
            }
            return try rebuild()
        }
    }

    /// Clones beside the old mirror, which stays in its place until the new one is whole.
    private func rebuild() throws(Failure) -> CommitID {
        try Mirror.create(at: directory.newPath)
        do throws(MirrorError) {
            let commit = try fetchSelected(into: directory.newPath)
            try installNew()
            return commit
        } catch {
            try Folder.remove(directory.newPath)
            throw finalFailure(error)
        }
    }

    private func installNew() throws(MirrorError) {
        do throws(Failure) { try directory.installNew() } catch { throw .failure(error) }
    }

    private func fetchSelected(into path: String) throws(MirrorError) -> CommitID {
        let mirror = try Mirror(opening: path)
        let selected = try fetch(into: mirror, at: path) { connection throws(Failure) in
            let selected = try settings.reference.select(from: connection.references(), of: settings.remote)
            return (selected.name, selected.commit)
        }
        try mirror.verify(selected, call)
        try mirror.setTip(selected)
        return selected
    }

    /// For a commit that the configured reference does not lead to, such as one from before a forced push.
    private func fetchByName(_ commit: CommitID) throws(Failure) {
        try MirrorLock.holding(directory.lockPath, call) { () throws(Failure) in
            do throws(MirrorError) {
                let mirror = try Mirror(opening: directory.path)
                let fetched = try fetch(into: mirror, at: directory.path) { _ in (commit.hexadecimal, commit) }
                try mirror.verify(fetched, call)
            } catch {
                // Most servers hand out objects by name only if they are told to, and refuse in many words.
                let reason = finalFailure(error)
                if call.interruption != nil { throw reason }
                var failure = unknown(commit)
                if reason != failure { failure.causes = [reason.message] + reason.causes }
                throw failure
            }
        }
    }
}
