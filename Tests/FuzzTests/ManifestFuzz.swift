import Foundation
import Fuzzing
import PhoenixManifest
import PhoenixModel
import PhoenixTestSupport

/// Every kind of file of a repository: a few honest ones together, and some of them changed.
struct ManifestFuzz: FuzzSubject {
    /// The files that a fleet can be made of, by the part they play.
    private let fleets, guests, libraries: [FuzzCase.File]
    private let kept: [FuzzCase]
    private let mutator: JSONMutator
    private let bytes: ByteMutator
    private var round = 0

    init(_ trial: FuzzTrial) throws {
        let root = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../repo-template")
            .standardized
        let template = try FuzzCase(reading: root).files.filter { !$0.name.hasPrefix("schemas/") }
        guests = template.filter { $0.name.hasPrefix("guests/") }
        libraries = template.filter { $0.name.hasPrefix("features/") || $0.name.hasPrefix("applications/") }
        fleets = template.filter { $0.name == "phoenix.json" } + Self.samples
        kept = try trial.kept().map(\.case)
        let all = fleets + guests + libraries + kept.flatMap(\.files)
        mutator = JSONMutator(corpus: all.filter { $0.name.hasSuffix(".json") }.map(\.bytes))
        bytes = ByteMutator(corpus: all.map(\.bytes))
    }

    mutating func makeCase(_ chance: inout SeededGenerator) -> FuzzCase {
        var fuzzCase = chance.isLucky(0.05) ? chance.pick(kept) ?? honest(&chance) : honest(&chance)
        for _ in 0..<(chance.pick([0, 1, 1, 1, 2, 3]) ?? 1) {
            guard let file = chance.pick(Array(fuzzCase.files.indices)) else { break }
            let isJSON = fuzzCase.files[file].name.hasSuffix(".json")
            let before = fuzzCase.files[file].bytes
            fuzzCase.files[file].bytes = isJSON ? mutator.mutated(before, &chance) : bytes.mutated(before, &chance)
        }
        if chance.isLucky(0.05) { rename(&fuzzCase, &chance) }
        return fuzzCase
    }

    /// Some of the honest files: a library is whole or absent, a guest stands alone or with others.
    private func honest(_ chance: inout SeededGenerator) -> FuzzCase {
        if chance.isLucky(0.4) {
            // The template, whole: what refers to one another is there.
            return FuzzCase((fleets.first.map { [$0] } ?? []) + guests + libraries)
        }
        var names: Set<String> = []
        var files: [FuzzCase.File] = []
        for file in [chance.pick(fleets), chance.isLucky(0.3) ? chance.pick(fleets) : nil].compactMap(\.self)
            + (0..<chance.number(0...3)).compactMap({ _ in chance.pick(guests) })
            + (chance.isLucky(0.5) ? libraries : [])
        where names.insert(file.name).inserted { files.append(file) }
        return FuzzCase(files)
    }

    private func rename(_ fuzzCase: inout FuzzCase, _ chance: inout SeededGenerator) {
        guard let file = chance.pick(Array(fuzzCase.files.indices)) else { return }
        let names = [
            "guests/a/b.json", "guests/.json", "guests/x.YAML", "features/x", "features/a b/feature.json",
            "applications/\u{301}/application.json",
            "phoenix.json/x", "features/docker/feature.JSON", "guests/\u{202E}.json", "features/docker/install.sh",
        ]
        guard let name = chance.pick(names), fuzzCase[name] == nil else { return }
        fuzzCase.files[file].name = name
    }

    mutating func judge(_ fuzzCase: FuzzCase) throws -> FuzzVerdict {
        round += 1
        let files = fuzzCase.files.map { TreeFile(path: $0.name, bytes: $0.bytes) }
        let tree = CommitTree(commit: commit(), files: files)
        let options = ReadingOptions(isStrict: round % 2 == 0)
        let reading = read(tree, options: options)
        let errors = reading.diagnostics.filter { $0.severity == .error }
        try require((reading.desired == nil) == !errors.isEmpty, "state and errors do not agree: \(errors)")
        try require(reading.diagnostics.count <= 2_001, "\(reading.diagnostics.count) problems")
        for diagnostic in reading.diagnostics { try check(diagnostic, fuzzCase) }
        for (id, _) in reading.explainableGuests {
            try require(reading.explain(id) != nil, "guest \(id) cannot be explained")
        }
        if round % 10 == 0 {
            let again = read(CommitTree(commit: commit(), files: files.reversed()), options: options)
            try require(
                again.desired == reading.desired && again.diagnostics == reading.diagnostics, "read otherwise again")
        }
        return reading.desired == nil ? .refused : .accepted
    }

    private func check(_ diagnostic: Diagnostic, _ fuzzCase: FuzzCase) throws(FuzzFault) {
        try require(!diagnostic.message.isEmpty && !diagnostic.remedy.isEmpty, "no words: \(diagnostic)")
        for text in [diagnostic.message, diagnostic.remedy] {
            try require(text.utf8.count < 1_100, "a sentence of \(text.utf8.count) bytes")
            let isLine = text.unicodeScalars.allSatisfy {
                $0.properties.generalCategory != .control && $0 != "\u{202E}"
            }
            try require(isLine, "control characters in: \(text)")
        }
        try require((diagnostic.place.lineText?.utf8.count ?? 0) < 10_000, "a line of the file as long as that")
        if let line = diagnostic.place.line, let bytes = fuzzCase[diagnostic.place.path] {
            // Old Macintosh's lone CR ends no line.
            let count = bytes.count { $0 == UInt8(ascii: "\n") } + 1
            try require((1...count).contains(line), "line \(line) of \(count): \(diagnostic.message)")
        }
    }

    /// Where the template says nothing: the original's two files, and every key of a fleet.
    private static let samples = [
        FuzzCase.File(
            "phoenix_lxc_configs.json",
            """
            {"$schema": "./x.json", "nvidia_driver_version": "580.76.05", "lxc_configs": {
             "900": {"name": "base", "template": "local:vztmpl/d.tar.zst", "storage_pool": "tank", "storage_size_gb": "16",
              "memory_mb": 2048, "cores": "2", "features": "nesting=1,keyctl=1", "is_template": true,
              "template_snapshot_name": "clean", "network_config": {"name": "eth0", "bridge": "vmbr0", "ip": "10.0.0.5/24", "gw": "10.0.0.1"}},
             "101": {"name": "web", "clone_from_ctid": "900", "mac_address": "52:54:00:67:89:A0", "unprivileged": true,
              "gpu_assignment": "0,1", "dependencies": ["1001", 900], "start_at_boot": true, "boot_order": 3, "boot_delay": 5,
              "pct_options": ["nesting=1"], "lxc_options": ["lxc.apparmor.profile=unconfined"], "idmap": {"uid": 1000},
              "firewall": {"enabled": true, "rules": [{"type": "in", "action": "ACCEPT", "source": "10.0.0.0/8", "proto": "tcp", "port": "80:90,443"}]}}}}
            """),
        FuzzCase.File(
            "phoenix_vm_configs.json",
            """
            {"vm_defaults": {"storage_pool": "tank", "disk_size_gb": 8, "network_bridge": "vmbr0", "cores": 2},
             "vms": [{"vmid": "1001", "name": "m", "template_image": "local:import/a.qcow2", "memory_mb": "4096",
              "network_config": {"bridge": "vmbr0", "ip": "dhcp"}, "user_config": {"username": "ada", "password": {"secret": "p"}},
              "volumes": [{"type": "nfs", "server": "10.0.0.2", "path": "/a", "mount_point": "/b"}]},
             {"vmid": 1002, "name": "n", "clone_from_vmid": 1001}]}
            """),
        FuzzCase.File(
            "phoenix.json",
            """
            {"fleet": "lab", "defaults": {"lxc": {"node": "pve1", "storage_pool": "local-lvm", "storage_size_gb": 8,
              "network_config": {"bridge": "vmbr0", "gw": "192.168.9.1"}}, "vm": {"storage_pool": "local-lvm"}},
             "profiles": {"big": {"memory_mb": 65536, "args": "-cpu host"}}, "policy": {"prune": "stop", "max_removals": 3,
              "restart": "window", "drift": {"ignore": ["/tags"]}, "on_failure": "rollback"},
             "images": {"local:vztmpl/d.tar.zst": {"url": "https://images.example/d.tar.zst", "checksum": "sha256:\(String(repeating: "a", count: 64))"}}}
            """),
    ]
}
