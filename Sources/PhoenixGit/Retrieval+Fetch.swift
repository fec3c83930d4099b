import Clibgit2
import PhoenixModel

extension Retrieval {
    /// Connects, lets `choose` name what to download and the commit that this brings, and downloads it.
    func fetch(
        into mirror: borrowing Mirror, at path: String,
        _ choose: (borrowing RemoteConnection) throws(Failure) -> (source: String, commit: CommitID)
    ) throws(MirrorError) -> CommitID {
        try mirror.checkSkeleton()
        let known = try mirror.tip()
        let repository = mirror.repository
        let outcome = try failing { () throws(Failure) -> Result<CommitID, MirrorError> in
            try withRemote { exchange throws(Failure) in
                let connection = try RemoteConnection(exchange, repository: repository)
                let chosen = try choose(connection)
                if case .path(let source) = settings.remote.location {
                    let packs = MirrorDirectory(path: path).packsPath
                    try LocalTransfer(from: source, call).copy(chosen.commit, known: known, into: packs)
                    return .success(chosen.commit)
                }
                do throws(LibraryError) {
                    try connection.download(chosen.source)
                } catch {
                    if exchange.isToBlame(for: error) { throw Failure(error, exchange) }
                    return .failure(.damaged(error))
                }
                return .success(chosen.commit)
            }
        }
        return try outcome.get()
    }

    func withRemote<Value>(_ body: (RemoteExchange) throws(Failure) -> Value) throws(Failure) -> Value {
        let exchange = RemoteExchange(settings, call)
        guard settings.remote.takesCredentials else { return try body(exchange) }
        return try ProcessTrust.with(settings.trust, call) { () throws(Failure) in try body(exchange) }
    }

    private func failing<Value>(_ body: () throws(Failure) -> Value) throws(MirrorError) -> Value {
        do throws(Failure) { return try body() } catch { throw .failure(error) }
    }

    /// When nothing is left to try.
    func finalFailure(_ error: MirrorError) -> Failure {
        switch error {
        case .failure(let failure): failure
        case .damaged(let damage): Failure(storageError: damage, directory.path)
        case .unknown(let commit): unknown(commit)
        case .absent: .defect("the mirror in '\(OneLine.of(directory.path))' vanished while it was in use")
        }
    }

    func unknown(_ commit: CommitID) -> Failure {
        Failure(
            .gitReferenceMissing, "\(settings.remote) does not hold commit \(commit.short), or does not hand it out",
            remedy: "use a commit that the \(settings.reference) leads to")
    }
}
