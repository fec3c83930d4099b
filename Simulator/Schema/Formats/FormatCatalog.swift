/// All formats of a version by name: rules for texts, property strings, and the words that some of them allow.
final class FormatCatalog: Sendable {
    let profile: Profile
    /// Reads schemas with this version's number of indexed keys.
    let reader: SchemaReader
    private let propertyFormats: [String: PropertyFormat]
    private let words: [String: [String]]
    private let wordSets: [String: Set<String>]

    init(_ facts: SchemaFacts, profile: Profile) throws(SchemaFactsError) {
        self.profile = profile
        let reader = SchemaReader(counts: IndexedKeyCounts(counts: facts.counts))
        self.reader = reader
        var formats: [String: PropertyFormat] = [:]
        for (name, json) in facts.formats { formats[name] = reader.propertyFormat(json).named(name) }
        propertyFormats = formats
        words = facts.words
        wordSets = facts.words.mapValues(Set.init)
    }

    /// A property string that is known by a name of its own.
    func propertyFormat(named name: String) -> PropertyFormat? { propertyFormats[name] }

    func has(word: String, in list: String) -> Bool { wordSets[list]?.contains(word) == true }

    /// In the order in which messages name them.
    func words(in list: String) -> [String] { words[list] ?? [] }

    /// How many keys of an indexed name there are.
    func count(of name: String) -> Int { reader.counts.counts[name] ?? 0 }

    /// What is wrong with a text, with the line break that ends it; nil when nothing is.
    ///
    /// `path` is the key of the value, with which errors inside a property string begin.
    func failure(of text: String, format: FormatReference, at path: String) -> String? {
        switch format {
        case .inline(let format): failure(of: text, format, at: path)
        case .named("regex"): nil
        case .named(let name):
            if let format = propertyFormats[name] {
                failure(of: text, format, at: path)
            } else {
                failure(of: text, ruleNamed: name).map { $0 + "\n" }
            }
        }
    }

    /// False when a format is unknown here, so that every value would be refused.
    func knows(_ name: String) -> Bool {
        propertyFormats[name] != nil || name == "regex" || rule(FormatName(name).base) != nil
    }

    private func failure(of text: String, _ format: PropertyFormat, at path: String) -> String? {
        do throws(PropertyStringError) {
            _ = try format.parse(text, at: path, catalog: self)
            return nil
        } catch {
            return error.text
        }
    }

    private func failure(of text: String, ruleNamed name: String) -> String? {
        let name = FormatName(name)
        guard let rule = rule(name.base) else { return "undefined format '\(name.full)'" }
        switch name.repetition {
        case .once: return rule.failure(of: text, self)
        case .optional: return PerlText.isTrue(text) ? rule.failure(of: text, self) : nil
        case .list:
            for entry in PerlText.listEntries(text) {
                if let failure = rule.failure(of: entry, self) { return failure }
            }
            return nil
        }
    }

    private func rule(_ name: String) -> FormatRule? {
        FormatRules.byName[name].flatMap { $0.rule(for: profile) }
    }
}

/// A format's name taken apart: `pve-vmid-list` is a list of `pve-vmid`.
private struct FormatName {
    let full: String
    let base: String
    let repetition: Repetition

    enum Repetition {
        case once
        case list
        /// Empty and `0` need not satisfy the rule.
        case optional
    }

    init(_ name: String) {
        full = name
        if name.hasSuffix("-list") {
            (base, repetition) = (String(name.dropLast(5)), .list)
        } else if name.hasSuffix("-opt") {
            (base, repetition) = (String(name.dropLast(4)), .optional)
        } else {
            (base, repetition) = (name, .once)
        }
    }
}
