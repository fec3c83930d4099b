package import Foundation
import JSONSchema
package import PhoenixModel

/// Scenarios: whole clusters as JSON files, and those that are built in.
package enum Scenario {
    /// The built-in scenarios by name.
    package static let names = ["cluster", "homelab"]

    /// The built-in scenario of that name; nil if there is none.
    package static func named(_ name: String) -> Cluster? {
        switch name {
        case "homelab": homelab
        case "cluster": cluster
        default: nil
        }
    }

    /// The bytes of a scenario file: the same cluster gives the same bytes.
    package static func bytes(of cluster: Cluster) throws(Failure) -> Data { try bytes(of: cluster, encoder) }

    /// The same with a line for each value, for people who read it and for Git, which compares lines.
    package static func readableBytes(of cluster: Cluster) throws(Failure) -> Data {
        let encoder = encoder
        encoder.outputFormatting.insert(.prettyPrinted)
        return try bytes(of: cluster, encoder)
    }

    private static func bytes(of cluster: Cluster, _ encoder: JSONEncoder) throws(Failure) -> Data {
        do {
            return try encoder.encode(cluster) + Data("\n".utf8)
        } catch {
            throw Failure(
                .internalDefect, "the simulated host cannot be written", remedy: "report this defect",
                causes: ["\(error)"])
        }
    }

    /// Reads a scenario file; what it leaves out has its default.
    package static func cluster(from bytes: Data, named path: String) throws(Failure) -> Cluster {
        do {
            return try decoded(bytes)
        } catch {
            throw unreadable(path, error)
        }
    }

    /// What a file holds, whose length is that of somebody's own host.
    static func decoded<Content: Decodable>(_ bytes: Data) throws -> Content {
        let document = try JSONDocument.parse(Array(bytes), limits: .ofBoundedText)
        if let number = document.firstWholeNumber(beyond: largestNumber) {
            throw DecodingError.dataCorrupted(
                .init(
                    codingPath: [],
                    debugDescription: "\(number.sourceText.prefix(40)) is beyond \(largestNumber) (\(number.pointer))"))
        }
        return try document.root.decoded()
    }

    /// Beyond any size, duration or time of a host (milliseconds until 2109), and small enough to be reckoned with.
    private static let largestNumber = 1 << 42

    static func unreadable(_ path: String, _ error: any Error) -> Failure {
        Failure(
            .fileUnusable, "the scenario \(path) cannot be read",
            remedy: "correct the file, or remove it to start anew",
            causes: [sentence(about: error)])
    }

    static var encoder: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }

    /// Where in the file, and what is wrong there.
    private static func sentence(about error: any Error) -> String {
        guard let error = error as? DecodingError else { return "\(error)" }
        switch error {
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .keyNotFound(_, let context),
            .dataCorrupted(let context):
            let path = context.codingPath.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
            return "at \(path.isEmpty ? "the top" : path.joined(separator: ".")): \(context.debugDescription)"
        @unknown default: return "\(error)"
        }
    }
}
