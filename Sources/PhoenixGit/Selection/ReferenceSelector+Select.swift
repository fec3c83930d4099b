import PhoenixModel

extension ReferenceSelector {
    /// The selected reference among those that `remote` advertises, or `gitReferenceMissing` with the nearest name.
    func select(
        from references: [AdvertisedReference], of remote: RemoteURL
    ) throws(Failure) -> AdvertisedReference {
        guard !references.isEmpty else {
            throw Failure(
                .gitReferenceMissing, "\(remote) has no commit yet",
                remedy: "push a first commit to it, or correct the URL of the repository")
        }
        switch self {
        case .branch(let name): return try named(name, in: AdvertisedReference.branchFolder, references, remote)
        case .tag(let name): return try named(name, in: AdvertisedReference.tagFolder, references, remote)
        case .highestTag(let range): return try highest(in: range, references, remote)
        }
    }

    private func named(
        _ name: String, in folder: String, _ references: [AdvertisedReference], _ remote: RemoteURL
    ) throws(Failure) -> AdvertisedReference {
        if let found = references.first(where: { $0.name == folder + name }) { return found }
        throw missing(remote, remedy: advice(for: name, in: folder, references))
    }

    private func highest(
        in range: VersionRange, _ references: [AdvertisedReference], _ remote: RemoteURL
    ) throws(Failure) -> AdvertisedReference {
        let versions = references.compactMap { reference in
            reference.shortName(in: AdvertisedReference.tagFolder).flatMap(SemanticVersion.init).map {
                (version: $0, reference: reference)
            }
        }
        // Versions that differ only in build metadata or in the `v` are equal: the name decides, so that the choice
        // does not depend on the order of the advertisement.
        let highest = versions.filter { range.contains($0.version) }.max { left, right in
            left.version == right.version
                ? left.reference.name.utf8.lexicographicallyPrecedes(right.reference.name.utf8)
                : left.version < right.version
        }
        if let highest { return highest.reference }
        let newest = versions.max { $0.version < $1.version }
        let remedy =
            newest.map { "Widen the range or push a tag in it; the highest version there is \($0.version)" }
            ?? "Push a tag like v1.0.0; none of the tags there is a semantic version"
        throw missing(remote, remedy: remedy)
    }

    private func missing(_ remote: RemoteURL, remedy: String) -> Failure {
        Failure(.gitReferenceMissing, "\(remote) has no \(self)", remedy: remedy)
    }

    private func advice(for name: String, in folder: String, _ references: [AdvertisedReference]) -> String {
        let other =
            folder == AdvertisedReference.branchFolder
            ? AdvertisedReference.tagFolder : AdvertisedReference.branchFolder
        if references.contains(where: { $0.name == other + name }) {
            let kind = other == AdvertisedReference.tagFolder ? "tag" : "branch"
            return "There is a \(kind) of that name: configure it as a \(kind)"
        }
        let candidates = references.compactMap { $0.shortName(in: folder) }
        if let nearest = nearestName(to: name, among: candidates) {
            return "Did you mean '\(OneLine.of(nearest))'? Otherwise push '\(OneLine.of(name))' to it"
        }
        return "Push it, or configure another one"
    }
}
