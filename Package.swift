// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

/// The words that everything speaks, and what they are read from; in the order in which a commit goes through the house.
let pure: [Target] = [
    .target(name: "PhoenixModel", swiftSettings: settings),
    .target(name: "DependencyGraph", swiftSettings: settings),
    .target(name: "JSONSchema", swiftSettings: settings),
    .target(
        name: "PhoenixManifest",
        dependencies: [
            "DependencyGraph", "JSONSchema", "PhoenixModel", .product(name: "Crypto", package: "swift-crypto"),
        ], resources: [.embedInCode("Schemas")], swiftSettings: settings),
    .target(name: "PhoenixPlanner", dependencies: ["PhoenixModel"], swiftSettings: settings),
    .target(
        name: "PhoenixRun",
        dependencies: ["PhoenixModel", "PhoenixPlanner", .product(name: "HeapModule", package: "swift-collections")],
        swiftSettings: settings),
]

/// The ports, and the one place where effects happen.
let core: [Target] = [
    .target(name: "PhoenixPorts", dependencies: ["PhoenixModel"], swiftSettings: settings),
    .target(
        name: "PhoenixEngine",
        dependencies: ["PhoenixManifest", "PhoenixModel", "PhoenixPlanner", "PhoenixPorts", "PhoenixRun"],
        swiftSettings: settings),
]

/// libgit2 and what it needs, out of archives: see docs/decisions/0010-libgit2-is-linked-statically.md.
let libgit2: [LinkerSetting] =
    ["libgit2", "libmbedtls", "libmbedx509", "libmbedcrypto", "libhttp_parser", "libpcre2-8", "libz"].map {
        .linkedLibrary(":\($0).a")
    } + [
        .unsafeFlags([
            "-Xlinker", "--wrap=mbedtls_ssl_handshake", "-Xlinker", "--wrap=mbedtls_x509_crt_parse_file",
        ])
    ]

/// What stands behind the ports; none of these imports another.
let adapters: [Target] = [
    .systemLibrary(name: "Clibgit2", providers: [.apt(["libgit2-dev"])]),
    .target(name: "CGit2Shim", dependencies: ["Clibgit2"], linkerSettings: libgit2),
    .target(
        name: "PhoenixGit",
        dependencies: [
            "CGit2Shim", "Clibgit2", "PhoenixModel", "PhoenixPorts", .product(name: "Crypto", package: "swift-crypto"),
        ], swiftSettings: settings),
    .target(
        name: "PhoenixProxmox",
        dependencies: [
            "JSONSchema", "PhoenixModel", "PhoenixPorts", .product(name: "Crypto", package: "swift-crypto"),
        ],
        resources: [.embedInCode("Guest/guest-program.sh"), .embedInCode("NodeShell/node-program.sh")],
        swiftSettings: settings),
    .target(
        name: "PhoenixNodeShell",
        dependencies: [
            "PhoenixModel", "PhoenixProxmox", .product(name: "Subprocess", package: "swift-subprocess"),
            .product(name: "SystemPackage", package: "swift-system"),
        ], swiftSettings: settings),
    .target(
        name: "PhoenixProxmoxHTTPS",
        dependencies: [
            "PhoenixModel", "PhoenixProxmox", .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "Crypto", package: "swift-crypto"), .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOHTTPCompression", package: "swift-nio-extras"),
            .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
        ], swiftSettings: settings),
    .target(
        name: "PhoenixJournal",
        dependencies: [
            "JSONSchema", "PhoenixEngine", "PhoenixModel", "PhoenixPlanner", "PhoenixRun",
            .product(name: "Crypto", package: "swift-crypto"), .product(name: "GRDB", package: "GRDB.swift"),
        ], swiftSettings: settings),
    .target(
        name: "PhoenixReport",
        dependencies: [
            "JSONSchema", "PhoenixEngine", "PhoenixManifest", "PhoenixModel", "PhoenixPlanner", "PhoenixRun",
        ],
        swiftSettings: settings),
    .target(
        name: "PhoenixService", dependencies: ["PhoenixEngine", "PhoenixModel", "PhoenixPorts", "PhoenixRun"],
        swiftSettings: settings),
]

/// A Proxmox VE in memory: what it knows and does, and its two doors.
let simulator: [Target] = [
    .target(
        name: "ProxmoxAccess", dependencies: ["JSONSchema", .product(name: "Crypto", package: "swift-crypto")],
        path: "Simulator/Access", swiftSettings: settings),
    .plugin(name: "EmbedProxmoxSchema", capability: .buildTool(), dependencies: ["embed-template"]),
    .target(
        name: "ProxmoxSchema", dependencies: ["JSONSchema", "ProxmoxAccess"], path: "Simulator/Schema",
        exclude: ["Facts"], swiftSettings: settings, plugins: ["EmbedProxmoxSchema"]),
    .target(
        name: "PhoenixSimulator",
        dependencies: [
            "JSONSchema", "PhoenixModel", "PhoenixPorts", "ProxmoxAccess",
            .product(name: "Crypto", package: "swift-crypto"),
        ], path: "Simulator/Model", swiftSettings: settings),
    .target(
        name: "PhoenixSimulatorAPI",
        dependencies: ["JSONSchema", "PhoenixModel", "PhoenixSimulator", "ProxmoxAccess", "ProxmoxSchema"],
        path: "Simulator/API", swiftSettings: settings),
    .target(
        name: "PhoenixSimulatorJoined",
        dependencies: [
            "PhoenixModel", "PhoenixProxmox", "PhoenixSimulator", "PhoenixSimulatorAPI", "ProxmoxAccess",
            "ProxmoxSchema",
        ], path: "Simulator/Joined", swiftSettings: settings),
    .systemLibrary(name: "Czlib", path: "Simulator/Czlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(
        name: "PhoenixSimulatorServer",
        dependencies: [
            "Czlib", "PhoenixSimulatorAPI", .product(name: "Crypto", package: "swift-crypto"),
            .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"), .product(name: "SwiftASN1", package: "swift-asn1"),
            .product(name: "X509", package: "swift-certificates"),
        ], path: "Simulator/Server", swiftSettings: settings),
]

/// The command line and the place where everything is put together.
let program: [Target] = [
    .target(
        name: "PhoenixSwarm",
        dependencies: [
            "PhoenixEngine", "PhoenixManifest", "PhoenixModel", "PhoenixPlanner", "PhoenixPorts", "PhoenixProxmox",
            "PhoenixRun", "PhoenixSimulator", "PhoenixSimulatorJoined",
        ], swiftSettings: settings),
    .systemLibrary(name: "Cmalloc"),
    .target(
        name: "PhoenixCommands",
        dependencies: [
            "Cmalloc", "JSONSchema", "PhoenixEngine", "PhoenixGit", "PhoenixJournal", "PhoenixManifest", "PhoenixModel",
            "PhoenixNodeShell", "PhoenixPlanner", "PhoenixPorts", "PhoenixProxmox", "PhoenixProxmoxHTTPS",
            "PhoenixReport", "PhoenixRun", "PhoenixService", "PhoenixSimulator", "PhoenixSimulatorAPI",
            "PhoenixSimulatorJoined", "PhoenixSimulatorServer", "PhoenixSwarm", "ProxmoxAccess", "ProxmoxSchema",
            "RepositoryTemplate",
            .product(name: "ArgumentParser", package: "swift-argument-parser"),
            .product(name: "AsyncHTTPClient", package: "async-http-client"),
            .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOHTTP1", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
        ], swiftSettings: settings),
    .plugin(name: "EmbedTemplate", capability: .buildTool(), dependencies: ["embed-template"]),
    .executableTarget(name: "embed-template", swiftSettings: settings),
    .target(name: "RepositoryTemplate", swiftSettings: settings, plugins: ["EmbedTemplate"]),
    .executableTarget(name: "phoenix", dependencies: ["PhoenixCommands"], swiftSettings: settings),
]

let tests: [Target] = [
    .testTarget(
        name: "PhoenixCommandsTests",
        dependencies: [
            "PhoenixCommands", "PhoenixEngine", "PhoenixManifest", "PhoenixModel", "PhoenixPlanner", "PhoenixPorts",
            "PhoenixProxmox", "PhoenixSimulator", "PhoenixSimulatorJoined", "PhoenixTestSupport", "ProxmoxSchema",
            "TestPrograms", "phoenix",
        ], exclude: ["Cut/cut-at-write.c"],
        swiftSettings: settings),
    .testTarget(
        name: "PhoenixProxmoxTests",
        dependencies: [
            "PhoenixEngine", "PhoenixModel", "PhoenixNodeShell", "PhoenixPlanner", "PhoenixPorts", "PhoenixProxmox",
            "PhoenixProxmoxHTTPS", "PhoenixReport", "PhoenixRun", "PhoenixSimulator", "PhoenixSimulatorAPI",
            "PhoenixSimulatorJoined", "PhoenixSimulatorServer", "PhoenixSwarm", "PhoenixTestSupport",
            "ProxmoxAccess", "ProxmoxSchema", "TestPrograms",
        ], swiftSettings: settings),
    .testTarget(
        name: "PhoenixProxmoxHTTPSTests",
        dependencies: [
            "PhoenixModel", "PhoenixProxmox", "PhoenixProxmoxHTTPS", "PhoenixSimulator", "PhoenixSimulatorAPI",
            "PhoenixSimulatorServer", "ProxmoxAccess", "ProxmoxSchema",
            .product(name: "Crypto", package: "swift-crypto"), .product(name: "NIOCore", package: "swift-nio"),
            .product(name: "NIOPosix", package: "swift-nio"), .product(name: "NIOSSL", package: "swift-nio-ssl"),
        ], swiftSettings: settings),
    .testTarget(
        name: "PhoenixReportTests",
        dependencies: [
            "JSONSchema", "PhoenixEngine", "PhoenixModel", "PhoenixPlanner", "PhoenixReport", "PhoenixRun",
            "PhoenixTestSupport",
        ], swiftSettings: settings),
    .testTarget(
        name: "PhoenixNodeShellTests",
        dependencies: ["PhoenixModel", "PhoenixNodeShell", "PhoenixProxmox", "TestPrograms"],
        exclude: ["Nodes"], swiftSettings: settings),
    .testTarget(name: "TidyTests", swiftSettings: settings),
    .target(
        name: "PhoenixTestSupport",
        dependencies: [
            "PhoenixEngine", "PhoenixModel", "PhoenixPlanner", "PhoenixPorts", "PhoenixRun", "PhoenixSwarm",
        ],
        path: "Tests/PhoenixTestSupport", swiftSettings: settings),
    .target(
        name: "Fuzzing", dependencies: ["PhoenixModel", "PhoenixTestSupport"], path: "Tests/Fuzzing",
        swiftSettings: settings),
    .testTarget(
        name: "FuzzTests",
        dependencies: [
            "Clibgit2", "Fuzzing", "JSONSchema", "PhoenixEngine", "PhoenixGit", "PhoenixJournal", "PhoenixManifest",
            "PhoenixModel", "PhoenixPlanner", "PhoenixProxmox", "PhoenixRun", "PhoenixSimulator", "PhoenixTestSupport",
            "TestPrograms", .product(name: "GRDB", package: "GRDB.swift"),
        ], exclude: ["Corpus"], swiftSettings: settings),
    .systemLibrary(name: "Cspawn", path: "Tests/Cspawn"),
    .target(name: "TestPrograms", dependencies: ["Cspawn"], path: "Tests/TestPrograms", swiftSettings: settings),
    .executableTarget(
        name: "GitProbe", dependencies: ["PhoenixGit", "PhoenixModel"], path: "Tests/GitProbe", swiftSettings: settings),
    .testTarget(name: "DependencyGraphTests", dependencies: ["DependencyGraph"], swiftSettings: settings),
    .testTarget(
        name: "PhoenixManifestTests", dependencies: ["JSONSchema", "PhoenixManifest", "PhoenixModel"],
        swiftSettings: settings),
    .testTarget(
        name: "JSONSchemaTests", dependencies: ["JSONSchema"], exclude: ["Expectations"], swiftSettings: settings),
    .testTarget(
        name: "PhoenixGitTests",
        dependencies: ["GitProbe", "PhoenixGit", "PhoenixModel", "PhoenixPorts", "TestPrograms"],
        exclude: ["Servers"], swiftSettings: settings),
    .testTarget(
        name: "PhoenixEngineTests",
        dependencies: [
            "PhoenixEngine", "PhoenixJournal", "PhoenixModel", "PhoenixPlanner", "PhoenixPorts", "PhoenixRun",
            "PhoenixSimulator", "PhoenixSwarm", "PhoenixTestSupport",
        ], swiftSettings: settings),
    .testTarget(
        name: "PhoenixJournalTests",
        dependencies: [
            "PhoenixEngine", "PhoenixJournal", "PhoenixModel", "PhoenixPlanner", "PhoenixRun", "PhoenixTestSupport",
            .product(name: "GRDB", package: "GRDB.swift"),
        ], swiftSettings: settings),
    .testTarget(
        name: "PhoenixRunTests",
        dependencies: ["PhoenixModel", "PhoenixPlanner", "PhoenixRun", "PhoenixTestSupport"],
        swiftSettings: settings),
    .testTarget(
        name: "PhoenixPlannerTests", dependencies: ["PhoenixModel", "PhoenixPlanner", "PhoenixTestSupport"],
        swiftSettings: settings),
    .testTarget(name: "SimulatorClientsTests", dependencies: ["TestPrograms", "phoenix"], swiftSettings: settings),
    .testTarget(
        name: "ProxmoxAccessTests", dependencies: ["JSONSchema", "ProxmoxAccess"], exclude: ["Vectors"],
        swiftSettings: settings),
    .testTarget(
        name: "ProxmoxSchemaTests", dependencies: ["JSONSchema", "ProxmoxAccess", "ProxmoxSchema"],
        exclude: ["Vectors"], swiftSettings: settings),
    .testTarget(
        name: "PhoenixSimulatorServerTests",
        dependencies: [
            "PhoenixSimulatorAPI", "PhoenixSimulatorServer", "TestPrograms",
            .product(name: "NIOCore", package: "swift-nio"), .product(name: "NIOPosix", package: "swift-nio"),
            .product(name: "NIOSSL", package: "swift-nio-ssl"),
        ], swiftSettings: settings),
    .testTarget(
        name: "PhoenixSimulatorAPITests",
        dependencies: [
            "JSONSchema", "PhoenixModel", "PhoenixSimulator", "PhoenixSimulatorAPI", "ProxmoxAccess", "ProxmoxSchema",
        ], exclude: ["Recordings"], swiftSettings: settings),
    .testTarget(
        name: "PhoenixSwarmTests", dependencies: ["PhoenixModel", "PhoenixPlanner", "PhoenixSwarm"],
        swiftSettings: settings),
    .testTarget(
        name: "PhoenixSimulatorTests", dependencies: ["PhoenixModel", "PhoenixPorts", "PhoenixSimulator"],
        exclude: ["Vectors"], swiftSettings: settings),
]

let package = Package(
    name: "phoenix",
    products: [.executable(name: "phoenix", targets: ["phoenix"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-system", exact: "1.8.1"),
        .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
        .package(url: "https://github.com/swift-server/async-http-client", exact: "1.37.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", exact: "1.0.2"),
    ],
    targets: pure + core + adapters + simulator + program + tests
)
