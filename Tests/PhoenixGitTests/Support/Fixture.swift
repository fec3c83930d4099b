import Foundation
import PhoenixGit
import PhoenixModel
import TestPrograms

/// A remote and a mirror in a folder of its own.
struct Fixture {
    let upstream: Upstream
    let state: TemporaryFolder
    var mirror: String { state["state/mirror.git"] }

    init(empty: Bool = false) throws {
        upstream = try Upstream(empty: empty)
        state = try TemporaryFolder()
    }

    func settings(_ url: String? = nil, _ reference: ReferenceSelector = .branch("main")) throws -> GitSettings {
        var settings = GitSettings(
            remote: try RemoteURL(url ?? upstream.url), reference: reference, mirrorDirectory: mirror)
        settings.deadlines = GitDeadlines(connect: .seconds(5), idle: .seconds(5), overall: .seconds(30))
        return settings
    }

    func repository(_ url: String? = nil, _ reference: ReferenceSelector = .branch("main")) throws -> GitRepository {
        try GitRepository(settings(url, reference))
    }
}

/// The failure that `body` throws, or nil.
func thrownFailure(by body: () async throws -> Void) async -> Failure? {
    do {
        try await body()
        return nil
    } catch {
        return error as? Failure
    }
}

extension CommitTree {
    /// Paths and content as text.
    var texts: [String: String] {
        Dictionary(uniqueKeysWithValues: files.map { ($0.path, String(decoding: $0.bytes, as: UTF8.self)) })
    }
}
