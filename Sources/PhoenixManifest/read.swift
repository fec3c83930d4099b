package import PhoenixModel

/// Reads a commit: what it wishes for, and everything that is wrong with it.
///
/// Pure: the same files give the same answer, also however many `workers` share the work. The stages are files, documents
/// and their shape, merged guests, meaning, and the resolved state; each goes as far as it can, so that one mistake does
/// not hide another.
package func read(
    _ tree: CommitTree, options: ReadingOptions = ReadingOptions(), workers: Workers = .one
) -> Reading {
    var findings = Findings(includeShapes: !options.isKnownFlawless)
    let files = RepositoryFiles(tree, &findings)
    guard !files.isEmpty else { return Reading(emptyRepository: files, findings, options) }
    guard let parts = RepositoryParts(files, workers, &findings) else {
        // Without the defaults nothing can be said of what guests mean; every guess would be noise.
        return Reading(desired: nil, diagnostics: findings.sorted(isStrict: options.isStrict), roster: Roster())
    }
    let (fleet, library) = (parts.fleet, parts.library)
    let roster = Roster(parts.merged, drafts: parts.drafts, &findings)
    let resolved = resolveGuests(roster, library, files, fleet, workers, &findings)
    noteEmptyFleet(files, parts.drafts, &findings)
    noteUnusedImages(fleet.images, resolved, &findings)
    checkTogether(resolved, fleet, library, options, workers, &findings)

    let diagnostics = findings.sorted(isStrict: options.isStrict)
    let isValid = !diagnostics.contains { $0.severity == .error }
    let desired = DesiredState(
        commit: tree.commit, fleet: fleet.name, guests: desiredGuests(resolved), policy: fleet.policy.policy,
        removals: library.removals, images: fleet.images.mapValues(\.source))
    return Reading(
        desired: isValid ? desired : nil, diagnostics: diagnostics, roster: roster, resolved: resolved)
}

/// Does the part of `read` that needs no files, so that it can be done while they are fetched.
package func prepareReading() { SchemaCatalog.prepare() }

/// With room for all from the start: guests are large, and a list that grows is copied again and again.
private func desiredGuests(_ resolved: [ResolvedGuest]) -> [DesiredGuest] {
    var guests: [DesiredGuest] = []
    guests.reserveCapacity(resolved.count)
    for guest in resolved {
        if let desired = guest.desired { guests.append(desired) }
    }
    return guests
}

/// Compares guests with one another and with the host; these checks do not depend on one another.
private func checkTogether(
    _ guests: [ResolvedGuest], _ fleet: Fleet, _ library: Library, _ options: ReadingOptions, _ workers: Workers,
    _ findings: inout Findings
) {
    let branch = findings.branch
    let checks: [@Sendable (inout Findings) -> Void] = [
        { checkAddresses(guests, &$0) },
        { found in
            checkUnusedFeatures(library, guests, &found)
            checkSharedGraphics(guests, &found)
            if let inventory = options.inventory { checkInventory(guests, inventory, images: fleet.images, &found) }
        },
    ]
    let found = workers.map(checks) { check in
        var found = branch
        check(&found)
        return found
    }
    for part in found { findings.add(part) }
}

/// From merged guests to resolved ones, ascending by number.
private func resolveGuests(
    _ roster: Roster, _ library: Library, _ files: RepositoryFiles, _ fleet: Fleet, _ workers: Workers,
    _ findings: inout Findings
) -> [ResolvedGuest] {
    let lineage = Lineage(roster, workers, &findings)
    let dependencies = readDependencies(roster, lineage, &findings)
    let surroundings = Surroundings(
        roster: roster, lineage: lineage, library: library, files: files, policy: fleet.policy,
        dependencies: dependencies)
    return resolveAll(surroundings, workers, &findings)
}

extension Reading {
    /// A commit without a fleet is a mistake, not the wish to have no guests.
    fileprivate init(emptyRepository files: RepositoryFiles, _ findings: Findings, _ options: ReadingOptions) {
        var findings = findings
        findings.error(
            .emptyRepository, at: .init(path: RepositoryFiles.Path.fleet),
            "The repository describes no fleet: there is neither phoenix.json nor guests/NAME.json nor a central file",
            remedy: "Begin with 'phoenix init', or check which branch and repository are read")
        self.init(desired: nil, diagnostics: findings.sorted(isStrict: options.isStrict), roster: Roster())
    }
}
