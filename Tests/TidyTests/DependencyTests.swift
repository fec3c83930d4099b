import Testing

/// Who may know whom; docs/architecture.md shows the whole.
struct DependencyTests {
    private static let pure = [
        "PhoenixModel", "DependencyGraph", "JSONSchema", "PhoenixManifest", "PhoenixPlanner", "PhoenixRun",
    ]
    private static let adapters = [
        "PhoenixGit": "Sources/PhoenixGit", "PhoenixJournal": "Sources/PhoenixJournal",
        "PhoenixNodeShell": "Sources/PhoenixNodeShell", "PhoenixProxmox": "Sources/PhoenixProxmox",
        "PhoenixProxmoxHTTPS": "Sources/PhoenixProxmoxHTTPS", "PhoenixReport": "Sources/PhoenixReport",
        "PhoenixService": "Sources/PhoenixService",
        "PhoenixSimulator": "Simulator/Model",
    ]
    /// One adapter in three targets: what is asked, and the two ways there.
    private static let parts = ["PhoenixNodeShell": "PhoenixProxmox", "PhoenixProxmoxHTTPS": "PhoenixProxmox"]

    @Test("Pure code decides and never acts: no waiting, no clock, no chance, no system", arguments: pure)
    func pureTargets(_ target: String) {
        let files = Repository.swiftFiles("Sources/\(target)")
        #expect(!files.isEmpty)
        let forbidden = [
            "Foundation", "FoundationEssentials", "FoundationNetworking", "Glibc", "Dispatch", "Synchronization",
            "Clibgit2", "GRDB",
        ]
        for file in files {
            for name in file.imports { #expect(!forbidden.contains(name), "\(file) imports \(name)") }
        }
        #expect(
            files.code(matching: /\b(?:async|await)\b|\bTask\s*(?:[.(]|\{(?!\}))/, with: "async", "await", "Task") == []
        )
        #expect(
            files.code(
                matching: /\b(?:ContinuousClock|SuspendingClock|Date|DispatchTime)\b/, with: "Clock", "Date",
                "DispatchTime"
            ) == [])
        #expect(
            files.code(
                matching: /\bSystemRandomNumberGenerator\b|\.random\(|\.randomElement\(|\.shuffled\(|\bUUID\(/,
                with: "andom", "shuffled", "UUID") == [])
    }

    @Test(
        "An adapter knows no other adapter: they meet where programs and swarms are put together",
        arguments: Self.adapters.keys.sorted())
    func adaptersKnowNoOther(_ target: String) throws {
        let files = Repository.swiftFiles(try #require(Self.adapters[target]))
        #expect(!files.isEmpty)
        for file in files {
            for name in file.imports where name != target && name != Self.parts[target] {
                #expect(Self.adapters[name] == nil, "\(file) imports \(name)")
                #expect(name != "PhoenixCommands", "\(file)")
            }
        }
    }

    @Test("The simulator shares no logic with those it is to catch in the act")
    func simulator() {
        for file in Repository.swiftFiles("Simulator") {
            for name in file.imports {
                #expect(
                    !["PhoenixPlanner", "PhoenixRun", "PhoenixEngine", "PhoenixManifest"].contains(name),
                    "\(file) imports \(name)")
            }
        }
    }

    @Test("The validator of JSON Schema knows nothing of Phoenix, and the words know nobody")
    func bottom() {
        for file in Repository.swiftFiles("Sources/JSONSchema", "Sources/PhoenixModel", "Sources/DependencyGraph") {
            #expect(file.imports.isEmpty, "\(file) imports \(file.imports)")
        }
    }
}
