package import PhoenixManifest
package import PhoenixModel
package import PhoenixPorts

/// Reads what a commit wishes for.
package protocol CommitReader: Sendable {
    /// The reading of a commit of the source; throws if its files cannot be had.
    func reading(of commit: CommitID) async throws(Failure) -> Reading
}

/// Reads the files out of a source, and checks no more of them than it has to.
package struct SourceReader: CommitReader {
    private let source: any CommitSource
    private let isStrict: Bool
    private let memory: any ReadingMemory

    package init(_ source: any CommitSource, isStrict: Bool, memory: any ReadingMemory = NoReadingMemory()) {
        self.source = source
        self.isStrict = isStrict
        self.memory = memory
    }

    package func reading(of commit: CommitID) async throws(Failure) -> Reading {
        let tree = try await source.tree(at: commit)
        let isKnownFlawless = memory.isFlawless(commit)
        let reading = read(tree, options: ReadingOptions(isStrict: isStrict, isKnownFlawless: isKnownFlawless))
        if reading.diagnostics.isEmpty, !isKnownFlawless { memory.rememberFlawless(commit) }
        return reading
    }
}
