import PhoenixModel

/// Everything that the files say, each part read for itself: nothing is compared with another guest yet.
struct RepositoryParts: Sendable {
    let fleet: Fleet
    let library: Library
    /// In the order: central container file, central machine file, own files ascending by path.
    private(set) var drafts: [GuestDraft] = []
    private(set) var merged: [MergedGuest] = []

    /// Nil if there is a `phoenix.json` that could not be read.
    init?(_ files: RepositoryFiles, _ workers: Workers, _ findings: inout Findings) {
        let central = CentralDocuments(files, &findings)
        let branch = findings.branch
        var fleetFindings = branch
        let fleet = readFleet(central.fleet, otherwiseAt: files.centralPath, &fleetFindings)
        let pieces = [.library, .centralFiles(central)] + workers.pieces(of: files.guests.count).map(Piece.ownFiles)
        var guests: [GuestBatch] = []
        var library = (Library(), branch)
        for part in workers.map(pieces, { $0.read(files, fleet, branch) }) {
            switch part {
            case .library(let read, let found): library = (read, found)
            case .guests(let batch): guests.append(batch)
            }
        }
        for batch in guests { findings.add(batch.shapeFindings) }
        findings.add(library.1)
        if files.fleet != nil, central.fleet == nil { return nil }
        findings.add(fleetFindings)
        for batch in guests { findings.add(batch.draftFindings) }
        for batch in guests { findings.add(batch.mergeFindings) }
        noteUnusedProfiles(fleet, used: guests.reduce(into: []) { $0.formUnion($1.usedProfiles) }, &findings)
        (self.fleet, self.library) = (fleet, library.0)
        for batch in guests {
            drafts += batch.drafts
            merged += batch.merged
        }
    }

    /// What one worker reads at a time.
    private enum Piece: Sendable {
        case library
        case centralFiles(CentralDocuments)
        /// Some of the guests' own files, by place.
        case ownFiles(Range<Int>)

        func read(_ files: RepositoryFiles, _ fleet: Fleet, _ branch: Findings) -> Part {
            switch self {
            case .library:
                var findings = branch
                let library = readLibrary(files, &findings)
                return .library(library, findings)
            case .centralFiles(let documents): return .guests(GuestBatch(documents, fleet))
            case .ownFiles(let places): return .guests(GuestBatch(files.guests[places], fleet, branch))
            }
        }
    }

    private enum Part: Sendable {
        case library(Library, Findings)
        case guests(GuestBatch)
    }
}
