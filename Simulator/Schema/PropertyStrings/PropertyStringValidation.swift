/// Rules for whole property strings that some formats have besides those of their keys.
enum PropertyStringValidation {
    /// The values as the format wants them; most formats have no such rule.
    static func validated(
        _ values: [String: String], of name: String?, _ catalog: FormatCatalog
    ) throws(PropertyStringError) -> [String: String] {
        switch name {
        case "pve-vm-cpu-conf":
            if let failure = processorFailure(of: values, catalog) { throw .malformed(failure) }
        case "prune-backups": return try pruning(values)
        case "backup-fleecing":
            if !isTrue(values["storage"]), isTrue(values["enabled"]) {
                throw .malformed("'storage' parameter is required when 'enabled' is set\n")
            }
        default: break
        }
        return values
    }

    /// Custom models are named `custom-…`; which of them exist is not known here, so all are taken.
    private static func processorFailure(of values: [String: String], _ catalog: FormatCatalog) -> String? {
        guard let type = values["cputype"], PerlText.isTrue(type) else { return "CPU is missing cputype\n" }
        if !type.hasPrefix("custom-"), !catalog.has(word: type, in: "cpu-models") {
            return "Built-in cputype '\(type)' is not defined (missing 'custom-' prefix?)\n"
        }
        let allowed = catalog.words(in: "cpu-flags")
        if let flags = values["flags"], PerlText.isTrue(flags),
            !flags.split(separator: ";", omittingEmptySubsequences: false).allSatisfy({ flag in
                (flag.first == "+" || flag.first == "-") && allowed.contains(String(flag.dropFirst()))
            })
        {
            return "VM-specific CPU flags must be a subset of: \(allowed.joined(separator: ", "))\n"
        }
        guard values["reported-model"] != nil else { return nil }
        return "Property 'reported-model' not allowed in VM-specific CPU config.\n"
    }

    /// To keep none means to keep all.
    private static func pruning(_ values: [String: String]) throws(PropertyStringError) -> [String: String] {
        let keepsSome = values.contains { $0.key != "keep-all" && PerlText.number($0.value) > 0 }
        guard keepsSome else { return ["keep-all": "1"] }
        if isTrue(values["keep-all"]) { throw .malformed("keep-all cannot be set together with other options.\n") }
        return values.filter { $0.key != "keep-all" }
    }

    private static func isTrue(_ text: String?) -> Bool { text.map(PerlText.isTrue) == true }
}
