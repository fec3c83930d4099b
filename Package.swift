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
    targets: [
        .target(name: "PhoenixModel", swiftSettings: settings),
        .target(name: "PhoenixPorts", dependencies: ["PhoenixModel"], swiftSettings: settings),
        .target(name: "PhoenixPlanner", dependencies: ["PhoenixModel"], swiftSettings: settings),
    ]
)
