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

let package = Package(
    name: "phoenix",
    dependencies: [
        .package(url: "https://github.com/apple/swift-collections", exact: "1.6.0")
    ],
    targets: [
        .target(name: "PhoenixModel", swiftSettings: settings),
        .target(name: "PhoenixPorts", dependencies: ["PhoenixModel"], swiftSettings: settings),
        .target(name: "PhoenixPlanner", dependencies: ["PhoenixModel"], swiftSettings: settings),
        .target(
            name: "PhoenixRun",
            dependencies: [
                "PhoenixModel", "PhoenixPlanner", .product(name: "HeapModule", package: "swift-collections"),
            ], swiftSettings: settings),
    ]
)
