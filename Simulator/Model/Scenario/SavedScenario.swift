import Foundation
import PhoenixModel

/// A cluster as a host's file keeps it: a scenario, and which writing of the file this is.
struct SavedScenario {
    let generation: Int
    let cluster: Cluster

    /// Nil if there is no file yet.
    static func read(_ path: String) throws(Failure) -> SavedScenario? {
        guard FileManager.default.fileExists(atPath: path) else { return nil }
        do {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
            return try Scenario.decoded(bytes)
        } catch {
            throw Scenario.unreadable(path, error)
        }
    }

    /// Replaces the file in one step.
    func write(to path: String) throws(Failure) {
        let temporary = path + ".new"
        do {
            let bytes = try Scenario.encoder.encode(self) + Data("\n".utf8)
            try bytes.write(to: URL(fileURLWithPath: temporary))
        } catch {
            throw Failure(
                .fileUnusable, "\(path) cannot be written",
                remedy: "make room for it, and let this account write there", causes: ["\(error)"])
        }
        guard rename(temporary, path) == 0 else {
            throw Failure(
                .fileUnusable, "\(path) cannot be replaced",
                remedy: "let this account write in its folder", causes: [String(cString: strerror(errno))])
        }
    }
}

extension SavedScenario: Codable {
    private enum Keys: String, CodingKey { case generation }

    /// The generation stands among the scenario's own fields, so that every file is a scenario.
    init(from decoder: any Decoder) throws {
        cluster = try Cluster(from: decoder)
        generation = try decoder.container(keyedBy: Keys.self).decodeIfPresent(Int.self, forKey: .generation) ?? 0
    }

    func encode(to encoder: any Encoder) throws {
        try cluster.encode(to: encoder)
        var container = encoder.container(keyedBy: Keys.self)
        try container.encode(generation, forKey: .generation)
    }
}
