import PhoenixModel

/// One reference that a remote offers.
struct AdvertisedReference: Sendable, Equatable {
    /// The full name, such as `refs/heads/main`.
    var name: String
    /// The object that the remote names: for an annotated tag, the tag itself.
    var object: CommitID
    /// What an annotated tag finally points at, if the remote said so.
    var peeled: CommitID?

    /// The commit to deploy. That it really is a commit shows after the fetch.
    var commit: CommitID { peeled ?? object }

    /// The name without its folder, if it lies in `folder`.
    func shortName(in folder: String) -> String? {
        name.hasPrefix(folder) ? String(name.dropFirst(folder.count)) : nil
    }
}

extension AdvertisedReference {
    static let branchFolder = "refs/heads/"
    static let tagFolder = "refs/tags/"

    /// Joins `refs/tags/v1` with the line `refs/tags/v1^{}` that tells what it points at.
    static func list(_ lines: [(name: String, object: CommitID)]) -> [AdvertisedReference] {
        let suffix = "^{}"
        var references: [AdvertisedReference] = []
        var peeled: [String: CommitID] = [:]
        for line in lines {
            if line.name.hasSuffix(suffix) {
                peeled[String(line.name.dropLast(suffix.count))] = line.object
            } else {
                references.append(AdvertisedReference(name: line.name, object: line.object))
            }
        }
        for index in references.indices { references[index].peeled = peeled[references[index].name] }
        return references
    }
}
