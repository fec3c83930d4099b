package import PhoenixModel

/// What one commit says: the state it wishes for, and everything that is wrong with it.
package struct Reading: Sendable {
    /// Nil if any diagnostic is an error.
    package let desired: DesiredState?
    /// Sorted by path, line and column.
    package let diagnostics: [Diagnostic]
    /// Kept for `explain`.
    let roster: Roster
    /// What the desired state was made of. Letting go of it takes a tenth of the time of reading, so that is left to
    /// whoever lets go of the whole; a command that ends never does.
    var resolved: [ResolvedGuest] = []
}

/// How strictly a repository is judged, and against what.
package struct ReadingOptions: Sendable {
    /// Whether warnings are errors.
    package var isStrict: Bool
    /// The nodes of the host, if they are known: what the commit wishes must then exist there.
    package var inventory: [ObservedNode]?
    /// Whether the same files were read before, by the same schemas, and nothing was found: then schemas, which say
    /// only whether something is wrong, are left aside.
    package var isKnownFlawless: Bool

    package init(isStrict: Bool = false, inventory: [ObservedNode]? = nil, isKnownFlawless: Bool = false) {
        self.isStrict = isStrict
        self.inventory = inventory
        self.isKnownFlawless = isKnownFlawless
    }
}
