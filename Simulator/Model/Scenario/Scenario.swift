package import Foundation
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

    /// One node with two GPUs.
    package static var homelab: Cluster {
        Cluster(nodes: [node("pve1")], storages: localStorages)
    }

    /// Three nodes with two GPUs each, and a storage that all of them share.
    package static var cluster: Cluster {
        let shared = Storage(
            name: "shared", kind: .nfs, content: ["images", "import", "iso", "rootdir", "vztmpl"], isShared: true,
            capacityGibibytes: 8192)
        return Cluster(nodes: [node("pve1"), node("pve2"), node("pve3")], storages: localStorages + [shared])
    }

    private static func node(_ name: NodeName) -> Node {
        Node(
            name: name, cores: 16, memoryMebibytes: 128 * 1024, bridges: ["vmbr0"],
            devices: [
                "/dev/nvidia0", "/dev/nvidia1", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-uvm-tools",
            ],
            mappedDevices: ["gpu0", "gpu1"])
    }

    private static let localStorages = [
        Storage(
            name: "local", kind: .directory, content: ["backup", "import", "iso", "snippets", "vztmpl"],
            capacityGibibytes: 512,
            images: [
                StoredImage(volume: "local:vztmpl/debian-12-standard_12.7-1_amd64.tar.zst"),
                StoredImage(volume: "local:vztmpl/ubuntu-24.04-standard_24.04-2_amd64.tar.zst"),
                StoredImage(volume: "local:import/noble-server-cloudimg-amd64.qcow2", diskGibibytes: 4),
            ]),
        Storage(name: "local-lvm", kind: .thin, content: ["images", "rootdir"], capacityGibibytes: 2048),
    ]

    /// The bytes of a scenario file: the same cluster gives the same bytes.
    package static func bytes(of cluster: Cluster) throws(Failure) -> Data {
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
            return try JSONDecoder().decode(Cluster.self, from: bytes)
        } catch {
            throw unreadable(path, error)
        }
    }

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
