import PhoenixModel

/// Some guests, read as far as each can be read alone, and what was found at each stage.
///
/// The stages are kept apart, so that what is found comes stage by stage however the guests were shared out.
struct GuestBatch: Sendable {
    private(set) var drafts: [GuestDraft] = []
    private(set) var merged: [MergedGuest] = []
    private(set) var usedProfiles: Set<String> = []
    private(set) var shapeFindings: Findings
    private(set) var draftFindings = Findings()
    private(set) var mergeFindings = Findings()

    /// Guests with files of their own.
    init(_ files: ArraySlice<TreeFile>, _ fleet: Fleet, _ branch: Findings) {
        shapeFindings = branch
        drafts.reserveCapacity(files.count)
        for file in files {
            guard let document = readDocument(file, SchemaCatalog.guest, &shapeFindings) else { continue }
            if let draft = ownGuest(document, &draftFindings) { drafts.append(draft) }
        }
        merge(fleet)
    }

    /// The guests of the central files.
    init(_ documents: CentralDocuments, _ fleet: Fleet) {
        shapeFindings = Findings()
        drafts = collectGuests(documents, &draftFindings)
        merge(fleet)
    }

    private mutating func merge(_ fleet: Fleet) {
        var merger = GuestMerger(fleet)
        merged.reserveCapacity(drafts.count)
        for draft in drafts {
            if let guest = merger.merge(draft, &mergeFindings) { merged.append(guest) }
        }
        usedProfiles = merger.usedProfiles
    }
}
