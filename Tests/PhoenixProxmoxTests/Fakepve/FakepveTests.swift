import Testing

/// Proves: the driver speaks to a server that neither Phoenix nor its simulator has anything in common with. Where that one
/// differs from Proxmox, it is said how.
@Suite("Contract: fakepve") struct FakepveTests {
    private struct Chapter: Sendable {
        let name: String
        /// What fakepve does otherwise than Proxmox; nil if it fulfils the chapter.
        var difference: Comment?
        let body: @Sendable () async throws -> Void
    }

    private static let chapters: [Chapter] = [
        Chapter(name: "creation") { try await LifeTests().creation(.fakepve) },
        Chapter(name: "creation twice") { try await LifeTests().creationTwice(.fakepve) },
        Chapter(name: "machine", difference: "a disk that is imported is shown without a size") {
            try await LifeTests().machine(.fakepve)
        },
        Chapter(name: "power") { try await LifeTests().power(.fakepve) },
        Chapter(name: "restart of stopped") { try await LifeTests().restartOfStopped(.fakepve) },
        Chapter(name: "destruction") { try await LifeTests().destruction(.fakepve) },
        Chapter(name: "growth") { try await LifeTests().growth(.fakepve) },
        Chapter(
            name: "unknown task",
            difference: "a task that is not known is a 500, and no 400 about its name (behaviour 5.2)"
        ) {
            try await LifeTests().unknownTask(.fakepve)
        },
        Chapter(name: "settings") { try await SettingsTests().settings(.fakepve) },
        Chapter(name: "pending") { try await SettingsTests().pending(.fakepve) },
        Chapter(name: "firewall") { try await SettingsTests().firewall(.fakepve) },
        Chapter(name: "root only") { try await SettingsTests().rootOnly(.fakepve) },
        Chapter(
            name: "machine's settings", difference: "a new disk is shown without a size, so it looks like another one"
        ) { try await SettingsTests().machine(.fakepve) },
        Chapter(
            name: "snapshots",
            difference: "its tasks take no time: both are made in one second, and times of snapshots are no finer"
        ) { try await CopyTests().snapshots(.fakepve) },
        Chapter(name: "linked copy") { try await CopyTests().linkedCopy(.fakepve) },
        Chapter(name: "full copy") { try await CopyTests().fullCopy(.fakepve) },
        Chapter(name: "foreign number") { try await OwnershipTests().foreignNumber(.fakepve) },
        Chapter(name: "foreign mark") { try await OwnershipTests().foreignMark(.fakepve) },
        Chapter(name: "marking") { try await OwnershipTests().marking(.fakepve) },
        Chapter(name: "absent") { try await OwnershipTests().absent(.fakepve) },
    ]

    @Test("Each chapter of the driver's contract, or how fakepve differs from Proxmox there", .timeLimit(.minutes(5)))
    func contract() async throws {
        let server = try await Fakepve.start()
        defer { server.end() }
        await Fakepve.$current.withValue(server) {
            for chapter in Self.chapters {
                guard let difference = chapter.difference else {
                    do { try await chapter.body() } catch { Issue.record(error, "\(chapter.name)") }
                    continue
                }
                await withKnownIssue(difference) { try await chapter.body() }
            }
        }
    }
}
