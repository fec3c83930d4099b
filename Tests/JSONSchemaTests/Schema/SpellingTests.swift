import Testing

@testable import JSONSchema

@Suite("Guessing the word that was meant")
struct SpellingTests {
    private let keys = ["memory_mb", "cores", "name", "network_config", "storage_pool", "storage_size_gb", "ip"]

    @Test(
        "finds slips of the pen, other separators and halves of a name",
        arguments: [
            ("memroy_mb", "memory_mb"), ("memory-mb", "memory_mb"), ("memoryMB", "memory_mb"), ("memory", "memory_mb"),
            ("core", "cores"), ("Name", "name"), ("nmae", "name"), ("networkConfig", "network_config"),
            ("pool", "storage_pool"),
        ])
    func found(_ written: String, _ meant: String) {
        #expect(Spelling.suggestion(for: written, among: keys) == meant)
    }

    @Test(
        "does not guess wildly",
        arguments: ["", "x", "storage", "template", "io", String(repeating: "a", count: 10_000)])
    func silent(_ written: String) {
        #expect(Spelling.suggestion(for: written, among: keys) == nil)
    }
}
